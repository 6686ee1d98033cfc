"""What can be done with the pair, or the person without one, under the bar of a draft."""

from __future__ import annotations

from geleit.labels import say
from geleit.model.partnerships import ConstraintKind
from geleit.programme.proposals.choices import Choices
from geleit.programme.proposals.telling import DraftTold, LeftTold, PairTold
from geleit_tui.desk import Desk
from geleit_tui.screens.matching.by_hand import ask_constraint, ask_drop, ask_give, ask_swap
from geleit_tui.screens.room import Room


class RowSteps(Room[None]):
    """A room with a draft of which one row is under the bar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.draft: DraftTold | None = None
        self.choices: Choices | None = None

    @property
    def row(self) -> PairTold | LeftTold | None:
        """Whom the bar is on."""
        return None

    @property
    def pair(self) -> PairTold | None:
        """The pair that the bar is on."""
        return self.row if isinstance(self.row, PairTold) else None

    def can_swap(self) -> bool:
        return self.pair is not None and self.draft is not None and len(self.draft.pairs) > 1

    def can_drop(self) -> bool:
        return self.pair is not None

    can_lock = can_forbid = can_drop

    def can_give(self) -> bool:
        return self.row is not None and self.choices is not None

    def step_swap(self) -> None:
        """Let the mentee under the bar exchange mentors with another one."""
        row, draft = self.pair, self.draft
        if row is not None and draft is not None:
            others = [
                (one.mentee, f"{one.mentee_name} & {one.mentor_name}")
                for one in draft.pairs
                if one.mentee != row.mentee
            ]
            ask_swap(self, (row.mentee, row.mentee_name), others, several=draft.several)

    def step_give(self) -> None:
        """Give whoever is under the bar another mentor."""
        row, found, draft = self.row, self.choices, self.draft
        if row is None or found is None or draft is None:
            return
        mentors = [
            (id_, self.text(say("ui.matching.mentor_free", mentor=name, n=free))) for id_, name, free in found.mentors
        ]
        name = row.mentee_name if isinstance(row, PairTold) else row.name
        ask_give(self, (row.mentee, name), mentors, several=draft.several)

    def step_drop(self) -> None:
        """Take the pair under the bar out of the draft."""
        row, draft = self.pair, self.draft
        if row is not None and draft is not None:
            ask_drop(self, (row.mentee, row.mentee_name), several=draft.several)

    def step_lock(self) -> None:
        """Lock the pair under the bar for every further draft."""
        self._lay_down(ConstraintKind.LOCK)

    def step_forbid(self) -> None:
        """Rule the pair under the bar out for every further draft."""
        self._lay_down(ConstraintKind.FORBID)

    def _lay_down(self, kind: ConstraintKind) -> None:
        row = self.pair
        if row is not None:
            ask_constraint(self, kind, (row.mentee, row.mentee_name), (row.mentor, row.mentor_name))
