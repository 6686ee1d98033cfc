"""Data on its way out: as JSON with stable keys, or as aligned columns for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from geleit.display import safe
from geleit.files.json_out import json_text

_CELL = 80


def as_json(value: Any) -> str:
    """Indented JSON. What a terminal would act on is written as an escape, so nothing is lost and nothing happens."""
    return json_text(plain(value))


def plain(value: Any) -> Any:
    """Values of JSON: codes of enumerations, ISO days, lists; what else there is, as text."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return _record(value)


def _record(value: Any) -> Any:
    """The fields of a record, and whatever is none as text."""
    import attrs

    if not attrs.has(type(value)):
        return str(value)
    return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines of aligned columns, each cell harmless; what does not fit ends in an ellipsis."""
    cells = [[safe(cell, _CELL) for cell in row] for row in rows]
    if not cells:
        return []
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _width(text: str) -> int:
    """Columns of a terminal: two for a wide East Asian character, none for an accent."""
    shown = (character for character in text if not unicodedata.combining(character))
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)
