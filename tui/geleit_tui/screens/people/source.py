"""The people found, as rows of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from geleit.model.lifecycle import PartState
from geleit.model.people import Role
from geleit.programme.people.browsing import Browsed, PersonRow
from geleit_tui.desk import Desk
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.windowed_table import Line

UNKNOWN = "–"
_STATE = 18
"""The usual states are no wider; there are longer ones, which a wide terminal shows whole."""


def columns(desk: Desk) -> tuple[Column, ...]:
    """The columns, the most important first; on a narrow terminal the last ones are reached with the arrow keys."""
    text = desk.text
    roles = _longest(desk.label("Role", role) for role in Role)
    states = _longest(desk.label("PartState", state) for state in PartState)
    return (
        Column("name", text("ui.people.column.name"), 20, 34, sorts=True),
        Column("state", text("ui.people.column.state"), min(states, _STATE), states, sorts=True),
        Column("beside", text("ui.people.column.beside"), 18, 30),
        Column("role", text("ui.people.column.role"), roles, roles),
        Column("waiting", text("ui.people.column.waiting"), 20, 22, sorts=True),
        Column("applied", text("ui.people.column.applied"), 11, 14, sorts=True),
        Column("place", text("ui.people.column.place"), 14, 26),
    )


def _longest(words: Iterable[str]) -> int:
    return max(map(cell_len, words))


def meant(key: str) -> tuple[str, Role]:
    """The person and the role of a row's key."""
    person, _, role = key.rpartition(" ")
    return person, Role(role)


class PeopleSource:
    """Rows for the table; their key is the person with the role, since somebody may have both."""

    def __init__(self, found: Browsed, desk: Desk) -> None:
        self.found = found
        self._desk = desk
        self._priority = desk.text("ui.people.priority")

    @property
    def count(self) -> int:
        """How many were found."""
        return self.found.found

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """Some of them."""
        return [Line(f"{one.person} {one.role.value}", self._cells(one)) for one in self.found.page(offset, limit)]

    def _cells(self, one: PersonRow) -> tuple[str, ...]:
        desk = self._desk
        waiting = desk.day(one.waiting_since)
        return (
            one.listed,
            desk.label("PartState", one.state),
            ", ".join(each.name for each in one.beside) or UNKNOWN,
            desk.label("Role", one.role),
            f"{waiting} {self._priority}" if one.priority else waiting,
            desk.day(one.applied_on),
            one.place or UNKNOWN,
        )
