"""How a partnership is getting on: expected, met, missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from geleit.progress.certificate import CertificateState, certificate_states
from geleit.progress.clock import planned_end, started_on
from geleit.progress.history import History, as_of, earlier_of_mentee, whole_case
from geleit.progress.milestones import MilestoneState, milestone_states
from geleit.progress.months import MINUTES, Month, Range, Tally, added, cut_months, expected_between, tallies
from geleit.progress.silence import Silence, contacts, longest_gap, silence
from geleit.progress.stretches import paused
from geleit.questions.sessions import Blocked, SessionPolicy


@attrs.frozen(kw_only=True)
class Progress:
    """A partnership on a day.

    `start` and `end` are the first and last planned day, None while open. `expected_least` and `expected_most` are
    the minutes expected so far, the running month cut at the day; `planned_least` and `planned_most` those of the
    whole length (None without an end, and all four None where meetings are as needed). `met_minutes` are the known
    minutes of `meetings` since the start; `unknown_length` meetings have none. What happened before the start stands
    apart and is in no sum. `longest_gap` is in days without the paused ones, from the start to the day or the end;
    None before the start. `gap_noticed`: it is longer than the policy's interval allows. `last_meeting` is the last
    day of a month (or the day itself) where only a statement tells of meetings. `mentee_minutes` are the mentee's
    minutes in this and all earlier partnerships. `boundary_notes` counts tasks that were not the mentor's.
    """

    start: date | None
    end: date | None
    months: tuple[Month, ...]
    expected_least: int | None
    expected_most: int | None
    planned_least: int | None
    planned_most: int | None
    met_minutes: int
    meetings: int
    unknown_length: int
    before_start_minutes: int
    before_start_meetings: int
    longest_gap: int | None
    gap_noticed: bool
    last_meeting: date | None
    boundary_notes: int
    milestones: tuple[MilestoneState, ...]
    certificates: tuple[CertificateState, ...]
    mentee_minutes: int
    silence: Silence

    @property
    def missing_minutes(self) -> int | None:
        """How many minutes the known ones lack to the least expected so far; None where meetings are as needed."""
        return None if self.expected_least is None else max(0, self.expected_least - self.met_minutes)

    @property
    def hours_of_mentee(self) -> float:
        """The mentee's hours in this and all earlier partnerships."""
        return self.mentee_minutes / MINUTES


def progress(policy: SessionPolicy, history: History, *, on: date) -> Progress:
    """How a partnership is getting on, by what had happened up to a day; the order of the records never matters.

    A carried case is seen whole, with what earlier rounds recorded about it. Tasks that were not the mentor's, and
    events, are in no sum of hours.
    """
    seen = as_of(whole_case(history), on)
    start, end, ended = started_on(policy, seen), planned_end(policy, seen), seen.partnership.ended
    close = min((day for day in (end, ended) if day is not None), default=None)
    until = min(on, close or on)
    pauses = paused(seen.pauses, on)
    before, by_month = _ledger(policy, seen, on)
    total = added(by_month.values())
    met = contacts(seen, on)
    months: tuple[Month, ...] = ()
    gap = None
    so_far: Range = (None, None) if policy.dose is None else (0, 0)
    planned: Range = (None, None)
    if start is not None and start <= on:
        months = cut_months(policy.dose, by_month, start=start, end=close, on=on, pauses=pauses)
        so_far = expected_between(policy.dose, start, until, pauses)
        gap = longest_gap(met, pauses, start, until)
    if start is not None and end is not None:
        planned = expected_between(policy.dose, start, end, pauses)
    earlier = [_ledger(policy, as_of(each, on), on)[1] for each in earlier_of_mentee(history)]
    return Progress(
        start=start,
        end=end,
        months=months,
        expected_least=so_far[0],
        expected_most=so_far[1],
        planned_least=planned[0],
        planned_most=planned[1],
        met_minutes=total.minutes,
        meetings=total.meetings,
        unknown_length=total.unknown_length,
        before_start_minutes=before.minutes,
        before_start_meetings=before.meetings,
        longest_gap=gap,
        gap_noticed=policy.interval is not None and gap is not None and gap > policy.interval.most,
        last_meeting=max((contact.last for contact in met), default=None),
        boundary_notes=len(seen.boundary_notes),
        milestones=milestone_states(policy, seen, start=start, end=end, on=min(on, ended or on)),
        certificates=certificate_states(policy, by_month, earlier),
        mentee_minutes=total.minutes + sum(tally.minutes for ledger in earlier for tally in ledger.values()),
        silence=silence(policy, seen, on),
    )


@attrs.frozen(kw_only=True)
class Sums:
    """What of a partnership's progress is added up over many: the fields of `Progress` of the same names."""

    met_minutes: int
    meetings: int
    expected_least: int | None
    expected_most: int | None
    boundary_notes: int


def sums(policy: SessionPolicy, history: History, *, on: date) -> Sums:
    """The sums of `progress` alone, for who adds up thousands of partnerships: nothing month by month."""
    seen = as_of(whole_case(history), on)
    start, total = started_on(policy, seen), added(_ledger(policy, seen, on)[1].values())
    least, most = (None, None) if policy.dose is None else (0, 0)
    if start is not None and start <= on:
        until = min(day for day in (on, planned_end(policy, seen), seen.partnership.ended) if day is not None)
        least, most = expected_between(policy.dose, start, until, paused(seen.pauses, on))
    return Sums(
        met_minutes=total.minutes,
        meetings=total.meetings,
        expected_least=least,
        expected_most=most,
        boundary_notes=len(seen.boundary_notes),
    )


def _ledger(policy: SessionPolicy, seen: History, on: date) -> tuple[Tally, Mapping[date, Tally]]:
    """What happened before the start and by month since; nothing is since a start that lies ahead."""
    start = started_on(policy, seen)
    return tallies(seen, start if start is not None and start <= on else None)


def blocked_among(policy: SessionPolicy, topics: tuple[str, ...]) -> tuple[Blocked, ...]:
    """Which of a session's topics are not the mentor's task, in the policy's order.

    Each is a boundary note with its referral (`referral.<code>`) and none is part of a session.
    """
    return tuple(each for each in policy.blocked if each.code in topics)
