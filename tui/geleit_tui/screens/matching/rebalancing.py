"""Rebalancing running cases: whom another mentor would suit better, who gets a place then, how full everybody is."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from geleit.errors import GeleitError
from geleit.labels import say
from geleit.model.partnerships import Partnership
from geleit.permissions import Action
from geleit.programme.proposals.rebalancing import Plan, decide_rebalancing, rebalance
from geleit_tui.desk import Desk
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.matching.words import POINT, points, read_number
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.panel import Panel

_LONG = 2_000


class MatchingRebalanceRoom(Room[None]):
    """A plan for the round's running cases; nothing moves until somebody decides."""

    ROOM = "matching_rebalance"
    BACK = True
    STEPS = (Step("decide", "b", Action.DECIDE_PAIRS), Step("again", "n", Action.PROPOSE))
    CSS = """
    MatchingRebalanceRoom Static { height: auto; }
    MatchingRebalanceRoom Listing { height: auto; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: Plan | None = None
        self.worth: float | None = None
        self.staying: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        text = self.text
        headings = ("Role.mentor", "before", "after", "places", "level")
        yield AreaBar(self.desk, "matching")
        with VerticalScroll(id="body"):
            yield Panel(text("ui.matching_rebalance.moves"), Static(id="moves", markup=False))
            words = [text(one if "." in one else f"ui.matching_rebalance.{one}") for one in headings]
            yield Panel(text("ui.matching_rebalance.loads"), Listing(words))
        yield KeyBar()

    def reload(self) -> None:
        desk, worth, staying = self.desk, self.worth, self.staying
        self.query_one("#moves", Static).update(plain(self.text("ui.app.working")))
        self.work(lambda: rebalance(desk.programme, desk.round, worth=worth, staying=staying), self._show, self._none)

    def _none(self, error: GeleitError) -> None:
        self.plan = None
        self.query_one("#moves", Static).update(plain(self.text(error.sentence), limit=_LONG))
        self.refresh_bindings()

    def _show(self, plan: Plan) -> None:
        self.plan = plan
        text, found = self.text, plan.found
        gain, worth = points(self.desk, found.gain), points(self.desk, found.worth)
        code = "told" if found.transfers else "nothing"
        told = [text(say(f"ui.matching_rebalance.{code}", n=len(found.transfers), gain=gain, worth=worth))]
        for one in found.transfers:
            told.append(f"→ {text(one.sentence)}")
            told += [f"  {text(aside)}" for aside in plan.beside[one.mentee]]
        if found.placings:
            told.append(text(say("ui.matching_rebalance.placings", n=len(found.placings))))
        if found.left:
            told.append(text(say("ui.matching_rebalance.left", n=len(found.left))))
        shown = Content("\n").join([plain(one, limit=_LONG) for one in told])
        self.query_one("#moves", Static).update(shown)
        self.query_one(Listing).show((one.mentor.person.id, self._cells(one)) for one in plan.shifts)
        self.query_one("#body").focus()
        self.refresh_bindings()

    def _cells(self, one: Any) -> tuple[str, ...]:
        level = self.desk.label("Level", one.level_after.value)
        return one.mentor.person.name, str(one.before), str(one.after), str(one.places), level

    def can_decide(self) -> bool:
        return self.plan is not None and bool(self.plan.found.transfers)

    def step_decide(self) -> None:
        """Carry out the moves that are shown."""
        plan, desk, text = self.plan, self.desk, self.text
        if plan is None:
            return

        def done(pairs: tuple[Partnership, ...]) -> None:
            self.geleit.changed()
            self.geleit.tell(say("ui.matching_rebalance.done", n=len(pairs)))
            self.reload()

        def sure(yes: bool | None) -> None:
            if yes:
                self.work(lambda: decide_rebalancing(desk.programme, desk.round, plan), done, group="decide")

        told = [text(one.sentence) for one in plan.found.transfers]
        title = text(say("ui.matching_rebalance.decide_title", n=len(told)))
        self.app.push_screen(Confirm(title, told, text("ui.matching_rebalance.decide_yes")), sure)

    def step_again(self) -> None:
        """Work it out anew, with another worth of a move or people who stay."""
        plan, desk = self.plan, self.desk
        moving = [] if plan is None else [(id_, plan.names[id_]) for id_ in self._may_stay(plan)]
        worth = "" if plan is None else desk.number(plan.found.worth / POINT)
        items = [
            Item("worth", "ui.matching_rebalance.worth", Ask.LINE, worth, read=read_number),
            Item("staying", "ui.matching_rebalance.staying", Ask.MANY, self.staying, choices=moving),
        ]

        def submit(answers: dict[str, Any]) -> tuple[float | None, tuple[str, ...]]:
            return answers["worth"], answers["staying"] or ()

        def again(found: tuple[float | None, tuple[str, ...]] | None) -> None:
            if found is not None:
                self.worth, self.staying = found
                self.reload()

        title, yes = self.text("ui.matching_rebalance.again_title"), self.text("ui.matching_rebalance.again_yes")
        self.app.push_screen(Form(title, items, submit, yes=yes), again)

    def _may_stay(self, plan: Plan) -> list[str]:
        """Whoever moves in the plan, or is told to stay already."""
        return list(dict.fromkeys((*(one.mentee for one in plan.found.transfers), *self.staying)))
