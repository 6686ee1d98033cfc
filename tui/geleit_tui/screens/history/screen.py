"""The room of the change history."""

from __future__ import annotations

from typing import Any

import attrs
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from geleit.labels import say
from geleit.programme.history.browsing import Choices, Filter, filter_choices
from geleit.programme.history.words import Line as Change
from geleit_tui.desk import Desk
from geleit_tui.screens.history.entry import ChangeDialog
from geleit_tui.screens.history.filters import Filters, in_words
from geleit_tui.screens.history.source import HistorySource, Looked, columns, look
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.windowed_table import WindowedTable


class HistoryRoom(Room[None]):
    """Every change, the newest first; `person` narrows it down to one at once."""

    ROOM = "history"
    STEPS = (
        Step("filter", "f,slash"),
        Step("person", "p"),
        Step("day", "d"),
        Step("reset", "x"),
    )
    CSS = """
    #history-count { height: auto; margin: 0 1; }
    #history-empty { display: none; }
    #history-empty.-on { display: block; }
    HistoryRoom WindowedTable.-empty { display: none; }
    """

    def __init__(self, desk: Desk, *, person: str | None = None, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.wanted = Filter(person=person)
        self._source: HistorySource | None = None

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "history")
        yield Static(id="history-count", markup=False)
        yield Static(
            plain(self.text("ui.history.nothing"), limit=400), id="history-empty", classes="empty", markup=False
        )
        yield WindowedTable(columns(self.desk), id="history-table")
        yield KeyBar()

    @property
    def table(self) -> WindowedTable:
        """The list."""
        return self.query_one(WindowedTable)

    def on_mount(self) -> None:
        super().on_mount()
        self.table.focus()

    def reload(self) -> None:
        desk, wanted = self.desk, self.wanted
        self.work(lambda: look(desk, wanted), self._show)

    def _show(self, looked: Looked) -> None:
        self.wanted, source, first = looked
        self._source = source
        told = self.text(say("ui.history.count", n=source.count))
        words = in_words(self.desk, self.wanted, source.found.name)
        if words:
            told += " · " + self.text(say("ui.history.filtered", filters=words))
        self.query_one("#history-count", Static).update(plain(told, limit=400))
        self.table.show(source, first)
        self.query_one("#history-empty").set_class(not source.count, "-on")
        self.table.set_class(not source.count, "-empty")
        self.refresh_bindings()

    @on(WindowedTable.Opened)
    def _open(self, event: WindowedTable.Opened) -> None:
        source, row = self._source, self.table.cursor_row
        if source is None:
            return

        def show(changes: list[Change]) -> None:
            if changes:
                self.app.push_screen(ChangeDialog(self.desk, changes[0]), self._opened)

        self.work(lambda: [*source.changes(row, 1)], show, group="entry")

    def _opened(self, person: str | None) -> None:
        if person is not None:
            self.geleit.open_person(person)

    def _look_for(self, wanted: Filter) -> None:
        self.wanted = wanted
        self.reload()

    # Steps

    def step_filter(self) -> None:
        """Ask what the list is to be narrowed down by."""

        def ask(choices: Choices) -> None:
            now = self.wanted
            if self._source is not None and self._source.found.name is not None:
                now = attrs.evolve(now, person=self._source.found.name)
            self.app.push_screen(Filters(self.desk, now, choices, lambda wanted: look(self.desk, wanted)), shown)

        def shown(looked: Looked | None) -> None:
            if looked is not None:
                self._show(looked)
                self.table.focus()

        self.work(lambda: filter_choices(self.desk.programme), ask, group="choices")

    def step_person(self) -> None:
        """Only what belongs to whom the marked change is about."""
        source, row = self._source, self.table.cursor_row

        def show(changes: list[Change]) -> None:
            people = changes[0].people if changes else ()
            if people:
                self._look_for(attrs.evolve(self.wanted, person=people[0]))
            else:
                self.geleit.tell("ui.history.about_nobody")

        if source is not None:
            self.work(lambda: [*source.changes(row, 1)], show, group="entry")

    def step_day(self) -> None:
        """Only the day of the marked change."""
        source, row = self._source, self.table.cursor_row

        def show(changes: list[Change]) -> None:
            if changes:
                self._look_for(attrs.evolve(self.wanted, day=changes[0].at.date()))

        if source is not None:
            self.work(lambda: [*source.changes(row, 1)], show, group="entry")

    def can_person(self) -> bool:
        """Whether there is anything to narrow down."""
        return self._source is not None and self._source.count > 0 and self.wanted.person is None

    def can_day(self) -> bool:
        """Whether there is anything to narrow down."""
        return self._source is not None and self._source.count > 0 and self.wanted.day is None

    def step_reset(self) -> None:
        """Everything again."""
        self._look_for(Filter())

    def can_reset(self) -> bool:
        """Whether anything is looked for at all."""
        return self.wanted != Filter()
