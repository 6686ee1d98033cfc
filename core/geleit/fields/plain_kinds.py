"""Texts, yes and no, numbers, days and moments."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, ClassVar

import attrs

from geleit.fields.kind import Kind
from geleit.fields.reading import Reading, Unreadable
from geleit.labels import day, number, say

_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DECIMALS = 10
_TRUE = frozenset({"ja", "yes", "oui", "wahr", "true", "j", "y", "x", "1"})
_FALSE = frozenset({"nein", "no", "non", "nee", "falsch", "false", "n", "0"})


@attrs.frozen
class TextKind(Kind):
    """Any text."""

    def read(self, text: str, reading: Reading) -> str:
        return text


@attrs.frozen
class BoolKind(Kind):
    """Yes or no; unknown is no value at all."""

    sql: ClassVar[str] = "INTEGER"
    widget: ClassVar[str] = "yes_no"
    array: ClassVar[str] = "code"

    def check(self, column: str) -> str:
        return f'"{column}" IN (0, 1)'

    def stored(self, value: Any) -> int:
        return int(value)

    def restored(self, raw: Any) -> bool:
        return bool(raw)

    def read(self, text: str, reading: Reading) -> bool:
        word = text.casefold()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise Unreadable(say("expected.bool"))

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return reading.labels.text("bool.yes" if value else "bool.no", language)


@attrs.frozen
class IntKind(Kind):
    """A whole number."""

    sql: ClassVar[str] = "INTEGER"
    widget: ClassVar[str] = "number"
    array: ClassVar[str] = "number"

    def stored(self, value: Any) -> int:
        return int(value)

    def read(self, text: str, reading: Reading) -> int:
        if not re.fullmatch(r"[+-]?\d{1,15}", text):
            raise Unreadable(say("expected.int"))
        return int(text)


@attrs.frozen
class FloatKind(Kind):
    """A finite number; the decimal mark may be a comma."""

    sql: ClassVar[str] = "REAL"
    widget: ClassVar[str] = "number"
    array: ClassVar[str] = "number"

    def stored(self, value: Any) -> float:
        return float(value)

    def read(self, text: str, reading: Reading) -> float:
        if not re.fullmatch(r"[+-]?\d{1,15}([.,]\d{1,10})?", text):
            raise Unreadable(say("expected.float"))
        return float(text.replace(",", "."))

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        decimals = number(float(value), language, _DECIMALS).rstrip("0").rstrip(".,")
        return decimals if decimals != "-0" else "0"


@attrs.frozen
class DateKind(Kind):
    """A day: dd.mm.yyyy or ISO, nothing else, because 01/02/2026 means two different days."""

    widget: ClassVar[str] = "date"
    array: ClassVar[str] = "number"

    def check(self, column: str) -> str:
        # "+0 days" makes SQLite name the real day; without it, 30 February passes.
        return f'"{column}" IS date("{column}", \'+0 days\')'

    def stored(self, value: Any) -> str:
        return f"{value.year:04}-{value.month:02}-{value.day:02}"

    def restored(self, raw: Any) -> date:
        return date.fromisoformat(raw)

    def read(self, text: str, reading: Reading) -> date:
        if found := _GERMAN_DATE.fullmatch(text):
            dayno, month, year = (int(part) for part in found.groups())
        elif found := _ISO_DATE.fullmatch(text):
            year, month, dayno = (int(part) for part in found.groups())
        else:
            raise Unreadable(say("expected.date"))
        try:
            return date(year, month, dayno)
        except ValueError as error:
            raise Unreadable(say("expected.date_real")) from error

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return day(value, "de") if language == "de" else self.stored(value)


@attrs.frozen
class MomentKind(Kind):
    """A point in time, UTC."""

    def stored(self, value: Any) -> str:
        return str(value.isoformat(timespec="microseconds"))

    def restored(self, raw: Any) -> datetime:
        return datetime.fromisoformat(raw)

    def read(self, text: str, reading: Reading) -> datetime:
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(say("expected.date")) from error
