"""The list of a round's pairs or cases, narrowed by state, silence, mentor and typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import attrs
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from geleit.labels import say
from geleit.model.lifecycle import PairState
from geleit.permissions import Action
from geleit.programme.cases.listing import SILENT, Order, PairRow, Wanted, in_order, pair_rows
from geleit.programme.cases.panels import Panel, panels_of_round
from geleit.programme.sessions import LOGGABLE
from geleit.progress import Silence
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.screens.pairs.logging import open_log
from geleit_tui.screens.pairs.signs import SILENCE
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.rows_in_memory import RowsInMemory
from geleit_tui.widgets.windowed_table import PAGE, Line, WindowedTable

_EVERY = "*"


class PairsRoom(Room[None]):
    """Every pair or case of the round; Enter opens one."""

    ROOM = "pairs"
    STEPS = (
        Step("log", "l", Action.LOG),
        Step("search", "slash,f3"),
        Step("silent", "s"),
        Step("state", "z"),
        Step("mentor", "m"),
        Step("order", "o"),
        Step("all", "x"),
        Step("events", "v", Action.HOLD_EVENTS),
        Step("board", "b", Action.SEE_LOADS),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave_search", show=False)]
    DEFAULT_CSS = """
    PairsRoom #find { margin: 0 1; }
    PairsRoom #told { height: auto; padding: 0 1; }
    """

    rows: tuple[PairRow, ...] = ()
    ordered: tuple[PairRow, ...] = ()
    wanted = Wanted()
    order = Order.MENTEE
    _staged = False

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self._by_id: dict[str, PairRow] = {}

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "pairs")
        yield Input(placeholder=self.text("ui.pairs.find"), id="find")
        yield Static(id="told", markup=False)
        yield WindowedTable([*self._columns()], id="pairs")
        yield KeyBar()

    def _columns(self) -> Iterator[Column]:
        for code, (least, most, heading) in _COLUMNS.items():
            if code != "stage" or self._staged:
                yield Column(code, self.text(heading), least, most, sorts=code in _ORDERS)

    def reload(self) -> None:
        """Read every pair again."""
        desk = self.desk
        if desk.round_id is None:
            self.query_one("#told", Static).update(plain(self.text("ui.pairs.no_round")))
            return

        def read() -> tuple[tuple[PairRow, ...], tuple[Panel, ...]]:
            return pair_rows(desk.programme, desk.round), panels_of_round(desk.programme, desk.round)

        self.work(read, self._got)

    def _got(self, found: tuple[tuple[PairRow, ...], tuple[Panel, ...]]) -> None:
        self.rows, panels = found
        self._by_id = {row.pair.id: row for row in self.rows}
        self.ordered = in_order(self.rows, self.order)
        self._staged = Panel.STAGES in panels
        self.query_one(WindowedTable).columns = tuple(self._columns())
        self._show(keep_place=True)
        if self.focused is None:
            self.query_one(WindowedTable).focus()

    def _show(self, *, keep_place: bool = False) -> None:
        kept = self.wanted.kept(self.ordered)
        source = RowsInMemory(kept, self.line)
        table = self.query_one(WindowedTable)
        table.show(source, source.page(0, PAGE), order=(self.order.value, False), keep_place=keep_place)
        self.query_one("#told", Static).update(Content("  ·  ").join(self._told(kept)))
        self.refresh_bindings()

    def _told(self, kept: tuple[PairRow, ...]) -> Iterator[Content]:
        wanted = self.wanted
        yield plain(self.text(say("ui.pairs.count", n=len(kept), all=len(self.rows))), "bold")
        for state in wanted.states:
            yield plain(self.desk.label("PairState", state), "$text-accent")
        if wanted.silences:
            yield plain(self.text("ui.pairs.only_silent"), "$text-accent")
        if wanted.mentor is not None:
            yield plain(next((row.mentor for row in self.rows if row.pair.mentor == wanted.mentor), ""), "$text-accent")
        if self.order is not Order.MENTEE:
            yield plain(self.text(f"ui.pairs.order.{self.order.value}"), "$text-muted")

    def line(self, row: PairRow) -> Line:
        """A pair as a row of the table."""
        return Line(row.pair.id, tuple(self._cells(row)))

    def _cells(self, row: PairRow) -> Iterator[str]:
        desk, pair = self.desk, row.pair
        yield f"{SILENCE[row.silence]} {row.mentee}"
        yield row.mentor
        yield desk.label("PairState", pair.state)
        yield desk.day(row.last_meeting)
        yield _hours(row, self)
        yield "" if row.silence is Silence.NONE else desk.text(f"ui.pairs.contact.{row.silence.value}")
        if self._staged:
            yield desk.label("stage", pair.stage) if pair.stage else ""
        yield desk.day(row.end) if row.end else ""

    def can_log(self) -> bool:
        """Whether something can be logged of the pair with the bar."""
        key = self.query_one(WindowedTable).key
        row = self._by_id.get(key or "")
        return row is not None and row.pair.state in LOGGABLE

    def step_log(self) -> None:
        """Log a meeting of the pair with the bar."""
        if (key := self.query_one(WindowedTable).key) is not None:
            open_log(self, key)

    @on(WindowedTable.Highlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def step_search(self) -> None:
        """Type words of a name."""
        self.query_one("#find", Input).focus()

    def step_silent(self) -> None:
        """Only those who have not met for a while, or everybody."""
        self._want(silences=() if self.wanted.silences else SILENT)

    def step_state(self) -> None:
        """Only one state."""
        states = dict.fromkeys(row.pair.state for row in self.rows)
        options = [(state.value, self.desk.label("PairState", state)) for state in PairState if state in states]
        self._choose("state", options, lambda key: self._want(states=() if key == _EVERY else (PairState(key),)))

    def step_mentor(self) -> None:
        """Only the pairs of one mentor."""
        mentors = {row.pair.mentor: row.mentor for row in in_order(self.rows, Order.MENTOR)}
        self._choose("mentor", [*mentors.items()], lambda key: self._want(mentor=None if key == _EVERY else key))

    def _choose(self, what: str, options: list[tuple[str, str]], take: Callable[[str], None]) -> None:
        def chosen(key: str | None) -> None:
            if key is not None:
                take(key)

        every = (_EVERY, self.text("ui.pairs.every"))
        self.app.push_screen(Choose(self.text(f"ui.pairs.step.{what}"), [every, *options]), chosen)

    def step_order(self) -> None:
        """The next order."""
        orders = list(Order)
        self._put_in(orders[(orders.index(self.order) + 1) % len(orders)])

    def _put_in(self, order: Order) -> None:
        self.order = order
        self.ordered = in_order(self.rows, order)
        self._show()

    def step_all(self) -> None:
        """Everybody again."""
        self.query_one("#find", Input).value = ""
        self.wanted = Wanted()
        self._show()

    def step_events(self) -> None:
        """The events of the round."""
        self.geleit.open_room("events")

    def step_board(self) -> None:
        """The mentors with their cases."""
        self.geleit.open_room("board")

    def action_leave_search(self) -> None:
        """From the line back to the table."""
        self.query_one(WindowedTable).focus()

    def _want(self, **more: object) -> None:
        self.wanted = attrs.evolve(self.wanted, **more)  # type: ignore[arg-type]  # fields of Wanted
        self._show()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self._want(text=event.value)

    @on(Input.Submitted, "#find")
    def _entered(self) -> None:
        self.query_one(WindowedTable).focus()

    @on(WindowedTable.Sorted)
    def _sorted(self, event: WindowedTable.Sorted) -> None:
        self._put_in(Order(event.column))

    @on(WindowedTable.Opened)
    def _opened(self, event: WindowedTable.Opened) -> None:
        self.geleit.open_pair(event.key)


_COLUMNS = {
    "mentee": (18, 30, "field.mentee"),
    "mentor": (12, 30, "field.mentor"),
    "state": (13, 16, "field.state"),
    "last_meeting": (10, 14, "ui.pairs.column.last_meeting"),
    "hours": (11, 14, "ui.pairs.column.hours"),
    "contact": (16, 17, "ui.pairs.column.contact"),
    "stage": (10, 20, "ui.pairs.column.stage"),
    "end": (9, 12, "ui.pairs.column.end"),
}
"""Code → least and largest width, and the heading."""

_ORDERS = frozenset(order.value for order in Order)


def _hours(row: PairRow, room: PairsRoom) -> str:
    if row.sums is None:
        return ""
    met = room.desk.hours(row.sums.met_minutes)
    if row.sums.expected_least is None:
        return met
    return f"{met} / {room.desk.hours(row.sums.expected_least)}"
