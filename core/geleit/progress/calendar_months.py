"""Months of the calendar and lengths counted in months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)


def first_of_month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


@lru_cache(maxsize=4096)
def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier); the month's last day where it has no such day.

    Rule: § 188 (2), (3) BGB; § 902 (2) ABGB.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(start: date, months: int) -> date:
    """The last day of a stretch of months that begins with `start`: the day before the same day.

    Where the last month has no such day, its last day (§ 187 (2), § 188 (2), (3) BGB): six months from 31 August end
    with February.
    """
    later = add_months(start, months)
    return later - ONE_DAY if later.day == start.day else later


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of the months from `first` to `last`, both included."""
    month = first_of_month(first)
    while month <= last:
        yield month
        month = add_months(month, 1)
