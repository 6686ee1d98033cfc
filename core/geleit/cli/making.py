"""Making commands: click's, with every text from the labels, and with the programme open when they run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from geleit.cli import catalogue
from geleit.cli.days import WrittenDay, read_day
from geleit.cli.door import Door
from geleit.errors import UsageError
from geleit.labels import Listed, say

_CHOOSING = frozenset({"person", "round_id", "proposal"})
"""Options by which one thing is chosen among many; a blank one would choose all or the last."""

Body = Callable[..., int | None]
"""What a command does; it returns an exit code, or None for 0."""


def door_of(ctx: click.Context) -> Door:
    """The door that the run began with."""
    door = ctx.find_object(Door)
    assert door is not None
    return door


class Option(click.Option):
    """An option whose help is the label `cli.option.<its name>`, or another one of `cli.option`."""

    def __init__(self, *names: str, label: str = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self._label = label

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        code = self._label or str(self.name)
        door = door_of(ctx)
        text = door.text(f"cli.option.{code}")
        if self.required:
            text += f" [{door.text('cli.help.required')}]"
        if self.multiple:
            text += f" [{door.text('cli.help.several')}]"
        return self.get_help_spec(ctx), text


def name_of(parameter: click.Parameter) -> str:
    """What a parameter is called on the command line."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


def option(*names: str, **settings: Any) -> Option:
    """An option with a value; `label` names another help text than its own."""
    return Option(*names, **settings)


def flag(*names: str, **settings: Any) -> Option:
    """An option that is there or not."""
    return Option(*names, is_flag=True, default=False, **settings)


def argument(name: str, **settings: Any) -> click.Argument:
    """A word that must stand there unless `required=False`; its help is the label `cli.argument.<name>`."""
    if "type" not in settings:
        settings.setdefault("metavar", name.upper())
    return click.Argument([name], **settings)


class Command(click.Command):
    """A command whose texts come from the labels; its own is `cli.command.<name>`."""

    _asks_help: Option | None = None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = door_of(ctx).text
        self.options_metavar = text("cli.help.options_metavar")
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{text('cli.help.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        door = door_of(ctx)
        key = catalogue.key_of(str(self.name))
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(door.text(f"cli.command.{key}"))
            if door.labels.languages_of(f"cli.more.{key}"):
                formatter.write_paragraph()
                formatter.write_text(door.text(f"cli.more.{key}"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = door_of(ctx).text
        words = [one for one in self.get_params(ctx) if isinstance(one, click.Argument)]
        if words:
            with formatter.section(text("cli.help.arguments")):
                formatter.write_dl([(one.make_metavar(ctx), text(f"cli.argument.{one.name}")) for one in words])
        records = [one.get_help_record(ctx) for one in self.get_params(ctx) if isinstance(one, click.Option)]
        with formatter.section(text("cli.help.options")):
            formatter.write_dl([record for record in records if record is not None])

    def get_help_option(self, ctx: click.Context) -> click.Option:
        def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
            if wanted and not ctx.resilient_parsing:
                click.echo(ctx.get_help(), color=ctx.color)
                ctx.exit()

        if self._asks_help is None:
            self._asks_help = Option(
                "-h", "--help", "help_wanted", is_flag=True, is_eager=True, expose_value=False, callback=show
            )
        return self._asks_help

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        written = list(args)
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            self._note_reader(ctx, written)
            raise
        if rest and not ctx.resilient_parsing:
            usage = " ".join([str(self.name), *self.collect_usage_pieces(ctx)[1:]])
            raise UsageError(say("cli.said.too_many", found=Listed(rest), usage=usage))
        for one in self.get_params(ctx):
            given = ctx.params.get(str(one.name))
            needed = one.required or isinstance(one, click.Argument) or one.name in _CHOOSING
            if needed and isinstance(given, str) and not given.strip():
                raise UsageError(say("cli.said.blank", what=name_of(one), command=ctx.command_path))
        return rest

    def _note_reader(self, ctx: click.Context, args: list[str]) -> None:
        """Find the reader's language in a line that could not be read to its end: by `--language`, by CONFIG."""
        door = door_of(ctx)
        for place, word in enumerate(args):
            name, equals, value = word.partition("=")
            if name == "--language" and (value or args[place + 1 :]):
                door.asked = door.asked or (value if equals else args[place + 1])
        takes_config = any(one.name == "config" for one in self.params)
        if door.config is None and takes_config and args and not args[0].startswith("-"):
            door.config = Path(args[0])


def _note_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        door_of(ctx).asked = value


def _note_config(ctx: click.Context, _: click.Parameter, value: str | None) -> Path | None:
    path = None if value is None else Path(value)
    door_of(ctx).config = path
    return path


def language_option() -> Option:
    """`--language`, which also decides the language of the messages about the rest of the line."""
    return Option("--language", metavar="CODE", is_eager=True, expose_value=False, callback=_note_language)


def _note_choice(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        door_of(ctx).choice = value


def as_option() -> Option:
    """`--as`: who is at work, on an account that several share."""
    return Option("--as", metavar="NAME", is_eager=True, expose_value=False, callback=_note_choice)


def config_argument(*, required: bool = True) -> click.Argument:
    """CONFIG, the organisation's TOML."""
    return argument("config", required=required, is_eager=True, callback=_note_config)


def json_option() -> Option:
    """`--json`."""
    return flag("--json", "as_json")


def command(name: str, *parameters: click.Parameter) -> Callable[[Body], Command]:
    """A command for which no programme is opened; it gets a `Door` and its parameters."""

    def decorate(body: Body) -> Command:
        @click.pass_context
        def run(ctx: click.Context, /, **values: Any) -> int:
            return body(door_of(ctx), **values) or 0

        return Command(name, callback=run, params=[*parameters])

    return decorate


def programme_command(
    name: str, *parameters: click.Parameter, round_: bool = True, json: bool = False
) -> Callable[[Body], Command]:
    """A command that gets a `Desk`: CONFIG comes first, then its own words; days are read by the programme's today.

    `round_`: it takes `--round`. `json`: it takes `--json`.
    """

    def decorate(body: Body) -> Command:
        @click.pass_context
        def run(ctx: click.Context, /, config: Path, **values: Any) -> int:
            from geleit.cli.desk import Desk

            door = door_of(ctx)
            with door.open(config) as programme:
                desk = Desk(programme, door, values.pop("round_id", None), as_json=values.pop("as_json", False))
                for one in parameters:
                    if isinstance(one.type, WrittenDay) and (written := values.get(str(one.name))) is not None:
                        values[str(one.name)] = read_day(written, programme.today(), ahead=one.type.ahead)
                return body(desk, **values) or 0

        shared: list[click.Parameter] = [option("--round", "round_id", metavar="ID")] if round_ else []
        shared += [json_option()] if json else []
        return Command(
            name, callback=run, params=[config_argument(), *parameters, *shared, as_option(), language_option()]
        )

    return decorate
