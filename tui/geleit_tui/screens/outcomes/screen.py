"""The room of results: who is to be asked again, and what has come of it so far."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import DataTable, Static

from geleit.labels import say
from geleit.model.outcomes import FollowUpStatus
from geleit.permissions import Action
from geleit.programme.results.changing import take_back_answer, take_back_outcome
from geleit.programme.results.following_up import ListedFollowUp
from geleit.programme.results.listing import ListedOutcome, OutcomeRecord, outcome_record
from geleit_tui.desk import Desk
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.screens.outcomes.answering import ask_for_answer
from geleit_tui.screens.outcomes.card import OutcomeCard
from geleit_tui.screens.outcomes.loading import Loaded, load
from geleit_tui.screens.outcomes.recording import ask_for_change, ask_for_outcome
from geleit_tui.screens.outcomes.rows import follow_up_lines, follow_up_row, outcome_lines, outcome_row
from geleit_tui.screens.room import Room, Step
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.panel import Panel

_FOLLOW_UPS = ("due", "person", "state", "reach", "offset", "result")
_OUTCOMES = ("began", "person", "result", "counts", "means", "employer", "evidence")


class OutcomesRoom(Room[None]):
    """Two lists, and below them everything about the row with the bar."""

    ROOM = "outcomes"
    STEPS = (
        Step("answer", "a", Action.FOLLOW_UPS),
        Step("new", "n", Action.OUTCOMES),
        Step("change", "c", Action.OUTCOMES),
        Step("drop", "z", Action.OUTCOMES),
        Step("person", "p", Action.SEE_PEOPLE),
        Step("every", "v", Action.FOLLOW_UPS),
    )
    CSS = """
    OutcomesRoom Panel { height: 1fr; }
    OutcomesRoom Listing { height: 1fr; scrollbar-size-horizontal: 0; }
    OutcomesRoom #gist { height: 4; padding: 0 2; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self._loaded: Loaded | None = None
        self._every = False
        self._in_outcomes = False

    def compose(self) -> ComposeResult:
        text = self.desk.text
        yield AreaBar(self.desk, "outcomes")
        yield Panel(
            text("ui.outcomes.follow_ups"),
            Listing([text(f"ui.outcomes.column.{name}") for name in _FOLLOW_UPS], id="follow-ups"),
            id="asking",
        )
        yield Panel(
            text("ui.outcomes.outcomes"),
            Listing([text(f"ui.outcomes.column.{name}") for name in _OUTCOMES], id="outcomes"),
            id="results",
        )
        yield Static(id="gist", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#follow-ups").focus()

    def reload(self) -> None:
        if self.desk.round_id is None:
            return
        every = self._every
        self.work(lambda: load(self.desk.programme, self.desk.round, every=every), self._show)

    def _show(self, loaded: Loaded) -> None:
        self._loaded = loaded
        desk = self.desk
        self.query_one("#follow-ups", Listing).show(
            [(one.follow_up.id, follow_up_row(one, desk)) for one in loaded.follow_ups]
        )
        self.query_one("#outcomes", Listing).show([(one.outcome.id, outcome_row(one, desk)) for one in loaded.outcomes])
        due = sum(one.due for one in loaded.follow_ups)
        self.query_one("#asking", Panel).retitle(
            desk.text(say("ui.outcomes.follow_ups_of", due=due, n=len(loaded.follow_ups)))
        )
        self.query_one("#results", Panel).retitle(desk.text(say("ui.outcomes.outcomes_of", n=len(loaded.outcomes))))
        self._tell_gist()

    # Which row is meant

    @property
    def follow_up(self) -> ListedFollowUp | None:
        """The follow-up with the bar, while that list has the focus."""
        if self._in_outcomes or self._loaded is None:
            return None
        key = self.query_one("#follow-ups", Listing).key
        return next((one for one in self._loaded.follow_ups if one.follow_up.id == key), None)

    @property
    def outcome(self) -> ListedOutcome | None:
        """The result with the bar, while that list has the focus."""
        if not self._in_outcomes or self._loaded is None:
            return None
        key = self.query_one("#outcomes", Listing).key
        return next((one for one in self._loaded.outcomes if one.outcome.id == key), None)

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._tell_gist()

    def on_descendant_focus(self) -> None:
        self._in_outcomes = self.query_one("#outcomes").has_focus
        self._tell_gist()

    def _tell_gist(self) -> None:
        gist = self.query_one("#gist", Static)
        if self.follow_up is not None:
            gist.update(follow_up_lines(self.follow_up, self.desk))
        elif self.outcome is not None:
            gist.update(outcome_lines(self.outcome, self.desk))
        else:
            none = "ui.outcomes.no_outcome" if self._in_outcomes else "ui.outcomes.no_follow_up"
            gist.update(self.desk.text(none if self._loaded else "ui.app.working"))
        self.refresh_bindings()

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        if event.listing.id == "outcomes":
            self._read(self._show_card)
        elif self.can_answer():
            self.step_answer()
        else:
            self.step_person()

    # Steps

    def can_answer(self) -> bool:
        return self.follow_up is not None and self.follow_up.follow_up.status is not FollowUpStatus.ANSWERED

    def step_answer(self) -> None:
        """Write down what came of asking again."""
        if self._loaded is not None and self.follow_up is not None:
            ask_for_answer(self.geleit, self._loaded, self.follow_up, self.reload)

    def can_new(self) -> bool:
        return self._loaded is not None and bool(self._loaded.mentees)

    def step_new(self) -> None:
        """Record a result."""
        if self._loaded is not None:
            ask_for_outcome(self.geleit, self._loaded, self._person, self.reload)

    def can_change(self) -> bool:
        return self.outcome is not None

    def step_change(self) -> None:
        """Put a result right."""
        self._read(self._change)

    def can_drop(self) -> bool:
        asked = self.follow_up
        return self.outcome is not None or (
            asked is not None and asked.follow_up.status is not FollowUpStatus.DUE and self.desk.can(Action.FOLLOW_UPS)
        )

    def step_drop(self) -> None:
        """Take back a result that never was, or a wrong answer."""
        if self.outcome is not None:
            self._drop(self.outcome)
        elif self.follow_up is not None:
            asked = self.follow_up.follow_up
            round_ = self.desk.round
            self._write(lambda: take_back_answer(self.desk.programme, round_, asked.person, asked.offset))

    @property
    def _person(self) -> str | None:
        if self.follow_up is not None:
            return self.follow_up.follow_up.person
        return self.outcome.outcome.person if self.outcome is not None else None

    def can_person(self) -> bool:
        return self._person is not None

    def step_person(self) -> None:
        """Open the record of whose row it is."""
        if self._person is not None:
            self.geleit.open_person(self._person)

    def step_every(self) -> None:
        """Show the answered follow-ups too, or no longer."""
        self._every = not self._every
        self.reload()

    # One result

    def _read(self, then: Any) -> None:
        if self.outcome is not None:
            id_ = self.outcome.outcome.id
            self.work(lambda: outcome_record(self.desk.programme, id_), then, group="record")

    def _show_card(self, read: OutcomeRecord) -> None:
        def do(what: str | None) -> None:
            if what == "change":
                self._change(read)
            elif what == "drop":
                self._drop(read.listed)
            elif what == "person":
                self.geleit.open_person(read.outcome.person)

        self.app.push_screen(OutcomeCard(self.desk, read), do)

    def _change(self, read: OutcomeRecord) -> None:
        if self._loaded is not None:
            ask_for_change(self.geleit, self._loaded, read, self.reload)

    def _drop(self, one: ListedOutcome) -> None:
        text = self.desk.text
        told = [
            f"{one.name}: {self.desk.label('outcome', one.outcome.category)}, {self.desk.day(one.outcome.began_on)}",
            text("ui.outcomes.drop_means"),
        ]

        def drop(sure: bool | None) -> None:
            if sure:
                self._write(lambda: take_back_outcome(self.desk.programme, one.outcome.id))

        self.app.push_screen(Confirm(text("ui.outcomes.drop_title"), told, text("ui.outcomes.do.drop")), drop)

    def _write(self, function: Any) -> None:
        def written(_: object) -> None:
            self.geleit.changed()
            self.geleit.tell("ui.outcomes.taken_back")
            self.reload()

        self.work(function, written, group="writing", exclusive=False)
