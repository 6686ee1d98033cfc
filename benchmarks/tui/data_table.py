"""Textual's own DataTable with the rows that `geleit run` shows, and a line to search in: `python -m benchmarks.tui.data_table FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, Static

from benchmarks.tui.people import config_of, now
from geleit.programme import Programme
from geleit.programme.people.browsing import Query, browse
from geleit.vocabulary.names import query_key, search_key
from geleit_tui.desk import Desk
from geleit_tui.screens.people.source import PeopleSource, columns
from geleit_tui.showing import cell
from geleit_tui.widgets.windowed_table import Line


class TableApp(App[None]):
    """All rows in a DataTable; what is typed leaves those that have it in their names."""

    BINDINGS = [("slash", "search", "")]  # noqa: RUF012  # as Textual's own examples have it
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._programme = Programme.open(config_of(folder), clock=now, account="benchmark", language="de")
        self._desk = Desk(self._programme)
        self._rows: list[tuple[str, Line]] = []

    def compose(self) -> ComposeResult:
        yield Input()
        yield Static(id="count", markup=False)
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        found = browse(self._programme, self._desk.round, Query())
        rows = PeopleSource(found, self._desk).page(0, found.found)
        self._rows = [(search_key(line.cells[0]), line) for line in rows]
        table = self.query_one(DataTable)
        for column in columns(self._desk):
            table.add_column(column.heading, width=column.least)
        self._show(line for _, line in self._rows)
        table.focus()

    def _show(self, lines: Iterable[Line]) -> None:
        table = self.query_one(DataTable)
        table.clear()
        # Names are hostile: as plain strings they would be read as markup.
        table.add_rows([cell(text) for text in line.cells] for line in lines)
        self.query_one("#count", Static).update(f"{table.row_count} von {len(self._rows)}")

    def action_search(self) -> None:
        """Type a name."""
        self.screen.set_focus(self.query_one(Input))

    def on_input_changed(self, event: Input.Changed) -> None:
        words = query_key(event.value).split()
        self._show(line for key, line in self._rows if all(word in key for word in words))


if __name__ == "__main__":
    TableApp(Path(sys.argv[1])).run()
