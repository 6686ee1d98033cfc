"""What a value that can be read may still not be: a birth in the future, a person of 150, a year mistyped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from geleit.labels import Sentence, say

OLDEST = 120
"""The age from which on a birth date is taken for a mistake, in years."""

_EARLIEST = 1900
_YEARS_AHEAD = 100


def implausible(values: Mapping[str, Any], today: date) -> Iterator[tuple[str, Sentence]]:
    """The names of values of a row that cannot be true, with what was expected."""
    for name, value in values.items():
        if isinstance(value, date) and not isinstance(value, datetime):
            if name == "birth_date":
                if value > today:
                    yield name, say("intake.born_in_future")
                elif value.year < today.year - OLDEST:
                    yield name, say("intake.too_old", most=OLDEST)
            elif not _EARLIEST <= value.year <= today.year + _YEARS_AHEAD:
                yield name, say("intake.year", first=_EARLIEST, last=today.year + _YEARS_AHEAD)
        elif name == "birth_year" and isinstance(value, int):
            if value > today.year:
                yield name, say("intake.born_in_future")
            elif value < today.year - OLDEST:
                yield name, say("intake.too_old", most=OLDEST)
