"""Days as people write them at the command line: heute, gestern, 5.3., 5.3.2026, 2026-03-05."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import click

from geleit.errors import UsageError
from geleit.labels import say

_WORDS = {"heute": 0, "today": 0, "gestern": -1, "yesterday": -1, "morgen": 1, "tomorrow": 1}
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEARS = 8
"""A 29 February comes back within so many years."""


def read_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The day that is meant. Without a year it is the last such day, or with `ahead` the next one; today is both.

    Raises UsageError with the forms that are understood.
    """
    written = text.strip().casefold()
    if written in _WORDS:
        return today + timedelta(days=_WORDS[written])
    found = _ISO.fullmatch(written)
    if found:
        return _real(text, int(found[1]), int(found[2]), int(found[3]))
    found = _GERMAN.fullmatch(written)
    if not found:
        raise UsageError(say("cli.said.bad_day", found=text))
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
    raise UsageError(say("cli.said.bad_day", found=text))


def _real(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UsageError(say("cli.said.bad_day", found=text)) from error


class WrittenDay(click.ParamType[Any]):
    """A day as people write it; it is read once the programme is open and knows which day today is."""

    name = "day"

    def __init__(self, *, ahead: bool = False) -> None:
        self.ahead = ahead

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return param.human_readable_name.upper() if isinstance(param, click.Argument) else "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value


DAY = WrittenDay()
DAY_AHEAD = WrittenDay(ahead=True)
