"""What is laid down by hand for the proposals to come: pairs that are locked, pairs that are ruled out."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from geleit.model.partnerships import ConstraintKind
from geleit.permissions import Action
from geleit.programme.proposals.choices import Choices, choices
from geleit.programme.proposals.constraining import Constraint, constraints, forbid, lock
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.matching.by_hand import take_back
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing


class MatchingRulesRoom(Room[None]):
    """Locks and rulings-out, each with who laid it down and why."""

    ROOM = "matching_rules"
    BACK = True
    STEPS = (
        Step("open", "o"),
        Step("lock", "l", Action.PROPOSE),
        Step("forbid", "k", Action.PROPOSE),
        Step("free", "f", Action.PROPOSE),
    )
    CSS = """
    MatchingRulesRoom Listing { height: 1fr; }
    MatchingRulesRoom #none { display: none; }
    MatchingRulesRoom.-none #none { display: block; }
    MatchingRulesRoom.-none Listing { display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: tuple[Constraint, ...] = ()

    def compose(self) -> ComposeResult:
        headings = (
            "ui.matching_rules.rule",
            "Role.mentee",
            "Role.mentor",
            "ui.matching_rules.reason",
            "ui.matching_rules.by",
        )
        yield AreaBar(self.desk, "matching")
        yield Static(plain(self.text("ui.matching_rules.none"), limit=600), id="none", classes="empty", markup=False)
        yield Listing([self.text(one) for one in (*headings, "ui.matching_rules.obstacle")])
        yield KeyBar()

    def reload(self) -> None:
        desk = self.desk
        self.work(lambda: constraints(desk.programme, desk.round), self._show)

    def _show(self, found: tuple[Constraint, ...]) -> None:
        self.found = found
        self.set_class(not found, "-none")
        listing = self.query_one(Listing)
        listing.show((one.record.id, self._cells(one)) for one in found)
        if found:
            listing.focus()
        self.refresh_bindings()

    def _cells(self, one: Constraint) -> tuple[str, ...]:
        record = one.record
        sign = "✓" if record.kind is ConstraintKind.LOCK else "✗"
        obstacle = "–" if one.obstacle is None else f"! {self.text(one.obstacle)}"
        kind = f"{sign} {self.text(f'ConstraintKind.{record.kind.value}')}"
        return kind, one.mentee_name, one.mentor_name, record.reason, record.by, obstacle

    @property
    def constraint(self) -> Constraint | None:
        """The one under the bar."""
        key = self.query_one(Listing).key
        return next((one for one in self.found if one.record.id == key), None)

    @on(Listing.RowHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Listing.Opened)
    def _opened(self) -> None:
        self.step_open()

    def can_open(self) -> bool:
        return self.constraint is not None

    can_free = can_open

    def step_open(self) -> None:
        """The two side by side."""
        if (one := self.constraint) is not None:
            self.geleit.open_room("matching_pair", mentee=one.record.mentee, mentor=one.record.mentor)

    def step_free(self) -> None:
        """What is under the bar no longer holds."""
        if (one := self.constraint) is not None:
            take_back(self, one.record.mentee, one.record.mentor)

    def step_lock(self) -> None:
        """Lock two people as a pair."""
        self._ask(ConstraintKind.LOCK)

    def step_forbid(self) -> None:
        """Rule two people out as a pair."""
        self._ask(ConstraintKind.FORBID)

    def _ask(self, kind: ConstraintKind) -> None:
        desk = self.desk
        self.work(lambda: choices(desk.programme, desk.round), lambda found: self._form(kind, found), group="ask")

    def _form(self, kind: ConstraintKind, found: Choices) -> None:
        desk = self.desk
        use_case = lock if kind is ConstraintKind.LOCK else forbid
        mentors = [(id_, name) for id_, name, _ in found.mentors]
        items = [
            Item("mentee", "Role.mentee", Ask.ONE, choices=found.mentees, required=True),
            Item("mentor", "Role.mentor", Ask.ONE, choices=mentors, required=True),
            Item("reason", "ui.matching.reason", Ask.LINE, required=True),
        ]

        def submit(answers: dict[str, Any]) -> Constraint:
            return use_case(desk.programme, desk.round, answers["mentee"], answers["mentor"], answers["reason"])

        form: Form[Constraint] = Form(
            self.text(f"ui.matching_rules.{kind.value}_title"),
            items,
            submit,
            intro=[self.text(f"ui.matching.{kind.value}_intro")],
        )
        self.app.push_screen(form, lambda made: None if made is None else self.reload())
