"""Rows that have been read already, for a table that asks for them page by page."""

from __future__ import annotations

from collections.abc import Sequence

from geleit_tui.widgets.windowed_table import Line


class KeptLines:
    """A source whose rows are all there."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self._rows = rows

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """The rows from a place on."""
        return self._rows[offset : offset + limit]
