"""How scores look: a bar of blocks with the points beside it, so that neither stands alone."""

from __future__ import annotations

from geleit.errors import UsageError
from geleit.labels import say
from geleit_tui.desk import Desk

POINT = 10_000
"""Scores are kept in units of so many to a point."""

_FULL, _EMPTY = "█", "░"


def bar(share: float, width: int = 10) -> str:
    """A share from 0 to 1 as a bar; a share that is not nothing has at least one block."""
    filled = max(round(share * width), 1 if share > 0 else 0)
    return _FULL * filled + _EMPTY * (width - filled)


def points(desk: Desk, units: int | None) -> str:
    """Units as points in the reader's language."""
    return desk.number(None if units is None else units / POINT, 2)


def read_number(text: str) -> float:
    """A number as people write it, with a comma or a point. Raises UsageError."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UsageError(say("expected.float")) from None
