"""A report as JSON, with the same keys whatever it contains."""

from __future__ import annotations

from typing import Any

from geleit.figures import Cell, Kind, ReportResult, TableResult
from geleit.files.json_out import json_text
from geleit.files.report_words import ReportWords
from geleit.labels import Labels


def report_json(result: ReportResult, labels: Labels, language: str, organisation: str) -> str:
    """The report as a JSON object, indented."""
    return json_text(report_object(result, labels, language, organisation))


def report_object(result: ReportResult, labels: Labels, language: str, organisation: str) -> dict[str, Any]:
    """The report as plain values.

    Keys: `name`, `title`, `organisation`, `language`, `recipient`, `period` (`first`, `last`, `until`), `note`,
    `frozen_on` (the day on which a closed period's figures were frozen), `erased` (people erased since, who are no
    longer counted), `witness` (of the change history), `tables`. A table: `code`, `title`, `by`, `columns` (`code`, `title`, `definition`, `kind`, `unit`), `rows`
    (`label`, `value`, `total`, `cells`), `note`. A cell: `value`, `numerator`, `denominator`, `not_reached`,
    `unknown`, `hidden`, `shown`; numerator and denominator are set in shares, the denominator of a mean is the number
    of known values; where a number is hidden all of them are null.
    """
    words = ReportWords(labels, language)
    return {
        "name": result.code,
        "title": words.text(result.label),
        "organisation": organisation,
        "language": language,
        "recipient": result.recipient.value,
        "period": {
            "first": result.period.first.isoformat(),
            "last": result.period.last.isoformat(),
            "until": result.until.isoformat() if result.until else None,
        },
        "note": words.text(result.note) if result.note else None,
        "frozen_on": result.frozen_on.isoformat() if result.frozen_on else None,
        "erased": result.erased,
        "witness": result.witness,
        "tables": [_table(table, words) for table in result.tables],
    }


def _table(table: TableResult, words: ReportWords) -> dict[str, Any]:
    return {
        "code": table.code,
        "title": words.text(table.label),
        "by": table.by,
        "columns": [
            {
                "code": cell.code,
                "title": words.text(cell.label),
                "definition": words.text(cell.definition),
                "kind": cell.kind.value,
                "unit": cell.unit.value,
            }
            for cell in table.total.cells
        ],
        "rows": [
            {
                "label": words.row(row),
                "value": row.value if row.value is None or isinstance(row.value, bool | int) else str(row.value),
                "total": row.total,
                "cells": [_cell(cell, table, words) for cell in row.cells],
            }
            for row in table.rows
        ],
        "note": words.legend(table),
    }


def _cell(cell: Cell, table: TableResult, words: ReportWords) -> dict[str, Any]:
    is_share = cell.kind is Kind.SHARE
    return {
        "value": cell.value,
        "numerator": cell.numerator if is_share else None,
        "denominator": cell.denominator if is_share or cell.kind is Kind.MEAN else None,
        "not_reached": cell.not_reached,
        "unknown": None if cell.hidden else cell.unknown,
        "hidden": cell.hidden.value if cell.hidden else None,
        "shown": words.cell(cell, table),
    }
