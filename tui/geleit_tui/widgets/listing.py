"""A small table of records: up to a thousand rows or so, every cell made harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.message import Message
from textual.widgets import DataTable

from geleit_tui.showing import cell


class Listing(DataTable[object]):
    """Rows with a key each; Enter or a second click opens one."""

    class Opened(Message):
        """A row was opened."""

        def __init__(self, listing: Listing, key: str) -> None:
            super().__init__()
            self.listing = listing
            self.key = key

        @property
        def control(self) -> Listing:
            """The table it happened in."""
            return self.listing

    def __init__(self, headings: Sequence[str], *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, cursor_type="row", zebra_stripes=False, cell_padding=1)
        self._headings = headings

    def on_mount(self) -> None:
        self.add_columns(*(cell(heading) for heading in self._headings))

    def show(self, rows: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Show these rows (key, cells) instead; the bar stays on the row it was on, where that is still there."""
        before = self.key
        self.clear()
        for key, cells in rows:
            self.add_row(*(cell(text) for text in cells), key=key)
        if before is not None and before in self.rows:
            self.move_cursor(row=self.get_row_index(before))

    @property
    def key(self) -> str | None:
        """The key of the row with the bar; None in an empty table."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return None
        return str(self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Opened(self, event.row_key.value))
