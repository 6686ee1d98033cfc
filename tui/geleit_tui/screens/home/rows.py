"""A matter as a row of the table, and as the lines below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from geleit.programme.overview import Incomplete, Matter, Offer, Opens
from geleit_tui.desk import Desk
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.windowed_table import Line

_RED, _YELLOW = ("✗", "red"), ("!", "yellow")
_SIGNS = {
    "Silence.red": _RED,
    "Silence.yellow": _YELLOW,
    "DueKind.silent_red": _RED,
    "DueKind.silent_yellow": _YELLOW,
}
_DATED = frozenset({Opens.TASK, Opens.REQUEST})
"""What has a day of its own; anything else is listed because its day has come."""


@attrs.frozen
class Rows:
    """A list as a table: its columns, without those that would be empty or say the same in every row, and its rows."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def rows(desk: Desk, matters: Sequence[Matter], today: date, *, fresh: bool, kinds: bool) -> Rows:
    """Matters as rows, whose keys are their places in the list; `kinds` says of each what it is."""
    text = desk.text
    marks = [mark(desk, matter, today, fresh=fresh) for matter in matters]
    shown = [
        (True, Column("day", text("ui.home.column.day"), 10, 10)),
        (any(marks), Column("mark", text("ui.home.column.mark"), 12, 12)),
        (True, Column("who", text("ui.home.column.who"), 14, 44)),
        (kinds, Column("what", text("ui.home.column.what"), 18, 24)),
        (True, Column("message", text("ui.home.column.message"), 10, 90)),
    ]
    lines = []
    for place, (matter, sign) in enumerate(zip(matters, marks, strict=True)):
        day = desk.day(matter.due_on or matter.since)
        cells = (day, sign, names(matter), text(matter.what), text(matter.sentence))
        lines.append(Line(str(place), tuple(cell for cell, (wanted, _) in zip(cells, shown, strict=True) if wanted)))
    return Rows(tuple(column for wanted, column in shown if wanted), tuple(lines))


def names(matter: Matter) -> str:
    """Who it is about, and how many more."""
    shown = " – ".join(one.name for one in matter.who)
    more = matter.people - len(matter.who)
    return f"{shown} (+{more})" if more > 0 else shown or "–"


def mark(desk: Desk, matter: Matter, today: date, *, fresh: bool) -> str:
    """The sign and the word for what is urgent, or (`fresh`: there is a last visit to compare with) new."""
    if matter.what in _SIGNS:
        sign, word = _SIGNS[matter.what]
        return f"{sign} {desk.text(f'ui.home.mark.{word}')}"
    if fresh and matter.new:
        return f"● {desk.text('ui.home.mark.new')}"
    late = matter.opens.kind in _DATED or isinstance(matter, Offer)
    if late and matter.due_on is not None and matter.due_on < today:
        return f"! {desk.text('ui.home.mark.late')}"
    return ""


def about(desk: Desk, matter: Matter, rounds: dict[str, str], *, several: bool) -> str:
    """Everything about a matter, in two lines: who and what, then what to do."""
    head = [names(matter), desk.text(matter.what)]
    if isinstance(matter, Incomplete):
        head.append(desk.text(f"Role.{matter.role.value}"))
    if matter.round is not None and several:
        head.append(rounds.get(matter.round, matter.round))
    return f"{' · '.join(head)}\n{desk.text(matter.sentence)}"
