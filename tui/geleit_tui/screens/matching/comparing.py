"""The objectives side by side: what each would propose, what that costs, and whom it leaves out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import ScrollableContainer, VerticalScroll
from textual.widgets import Static

from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.proposals.comparing import Compared, compare
from geleit.programme.proposals.drafting import keep
from geleit.questions.matching import Objective
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.matching.running import Running
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import lines
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.panel import Panel


class MatchingCompareRoom(Room[None]):
    """All four drafts, from one scoring; nothing is kept until one of them is taken."""

    ROOM = "matching_compare"
    BACK = True
    STEPS = (Step("take", "n", Action.PROPOSE),)
    CSS = """
    MatchingCompareRoom Static { height: auto; }
    MatchingCompareRoom Listing { height: auto; }
    MatchingCompareRoom .wide { height: auto; max-height: 80vh; }
    MatchingCompareRoom .wide Static { width: auto; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Compared | None = None

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "matching")
        with VerticalScroll(id="body"):
            yield Panel(self.text("ui.matching_compare.objectives"), id="objectives")
            yield Panel(self.text("ui.matching_compare.meanings"), Static(id="meanings", markup=False))
            wide = ScrollableContainer(Static(id="equity", markup=False), classes="wide")
            yield Panel(self.text("ui.matching_compare.equity"), wide)
        yield KeyBar()

    def reload(self) -> None:
        if self.found is not None:
            return
        desk = self.desk

        def done(found: Compared | None) -> None:
            if found is None:
                self.action_back()
            else:
                self._show(found)

        title = self.text("ui.matching_compare.running")
        self.app.push_screen(Running(title, lambda stop: compare(desk.programme, desk.round, progress=stop)), done)

    def _show(self, found: Compared) -> None:
        self.found = found
        head, rows = found.table(self.desk.language)
        # Each objective in a column: four of them are read across on any width.
        listing = Listing(["", *(row[0] for row in rows)])
        self.query_one("#objectives").mount(listing)
        figures = [(heading, *(row[at] for row in rows)) for at, heading in enumerate(head) if at]
        self.call_after_refresh(listing.show, [(str(at), cells) for at, cells in enumerate(figures)])
        self.query_one("#meanings", Static).update(lines("\n".join(found.meanings(self.desk.language))))
        equity = found.equity(self.desk.language) or (self.text("ui.matching_whole.no_groups"),)
        self.query_one("#equity", Static).update(lines("\n".join(equity)))
        self.query_one("#body").focus()
        self.refresh_bindings()

    def can_take(self) -> bool:
        return self.found is not None

    def step_take(self) -> None:
        """Make one of the drafts the proposal that waits for a decision."""
        found = self.found
        if found is None:
            return
        measured = found.comparison.measured
        options = [(one.objective, self.text(f"Objective.{one.objective}")) for one in measured]
        self.app.push_screen(
            Choose(self.text("ui.matching_compare.take_title"), options, found.comparison.usual), self._take
        )

    def _take(self, objective: str | None) -> None:
        found, desk = self.found, self.desk
        if found is None or objective is None:
            return
        draft = found.comparison.of(objective).draft

        def done(_: object) -> None:
            self.geleit.changed()
            self.geleit.tell(say("ui.matching_compare.taken", objective=say(f"Objective.{Objective(objective).value}")))
            self.action_back()

        self.work(lambda: keep(desk.programme, desk.round, draft), done, group="keep")
