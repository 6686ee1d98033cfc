"""How wide the columns of a table are on a terminal of some width, and a text as wide as its column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from geleit_tui.showing import safe

_ARROW = 2
"""What a heading needs to say by which column the rows are in order."""

_GAP = 2
"""Blanks between columns; they belong to the column before."""


class Column(NamedTuple):
    """A column: its code, its heading, the least and the largest width of what stands in it, and whether the rows can
    be put in order by it."""

    code: str
    heading: str
    least: int
    most: int
    sorts: bool = False


def visible(columns: Sequence[Column], width: int, aside: int = 0) -> tuple[int, ...]:
    """The places of the columns that stand whole on a terminal: the first, then from the others, without the first
    `aside` of them, as many as fit, and one at least."""
    shown, used = [0], _needed(columns[0])
    for place in range(1 + aside, len(columns)):
        used += _needed(columns[place])
        if used > width and shown[1:]:
            break
        shown.append(place)
    return tuple(shown)


def furthest(columns: Sequence[Column], width: int) -> int:
    """How many columns have to be left out so that the last one is in sight."""
    return next(aside for aside in range(len(columns)) if visible(columns, width, aside)[-1] == len(columns) - 1)


def widths(columns: Sequence[Column], width: int) -> tuple[int, ...]:
    """The width of each column with the gap behind it: what there is beyond the least is shared out in proportion to
    what each could use."""
    least = [_needed(column) for column in columns]
    room = [max(column.most + _GAP - one, 0) for column, one in zip(columns, least, strict=True)]
    spare, wish = max(width - sum(least), 0), sum(room)
    if not wish:
        return tuple(least)
    share = min(spare / wish, 1.0)
    return tuple(one + int(more * share) for one, more in zip(least, room, strict=True))


def _needed(column: Column) -> int:
    return max(column.least, cell_len(column.heading) + (_ARROW if column.sorts else 0)) + _GAP


def fitted(text: str, width: int) -> str:
    """One line of text, made harmless, in exactly so many columns of the terminal with the gap at its end; what does
    not fit ends in an ellipsis."""
    shown, place = safe(text), width - _GAP
    if cell_len(shown) > place:
        shown = set_cell_size(shown, place - 1).rstrip() + "…"
    return set_cell_size(shown, width)
