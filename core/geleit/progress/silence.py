"""When two people last met, how long they did not, and whether that is noticed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from geleit.model.lifecycle import PairState
from geleit.progress.calendar_months import ONE_DAY, first_of_month, last_of_month
from geleit.progress.clock import planned_end, started_on
from geleit.progress.history import History, as_of, whole_case
from geleit.progress.stretches import Stretch, active_days, days_after, paused
from geleit.questions.sessions import Clock, Reminders, SessionPolicy

AWAITED = frozenset({PairState.ACCEPTED, PairState.ACTIVE})
"""The states in which two people are expected to meet."""


class Silence(StrEnum):
    """How long a pair has been silent by the policy's reminders; NONE where nobody expects a meeting."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


def contacts(history: History, on: date) -> tuple[Stretch, ...]:
    """When the two met, in order, up to a day.

    A month whose statement tells of more meetings than were logged one by one counts as met from its first to its
    last day: it is not known when, and nobody is called silent for that.
    """
    days = [session.held_on for session in history.sessions]
    met = [Stretch(day, day) for day in days]
    for statement in history.statements:
        month = first_of_month(statement.month)
        logged = sum(first_of_month(day) == month for day in days)
        told = statement.meetings if statement.meetings is not None else logged + 1
        if (statement.meetings or statement.minutes) and told > logged:
            met.append(Stretch(month, min(last_of_month(month), on)))
    return tuple(sorted(met))


def longest_gap(met: tuple[Stretch, ...], pauses: tuple[Stretch, ...], first: date, last: date) -> int:
    """The most days between two meetings, or between a meeting and the stretch's ends; paused days do not count."""
    reached, longest = first, 0
    for contact in met:
        if contact.last >= first:
            longest = max(longest, active_days(pauses, reached + ONE_DAY, contact.first))
            reached = max(reached, contact.last)
    return max(longest, active_days(pauses, reached + ONE_DAY, last))


def thresholds(policy: SessionPolicy, history: History) -> Reminders:
    """The reminders in force for a partnership's stage.

    A stage with its own `contact_days` replaces the days to the next meeting; where it allows a longer silence than
    the yellow threshold, both thresholds move back by the difference.
    """
    reminders = policy.reminders
    stage = next((each for each in policy.stages if each.code == history.partnership.stage), None)
    if stage is None or stage.contact_days is None:
        return reminders
    later = max(0, stage.contact_days - reminders.yellow)
    return Reminders(
        first_meeting=reminders.first_meeting,
        next_meeting=stage.contact_days,
        yellow=reminders.yellow + later,
        red=reminders.red + later,
    )


def silent_from(
    policy: SessionPolicy, history: History, on: date, met: tuple[Stretch, ...] | None = None
) -> date | None:
    """The day from which days without a meeting are counted: the last meeting, or the start where that came later.

    Where the first meeting starts the clock and has not been: the day the contacts were released, or the decision.
    None while the start is open. `met` are the history's contacts, where the caller has them.
    """
    start = started_on(policy, history)
    if start is None:
        waits = policy.clock is Clock.FIRST_MEETING
        return (history.partnership.contacts_released_on or history.partnership.decided_on) if waits else None
    return max([start, *(contact.last for contact in (contacts(history, on) if met is None else met))])


@attrs.frozen(kw_only=True)
class Quiet:
    """How silent a pair is on a day: the colour; from which day on, and for how many `days` that were not paused; the
    day on which the colour was `reached`; and whether the two have `met` at all. A pair of whom no meeting is expected
    has only the colour NONE."""

    silence: Silence
    since: date | None = None
    days: int = 0
    reached: date | None = None
    met: bool = False


def quiet(policy: SessionPolicy, history: History, *, on: date) -> Quiet:
    """How silent a pair is by what had happened up to a day; a carried case is seen whole."""
    return _quiet(policy, as_of(whole_case(history), on), on)


def silence(policy: SessionPolicy, history: History, on: date) -> Silence:
    """The colour of a pair on a day; paused days do not count, and after the planned end nobody is silent."""
    return _quiet(policy, history, on).silence


def _quiet(policy: SessionPolicy, history: History, on: date) -> Quiet:
    met = contacts(history, on)
    since = silent_from(policy, history, on, met)
    end = planned_end(policy, history)
    over = end is not None and on > end
    if history.partnership.state not in AWAITED or since is None or on < since or over:
        return Quiet(silence=Silence.NONE)
    pauses = paused(history.pauses, on)
    reminders = thresholds(policy, history)
    yellow, red = (days_after(pauses, since, days) for days in (reminders.yellow, reminders.red))
    colour, reached = (
        (Silence.RED, red) if on >= red else (Silence.YELLOW, yellow) if on >= yellow else (Silence.GREEN, None)
    )
    days = active_days(pauses, since + ONE_DAY, on)
    return Quiet(silence=colour, since=since, days=days, reached=reached, met=bool(met))
