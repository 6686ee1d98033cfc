"""A table of any length, of which only the rows in sight are read: pages come from a thread and are painted when they
are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from geleit_tui.widgets.column_widths import Column, fitted, furthest, visible, widths
from geleit_tui.widgets.pages import KEPT, PAGE, Line, Pages, Source

__all__ = ["KEPT", "PAGE", "Column", "Line", "Source", "WindowedTable"]

_NEAR = 48
"""A page is read when the rows in sight come as near to it."""

_DOTS = "· · ·"
_UP, _DOWN = " ▲", " ▼"
_BEFORE, _AFTER = "‹", "›"


class _Nothing:
    """The source of a table that has not been given any."""

    count = 0

    def page(self, offset: int, limit: int) -> Sequence[Line]:
        return ()


class WindowedTable(ScrollView, can_focus=True):
    """Rows of a source under headings. Where not all columns fit, the arrow keys lead to the others, and the first one
    stays."""

    DEFAULT_CSS = """
    WindowedTable {
        height: 1fr; background: $background; color: $foreground; scrollbar-gutter: stable; overflow-x: hidden;
    }
    WindowedTable > .windowed--header { background: $panel; color: $foreground; text-style: bold; }
    WindowedTable > .windowed--row { background: $background; color: $foreground; }
    WindowedTable > .windowed--waiting { background: $background; color: $text-muted; }
    WindowedTable > .windowed--cursor { background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground; }
    WindowedTable:focus > .windowed--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "windowed--header",
        "windowed--row",
        "windowed--waiting",
        "windowed--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("home,ctrl+home", "jump(0)", show=False),
        Binding("end,ctrl+end", "jump(-1)", show=False),
        Binding("left", "aside(-1)", show=False),
        Binding("right", "aside(1)", show=False),
        Binding("enter", "open", show=False),
    ]

    class Highlighted(Message):
        """The bar stands on another row; `key` is None until that has been read."""

        def __init__(self, table: WindowedTable, row: int, key: str | None) -> None:
            super().__init__()
            self.table, self.row, self.key = table, row, key

        @property
        def control(self) -> WindowedTable:
            """The table it happened in."""
            return self.table

    class Opened(Message):
        """A row was opened."""

        def __init__(self, table: WindowedTable, key: str) -> None:
            super().__init__()
            self.table, self.key = table, key

        @property
        def control(self) -> WindowedTable:
            """The table it happened in."""
            return self.table

    class Sorted(Message):
        """A heading was clicked by which the rows can be put in order."""

        def __init__(self, table: WindowedTable, column: str) -> None:
            super().__init__()
            self.table, self.column = table, column

        @property
        def control(self) -> WindowedTable:
            """The table it happened in."""
            return self.table

    cursor_row: reactive[int] = reactive(0)

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self._shown: tuple[int, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._aside = 0
        self._pages = Pages(self, _Nothing(), self._in_sight, self._came)
        self._opening: int | None = None
        self._order: tuple[str, bool] | None = None

    # What is shown

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._pages.source.count

    @property
    def key(self) -> str | None:
        """The key of the row with the bar; None where there is none, or it has not been read yet."""
        line = self.line(self.cursor_row)
        return None if line is None else line.key

    def line(self, row: int) -> Line | None:
        """A row, as far as it has been read."""
        return self._pages.line(row)

    def show(
        self,
        source: Source,
        first: Sequence[Line] = (),
        *,
        order: tuple[str, bool] | None = None,
        keep_place: bool = False,
    ) -> None:
        """Show another source. `first` are its first rows, at most a page of them, if they have been read already;
        `order` says by which column it is sorted, and whether descending."""
        self._pages.over = True
        self._pages = Pages(self, source, self._in_sight, self._came)
        self._pages.begin_with(first)
        self._opening = None
        self._order = order
        before = self.cursor_row if keep_place else 0
        self._measure()
        self.set_reactive(WindowedTable.cursor_row, max(0, min(before, source.count - 1)))
        if not keep_place:
            self.scroll_to(0, 0, animate=False, force=True)
        self._bring_into_sight()
        self.refresh()
        self._tell()

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self._aside = min(self._aside, furthest(self.columns, width))
        self._shown = visible(self.columns, width, self._aside)
        self._widths = widths([self.columns[place] for place in self._shown], width)
        self.virtual_size = Size(width, self.row_count + 1)

    def on_resize(self) -> None:
        self._measure()
        self._bring_into_sight()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the screen: the headings, then the rows in sight."""
        if y == 0:
            return self._headings()
        row = round(self.scroll_offset.y) + y - 1
        if row >= self.row_count:
            return Strip.blank(self.size.width, self.rich_style)
        line = self.line(row)
        if line is None:
            self._pages.want(row // PAGE)
        name = "cursor" if row == self.cursor_row else "row" if line is not None else "waiting"
        strip = self._strip([_DOTS] if line is None else line.cells)
        return strip.apply_style(self.get_component_rich_style(f"windowed--{name}"))

    def _headings(self) -> Strip:
        """The headings; signs at the end say that there are columns to either side."""
        strip = self._strip([self._heading(column) for column in self.columns])
        more = (_BEFORE if self._aside else " ") + (_AFTER if self._shown[-1:] < (len(self.columns) - 1,) else " ")
        if more.strip():
            width = self.scrollable_content_region.width
            strip = Strip.join([strip.crop(0, width - len(more)), Strip([Segment(more)]), strip.crop(width)])
        return strip.apply_style(self.get_component_rich_style("windowed--header"))

    def _heading(self, column: Column) -> str:
        if self._order is None or self._order[0] != column.code:
            return column.heading
        return column.heading + (_DOWN if self._order[1] else _UP)

    def _strip(self, cells: Sequence[str]) -> Strip:
        """The cells of the columns in sight side by side, each as wide as its column."""
        shown = [
            fitted(cells[place] if place < len(cells) else "", width)
            for place, width in zip(self._shown, self._widths, strict=True)
        ]
        width = self.size.width
        return Strip([Segment("".join(shown))]).adjust_cell_length(width)

    # Reading

    def _came(self, page: int) -> None:
        self.refresh()
        if self.cursor_row // PAGE == page:
            self._tell()
        if self._opening is not None and self.line(self._opening) is not None:
            self.action_open()

    def _in_sight(self) -> range:
        """The pages of the rows in sight and of those near them."""
        top = round(self.scroll_offset.y)
        last = min(top + self.size.height + _NEAR, self.row_count - 1)
        return range(max(top - _NEAR, 0) // PAGE, max(last, 0) // PAGE + 1)

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        if round(old) != round(new):
            self._pages.look_ahead()

    # The bar

    def validate_cursor_row(self, row: int) -> int:
        return max(0, min(row, self.row_count - 1))

    def watch_cursor_row(self, old: int, new: int) -> None:
        if old == new:
            return
        self._opening = None
        self._bring_into_sight()
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        if self.row_count:
            self.post_message(self.Highlighted(self, self.cursor_row, self.key))

    def _bring_into_sight(self) -> None:
        top, height = round(self.scroll_offset.y), max(self.scrollable_content_region.height - 1, 1)
        wanted = min(max(top, self.cursor_row - height + 1), self.cursor_row)
        if wanted != top:
            self.scroll_to(None, wanted, animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """Move the bar by some rows."""
        self.cursor_row += rows

    def action_leaf(self, pages: int) -> None:
        """Move the bar by as many rows as are in sight."""
        self.cursor_row += pages * max(self.scrollable_content_region.height - 2, 1)

    def action_jump(self, row: int) -> None:
        """Move the bar to the first row, or (-1) to the last."""
        self.cursor_row = row if row >= 0 else self.row_count - 1

    def action_aside(self, columns: int) -> None:
        """Go on to the columns to the right, or back to those to the left, where they do not all fit."""
        self._aside = max(self._aside + columns, 0)
        self._measure()
        self.refresh()

    def action_open(self) -> None:
        """Open the row with the bar; one that has not been read yet, as soon as it has."""
        if not self.row_count:
            return
        key = self.key
        self._opening = self.cursor_row if key is None else None
        if key is not None:
            self.post_message(self.Opened(self, key))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        place = event.get_content_offset(self)
        if place is None:
            return
        if place.y == 0:
            self._sort_by(place.x)
            return
        row = round(self.scroll_offset.y) + place.y - 1
        if row >= self.row_count:
            return
        if row == self.cursor_row:
            self.action_open()
        else:
            self.cursor_row = row

    def _sort_by(self, x: int) -> None:
        for place, width in zip(self._shown, self._widths, strict=True):
            if x < width:
                column = self.columns[place]
                if column.sorts:
                    self.post_message(self.Sorted(self, column.code))
                return
            x -= width
