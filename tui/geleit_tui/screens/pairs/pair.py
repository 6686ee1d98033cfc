"""One pair or case: its panels, as the policy has them, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from geleit.labels import say
from geleit.model.lifecycle import OPEN_PAIRS
from geleit.model.partnerships import Partnership
from geleit.permissions import Action
from geleit.programme.cases.handing import who_can_take
from geleit.programme.cases.listing import pair_rows
from geleit.programme.cases.panels import Panel as Part
from geleit.programme.cases.steps import PairStep
from geleit.programme.cases.view import PairView, pair_view
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.pairs.correcting import correct, take_back
from geleit_tui.screens.pairs.course import COURSE, course
from geleit_tui.screens.pairs.diary import DIARY
from geleit_tui.screens.pairs.head import head
from geleit_tui.screens.pairs.life import LIFE, Mentors, back, hand_over, mentor_leaves, successor
from geleit_tui.screens.pairs.logging import open_log
from geleit_tui.screens.pairs.recorded import FEW, recorded
from geleit_tui.screens.pairs.whose import round_of
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.panel import Panel

_DIARY_KEYS = {
    "statement": "m",
    "boundary": "g",
    "milestone": "i",
    "goal": "z",
    "reached": "Z",
    "feedback": "f",
    "contact": "k",
    "task": "t",
    "done": "T",
}
_LIFE_KEYS = {
    "accept": "j",
    "decline": "n",
    "agreement": "a",
    "tell": "r",
    "stage": "s",
    "pause": "p",
    "resume": "w",
    "close": "e",
    "reopen": "o",
}


class PairRoom(Room[None]):
    """A pair or case, by its id."""

    ROOM = "pair"
    BACK = True
    STEPS = (
        Step("log", "l", Action.LOG),
        Step("correct", "c", Action.LOG),
        Step("take_back", "C", Action.LOG),
        *(Step(name, key, DIARY[name][0]) for name, key in _DIARY_KEYS.items()),
        *(Step(name, key) for name, key in _LIFE_KEYS.items()),
        Step("hand_over", "h", Action.DECIDE_PAIRS),
        Step("mentor_leaves", "x", Action.DECIDE),
        Step("successor", "u", Action.DECIDE_PAIRS),
        Step("open", "v"),
        Step("every", "y"),
        Step("mentee", "b", Action.SEE_PEOPLE),
        Step("mentor", "B", Action.SEE_PEOPLE),
        Step("before", "comma"),
        Step("after", "full_stop"),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # as Textual declares it
    DEFAULT_CSS = """
    PairRoom #head { height: auto; padding: 0 1; }
    PairRoom #columns { height: auto; layout: vertical; }
    PairRoom #columns > Vertical { height: auto; }
    PairRoom.-wide #columns { layout: horizontal; }
    PairRoom.-wide #columns > Vertical { width: 1fr; }
    PairRoom Panel Static { height: auto; }
    """

    def __init__(self, desk: Desk, *, pair: str, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.pair = pair
        self.view: PairView | None = None
        self.opened = False
        self.every = False

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "pairs")
        with VerticalScroll(id="scroll"):
            yield Static(id="head", markup=False)
            with Vertical(id="columns"):
                yield Vertical(id="left")
                yield Vertical(id="right")
        yield KeyBar()

    def reload(self) -> None:
        """Read the pair again."""
        desk, pair, opened = self.desk, self.pair, self.opened
        self.work(lambda: pair_view(desk.programme, desk.round, pair, opened=opened), self._show)

    async def _show(self, view: PairView) -> None:
        self.view = view
        self.query_one("#head", Static).update(head(self.desk, view))
        for panel in view.panels:
            await self._show_panel(panel, view)
        if self.focused is None:
            self.query_one("#scroll").focus()
        self.refresh_bindings()

    async def _show_panel(self, panel: Part, view: PairView) -> None:
        left = panel in COURSE
        shown = course(panel, self.desk, view) if left else recorded(panel, self.desk, view, every=self.every)
        name = f"panel-{panel.value}"
        if not self.query(f"#{name}"):
            title = self.text(f"ui.pair.panel.{panel.value}")
            side = self.query_one("#left" if left else "#right")
            await side.mount(Panel(title, Static(markup=False), id=name))
        told = Content("\n").join(shown) if shown else plain(self.text("ui.pair.nothing"), "$text-muted")
        self.query_one(f"#{name} Static", Static).update(told)
        self.query_one(f"#{name}").display = bool(shown) or panel is not Part.PAUSES

    def possible(self, step: Step) -> bool:
        """Whether the step is possible: the core says what a pair's state and the policy allow."""
        if self.view is None or not super().possible(step):
            return False
        known = {one.value for one in PairStep}
        return step.name not in known or PairStep(step.name) in self.view.steps

    def can_reached(self) -> bool:
        """Whether a goal is open."""
        return self.view is not None and any(one.reached_on is None for one in self.view.goals)

    def can_done(self) -> bool:
        """Whether a task is open."""
        return self.view is not None and any(one.done_on is None for one in self.view.tasks)

    def can_open(self) -> bool:
        """Whether there are covered texts."""
        return self.view is not None and self.view.covered

    def can_every(self) -> bool:
        """Whether there are more entries than are shown."""
        return self.view is not None and not self.every and len(self.view.sessions) + len(self.view.statements) > FEW

    def can_before(self) -> bool:
        """Whether the mentee had a pair before."""
        return self.view is not None and self.view.predecessor is not None

    def can_after(self) -> bool:
        """Whether the mentee had a pair afterwards."""
        return self.view is not None and self.view.successor is not None

    def action_step(self, name: str) -> None:
        """Take a step: those with a form of their own open it."""
        if name in DIARY:
            self._ask(name, DIARY[name][1])
        elif name in LIFE:
            self._ask(name, LIFE[name])
        else:
            super().action_step(name)

    def _ask(self, name: str, form: Callable[[Desk, PairView], Form[Any]]) -> None:
        if self.view is not None:
            self.app.push_screen(form(self.desk, self.view), partial(self._done, name, self.view))

    def _done(self, name: str, before: PairView, result: object) -> None:
        if result is None:
            return
        self.geleit.tell(say(f"ui.pair.did_{name}", pair=before.name))
        taken_back = back(self.desk, name, before)
        if taken_back is not None:
            self.geleit.can_undo(*taken_back)
        if name in ("hand_over", "successor") and isinstance(result, Partnership):
            self.pair = result.id
        self.reload()

    def step_log(self) -> None:
        """Log a meeting."""
        open_log(self, self.pair)

    def can_correct(self) -> bool:
        """Whether there is a meeting to put right."""
        return self.view is not None and bool(self.view.sessions)

    def step_correct(self) -> None:
        """Put a meeting right."""
        correct(self, self.pair)

    def can_take_back(self) -> bool:
        """Whether there is a meeting to take back."""
        return self.can_correct()

    def step_take_back(self) -> None:
        """Take a meeting back that never was."""
        if self.view is not None:
            take_back(self, self.view)

    def step_open(self) -> None:
        """Show the protected texts; that they were shown is kept."""
        self.opened = True
        self.reload()

    def step_every(self) -> None:
        """Show every entry."""
        self.every = True
        self.reload()

    def step_mentee(self) -> None:
        """The mentee's record."""
        if self.view is not None:
            self.geleit.open_person(self.view.pair.mentee)

    def step_mentor(self) -> None:
        """The mentor's record."""
        if self.view is not None:
            self.geleit.open_person(self.view.pair.mentor)

    def step_before(self) -> None:
        """The mentee's pair before this one."""
        if self.view is not None and self.view.predecessor is not None:
            self._look_at(self.view.predecessor.id)

    def step_after(self) -> None:
        """The mentee's pair after this one."""
        if self.view is not None and self.view.successor is not None:
            self._look_at(self.view.successor.id)

    def _look_at(self, pair: str) -> None:
        self.pair, self.opened = pair, False
        self.reload()

    def step_hand_over(self) -> None:
        """Another mentor goes on with the case."""
        self._with_mentors("hand_over", hand_over)

    def step_successor(self) -> None:
        """Another mentor for somebody whose pair is over."""
        self._with_mentors("successor", successor)

    def _with_mentors(self, name: str, form: Callable[[Desk, PairView, Mentors], Form[Any]]) -> None:
        desk, pair, view = self.desk, self.pair, self.view
        if view is None:
            return

        def ask(mentors: Mentors) -> None:
            self.app.push_screen(form(desk, view, mentors), partial(self._done, name, view))

        def read() -> Sequence[tuple[str, str]]:
            return [
                (load.mentor.person.id, f"{load.mentor.person.name} ({load.running}/{load.places})")
                for load in who_can_take(desk.programme, round_of(desk, view), pair)
            ]

        self.work(read, ask, group="opening")

    def step_mentor_leaves(self) -> None:
        """The mentor takes no part any more: first what ends with it."""
        desk, view = self.desk, self.view
        if view is None:
            return

        def ask(ending: list[str]) -> None:
            self.app.push_screen(mentor_leaves(desk, view, ending), partial(self._done, "mentor_leaves", view))

        def read() -> list[str]:
            rows = pair_rows(desk.programme, round_of(desk, view))
            return [
                f"· {row.name}" for row in rows if row.pair.mentor == view.pair.mentor and row.pair.state in OPEN_PAIRS
            ]

        self.work(read, ask, group="opening")
