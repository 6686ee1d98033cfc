"""The changes that were found, as rows of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geleit.programme.history import browsing
from geleit.programme.history.words import UNKNOWN, Shift
from geleit.programme.history.words import Line as Change
from geleit_tui.desk import Desk
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.windowed_table import PAGE, Line


def columns(desk: Desk) -> tuple[Column, ...]:
    """When, whom, what: what somebody looks for first; the rest is a key to the right."""
    text = desk.text
    return (
        Column("at", text("ui.history.column.at"), 16, 16),
        Column("whom", text("ui.history.column.whom"), 18, 30),
        Column("what", text("ui.history.column.what"), 24, 34),
        Column("why", text("ui.history.column.why"), 16, 28),
        Column("actor", text("ui.history.column.actor"), 10, 24),
        Column("changes", text("ui.history.column.changes"), 30, 80),
    )


def what(one: Change) -> str:
    """What was done to which kind of record."""
    return f"{one.table}: {one.done}" if one.table else one.done


def shift(one: Shift, *, added: bool) -> str:
    """A value before and after; of what was added, what it is."""
    return one.after if added and one.before in ("", UNKNOWN) else f"{one.before} → {one.after}"


class HistorySource:
    """Rows for the table; their key is the number of the entry."""

    def __init__(self, found: browsing.Found, desk: Desk) -> None:
        self.found = found
        self._desk = desk

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self.found)

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """Some of them."""
        return [Line(str(one.seq), self._cells(one)) for one in self.changes(offset, limit)]

    def changes(self, offset: int, limit: int) -> Sequence[Change]:
        """The same with all that is known of each."""
        return browsing.page(self._desk.programme, self.found, offset, limit)

    def _cells(self, one: Change) -> tuple[str, ...]:
        at = f"{self._desk.day(one.at.date())} {one.at:%H:%M}"
        told = "; ".join(self._shifts(one))
        return at, ", ".join(one.whom) or UNKNOWN, what(one), one.why, one.actor, told

    def _shifts(self, one: Change) -> Iterator[str]:
        if one.erased:
            yield self._desk.text("ui.history.erased")
        added = one.op.value in ("insert", "note")
        yield from (f"{each.label}: {shift(each, added=added)}" for each in one.changes)


class Looked(NamedTuple):
    """What was looked for, what was found, and the first rows of it."""

    wanted: browsing.Filter
    source: HistorySource
    first: Sequence[Line]


def look(desk: Desk, wanted: browsing.Filter) -> Looked:
    """Look for changes, in a thread."""
    source = HistorySource(browsing.find(desk.programme, wanted), desk)
    return Looked(wanted, source, source.page(0, PAGE))
