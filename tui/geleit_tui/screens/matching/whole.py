"""What holds for the whole proposal: its figures, who is left out, and what was changed by hand."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import ScrollableContainer, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.proposals.content import StoredChange
from geleit.programme.proposals.telling import DraftTold, draft_told
from geleit.programme.proposals.undoing import undo
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import lines, plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.panel import Panel

_LONG = 1_000


class MatchingWholeRoom(Room[None]):
    """The figures of the draft, its equity table and its changes by hand."""

    ROOM = "matching_whole"
    BACK = True
    STEPS = (Step("take_back", "z", Action.PROPOSE),)
    CSS = """
    MatchingWholeRoom Static { height: auto; }
    MatchingWholeRoom .wide { height: auto; max-height: 60vh; }
    MatchingWholeRoom .wide Static { width: auto; }
    """

    draft: DraftTold | None = None

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "matching")
        with VerticalScroll(id="body"):
            yield Panel(self.text("ui.matching_whole.summary"), Static(id="summary", markup=False))
            wide = ScrollableContainer(Static(id="equity", markup=False), classes="wide")
            yield Panel(self.text("ui.matching_whole.equity"), wide)
            yield Panel(self.text("ui.matching_whole.changes"), Static(id="changes", markup=False))
        yield KeyBar()

    def reload(self) -> None:
        desk = self.desk
        self.work(lambda: draft_told(desk.programme, desk.round), self._show)

    def _show(self, draft: DraftTold | None) -> None:
        self.draft = draft
        text = self.text
        summary = [text("ui.matching.no_draft")] if draft is None else [text(one) for one in draft.summary]
        self.query_one("#summary", Static).update(Content("\n").join([plain(one, limit=_LONG) for one in summary]))
        equity = () if draft is None else draft.equity
        self.query_one("#equity", Static).update(lines("\n".join(equity) or text("ui.matching_whole.no_groups")))
        changes = [] if draft is None else [self._change(draft, one) for one in draft.changes]
        told = Content("\n").join(
            [plain(one, limit=_LONG) for one in changes or [text("ui.matching_whole.no_changes")]]
        )
        self.query_one("#changes", Static).update(told)
        self.query_one("#body").focus()
        self.refresh_bindings()

    def _change(self, draft: DraftTold, change: StoredChange) -> str:
        def named(pairs: tuple[tuple[str, str], ...]) -> str:
            names = draft.names
            return ", ".join(f"{names.get(one, one)} & {names.get(other, other)}" for one, other in pairs) or "–"

        zone = ZoneInfo(self.desk.programme.config.organisation.timezone)
        return self.text(
            say(
                f"ui.matching_whole.{change.code}",
                on=datetime.fromisoformat(change.at).astimezone(zone).date(),
                by=change.by,
                removed=named(change.removed),
                added=named(change.added),
                reason=change.reason,
            )
        )

    def can_take_back(self) -> bool:
        return self.draft is not None and bool(self.draft.changes)

    def step_take_back(self) -> None:
        """Undo the last change by hand."""
        desk = self.desk

        def done(_: object) -> None:
            self.geleit.changed()
            self.geleit.tell("ui.matching_whole.taken_back")
            self.reload()

        self.work(lambda: undo(desk.programme, desk.round), done, group="undo")
