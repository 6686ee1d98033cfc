"""The board: each mentor with a bar of cases against places, warning and stop, and the cases of the one with the bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.capacity import Level
from geleit.programme.cases.board import MentorCases, board
from geleit.programme.cases.handing import who_can_take
from geleit.programme.cases.steps import PairStep
from geleit.programme.cases.view import PairView, pair_view
from geleit_tui.screens.pairs.life import Mentors, hand_over
from geleit_tui.screens.pairs.signs import SILENCE, bar
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.rows_in_memory import RowsInMemory
from geleit_tui.widgets.windowed_table import PAGE, Line, WindowedTable

_BAR = 9
_COLUMNS = {
    "mentor": (18, 30, "field.mentor"),
    "cases": (17, 22, "ui.board.column.cases"),
    "level": (13, 16, "ui.board.column.level"),
    "limits": (12, 14, "ui.board.column.limits"),
}
"""Code → least and largest width, and the heading."""

SIGNS = {Level.ROOM: "✓", Level.WARNING: "!", Level.FULL: "!", Level.STOP: "✗", Level.UNKNOWN: "?"}


class BoardRoom(Room[None]):
    """Every mentor with their cases; a case can be opened, or handed over."""

    ROOM = "board"
    BACK = True
    STEPS = (
        Step("hand_over", "h", Action.DECIDE_PAIRS),
        Step("mentor", "o", Action.SEE_PEOPLE),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  # as Textual declares it
    CSS = """
    BoardRoom #told { height: auto; padding: 0 1; }
    BoardRoom #both { height: 1fr; layout: vertical; }
    BoardRoom.-wide #both { layout: horizontal; }
    BoardRoom #mentors, BoardRoom #cases { height: 1fr; }
    BoardRoom.-wide #mentors { width: 3fr; height: 100%; }
    BoardRoom #cases { border-top: solid $border-blurred; }
    BoardRoom.-wide #cases { width: 2fr; height: 100%; border-top: none; border-left: solid $border-blurred; }
    """

    found: tuple[MentorCases, ...] = ()

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "pairs")
        yield Static(id="told", markup=False)
        with Vertical(id="both"):
            columns = [Column(code, self.text(label), least, most) for code, (least, most, label) in _COLUMNS.items()]
            yield WindowedTable(columns, id="mentors")
            headings = ["field.mentee", "field.state", "ui.pairs.column.stage", "ui.pairs.column.last_meeting"]
            yield Listing([self.text(one) for one in headings], id="cases")
        yield KeyBar()

    @property
    def mentors(self) -> WindowedTable:
        """The table of mentors."""
        return self.query_one("#mentors", WindowedTable)

    @property
    def cases(self) -> Listing:
        """The table of the cases of one mentor."""
        return self.query_one("#cases", Listing)

    def reload(self) -> None:
        """Read the board again."""
        desk = self.desk
        self.work(lambda: board(desk.programme, desk.round), self._show)

    def _show(self, found: tuple[MentorCases, ...]) -> None:
        self.found = found
        source = RowsInMemory(found, self.line)
        self.mentors.show(source, source.page(0, PAGE), keep_place=True)
        self._show_cases()
        counted = {level: sum(one.load.level is level for one in found) for level in Level}
        told = [plain(self.text(say("ui.board.count", n=len(found))), "bold")]
        told += [
            plain(f"{SIGNS[level]} {self.desk.label('Level', level)}: {count}")
            for level, count in counted.items()
            if count
        ]
        self.query_one("#told", Static).update(Content("  ·  ").join(told))
        if self.focused is None:
            self.mentors.focus()

    def line(self, one: MentorCases) -> Line:
        """A mentor as a row of the table."""
        return Line(one.load.mentor.person.id, tuple(self._cells(one)))

    def _cells(self, one: MentorCases) -> Iterator[str]:
        load = one.load
        yield load.mentor.person.name
        coming = f" (+{load.proposed})" if load.proposed else ""
        yield f"{bar(load.running, one.most, _BAR)} {load.running}/{load.places}{coming}"
        yield f"{SIGNS[load.level]} {self.desk.label('Level', load.level)}"
        yield "" if one.stop is None else f"{one.warning} · {one.cap} · {one.stop}"

    def _show_cases(self) -> None:
        desk = self.desk
        cases = next((one.cases for one in self.found if one.load.mentor.person.id == self.mentors.key), ())
        self.cases.show(
            (
                row.pair.id,
                (
                    f"{SILENCE[row.silence]} {row.mentee}",
                    desk.label("PairState", row.pair.state),
                    desk.label("stage", row.pair.stage) if row.pair.stage else "",
                    desk.day(row.last_meeting),
                ),
            )
            for row in cases
        )
        self.refresh_bindings()

    @on(WindowedTable.Highlighted, "#mentors")
    def _another(self) -> None:
        self._show_cases()

    @on(WindowedTable.Opened, "#mentors")
    def _to_cases(self) -> None:
        if self.cases.row_count:
            self.cases.focus()

    @on(Listing.Opened, "#cases")
    def _open(self, event: Listing.Opened) -> None:
        self.geleit.open_pair(event.key)

    def can_mentor(self) -> bool:
        """Whether there is a mentor."""
        return self.mentors.key is not None

    def step_mentor(self) -> None:
        """The mentor's record."""
        if (key := self.mentors.key) is not None:
            self.geleit.open_person(key)

    def can_hand_over(self) -> bool:
        """Whether a case is there to hand over."""
        return self.cases.key is not None

    def step_hand_over(self) -> None:
        """Another mentor goes on with the case with the bar."""
        desk, pair = self.desk, self.cases.key
        if pair is None:
            return

        def read() -> tuple[PairView, Mentors]:
            mentors: Sequence[tuple[str, str]] = [
                (load.mentor.person.id, f"{load.mentor.person.name} ({load.running}/{load.places})")
                for load in who_can_take(desk.programme, desk.round, pair)
            ]
            return pair_view(desk.programme, desk.round, pair), mentors

        def ask(found: tuple[PairView, Mentors]) -> None:
            view, mentors = found
            if PairStep.HAND_OVER not in view.steps:
                self.geleit.tell("ui.board.not_now", warning=True)
                return
            self.app.push_screen(hand_over(desk, view, mentors), partial(self._done, view))

        self.work(read, ask, group="opening")

    def _done(self, view: PairView, result: object) -> None:
        if result is not None:
            self.geleit.tell(say("ui.pair.did_hand_over", pair=view.name))
            self.reload()
