"""A report laid out for reading: every cell in words, with the length of its bar; for a page and for a screen."""

from __future__ import annotations

import attrs

from geleit.display import safe
from geleit.figures import Cell, ReportResult, Row, TableResult
from geleit.files.report_words import ReportWords
from geleit.labels import Labels
from geleit.questions.reports import Recipient


@attrs.frozen(kw_only=True)
class PageCell:
    """One figure: `amount` with its unit or the sign of why there is none, `beside` what belongs to it.

    `bar` is the filled part of its bar, from 0 to 1, and None where there is none to draw. `value` is the bare number.
    """

    amount: str
    beside: str = ""
    bar: float | None = None
    value: float | int | None = None

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.amount} {self.beside}".strip()


@attrs.frozen(kw_only=True)
class PageRow:
    """A row by its name, or the total."""

    name: str
    cells: tuple[PageCell, ...]
    total: bool = False


@attrs.frozen(kw_only=True)
class PageTable:
    """A table; `columns` are the figures' names, each with the number of its definition. One that is not broken down
    has the total only and an empty `by`. `legend` says what the signs of hidden numbers mean."""

    title: str
    by: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[PageRow, ...]
    broken_down: bool
    legend: str | None = None


@attrs.frozen(kw_only=True)
class ReportPage:
    """A report in the reader's language. `head` are the lines over the tables, `definitions` number, name and meaning
    of each figure."""

    title: str
    recipient: Recipient
    head: tuple[str, ...]
    tables: tuple[PageTable, ...]
    definitions: tuple[tuple[int, str, str], ...]
    definitions_title: str
    note: str | None = None

    @property
    def leaves_the_house(self) -> bool:
        """Whether it is made for others than the organisation, so that small numbers are hidden in it."""
        return self.recipient is not Recipient.INTERNAL


def report_page(result: ReportResult, labels: Labels, language: str, organisation: str) -> ReportPage:
    """The report laid out. Names in it are harmless on a terminal, and are no markup."""
    words = ReportWords(labels, language)
    definitions = words.definitions(result)
    numbers = {code: number for number, code in enumerate(definitions, start=1)}
    return ReportPage(
        title=words.text(result.label),
        recipient=result.recipient,
        head=tuple(safe(line) for line in words.head(result, organisation)),
        note=words.text(result.note) if result.note else None,
        tables=tuple(_table(table, words, numbers) for table in result.tables),
        definitions=tuple((numbers[code], name, meaning) for code, (name, meaning) in definitions.items()),
        definitions_title=words.text("output.definitions"),
    )


def _table(table: TableResult, words: ReportWords, numbers: dict[str, int]) -> PageTable:
    cells = table.total.cells
    most = [_most(table, place) for place in range(len(cells))]
    return PageTable(
        title=words.text(table.label),
        by=words.by(table),
        broken_down=table.by is not None,
        columns=tuple((words.text(cell.label), numbers[cell.code]) for cell in cells),
        rows=tuple(_row(row, table, words, most) for row in table.rows),
        legend=words.legend(table),
    )


def _row(row: Row, table: TableResult, words: ReportWords, most: list[float]) -> PageRow:
    return PageRow(
        name=safe(words.row(row)),
        total=row.total,
        cells=tuple(
            PageCell(
                amount=words.hidden(cell, table) or words.amount(cell),
                beside=" ".join(words.beside(cell)),
                bar=None if row.total or not most[place] else max(0.0, (cell.value or 0) / most[place]),
                value=cell.value,
            )
            for place, cell in enumerate(row.cells)
        ),
    )


def _most(table: TableResult, place: int) -> float:
    """The number whose bar is full: everybody in a share, otherwise the largest of the column; 0 for no bars."""
    column: list[Cell] = [row.cells[place] for row in table.broken_down]
    values = [cell.value for cell in column if cell.value is not None]
    if any(cell.hidden for cell in column):
        return 0.0
    largest = float(max(values, default=0))
    return max(1.0, largest) if column and column[0].unit == "share" else largest
