"""The parameters of the organisation or of a round, as rows of the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from geleit.labels import say
from geleit.programme.settings.listing import organisation_parameters, round_parameters
from geleit.programme.settings.parameter import Parameter, Source
from geleit_tui.desk import Desk
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.windowed_table import Line

_SIGNS = {Source.ASSUMED: "?", Source.LOCAL: "✎", Source.WRITTEN: "✓", Source.FROZEN: "!"}
_LAST = ("programme", "database", "staff", "consents")
"""Groups that are changed by hand only."""


def columns(desk: Desk) -> tuple[Column, ...]:
    """What it is called, its value, where that comes from."""
    text = desk.text
    return (
        Column("title", text("ui.settings.column.title"), 32, 60),
        Column("value", text("ui.settings.column.value"), 14, 44),
        Column("origin", text("ui.settings.column.origin"), 22, 70),
        Column("group", text("ui.settings.column.group"), 12, 24),
    )


def read(desk: Desk, round_id: str | None) -> tuple[Parameter, ...]:
    """What holds for a round or, without one, for the organisation: the region's own settings first. In a thread."""
    if round_id is not None:
        return round_parameters(desk.programme, round_id)
    found = [one for one in organisation_parameters(desk.programme) if not one.group.startswith("rounds.")]
    return tuple(sorted(found, key=lambda one: (one.group != "region", one.group in _LAST)))


def origin(desk: Desk, one: Parameter) -> str:
    """Where a value comes from, after a sign that says it as well."""
    sign = _SIGNS.get(one.source, " ")
    if one.source in (Source.WRITTEN, Source.LOCAL):
        place = PurePath(one.origin).name
        told = desk.text(say(f"ui.settings.source.{one.source.value}", place=place))
    elif one.now:
        told = desk.text(say("ui.settings.source.frozen", now=one.now))
    else:
        told = one.origin
    return f"{sign} {told}"


def group(desk: Desk, one: Parameter) -> str:
    """Which table it belongs to."""
    if one.group.startswith("rounds."):
        return desk.text("settings.table.region" if ".region." in one.key else "settings.table.rounds")
    return desk.text(f"settings.table.{one.group}")


class Parameters:
    """Rows for the table; their key is the parameter's."""

    def __init__(self, desk: Desk, found: Sequence[Parameter]) -> None:
        self._desk = desk
        self.found = tuple(found)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.found)

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """Some of them."""
        desk = self._desk
        return [
            Line(one.key, (one.title, one.words, origin(desk, one), group(desk, one)))
            for one in self.found[offset : offset + limit]
        ]
