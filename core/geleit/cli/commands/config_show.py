"""`geleit config show`: every value in force, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.cli.printing import plain
from geleit.labels import say

Value = tuple[str, Any, str]
"""Dotted key, value, where it stands: `file:line`, or in words."""


@programme_command("config show", round_=False, json=True)
def command(desk: Desk) -> None:
    """Print them."""
    found = [*_tables(desk), *_region(desk)]
    if desk.as_json:
        desk.json([{"key": key, "value": value, "origin": origin} for key, value, origin in found])
        return
    desk.table(
        ("cli.column.key", "cli.column.value", "cli.column.origin"),
        [(key, _shown(value), origin) for key, value, origin in found],
    )


def _tables(desk: Desk) -> Iterator[Value]:
    """The organisation's own tables; the region's follow with its class."""
    from geleit.config import Tables
    from geleit.config.tables import keys_of

    config = desk.programme.config
    for key, attribute in keys_of(Tables).items():
        if key == "rounds":
            for round_ in config.rounds:
                yield from _below(desk, ("rounds", round_.id), round_)
        elif key != "region":
            yield from _below(desk, (key,), getattr(config, attribute.name))


def _below(desk: Desk, path: tuple[str, ...], value: Any) -> Iterator[Value]:
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if not (path[0] == "rounds" and field.name == "region"):
                yield from _below(desk, (*path, field.name), getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _below(desk, (*path, str(key)), inner)
    elif value is not None:
        yield ".".join(path), plain(value), desk.programme.config.origin(path) or desk.text("cli.said.by_default")


def _region(desk: Desk) -> Iterator[Value]:
    """The region's settings for the organisation, then what single rounds change."""
    from geleit.programme import parameters
    from geleit.questions.settings import origins

    config, settings = desk.programme.config, desk.programme.asked.region.settings
    value = parameters.organisation(config, desk.programme.asked)
    from_where = origins(settings)
    for key, text in parameters.as_text(value).items():
        path = ("region", *key.split("."))
        default = from_where.get(path[1])
        yield ".".join(path), text, config.origin(path) or _default(desk, path[1], default)
    for table in config.rounds:
        for key, text in parameters.as_text(parameters.configured(config, desk.programme.asked, table)).items():
            origin = config.origin(("rounds", table.id, "region", *key.split(".")))
            if origin is not None:
                yield f"rounds.{table.id}.region.{key}", text, origin


def _default(desk: Desk, name: str, origin: Any) -> str:
    from geleit.regions.words import assumed

    if origin is not None and origin.assumption:
        return desk.text(say("cli.said.assumed", note=assumed(desk.programme.labels, name, origin.assumption)))
    if origin is not None and origin.source:
        return desk.text(say("cli.said.from_source", source=origin.source))
    return desk.text("cli.said.by_default")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(_shown, value)) or "–" if isinstance(value, list) else str(value)
