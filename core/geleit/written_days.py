"""Days as people write them: heute, gestern, 5.3., 5.3.2026, 2026-03-05, +14."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geleit.errors import UsageError
from geleit.labels import say

_WORDS = {
    "heute": 0,
    "today": 0,
    "gestern": -1,
    "yesterday": -1,
    "vorgestern": -2,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
}
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_STEPS = re.compile(r"([+-])(\d{1,4})")
_YEARS = 8
"""A 29 February comes back within so many years."""


def read_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The day that is meant. Without a year it is the last such day, or with `ahead` the next one; today is both.

    Raises UsageError with the forms that are understood.
    """
    written = text.strip().casefold()
    if written in _WORDS:
        return today + timedelta(days=_WORDS[written])
    if steps := _STEPS.fullmatch(written):
        return today + timedelta(days=int(steps[1] + steps[2]))
    found = _ISO.fullmatch(written)
    if found:
        return _real(text, int(found[1]), int(found[2]), int(found[3]))
    found = _GERMAN.fullmatch(written)
    if not found:
        raise UsageError(say("expected.day", found=text))
    day, month = int(found[1]), int(found[2])
    if found[3]:
        return _real(text, int(found[3]), month, day)
    step = 1 if ahead else -1
    for year in range(today.year, today.year + step * (_YEARS + 1), step):
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if meant >= today if ahead else meant <= today:
            return meant
    raise UsageError(say("expected.day", found=text))


def _real(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UsageError(say("expected.day", found=text)) from error
