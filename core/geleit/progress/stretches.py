"""Stretches of days, and what a pause takes out of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from geleit.model.partnerships import Pause
from geleit.progress.calendar_months import ONE_DAY


class Stretch(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


def paused(pauses: Iterable[Pause], on: date) -> tuple[Stretch, ...]:
    """The paused days in order, none twice, as far as is known on a day.

    The day a pause ended on is the first that counts again. A pause that lasts is expected to last until the day it
    was announced for, and at least until `on`.
    """
    merged: list[Stretch] = []
    for pause in sorted(pauses, key=lambda each: (each.began_on, each.id)):
        last = max(on, pause.expected_until or on) if pause.ended_on is None else pause.ended_on - ONE_DAY
        if last < pause.began_on:
            continue
        if merged and pause.began_on <= merged[-1].last + ONE_DAY:
            merged[-1] = Stretch(merged[-1].first, max(merged[-1].last, last))
        else:
            merged.append(Stretch(pause.began_on, last))
    return tuple(merged)


def active_days(pauses: Iterable[Stretch], first: date, last: date) -> int:
    """How many of the days from `first` to `last` are not paused; 0 where `last` comes before `first`."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    return days - sum(max(0, (min(p.last, last) - max(p.first, first)).days + 1) for p in pauses)


def days_after(pauses: Iterable[Stretch], day: date, days: int) -> date:
    """The day by which so many days that were not paused have passed since `day`."""
    breaks = tuple(pauses)
    reached = day + timedelta(days=days)
    while (lacking := days - active_days(breaks, day + ONE_DAY, reached)) > 0:
        reached += timedelta(days=lacking)
    return reached
