"""The room of people."""

from __future__ import annotations

from typing import Any

import attrs
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from geleit.errors import GeleitError
from geleit.labels import say
from geleit.model.people import Role
from geleit.permissions import Action
from geleit.programme.people.browsing import Query, Sort, Unmet, choices
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.people.filters import Filters, in_words
from geleit_tui.screens.people.finding import Finding, Found
from geleit_tui.screens.people.search_line import SearchLine
from geleit_tui.screens.people.source import columns, meant
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.windowed_table import WindowedTable

_PAUSE = 0.12
"""Seconds without a key before what was typed is looked for."""

_LOOK = 0.2
"""Seconds between two looks at how far the checking of a rule is."""


class PeopleRoom(Room[None]):
    """Everybody in the round."""

    ROOM = "people"
    STEPS = (
        Step("search", "slash,f3"),
        Step("role", "r"),
        Step("filter", "f"),
        Step("order", "o"),
        Step("reset", "x"),
        Step("stop", "escape"),
        Step("new", "n", Action.TAKE_IN),
        Step("import", "i", Action.TAKE_IN),
    )
    CSS = """
    #people-top { height: 1; margin: 0 1; }
    #people-search { width: 40%; max-width: 44; }
    #people-count { width: 1fr; height: 1; padding: 0 0 0 2; }
    #people-filters { height: auto; margin: 0 1; color: $text-accent; display: none; }
    #people-filters.-on { display: block; }
    #people-empty { display: none; }
    #people-empty.-on { display: block; }
    WindowedTable.-empty { display: none; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.query_now = Query()
        self._finding: Finding | None = None
        self._known: Unmet | None = None
        self._round: str | None = None
        self._typing: Any = None
        self._looking: Any = None

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "people")
        with Horizontal(id="people-top"):
            yield SearchLine(placeholder=self.text("ui.people.placeholder"), id="people-search")
            yield Static(id="people-count", markup=False)
        yield Static(id="people-filters", markup=False)
        yield Static(id="people-empty", classes="empty", markup=False)
        yield WindowedTable(columns(self.desk), id="people-table")
        yield KeyBar()

    @property
    def table(self) -> WindowedTable:
        """The list."""
        return self.query_one(WindowedTable)

    def on_mount(self) -> None:
        super().on_mount()
        self.table.focus()

    def reload(self) -> None:
        self._known = None
        if self.desk.round_id is None:
            self._tell_empty("ui.people.no_round")
            return
        same = self._round == self.desk.round_id
        if not same:
            # Another round may have other rules.
            self.query_now = attrs.evolve(self.query_now, rule=None)
        self._round = self.desk.round_id
        self.find(keep_place=same)

    # Looking

    def find(self, *, keep_place: bool = False) -> None:
        """Look for what is asked for now; the answer to an older question is dropped."""
        if self._finding is not None:
            self._finding.stop()
        finding = self._finding = Finding(self.desk, self.query_now, self._known)

        def show(found: Found | None) -> None:
            if self._finding is finding:
                self._done()
                if found is not None:
                    self._show(found, keep_place=keep_place)

        def failed(error: GeleitError) -> None:
            if self._finding is finding:
                self._done()
                self.geleit.show_problem(error)
                if finding.query.rule is not None:
                    # Whoever may not select by a rule goes on without it.
                    self._ask(attrs.evolve(self.query_now, rule=None))

        def started() -> None:
            self.app.call_from_thread(self._watch_finding)

        self.work(lambda: finding.run(started), show, failed, group="find")

    def _done(self) -> None:
        self._finding = None
        if self._looking is not None:
            self._looking.stop()
            self._looking = None
        self.refresh_bindings()

    def _watch_finding(self) -> None:
        self.refresh_bindings()
        if self._looking is None:
            self._looking = self.set_interval(_LOOK, self._tell_progress)
        self._tell_progress()

    def _tell_progress(self) -> None:
        if (finding := self._finding) is not None:
            told = say("ui.people.checking", done=finding.done, of=finding.of) if finding.of else "ui.app.working"
            self.query_one("#people-count", Static).update(plain(self.text(told)))

    def _show(self, found: Found, *, keep_place: bool) -> None:
        self._known = found.known
        query, source = found.query, found.source
        count, everybody = source.count, source.found.all
        told = say("ui.people.count", n=count) if count == everybody else say("ui.people.found", n=count, all=everybody)
        self.query_one("#people-count", Static).update(plain(self.text(told)))
        words = in_words(self.desk, query)
        filters = self.query_one("#people-filters", Static)
        filters.update(plain(self.text(say("ui.people.filtered", filters=words)), limit=400) if words else "")
        filters.set_class(bool(words), "-on")
        self.table.show(source, found.first, order=(query.sort.value, query.descending), keep_place=keep_place)
        if not count:
            self._tell_empty("ui.people.nobody_found" if everybody else "ui.people.nobody_yet")
        else:
            self._tell_empty("")
            if self.focused is None:
                self.table.focus()
        self.refresh_bindings()

    def _tell_empty(self, code: str) -> None:
        empty = self.query_one("#people-empty", Static)
        empty.update(plain(self.text(code), limit=400) if code else "")
        empty.set_class(bool(code), "-on")
        self.table.set_class(bool(code), "-empty")

    @on(Input.Changed, "#people-search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self.query_now.text:
            return
        self.query_now = attrs.evolve(self.query_now, text=event.value)
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_PAUSE, self.find)

    @on(SearchLine.Left)
    def _leave_search(self) -> None:
        if self.table.display:
            self.table.focus()
        else:
            self.set_focus(None)

    @on(WindowedTable.Opened)
    def _open(self, event: WindowedTable.Opened) -> None:
        person, role = meant(event.key)
        self.geleit.open_person(person, role=role)

    @on(WindowedTable.Sorted)
    def _sort(self, event: WindowedTable.Sorted) -> None:
        self._order_by(Sort(event.column))

    def _order_by(self, sort: Sort) -> None:
        again = sort is self.query_now.sort
        self._ask(attrs.evolve(self.query_now, sort=sort, descending=again and not self.query_now.descending))

    def _ask(self, query: Query) -> None:
        if query.rule != self.query_now.rule:
            self._known = None
        self.query_now = query
        self.find()

    # Steps

    def step_search(self) -> None:
        """Type a name."""
        # At once, so that a letter typed right after this key is not taken for one.
        self.set_focus(self.query_one(SearchLine))

    def step_role(self) -> None:
        """Everybody, then one role, then the other."""
        roles: list[Role | None] = [None, *Role]
        following = roles[(roles.index(self.query_now.role) + 1) % len(roles)]
        self._ask(attrs.evolve(self.query_now, role=following))

    def step_filter(self) -> None:
        """Ask what the list is to be narrowed down by."""
        desk = self.desk

        def ask(found: Any) -> None:
            self.app.push_screen(Filters(desk, self.query_now, found), self._filtered)

        self.work(lambda: choices(desk.programme, desk.round), ask, group="choices")

    def can_filter(self) -> bool:
        """Whether there is a round to filter."""
        return self.desk.round_id is not None

    def _filtered(self, query: Query | None) -> None:
        if query is not None:
            self._ask(attrs.evolve(query, text=self.query_now.text))

    def step_order(self) -> None:
        """Choose an order."""
        options = [(each.value, self.text(f"ui.people.order.{each.value}")) for each in Sort]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._order_by(Sort(key))

        self.app.push_screen(Choose(self.text("ui.people.order.title"), options, self.query_now.sort.value), chosen)

    def step_reset(self) -> None:
        """Everybody again."""
        self.query_now = Query(sort=self.query_now.sort, descending=self.query_now.descending)
        self._known = None
        self.query_one(SearchLine).value = ""
        self.find()

    def can_reset(self) -> bool:
        """Whether anything is looked for at all."""
        now = self.query_now
        return now != Query(sort=now.sort, descending=now.descending)

    def step_stop(self) -> None:
        """Do not wait for a rule any longer: the list without it."""
        if self._finding is not None:
            self._finding.stop()
        self._ask(attrs.evolve(self.query_now, rule=None))

    def can_stop(self) -> bool:
        """Whether a rule is being checked."""
        return self._looking is not None

    def step_new(self) -> None:
        """Take somebody in who has come without a list."""
        from geleit_tui.screens.person.new import new_person

        new_person(self)

    def step_import(self) -> None:
        """Take in a list."""
        self.geleit.open_room("importing")
