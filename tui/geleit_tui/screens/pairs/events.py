"""The events of a round, and who was at each."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from geleit.errors import UsageError
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.cases.events import EventRow, Guest, events_of_round, guests, note_attendance
from geleit.programme.milestones import hold_event
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.pairs.attendance import Attendance, Told
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing

_COLUMNS = ("day", "present", "absent", "event", "milestone")


class EventsRoom(Room[None]):
    """Kick-off, workshops, closing, exchange: Enter opens the attendance."""

    ROOM = "events"
    BACK = True
    STEPS = (Step("attendance", "a", Action.HOLD_EVENTS), Step("new", "n", Action.HOLD_EVENTS))
    DEFAULT_CSS = "EventsRoom Listing { height: 1fr; } EventsRoom #told { height: auto; padding: 0 1; }"

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "pairs")
        yield Static(id="told", markup=False)
        yield Listing([self.text(f"ui.events.column.{name}") for name in _COLUMNS], id="events")
        yield KeyBar()

    def reload(self) -> None:
        """Read the events again."""
        desk = self.desk
        self.work(lambda: events_of_round(desk.programme, desk.round), self._show)

    def _show(self, rows: tuple[EventRow, ...]) -> None:
        desk = self.desk
        self.query_one("#told", Static).update(plain(self.text(say("ui.events.count", n=len(rows))), "bold"))
        self.query_one(Listing).show(
            (
                row.event.id,
                (
                    desk.day(row.event.held_on),
                    f"✓ {row.present}",
                    f"✗ {row.absent}",
                    row.event.title,
                    desk.label("milestone", row.event.milestone) if row.event.milestone else "",
                ),
            )
            for row in rows
        )
        if self.focused is None:
            self.query_one(Listing).focus()
        self.refresh_bindings()

    def can_attendance(self) -> bool:
        """Whether there is an event."""
        return self.query_one(Listing).key is not None

    def step_attendance(self) -> None:
        """Who was at the event with the bar."""
        if (key := self.query_one(Listing).key) is not None:
            self._attend(key)

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        self._attend(event.key)

    def _attend(self, event: str) -> None:
        desk = self.desk

        def save(told: Told) -> object:
            return note_attendance(desk.programme, desk.round, event, told)

        def ask(found: tuple[Guest, ...]) -> None:
            self.app.push_screen(Attendance(self.text("ui.events.attendance"), found, save), self._done)

        self.work(lambda: guests(desk.programme, desk.round, event), ask, group="opening")

    def _done(self, saved: object) -> None:
        if saved is not None:
            self.geleit.tell("ui.events.saved")
            self.reload()

    def step_new(self) -> None:
        """A new event: first what it is, then who was there."""
        desk = self.desk
        policy = desk.programme.answers(desk.round).sessions
        milestones = [(one.code, desk.label("milestone", one.code)) for one in policy.milestones if one.group]
        items = [
            Item("title", "ui.events.ask.title", Ask.LINE, help="ui.events.ask.title_help"),
            *([Item("milestone", "ui.events.ask.milestone", Ask.ONE, choices=milestones)] if milestones else []),
            Item("held_on", "ui.pair.ask.day", Ask.DAY, desk.text("ui.pair.today"), required=True),
            Item("minutes", "ui.pair.ask.minutes", Ask.NUMBER),
        ]

        def read(answers: dict[str, Any]) -> tuple[dict[str, Any], tuple[Guest, ...]]:
            milestone = answers.get("milestone")
            if not answers["title"] and milestone is None:
                raise UsageError(say("ui.events.no_title"))
            answers["title"] = answers["title"] or desk.label("milestone", milestone)
            return answers, guests(desk.programme, desk.round, on=answers["held_on"])

        form = Form(self.text("ui.events.step.new"), items, read, yes=self.text("ui.events.go_on"))
        self.app.push_screen(form, self._ask_guests)

    def _ask_guests(self, found: tuple[dict[str, Any], tuple[Guest, ...]] | None) -> None:
        if found is None:
            return
        desk, (answers, people) = self.desk, found

        def save(told: Told) -> object:
            present = [person for person, there in told.items() if there is True]
            absent = [person for person, there in told.items() if there is False]
            return hold_event(
                desk.programme,
                desk.round,
                answers["title"],
                answers["held_on"],
                milestone=answers.get("milestone"),
                minutes=answers["minutes"],
                present=present,
                absent=absent,
            )

        self.app.push_screen(Attendance(answers["title"], people, save), self._done)
