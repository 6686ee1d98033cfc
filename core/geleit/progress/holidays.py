"""Working days, by the public holidays of a territory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import attrs

from geleit.errors import RegionError
from geleit.labels import say
from geleit.progress.calendar_months import ONE_DAY
from geleit.questions.region import HolidayCalendar
from geleit.vocabulary.territory import Territories

SATURDAY = 5


def working_day(
    day: date,
    calendars: Iterable[HolidayCalendar],
    territory: str | None,
    territories: Territories | None = None,
) -> date:
    """The day itself if people work on it in a territory, else the next such day: Monday to Friday, no public holiday.

    A calendar with territories holds in those and, where `territories` is given, in all that lie within them; one
    without holds everywhere. Of an unknown territory only those that hold everywhere are known.
    Raises RegionError if the `holidays` library does not know a calendar.
    """
    here = [calendar for calendar in calendars if _holds(calendar, territory, territories)]
    while day.weekday() >= SATURDAY or any(day in _days_off(calendar, day.year) for calendar in here):
        day += ONE_DAY
    return day


@attrs.frozen
class WorkingDays:
    """The working days of one territory; without calendars, Monday to Friday."""

    calendars: tuple[HolidayCalendar, ...] = ()
    territory: str | None = None
    territories: Territories | None = None
    _known: dict[date, date] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def next(self, day: date) -> date:
        """The day itself or the next working day. Raises RegionError as `working_day`."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = working_day(day, self.calendars, self.territory, self.territories)
        return known


def _holds(calendar: HolidayCalendar, territory: str | None, territories: Territories | None) -> bool:
    if not calendar.territories:
        return True
    if territory is None:
        return False
    return any(
        territory == place or (territories is not None and territories.within(territory, place))
        for place in calendar.territories
    )


def _days_off(calendar: HolidayCalendar, year: int) -> frozenset[date]:
    try:
        return _public_holidays(calendar.country, calendar.subdivision, calendar.categories, year)
    except (NotImplementedError, ValueError) as error:
        sentence = say(
            "progress.holidays_unknown",
            country=calendar.country,
            subdivision=calendar.subdivision or "–",
            categories=", ".join(calendar.categories),
        )
        raise RegionError(sentence) from error


@lru_cache(maxsize=256)
def _public_holidays(country: str, subdivision: str | None, categories: tuple[str, ...], year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays(country, subdivision, years=year, categories=categories))
