"""Which backups are kept and which are in the way: pure of files and of the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo

import attrs


@attrs.frozen(kw_only=True)
class Rotation:
    """Of how many days, weeks and months with backups the newest one is kept, and for how many days at the longest.

    Of the newest day every one is kept: whoever backs up again after a mistake has not lost the one before it.
    An erasure is complete when the last backup from before it is gone: after `longest_days`.
    """

    daily: int = 7
    weekly: int = 4
    monthly: int = 12
    longest_days: int = 90


def kept(made: Iterable[datetime], rule: Rotation, now: datetime, zone: tzinfo) -> frozenset[datetime]:
    """The moments of those backups that are kept; the newest one always is, however old.

    All moments are aware; days, ISO weeks and months are those of `zone`. What one call leaves out no later call
    would have kept, so that rotating every day keeps the same as rotating once.
    """
    newest_first = sorted(set(made), reverse=True)
    if not newest_first:
        return frozenset()
    newest_day = newest_first[0].astimezone(zone).date()
    found = {moment for moment in newest_first if moment.astimezone(zone).date() == newest_day}
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (rule.daily, lambda at: at.date()),
        (rule.weekly, lambda at: at.isocalendar()[:2]),
        (rule.monthly, lambda at: (at.year, at.month)),
    )
    for most, period in periods:
        first: dict[object, datetime] = {}
        for moment in newest_first:
            first.setdefault(period(moment.astimezone(zone)), moment)
        found.update([*first.values()][:most])
    oldest = now - timedelta(days=rule.longest_days)
    return frozenset(moment for moment in found if moment >= oldest or moment == newest_first[0])
