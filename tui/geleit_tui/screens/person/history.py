"""Who changed what in a person's record, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button

from geleit.labels import day
from geleit.programme.history.browsing import Filter, find, page
from geleit.programme.history.words import Line
from geleit_tui import work
from geleit_tui.dialogs.dialog import Dialog
from geleit_tui.showing import plain
from geleit_tui.widgets.facts import Facts

_SHOWN = 200
_LONG = 1000


class PersonHistory(Dialog[None]):
    """The latest changes; the main area of the history has all of them, with filters."""

    DEFAULT_CSS = """
    PersonHistory .told { height: 1fr; max-height: 70vh; }
    """

    def __init__(self, title: str, person: str) -> None:
        super().__init__(title)
        self._person = person

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="told"):
            yield Facts(share=0.3)
        yield Button(plain(self.desk.text("ui.app.close")), variant="primary", id="close")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        programme = self.desk.programme

        def read() -> Sequence[Line]:
            return page(programme, find(programme, Filter(person=self._person)), 0, _SHOWN)

        work.start(self, read, self._show)

    def _show(self, found: Sequence[Line]) -> None:
        self.query_one(Facts).show([(self._when(line), self._what(line)) for line in found])

    def _when(self, line: Line) -> Content:
        return Content.assemble(
            plain(day(line.at, self.desk.language), "$text-muted"), " ", plain(line.actor, "$text-muted")
        )

    def _what(self, line: Line) -> Content:
        shifts = [f"{one.label}: {one.before or '–'} → {one.after or '–'}" for one in line.changes]
        return Content.assemble(plain(line.why or line.done, "bold"), "  ", plain("; ".join(shifts), limit=_LONG))

    def on_button_pressed(self) -> None:
        self.dismiss(None)
