"""The pages of a table that have been read: the rows in sight and those near them, read in threads as they are needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.widget import Widget

from geleit.errors import GeleitError
from geleit_tui import work

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp

PAGE = 256
"""So many rows are read at once."""

KEPT = 16
"""So many pages are kept."""


class Line(NamedTuple):
    """A row: its key, and what stands in each column."""

    key: str
    cells: Sequence[str]


class Source(Protocol):
    """Where rows come from. `page` is called in threads and may take its time; it gives fewer rows only at the end."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        """The rows from a place on (0 is the first), at most so many."""


class Pages:
    """Reads the pages of one source for a widget. `near` says which pages are wanted at present: others are not read
    any more; `came` is called with each page that has been read."""

    def __init__(self, widget: Widget, source: Source, near: Callable[[], range], came: Callable[[int], None]) -> None:
        self.source = source
        self.over = False
        self._widget = widget
        self._near = near
        self._came = came
        self._read: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._wanted: list[int] = []
        self._reading = False

    def __len__(self) -> int:
        return len(self._read)

    def begin_with(self, first: Sequence[Line]) -> None:
        """The first page, if it has been read already."""
        if len(first) == min(self.source.count, PAGE):
            self._read[0] = first

    def line(self, row: int) -> Line | None:
        """A row, None while it has not been read."""
        page, place = self._read.get(row // PAGE), row % PAGE
        if page is None or place >= len(page):
            return None
        self._read.move_to_end(row // PAGE)
        return page[place]

    def look_ahead(self) -> None:
        """Read what is near and has not been read."""
        for page in self._near():
            self.want(page)

    def want(self, page: int) -> None:
        """Read a page soon: the one asked for last is the one in sight."""
        if page in self._read or page * PAGE >= self.source.count:
            return
        if page not in self._wanted:
            self._wanted.append(page)
        if not self._reading:
            self._widget.call_next(self._go_on)

    def _go_on(self) -> None:
        if self._reading or self.over:
            return
        near = self._near()
        wanted = [page for page in self._wanted if page in near and page not in self._read]
        self._wanted = wanted[:-1]
        if not wanted:
            return
        page, source = wanted[-1], self.source
        self._reading = True

        def came(lines: Sequence[Line]) -> None:
            self._reading = False
            if not self.over:
                self._keep(page, lines)

        def failed(error: GeleitError) -> None:
            self._reading = False
            if not self.over:
                app: GeleitApp = self._widget.app  # type: ignore[assignment]  # there is one app
                app.show_problem(error)

        read = lambda: source.page(page * PAGE, PAGE)  # a use case for the thread
        work.start(self._widget.screen, read, came, failed, group=f"rows-{self._widget.id}", exclusive=False)

    def _keep(self, page: int, lines: Sequence[Line]) -> None:
        self._read[page] = lines
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        self._came(page)
        self.look_ahead()
        self._go_on()
