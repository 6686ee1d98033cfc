"""What a list's cell can say that no field of a record does: a month, a paper that was seen, a code of the region."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import attrs

from geleit.fields import Kind, Reading, Unreadable
from geleit.fields.kinds import BoolKind, DateKind
from geleit.files.heading_keys import heading_keys
from geleit.labels import Listed, say

_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_WRITTEN_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")


@attrs.frozen
class MonthKind(Kind):
    """A month, as its first day: 2026-03, 03.2026, 03/2026, or any day in it."""

    widget: ClassVar[str] = "date"

    def stored(self, value: Any) -> str:
        return DateKind().stored(value)

    def restored(self, raw: Any) -> date:
        return date.fromisoformat(raw)

    def read(self, text: str, reading: Reading) -> date:
        if found := _ISO_MONTH.fullmatch(text):
            year, month = int(found[1]), int(found[2])
        elif found := _WRITTEN_MONTH.fullmatch(text):
            month, year = int(found[1]), int(found[2])
        else:
            try:
                return DateKind().read(text, reading).replace(day=1)
            except Unreadable as error:
                raise Unreadable(say("intake.expected_month")) from error
        try:
            return date(year, month, 1)
        except ValueError as error:
            raise Unreadable(say("intake.expected_month")) from error

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return f"{value.month:02}.{value.year:04}" if language == "de" else f"{value.year:04}-{value.month:02}"


@attrs.frozen
class DayOrAnswerKind(Kind):
    """The day on which something was seen or given, or only yes or no where nobody noted the day.

    The value is a date or a bool: True says that it was, on a day that the list does not tell.
    """

    def stored(self, value: Any) -> str | int:
        return DateKind().stored(value) if isinstance(value, date) else BoolKind().stored(value)

    def restored(self, raw: Any) -> date | bool:
        return date.fromisoformat(raw) if isinstance(raw, str) else bool(raw)

    def read(self, text: str, reading: Reading) -> date | bool:
        try:
            return BoolKind().read(text, reading)
        except Unreadable:
            pass
        try:
            return DateKind().read(text, reading)
        except Unreadable as error:
            raise Unreadable(say("intake.expected_day_or_answer")) from error

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        kind: Kind = DateKind() if isinstance(value, date) else BoolKind()
        return kind.shown(value, reading, language)


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes)


@attrs.frozen
class ListedCodeKind(Kind):
    """One of the codes that a region's policy lists (a topic, an outcome's category), read by the code or by its label
    `<prefix>.<code>`."""

    prefix: str
    codes: tuple[str, ...] = attrs.field(converter=_codes)
    widget: ClassVar[str] = "choice"
    array: ClassVar[str] = "code"

    def read(self, text: str, reading: Reading) -> str:
        word = text.casefold()
        exact = next((code for code in self.codes if code.casefold() == word), None)
        if exact is not None:
            return exact
        written = frozenset(heading_keys(text)) - {""}
        for code in self.codes:
            labels = [reading.labels.find(f"{self.prefix}.{code}", language) for language in reading.languages]
            if any(written & frozenset(heading_keys(label)) for label in (code, *labels) if label):
                return code
        if not self.codes:
            raise Unreadable(say("intake.expected_nothing"))
        allowed = Listed([say(f"{self.prefix}.{code}") for code in self.codes], "list.or")
        raise Unreadable(say("expected.choice", allowed=allowed))

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return reading.labels.text(f"{self.prefix}.{value}", language)
