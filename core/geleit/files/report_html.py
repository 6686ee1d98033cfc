"""A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from geleit.display import safe
from geleit.figures import Cell, ReportResult, Row, TableResult
from geleit.files.report_words import ReportWords
from geleit.labels import Labels


def report_html(result: ReportResult, labels: Labels, language: str, organisation: str) -> str:
    """The report as a page that prints well, with bars beside broken-down numbers and definitions as footnotes."""
    import jinja2

    words = ReportWords(labels, language)
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("geleit.files").joinpath("report.html.j2").read_text(encoding="utf-8")
    definitions = words.definitions(result)
    footnotes = {code: number for number, code in enumerate(definitions, start=1)}
    return environment.from_string(source).render(
        language=language,
        title=words.text(result.label),
        head=[safe(line) for line in words.head(result, organisation)],
        note=words.text(result.note) if result.note else None,
        tables=[_table(table, words, footnotes) for table in result.tables],
        definitions=[(footnotes[code], name, meaning) for code, (name, meaning) in definitions.items()],
        definitions_title=words.text("output.definitions"),
    )


def _table(table: TableResult, words: ReportWords, footnotes: dict[str, int]) -> dict[str, Any]:
    cells = table.total.cells
    most = [_most(table, place) for place in range(len(cells))]
    return {
        "title": words.text(table.label),
        "by": words.by(table),
        "broken_down": table.by is not None,
        "columns": [(words.text(cell.label), footnotes[cell.code]) for cell in cells],
        "rows": [_row(row, table, words, most) for row in table.rows],
        "legend": words.legend(table),
    }


def _row(row: Row, table: TableResult, words: ReportWords, most: list[float]) -> dict[str, Any]:
    return {
        "name": safe(words.row(row)),
        "total": row.total,
        "cells": [
            {
                "machine": json.dumps(cell.value) if cell.value is not None else None,
                "amount": words.hidden(cell, table) or words.amount(cell),
                "beside": " ".join(words.beside(cell)),
                "bar": None if row.total or not most[place] else max(0.0, (cell.value or 0) / most[place]),
            }
            for place, cell in enumerate(row.cells)
        ],
    }


def _most(table: TableResult, place: int) -> float:
    """The number whose bar is full: everybody in a share, otherwise the largest of the column; 0 for no bars."""
    column: list[Cell] = [row.cells[place] for row in table.broken_down]
    values = [cell.value for cell in column if cell.value is not None]
    if any(cell.hidden for cell in column):
        return 0.0
    largest = float(max(values, default=0))
    return max(1.0, largest) if column and column[0].unit == "share" else largest
