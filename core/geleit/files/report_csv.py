"""A report as CSV for a German spreadsheet: semicolons, decimal commas in German, CRLF."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.figures import Cell, Kind, ReportResult, TableResult
from geleit.files.csv_out import csv_text
from geleit.files.report_words import ReportWords
from geleit.labels import Labels, number


def report_csv(result: ReportResult, labels: Labels, language: str, organisation: str) -> str:
    """The report's tables one under the other, then what each figure counts.

    A share takes columns of its own for part, whole and people not reached, so that all cells but the hidden ones are
    bare numbers (shares between 0 and 1, sums in the unit of the definition). Texts that a spreadsheet would run are
    neutralised.
    """
    words = ReportWords(labels, language)
    rows: list[list[str]] = [[words.text(result.label)]]
    rows += ([line] for line in words.head(result, organisation))
    if result.note is not None:
        rows.append([words.text(result.note)])
    for table in result.tables:
        rows += [[], [words.text(table.label)], *_rows(table, words)]
        legend = words.legend(table)
        rows += [[legend]] if legend else []
    rows += [[], [words.text("output.definitions")]]
    rows += ([name, meaning] for name, meaning in words.definitions(result).values())
    return csv_text(rows)


def _rows(table: TableResult, words: ReportWords) -> Iterator[list[str]]:
    shapes = [_parts([row.cells[place] for row in table.rows]) for place in range(len(table.total.cells))]
    headings = [words.by(table)]
    for cell, parts in zip(table.total.cells, shapes, strict=True):
        name = words.text(cell.label)
        unit = words.text(f"output.unit.{cell.unit.value}")
        headings.append(f"{name} ({unit})" if unit else name)
        headings += [f"{name}: {words.text(f'output.column.{part}')}" for part in parts]
    yield headings
    for row in table.rows:
        line = [words.row(row)]
        for cell, parts in zip(row.cells, shapes, strict=True):
            line.append(words.hidden(cell, table) or _bare(cell.value, words, 4 if cell.kind is Kind.SHARE else None))
            line += ["" if cell.hidden else _bare(getattr(cell, part), words) for part in parts]
        yield line


def _parts(cells: list[Cell]) -> list[str]:
    """The numbers of a column that need columns of their own."""
    parts = ["numerator", "denominator"] if cells[0].kind is Kind.SHARE else []
    parts += ["not_reached"] if any(cell.not_reached is not None for cell in cells) else []
    return [*parts, *(["unknown"] if any(cell.unknown for cell in cells) else [])]


def _bare(value: float | None, words: ReportWords, decimals: int | None = None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else number(value, words.language, decimals)
