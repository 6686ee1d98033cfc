"""Two people side by side: the sentence, every criterion's part, both profiles with what is the same in them."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from geleit.labels import say
from geleit.model.partnerships import ConstraintKind
from geleit.permissions import Action
from geleit.programme.proposals.pair_view import PairView, pair_view
from geleit.programme.proposals.telling import DraftTold, draft_told
from geleit_tui.desk import Desk
from geleit_tui.screens.matching.by_hand import ask_constraint, ask_drop, ask_give, ask_swap, take_back
from geleit_tui.screens.matching.pair_parts import Criteria, Profiles
from geleit_tui.screens.matching.questions import tell_if_locked, tell_why_not
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.panel import Panel

_LONG = 2_000


class MatchingPairRoom(Room[None]):
    """A mentee and a mentor, by their ids, whether they are a pair in the draft or not."""

    ROOM = "matching_pair"
    BACK = True
    STEPS = (
        Step("why_not", "w", Action.PROPOSE),
        Step("if_locked", "i", Action.PROPOSE),
        Step("give", "z", Action.PROPOSE),
        Step("swap", "x", Action.PROPOSE),
        Step("drop", "h", Action.PROPOSE),
        Step("lock", "l", Action.PROPOSE),
        Step("forbid", "k", Action.PROPOSE),
        Step("free", "f", Action.PROPOSE),
        Step("mentee", "m", Action.SEE_PEOPLE),
        Step("mentor", "o", Action.SEE_PEOPLE),
        Step("partnership", "p", Action.SEE_CASES),
    )
    CSS = """
    MatchingPairRoom #names { height: auto; padding: 0 1; text-style: bold; }
    MatchingPairRoom #sentence { height: auto; padding: 0 1; }
    MatchingPairRoom #signs { height: auto; padding: 0 1; }
    """

    def __init__(self, desk: Desk, *, mentee: str, mentor: str, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.mentee = mentee
        self.mentor = mentor
        self.view: PairView | None = None

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "matching")
        with VerticalScroll(id="body"):
            yield Static(id="names", markup=False)
            yield Static(id="sentence", markup=False)
            yield Static(id="signs", markup=False)
            yield Panel(self.text("ui.matching_pair.criteria"), Criteria(self.desk))
            yield Panel(self.text("ui.matching_pair.profiles"), Profiles(self.desk))
        yield KeyBar()

    def reload(self) -> None:
        desk = self.desk
        self.work(lambda: pair_view(desk.programme, desk.round, self.mentee, self.mentor), self._show)

    def _show(self, view: PairView) -> None:
        self.view = view
        self.query_one("#names", Static).update(plain(f"{view.mentee_name} & {view.mentor_name}"))
        self.query_one("#sentence", Static).update(plain(view.sentence, limit=_LONG))
        self.query_one("#signs", Static).update(lines("\n".join(self._signs(view))))
        self.query_one(Criteria).show(view)
        self.query_one(Profiles).show(view)
        self.query_one("#body").focus()
        self.refresh_bindings()

    def _signs(self, view: PairView) -> list[str]:
        """What stands for, against and beside the pair, each with a sign and a word."""
        text = self.text
        found = [text("ui.matching_pair.in_draft" if view.drafted is not None else "ui.matching_pair.not_in_draft")]
        if view.drafted is not None and view.drafted.by_hand is not None:
            found.append("! " + text(say("ui.matching.by_hand", reason=view.drafted.by_hand)))
        if view.constraint is not None:
            one = view.constraint
            sign = "✓ " if one.kind is ConstraintKind.LOCK else "✗ "
            kind = say(f"ConstraintKind.{one.kind.value}")
            found.append(sign + text(say("ui.matching_pair.rule", kind=kind, by=one.by, reason=one.reason)))
        found += [f"✗ {text(say('pair_view.vetoed', veto=veto))}" for veto in view.vetoes]
        if view.past is not None and (view.constraint is None or view.constraint.kind is ConstraintKind.LOCK):
            found.append("✗ " + text(view.past))
        found += [text(one) for one in view.beside]
        found.append(text(say("ui.matching_pair.free", mentor=view.mentor_name, n=view.free)))
        return found

    # Steps

    def _drafted(self) -> bool:
        return self.view is not None and self.view.drafted is not None

    def can_why_not(self) -> bool:
        return self.view is not None and self.view.drafted is None

    def can_if_locked(self) -> bool:
        return self.can_why_not() and self.view is not None and not self.view.vetoes

    def can_give(self) -> bool:
        return self.can_if_locked() and self.view is not None and self.view.partnership is None

    def can_swap(self) -> bool:
        return self._drafted()

    def can_drop(self) -> bool:
        return self._drafted()

    def can_lock(self) -> bool:
        return self.view is not None and self.view.constraint is None

    can_forbid = can_lock

    def can_free(self) -> bool:
        return self.view is not None and self.view.constraint is not None

    def can_partnership(self) -> bool:
        return self.view is not None and self.view.partnership is not None

    def step_why_not(self) -> None:
        """Why the two are no pair in the draft."""
        tell_why_not(self, self.mentee, self.mentor)

    def step_if_locked(self) -> None:
        """What would change if they were one."""
        tell_if_locked(self, self.mentee, self.mentor)

    def step_give(self) -> None:
        """Give the mentee this mentor."""
        view = self.view
        if view is not None:
            mentor = (view.mentor, self.text(say("ui.matching.mentor_free", mentor=view.mentor_name, n=view.free)))
            ask_give(self, (view.mentee, view.mentee_name), [mentor], chosen=view.mentor, several=view.several)

    def step_swap(self) -> None:
        """Let the mentee exchange mentors with another one."""
        desk, view = self.desk, self.view
        if view is None:
            return

        def ask(found: DraftTold | None) -> None:
            if found is None:
                return
            others = [
                (one.mentee, f"{one.mentee_name} & {one.mentor_name}")
                for one in found.pairs
                if one.mentee != view.mentee
            ]
            ask_swap(self, (view.mentee, view.mentee_name), others, several=found.several)

        self.work(lambda: draft_told(desk.programme, desk.round), ask, group="ask")

    def step_drop(self) -> None:
        """Take the pair out of the draft."""
        if self.view is not None:
            ask_drop(self, (self.view.mentee, self.view.mentee_name), several=self.view.several)

    def step_lock(self) -> None:
        """Lock the pair for every further draft."""
        self._lay_down(ConstraintKind.LOCK)

    def step_forbid(self) -> None:
        """Rule the pair out for every further draft."""
        self._lay_down(ConstraintKind.FORBID)

    def _lay_down(self, kind: ConstraintKind) -> None:
        view = self.view
        if view is not None:
            ask_constraint(self, kind, (view.mentee, view.mentee_name), (view.mentor, view.mentor_name))

    def step_free(self) -> None:
        """What is laid down about the two no longer holds."""
        take_back(self, self.mentee, self.mentor)

    def step_mentee(self) -> None:
        """The mentee's record."""
        self.geleit.open_person(self.mentee)

    def step_mentor(self) -> None:
        """The mentor's record."""
        self.geleit.open_person(self.mentor)

    def step_partnership(self) -> None:
        """The partnership that the two have."""
        if self.view is not None and self.view.partnership is not None:
            self.geleit.open_pair(self.view.partnership.id)
