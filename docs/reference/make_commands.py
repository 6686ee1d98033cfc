"""Writes the commands' sections of docs/reference/commands.md from the commands themselves; what stands above the
first section is written by hand: `python docs/reference/make_commands.py`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

from geleit.cli import catalogue
from geleit.cli.door import Door
from geleit.cli.kinds import OneOf
from geleit.cli.making import name_of

PAGE = Path(__file__).with_name("commands.md")


def page() -> str:
    """The page as it should be."""
    head = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    return "\n".join([head, *_sections()])


def _sections() -> Iterator[str]:
    door = Door({"GELEIT_LANGUAGE": "en"})
    for section, names in catalogue.SECTIONS.items():
        yield f"## {door.text(f'cli.section.{section}')}\n"
        for name in names:
            yield from _command(door, name)


def _command(door: Door, name: str) -> Iterator[str]:
    command: click.Command = import_module(catalogue.module_of(name)).command
    key = catalogue.key_of(name)
    explained = _sentence(door.text(f"cli.command.{key}"))
    if door.labels.languages_of(f"cli.more.{key}"):
        explained += " " + door.text(f"cli.more.{key}")
    with click.Context(command, info_name=f"geleit {name}", obj=door) as ctx:
        arguments = [one for one in command.params if isinstance(one, click.Argument)]
        options = [one for one in command.params if isinstance(one, click.Option)]
        required = [f"{name_of(one)} {one.make_metavar(ctx)}" for one in options if one.required]
        usage = " ".join(["geleit", name, *map(_word, arguments), *required])
        rows = [(_name(one), door.text(f"cli.argument.{one.name}") + _choices(one, ctx)) for one in arguments]
        rows += [_row(one, ctx) for one in options]
    yield f"### `geleit {name}`\n\n{explained}\n\n```text\n{usage}\n```\n\n| | |\n|---|---|"
    yield from (f"| `{' '.join(what.split())}` | {' '.join(text.split())} |" for what, text in rows)
    yield ""


def _row(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """How an option is written, and what it does; words to choose from stand with the explanation."""
    record = option.get_help_record(ctx)
    assert record is not None
    if not (choices := _choices(option, ctx)):
        return record
    text, bracket, required = record[1].partition(" [")
    return name_of(option), text + choices + bracket + required


def _choices(parameter: click.Parameter, ctx: click.Context) -> str:
    if not isinstance(parameter.type, OneOf):
        return ""
    return ": " + ", ".join(f"`{word}`" for word in parameter.type.get_metavar(parameter, ctx).split("|"))


def _name(argument: click.Argument) -> str:
    return argument.human_readable_name.upper().strip("[]")


def _word(argument: click.Argument) -> str:
    return _name(argument) if argument.required else f"[{_name(argument)}]"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else ".")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
