"""A report as text for a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

from geleit.display import safe
from geleit.figures import ReportResult, TableResult
from geleit.files.report_words import ReportWords
from geleit.labels import Labels

_HEADING_WIDTH = 20
_LINE_WIDTH = 100


def report_text(
    result: ReportResult, labels: Labels, language: str, organisation: str, *, definitions: bool = True
) -> str:
    """The report in lines: a figure per line, or a row per line where a table is broken down.

    `definitions` adds what each number counts. Nothing in it can steer a terminal.
    """
    words = ReportWords(labels, language)
    title = safe(words.text(result.label))
    lines = [title, "=" * _width(title), *(safe(line) for line in words.head(result, organisation))]
    if result.note is not None:
        lines += _wrapped(words.text(result.note))
    numbers = {code: place for place, code in enumerate(words.definitions(result), start=1)} if definitions else {}
    for table in result.tables:
        lines += ["", safe(words.text(table.label)), *_table(table, words, numbers)]
        legend = words.legend(table)
        lines += _wrapped(legend) if legend else []
    if definitions:
        lines += ["", safe(words.text("output.definitions"))]
        for code, (name, meaning) in words.definitions(result).items():
            lines += _wrapped(f"[{numbers[code]}] {name}: {meaning}", indent="    ")
    return "\n".join(lines) + "\n"


def _table(table: TableResult, words: ReportWords, numbers: dict[str, int]) -> list[str]:
    def name(place: int) -> str:
        cell = table.total.cells[place]
        return safe(words.text(cell.label)) + (f" [{numbers[cell.code]}]" if numbers else "")

    columns = range(len(table.total.cells))
    if table.by is None:
        return aligned([[name(place), safe(words.cell(table.total.cells[place], table))] for place in columns])
    headings = [safe(words.by(table)), *map(name, columns)]
    wrapped = [textwrap.wrap(heading, _HEADING_WIDTH) or [""] for heading in headings]
    height = max(map(len, wrapped))
    head = [[([""] * (height - len(heading)) + heading)[line] for heading in wrapped] for line in range(height)]
    body = [[safe(words.row(row), 60), *(safe(words.cell(cell, table)) for cell in row.cells)] for row in table.rows]
    lines = aligned([*head, *body])
    rule = "-" * max(map(_width, lines))
    return [*lines[:height], rule, *lines[height:-1], *([rule] if table.broken_down else []), lines[-1]]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, the first column to the left, the others to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [" " * (width - _width(text)) + text for text, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    """Columns of a terminal: two for a wide East Asian character, none for an accent."""
    shown = (character for character in text if not unicodedata.combining(character))
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(safe(text, 2000), _LINE_WIDTH, subsequent_indent=indent) or [""]
