"""The periods that reports are usually about."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from geleit.figures import Period
from geleit.model.rounds import Round
from geleit.progress.calendar_months import add_months, first_of_month, last_of_month


class UsualPeriod(StrEnum):
    """A period by its name; the last month, quarter and year are those that are over."""

    ROUND = "round"
    LAST_MONTH = "last_month"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


_QUARTER = 3


def usual_period(round_: Round[Any], name: UsualPeriod, today: date) -> Period:
    """The days of a period. A round counts from its start to its end or to today, whichever comes first; one that has
    not begun has today only. This year goes up to today."""
    month = first_of_month(today)
    match name:
        case UsualPeriod.ROUND:
            return Period(min(round_.start or today, today), min(round_.end or today, today))
        case UsualPeriod.LAST_MONTH:
            return Period(add_months(month, -1), month - timedelta(days=1))
        case UsualPeriod.LAST_QUARTER:
            quarter = add_months(month, -((month.month - 1) % _QUARTER))
            first = add_months(quarter, -_QUARTER)
            return Period(first, last_of_month(add_months(first, _QUARTER - 1)))
        case UsualPeriod.THIS_YEAR:
            return Period(date(today.year, 1, 1), today)
        case UsualPeriod.LAST_YEAR:
            return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
