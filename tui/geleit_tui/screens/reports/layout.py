"""A report as lines of text: tables where they fit, and a bar for every number that has one."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from geleit.programme.reporting.pages import PageTable, ReportPage
from geleit_tui.showing import lines, plain

_BAR = "█"
_PARTS = " ▏▎▍▌▋▊▉"
_LONGEST_BAR = 30
_LONGEST_NAME = 32
_SHORTEST_NAME = 20
_HEADING = 18
_GAP = "  "


def laid_out(page: ReportPage, width: int, *, definitions: bool) -> Content:
    """The whole report for a terminal of so many columns."""
    pieces: list[Content] = []
    for table in page.tables:
        pieces += [plain(table.title, "bold $text-accent"), *_table(table, width)]
        if table.legend:
            pieces.append(lines(table.legend, "$text-muted"))
        pieces.append(Content(""))
    if definitions:
        pieces.append(plain(page.definitions_title, "bold"))
        pieces += [lines(f"[{number}] {name}: {meaning}") for number, name, meaning in page.definitions]
    elif pieces:
        pieces.pop()
    return Content("\n").join(pieces)


def bar(part: float, width: int) -> str:
    """A bar of a length between nothing and `width` columns, to an eighth of a column."""
    eighths = round(min(max(part, 0.0), 1.0) * width * 8)
    full, rest = divmod(eighths, 8)
    drawn = _BAR * full + (_PARTS[rest] if rest else "")
    return drawn or ("▏" if part > 0 else "")


def _table(table: PageTable, width: int) -> Iterator[Content]:
    if not table.broken_down:
        named = [(_heading(column), row.text) for column, row in zip(table.columns, table.rows[0].cells, strict=True)]
        longest = max((cell_len(name) for name, _ in named), default=0)
        for name, text in named:
            blank = " " * (longest - cell_len(name) + 2)
            yield lines(f"{name}{blank}{text}") if longest + 2 + cell_len(text) <= width else lines(f"{name}: {text}")
        return
    headings = [textwrap.wrap(_heading(column), _HEADING) for column in table.columns]
    texts = [[row.cells[place].text for row in table.rows] for place in range(len(headings))]
    widths = [max(map(cell_len, (*heading, *column))) for heading, column in zip(headings, texts, strict=True)]
    longest = max(cell_len(one) for one in (table.by, *(row.name for row in table.rows)))
    room = min(longest, width - sum(widths) - len(_GAP) * len(widths))
    if room >= min(longest, _SHORTEST_NAME):
        yield from _columns(table, headings, [room, *widths])
        yield from _charts(table, width)
    else:
        yield from _blocks(table, width)


def _columns(table: PageTable, headings: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[Content]:
    """Rows below one another, the first column to the left, numbers to the right; long names take several lines."""
    height = max(map(len, headings))
    for place in range(height):
        first = table.by if place == height - 1 else ""
        above = [[""] * (height - len(heading)) + [*heading] for heading in headings]
        yield _line([first, *(heading[place] for heading in above)], widths, "bold")
    for row in table.rows:
        first, *more = textwrap.wrap(row.name, widths[0]) or [""]
        style = "bold" if row.total else ""
        yield _line([first, *(cell.text for cell in row.cells)], widths, style)
        yield from (plain(one, style) for one in more)


def _line(cells: Sequence[str], widths: Sequence[int], style: str) -> Content:
    first, *others = cells
    laid = [first + " " * (widths[0] - cell_len(first))]
    laid += [" " * (width - cell_len(text)) + text for text, width in zip(others, widths[1:], strict=True)]
    return plain(_GAP.join(laid), style, limit=1000)


def _charts(table: PageTable, width: int) -> Iterator[Content]:
    """For every figure with bars: its name, then each row with its bar and the number beside it."""
    names = [_cut(row.name) for row in table.rows]
    longest = max(map(cell_len, names), default=0)
    for place, column in enumerate(table.columns):
        cells = [(name, row.cells[place]) for name, row in zip(names, table.rows, strict=True) if not row.total]
        if not any(cell.bar for _, cell in cells):
            continue
        number = max(cell_len(cell.amount) for _, cell in cells)
        room = min(_LONGEST_BAR, width - longest - number - 2 * len(_GAP))
        if room < len(_PARTS):
            continue
        yield Content("")
        yield plain(_heading(column), "$text-muted")
        for name, cell in cells:
            blank = " " * (longest - cell_len(name))
            drawn = bar(cell.bar or 0, room)
            yield Content.assemble(
                plain(f"{name}{blank}{_GAP}{' ' * (number - cell_len(cell.amount))}{cell.amount}{_GAP}"),
                plain(drawn, "$text-accent"),
            )


def _blocks(table: PageTable, width: int) -> Iterator[Content]:
    """A table too wide for the screen: every row for itself, a figure a line, with its bar at the end."""
    headings = [_heading(column) for column in table.columns]
    for row in table.rows:
        yield plain(f"{table.by}: {row.name}" if not row.total else row.name, "bold", limit=1000)
        for name, cell in zip(headings, row.cells, strict=True):
            text = f"  {name}: {cell.text}"
            room = min(_LONGEST_BAR // 2, width - cell_len(text) - len(_GAP))
            drawn = bar(cell.bar, room) if cell.bar and room > 1 else ""
            yield Content.assemble(lines(text), plain(_GAP + drawn if drawn else "", "$text-accent"))


def _heading(column: tuple[str, int]) -> str:
    name, number = column
    return f"{name} [{number}]"


def _cut(name: str) -> str:
    return name if cell_len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
