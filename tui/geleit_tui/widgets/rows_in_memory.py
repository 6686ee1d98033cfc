"""Rows that are all there already, for a table that reads only those in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import attrs

from geleit_tui.widgets.windowed_table import Line

T = TypeVar("T")


@attrs.frozen
class RowsInMemory(Generic[T]):
    """Things in their order, and how one of them is put into cells: only those that are looked at are."""

    rows: Sequence[T]
    line: Callable[[T], Line]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """Some of them."""
        return [self.line(row) for row in self.rows[offset : offset + limit]]
