"""The first view of the matching: one proposal in sentences, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from geleit.labels import Sentence, say
from geleit.model.partnerships import Partnership
from geleit.permissions import Action
from geleit.programme.proposals.choices import Choices, choices
from geleit.programme.proposals.kept import since
from geleit.programme.proposals.telling import DraftTold, LeftTold, PairTold, draft_told
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.matching.deciding import ask_decide
from geleit_tui.screens.matching.proposal_list import ProposalList
from geleit_tui.screens.matching.questions import ask_what_if
from geleit_tui.screens.matching.row_steps import RowSteps
from geleit_tui.screens.matching.running import ask_run
from geleit_tui.screens.room import Step
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar


class MatchingRoom(RowSteps):
    """The proposal that waits for a decision."""

    ROOM = "matching"
    STEPS = (
        Step("decide", "b", Action.DECIDE_PAIRS),
        Step("open", "o"),
        Step("run", "n", Action.PROPOSE),
        Step("table", "t", Action.PROPOSE),
        Step("whole", "g", Action.PROPOSE),
        Step("compare", "v", Action.PROPOSE),
        Step("swap", "x", Action.PROPOSE),
        Step("give", "z", Action.PROPOSE),
        Step("drop", "h", Action.PROPOSE),
        Step("lock", "l", Action.PROPOSE),
        Step("forbid", "k", Action.PROPOSE),
        Step("what_if", "w", Action.PROPOSE),
        Step("rules", "r", Action.PROPOSE),
        Step("offers", "a", Action.ANSWER_OFFERS),
        Step("rebalance", "u", Action.PROPOSE),
        Step("further", "plus"),
        Step("before", "minus"),
    )
    CSS = """
    MatchingRoom #head { height: auto; padding: 0 1; text-style: bold; }
    MatchingRoom #notes { height: auto; max-height: 6; padding: 0 1; color: $text-warning; display: none; }
    MatchingRoom #notes.-on { display: block; }
    MatchingRoom #none { height: auto; display: none; }
    MatchingRoom.-none #none { display: block; }
    MatchingRoom.-none ProposalList { display: none; }
    """

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "matching")
        yield Static(id="head", markup=False)
        yield Static(id="notes", markup=False)
        yield Static(id="none", classes="empty", markup=False)
        yield ProposalList(self.desk)
        yield KeyBar()

    # Reading

    def reload(self) -> None:
        desk = self.desk
        self.work(lambda: draft_told(desk.programme, desk.round), self._show)
        self.work(lambda: choices(desk.programme, desk.round), self._chosen_from, group="choices")

    def _show(self, draft: DraftTold | None) -> None:
        self.draft = draft
        self.set_class(draft is None, "-none")
        listed = self.query_one(ProposalList)
        listed.tell(draft)
        self.query_one("#head", Static).update(plain(self._head()))
        self._tell_notes(())
        if draft is not None:
            listed.focus()
            desk = self.desk
            self.work(lambda: since(desk.programme, desk.round), self._tell_notes, group="notes")
        self._tell_none()
        self.refresh_bindings()

    def _head(self) -> str:
        draft = self.draft
        if draft is None:
            return self.text("ui.matching.no_draft")
        proposal = draft.proposal
        made = proposal.made_at.astimezone(ZoneInfo(self.desk.programme.config.organisation.timezone))
        told = say(
            "ui.matching.head",
            made=self.desk.day(made.date()),
            by=proposal.by,
            pairs=self.text(say("ui.matching.pairs", n=len(draft.pairs))),
            left=self.text(say("ui.matching.left", n=len(draft.unmatched))),
            objective=say(f"Objective.{proposal.objective}"),
        )
        listed = self.query_one(ProposalList)
        page = self.text(say("ui.matching.page", page=listed.page + 1, pages=listed.pages)) if listed.pages > 1 else ""
        return " · ".join(part for part in (self.text(told), page) if part)

    def _tell_notes(self, notes: Sequence[Sentence]) -> None:
        told = self.query_one("#notes", Static)
        told.update(lines("\n".join(f"! {self.text(note)}" for note in notes)))
        told.set_class(bool(notes), "-on")

    def _chosen_from(self, found: Choices) -> None:
        self.choices = found
        self._tell_none()
        self.refresh_bindings()

    def _tell_none(self) -> None:
        found = self.choices
        if self.draft is not None or found is None:
            return
        told = [
            self.text(say("ui.matching.waiting", n=len(found.mentees), mentee=say("Role.mentee"))),
            self.text(say("ui.matching.places", n=found.places, mentors=len(found.mentors), mentor=say("Role.mentor"))),
            self.text("ui.matching.how_to_begin" if found.mentees else "ui.matching.nobody_waits"),
        ]
        self.query_one("#none", Static).update(lines("\n".join(told)))

    # The row under the bar

    @property
    def row(self) -> PairTold | LeftTold | None:
        """Whom the bar is on."""
        return self.query_one(ProposalList).row

    @on(ProposalList.Opened)
    def _opened(self, event: ProposalList.Opened) -> None:
        self._open(event.row)

    def _open(self, row: PairTold | LeftTold) -> None:
        if isinstance(row, PairTold):
            self.geleit.open_room("matching_pair", mentee=row.mentee, mentor=row.mentor)
            return
        found = self.choices
        if found is None:
            return
        mentors = [(id_, name) for id_, name, _ in found.mentors]
        title = self.text(say("ui.matching.look_with", mentee=row.name))
        self.app.push_screen(Choose(title, mentors), lambda mentor: self._look(row.mentee, mentor))

    def _look(self, mentee: str, mentor: str | None) -> None:
        if mentor is not None:
            self.geleit.open_room("matching_pair", mentee=mentee, mentor=mentor)

    @on(ProposalList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    # Steps

    def can_decide(self) -> bool:
        return self.draft is not None

    can_table = can_whole = can_decide

    def can_open(self) -> bool:
        return self.row is not None

    def can_run(self) -> bool:
        return self.choices is not None and bool(self.choices.mentees)

    can_compare = can_run

    def can_what_if(self) -> bool:
        return self.can_run()

    def can_rebalance(self) -> bool:
        return self.choices is not None and self.choices.caseload

    def can_further(self) -> bool:
        listed = self.query_one(ProposalList)
        return listed.page + 1 < listed.pages

    def can_before(self) -> bool:
        return self.query_one(ProposalList).page > 0

    def step_decide(self) -> None:
        """Publish the draft, once what that does has been read."""
        ask_decide(self, self._decided)

    def _decided(self, pairs: tuple[Partnership, ...]) -> None:
        self.reload()
        if self.choices is not None and self.choices.asked and pairs:
            self.geleit.open_room("matching_offers")

    def step_open(self) -> None:
        """The two under the bar side by side."""
        if (row := self.row) is not None:
            self._open(row)

    def step_run(self) -> None:
        """Work out a new proposal."""
        if self.choices is not None:
            ask_run(self, self.choices.objective, self.reload)

    def step_table(self) -> None:
        """The pairs as a table with bars."""
        self.geleit.open_room("matching_table")

    def step_whole(self) -> None:
        """What holds for the whole proposal."""
        self.geleit.open_room("matching_whole")

    def step_compare(self) -> None:
        """All objectives side by side."""
        self.geleit.open_room("matching_compare")

    def step_rules(self) -> None:
        """What is laid down by hand."""
        self.geleit.open_room("matching_rules")

    def step_offers(self) -> None:
        """The offers that wait for answers."""
        self.geleit.open_room("matching_offers")

    def step_rebalance(self) -> None:
        """Whom another mentor would suit better."""
        self.geleit.open_room("matching_rebalance")

    def step_what_if(self) -> None:
        """Try a change without keeping it."""
        if self.choices is not None:
            ask_what_if(self, self.choices)

    def step_further(self) -> None:
        """The next page."""
        self._turn(1)

    def step_before(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, pages: int) -> None:
        self.query_one(ProposalList).turn(pages)
        self.query_one("#head", Static).update(plain(self._head()))
        self.refresh_bindings()
