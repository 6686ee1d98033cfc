"""The pairs of the draft as a table with bars, sorted as somebody likes, and found by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from geleit.labels import say
from geleit.programme.proposals.telling import DraftTold, PairTold, draft_told
from geleit.vocabulary.names import search_key, sort_key
from geleit_tui.desk import Desk
from geleit_tui.screens.matching.words import bar, points
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing

PAGE = 200
"""Rows on a page."""

_ORDERS: dict[str, Callable[[PairTold], Any]] = {
    "weakest": lambda row: row.units,
    "strongest": lambda row: -row.units,
    "mentee": lambda row: sort_key(row.mentee_name),
    "mentor": lambda row: sort_key(row.mentor_name),
}


class MatchingTableRoom(Room[None]):
    """Every pair in a row."""

    ROOM = "matching_table"
    BACK = True
    STEPS = (
        Step("open", "o"),
        Step("sort", "s"),
        Step("find", "slash,f3"),
        Step("further", "plus"),
        Step("before", "minus"),
    )
    CSS = """
    MatchingTableRoom #head { height: auto; padding: 0 1; text-style: bold; }
    MatchingTableRoom Input { margin: 0 1; }
    MatchingTableRoom Listing { height: 1fr; }
    """

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.draft: DraftTold | None = None
        self.order = "weakest"
        self.page = 0
        self.found: list[PairTold] = []

    def compose(self) -> ComposeResult:
        yield AreaBar(self.desk, "matching")
        yield Static(id="head", markup=False)
        yield Input(placeholder=self.text("ui.matching_table.find_hint"), id="find")
        headings = ("ui.matching_table.fit", "Role.mentee", "Role.mentor", "ui.matching_table.remark")
        yield Listing([self.text(one) for one in headings])
        yield KeyBar()

    def reload(self) -> None:
        desk = self.desk
        self.work(lambda: draft_told(desk.programme, desk.round), self._read)

    def _read(self, draft: DraftTold | None) -> None:
        self.draft = draft
        self._show()
        self.query_one(Listing).focus()

    def _show(self) -> None:
        words = search_key(self.query_one("#find", Input).value).split()
        rows = () if self.draft is None else self.draft.pairs
        self.found = [row for row in rows if self._fits(row, words)]
        self.found.sort(key=_ORDERS[self.order])
        self.page = min(self.page, max(self.pages - 1, 0))
        first = self.page * PAGE
        listing = self.query_one(Listing)
        listing.show((str(at), self._cells(row)) for at, row in enumerate(self.found[first : first + PAGE], first))
        told = say(
            "ui.matching_table.head",
            pairs=self.text(say("ui.matching.pairs", n=len(self.found))),
            order=say(f"ui.matching_table.order_{self.order}"),
        )
        page = self.text(say("ui.matching.page", page=self.page + 1, pages=self.pages)) if self.pages > 1 else ""
        self.query_one("#head", Static).update(plain(" · ".join(one for one in (self.text(told), page) if one)))
        self.refresh_bindings()

    @staticmethod
    def _fits(row: PairTold, words: list[str]) -> bool:
        if not words:
            return True
        names = search_key(f"{row.mentee_name} {row.mentor_name}")
        return all(word in names for word in words)

    def _cells(self, row: PairTold) -> tuple[str, ...]:
        marks = [f"✓ {self.text('ui.matching.locked')}"] if row.locked else []
        if row.by_hand is not None:
            marks.append(f"! {self.text('ui.matching_table.by_hand')}")
        if self.draft is not None and self.draft.several:
            marks.append(self.text(f"Place.{row.place.value}"))
        return (
            f"{bar(row.share)} {points(self.desk, row.units):>6}",
            row.mentee_name,
            row.mentor_name,
            ", ".join(marks),
        )

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-len(self.found) // PAGE)

    @on(Input.Changed)
    def _narrow(self) -> None:
        self.page = 0
        self._show()

    @on(Input.Submitted)
    def _leave_line(self) -> None:
        self.query_one(Listing).focus()

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        row = self.found[int(event.key)]
        self.geleit.open_room("matching_pair", mentee=row.mentee, mentor=row.mentor)

    def action_back(self) -> None:
        """Leave the line first, then the room."""
        if isinstance(self.focused, Input):
            self.query_one(Listing).focus()
            return
        super().action_back()

    def can_further(self) -> bool:
        return self.page + 1 < self.pages

    def can_before(self) -> bool:
        return self.page > 0

    def step_open(self) -> None:
        """The pair under the bar."""
        if (key := self.query_one(Listing).key) is not None:
            self._opened(Listing.Opened(self.query_one(Listing), key))

    def step_sort(self) -> None:
        """Another order."""
        orders = list(_ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._show()

    def step_find(self) -> None:
        """Type a name."""
        self.query_one("#find", Input).focus()

    def step_further(self) -> None:
        """The next page."""
        self.page += 1
        self._show()

    def step_before(self) -> None:
        """The page before."""
        self.page -= 1
        self._show()
