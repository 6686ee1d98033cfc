"""The room in which a list is taken in: what it holds, which file, a trial, and then all rows or the good ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from geleit.errors import GeleitError
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.intake import Import
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.pick_file import PickFile
from geleit_tui.screens.importing.lists import KINDS, SUFFIXES, take_in, words
from geleit_tui.screens.importing.rows import PERSON, columns, rows, summary
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.kept_lines import KeptLines
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.windowed_table import PAGE, WindowedTable

_NOT_UTF8 = "intake.not_utf8"
_WINDOWS = "cp1252"


class ImportingRoom(Room[None]):
    """A list on its way in. `what` is the kind of list, where the room that opens this one knows it."""

    ROOM = "importing"
    BACK = True
    STEPS = (
        Step("file", "d,f3", Action.TAKE_IN),
        Step("what", "w", Action.TAKE_IN),
        Step("try", "p,f7", Action.TAKE_IN),
        Step("take", "u,f2", Action.TAKE_IN),
        Step("valid", "g", Action.TAKE_IN),
        Step("encoding", "z", Action.TAKE_IN),
    )
    CSS = """
    ImportingRoom #asked { height: auto; padding: 0 1; }
    ImportingRoom #summary { height: auto; min-height: 2; padding: 0 1; text-style: bold; }
    ImportingRoom #outcome { height: 1fr; }
    ImportingRoom #gist { height: 3; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, desk: Desk, *, what: str | None = None, file: Path | None = None, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.what = what
        self.file = file
        self.encoding: str | None = None
        self.tried: Import | None = None
        self._folder = desk.programme.config.path.parent if file is None else file.parent
        self._not_utf8 = False
        self._busy = False

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "home")
        yield Static(id="asked", markup=False)
        yield Static(id="summary", markup=False)
        yield WindowedTable(columns(self.desk), id="outcome")
        yield Static(id="gist", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(WindowedTable).focus()
        self._show_asked()
        self._tell(self.text("ui.importing.begin"))
        if self.what is None:
            self.call_after_refresh(self.step_what)
        elif self.file is None:
            self.call_after_refresh(self.step_file)
        else:
            self.step_try()

    # What is asked for

    def step_what(self) -> None:
        """Say what the list holds."""
        options = [(kind, words(self.desk, kind)) for kind in KINDS]
        self.app.push_screen(Choose(self.text("ui.importing.which"), options, self.what), self._of_kind)

    def _of_kind(self, kind: str | None) -> None:
        if kind is None:
            return
        self.what = kind
        self._forget()
        if self.file is None:
            self.step_file()
        else:
            self.step_try()

    def step_file(self) -> None:
        """Pick the file."""
        self.app.push_screen(PickFile(self.text("ui.importing.which_file"), self._folder, SUFFIXES), self._of_file)

    def _of_file(self, path: Path | None) -> None:
        if path is None:
            return
        self.file, self._folder = path, path.parent
        self.encoding = None
        self._forget()
        if self.what is None:
            self.step_what()
        else:
            self.step_try()

    def can_encoding(self) -> bool:
        return self._not_utf8

    def step_encoding(self) -> None:
        """Read the file as older spreadsheets write it."""
        self.encoding = _WINDOWS
        self._forget()
        self.step_try()

    def _forget(self) -> None:
        self.tried, self._not_utf8 = None, False
        self._show_asked()
        self._tell(self.text("ui.importing.begin"))
        self._show_rows(None)

    # Trying and taking in

    def can_try(self) -> bool:
        return self.what is not None and self.file is not None and not self._busy

    def step_try(self) -> None:
        """Show what would happen, and write nothing."""
        self._run(dry_run=True)

    def can_take(self) -> bool:
        done = self.tried
        return self.can_try() and done is not None and not done.problems and bool(done.accepted + done.updated)

    def step_take(self) -> None:
        """Take in all rows, none of which was refused."""
        self._run(dry_run=False)

    def can_valid(self) -> bool:
        done = self.tried
        return self.can_try() and done is not None and bool(done.problems) and bool(done.accepted + done.updated)

    def step_valid(self) -> None:
        """Take in the good rows; the others are written to a file beside the list."""
        self._run(dry_run=False, accept_valid=True)

    def _run(self, *, dry_run: bool, accept_valid: bool = False) -> None:
        what, file = self.what, self.file
        if what is None or file is None or self._busy:
            return
        self._busy = True
        self._tell(self.text("ui.importing.reading"))
        self.refresh_bindings()

        def function() -> Import:
            return take_in(self.desk, what, file, encoding=self.encoding, dry_run=dry_run, accept_valid=accept_valid)

        def done(found: Import) -> None:
            self._busy = False
            self.tried = found if dry_run else None
            if found.written:
                self.geleit.changed()
                self.geleit.stale(self)
            self._tell(summary(self.desk, found, tried=dry_run))
            self._show_rows(found)

        self.work(function, done, self._refused, group="importing")

    def _refused(self, error: GeleitError) -> None:
        self._busy = False
        self._not_utf8 = any(problem.sentence.code == _NOT_UTF8 for problem in error.problems)
        told = [f"✗ {one}" for one in self.geleit.sentences(error)]
        if self._not_utf8:
            told.append(self.text("ui.importing.try_encoding"))
        self._tell("\n".join(told))
        self._show_rows(None)

    # Showing

    def _show_asked(self) -> None:
        what = "–" if self.what is None else words(self.desk, self.what)
        file = "–" if self.file is None else str(self.file)
        asked = say("ui.importing.asked", what=what, file=file)
        self.query_one("#asked", Static).update(plain(self.text(asked), limit=600))

    def _tell(self, text: str) -> None:
        self.query_one("#summary", Static).update(lines(text))

    def _show_rows(self, found: Import | None) -> None:
        shown = () if found is None else tuple(rows(self.desk, found))
        self.query_one(WindowedTable).show(KeptLines(shown), shown[:PAGE])
        self._show_gist()
        self.refresh_bindings()

    @on(WindowedTable.Highlighted)
    def _show_gist(self) -> None:
        table = self.query_one(WindowedTable)
        line = table.line(table.cursor_row) if table.row_count else None
        gist = "" if line is None else f"{line.cells[1]} · {line.cells[2]}\n{line.cells[3]}"
        self.query_one("#gist", Static).update(lines(gist))

    @on(WindowedTable.Opened)
    def _opened(self, event: WindowedTable.Opened) -> None:
        if event.key.startswith(PERSON):
            self.geleit.open_person(event.key.removeprefix(PERSON))
