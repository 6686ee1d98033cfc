"""Month by month: what was expected, and what was logged or stated, never both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import attrs

from geleit.model.sessions import Session, Statement
from geleit.progress.calendar_months import first_of_month, last_of_month, months_between
from geleit.progress.history import History
from geleit.progress.stretches import Stretch, active_days
from geleit.questions.sessions import Dose, Per

MINUTES = 60
DAYS_A_WEEK = 7
Range = tuple[int, int] | tuple[None, None]
"""Minutes at least and at most; None and None where meetings are as needed."""


class MonthSource(StrEnum):
    """Whence a month's meetings and minutes are known."""

    SESSIONS = "sessions"
    STATEMENT = "statement"
    NONE = "none"


@attrs.frozen(kw_only=True)
class Tally:
    """What is known to have happened in a month.

    `minutes` are the known ones, `unknown_length` is the number of meetings whose length nobody noted.
    `sessions_only_shown`: sessions that do not count because a statement speaks for the month.
    """

    minutes: int = 0
    meetings: int = 0
    unknown_length: int = 0
    source: MonthSource = MonthSource.NONE
    sessions_only_shown: int = 0


@attrs.frozen(kw_only=True)
class Month:
    """A month of a partnership, cut at its start and end.

    `first` to `last` are the month's days within the partnership, `days` how many of them are neither paused nor past
    the end. `expected_least` and `expected_most` are minutes for these days, None where meetings are as needed.
    `met_minutes` are the known minutes of `meetings`; `unknown_length` of them have no known length.
    """

    first: date
    last: date
    days: int
    expected_least: int | None
    expected_most: int | None
    met_minutes: int
    meetings: int
    source: MonthSource
    sessions_only_shown: int
    unknown_length: int

    @property
    def month(self) -> date:
        """The first day of the month in the calendar."""
        return first_of_month(self.first)


def tallies(history: History, start: date | None) -> tuple[Tally, Mapping[date, Tally]]:
    """What happened before the start, and by month (its first day) since.

    In a month with a statement the statement counts and all its sessions are only shown, so a session is never
    counted twice; with several statements it is the one that is no estimate, then the one with the highest id. In
    the month of the start a statement counts as a whole, a session from the start on.
    """
    sessions: dict[date, list[Session]] = {}
    for session in history.sessions:
        sessions.setdefault(first_of_month(session.held_on), []).append(session)
    statements: dict[date, Statement] = {}
    for statement in sorted(history.statements, key=lambda each: (not each.estimated, each.id)):
        statements[first_of_month(statement.month)] = statement
    before: list[Tally] = []
    since: dict[date, Tally] = {}
    for month in sorted({*sessions, *statements}):
        logged = sessions.get(month, [])
        if month in statements:
            counted = _stated(statements[month], len(logged))
            if start is None or last_of_month(month) < start:
                before.append(counted)
            else:
                since[month] = counted
            continue
        early = [each for each in logged if start is None or each.held_on < start]
        if early:
            before.append(_logged(early))
        if len(early) < len(logged):
            since[month] = _logged([each for each in logged if each not in early])
    return added(before), since


def added(parts: Iterable[Tally]) -> Tally:
    """Several tallies in one; its source says nothing."""
    each = tuple(parts)
    return Tally(
        minutes=sum(part.minutes for part in each),
        meetings=sum(part.meetings for part in each),
        unknown_length=sum(part.unknown_length for part in each),
        sessions_only_shown=sum(part.sessions_only_shown for part in each),
    )


def _logged(sessions: list[Session]) -> Tally:
    return Tally(
        minutes=sum(session.minutes or 0 for session in sessions),
        meetings=len(sessions),
        unknown_length=sum(session.minutes is None for session in sessions),
        source=MonthSource.SESSIONS,
    )


def _stated(statement: Statement, sessions: int) -> Tally:
    """Hours without a number of meetings are at least one meeting."""
    meetings = statement.meetings if statement.meetings is not None else int(bool(statement.minutes))
    return Tally(
        minutes=statement.minutes or 0,
        meetings=meetings,
        unknown_length=max(meetings, statement.meetings is None) if statement.minutes is None else 0,
        source=MonthSource.STATEMENT,
        sessions_only_shown=sessions,
    )


def expected_minutes(dose: Dose | None, days: int, month: date) -> Range:
    """The minutes a dose expects in some days of a month, at least and at most; None where there is no dose.

    A dose per week is `days` / 7 doses, a dose per month the days' share of the month.
    """
    if dose is None:
        return None, None
    whole = DAYS_A_WEEK if dose.per is Per.WEEK else last_of_month(month).day
    return round(dose.least * MINUTES * days / whole), round(dose.most * MINUTES * days / whole)


def expected_between(dose: Dose | None, first: date, last: date, pauses: tuple[Stretch, ...]) -> Range:
    """The minutes expected from a day to a day, at least and at most: the sum over the months, each rounded."""
    if dose is None:
        return None, None
    least = most = 0
    for month in months_between(first, last):
        days = active_days(pauses, max(first, month), min(last, last_of_month(month)))
        low, high = expected_minutes(dose, days, month)
        least, most = least + (low or 0), most + (high or 0)
    return least, most


def silent_months(
    history: History, *, start: date, end: date | None, on: date, pauses: tuple[Stretch, ...]
) -> tuple[Stretch, ...]:
    """The months, cut at the start and the end, of which neither a meeting nor a statement tells, up to the one that
    contains `on`; one that the cuts or a pause halve, or worse, is left out.

    They are the months of `cut_months` without a source.
    """
    known = {first_of_month(session.held_on) for session in history.sessions if session.held_on >= start}
    known |= {first_of_month(statement.month) for statement in history.statements}
    found = []
    for month in months_between(start, min(on, end or on)):
        whole = last_of_month(month)
        if month not in known:
            cut = Stretch(max(month, start), min(whole, end or whole))
            if active_days(pauses, *cut) * 2 >= whole.day:
                found.append(cut)
    return tuple(found)


def cut_months(
    dose: Dose | None,
    by_month: Mapping[date, Tally],
    *,
    start: date,
    end: date | None,
    on: date,
    pauses: tuple[Stretch, ...],
) -> tuple[Month, ...]:
    """The months from the start to the one that contains `on`, the end, or the last meeting after the end.

    The first and the last are cut at `start` and `end`; a month after the end expects nothing.
    """
    last_listed = max((min(on, end or on), *by_month))
    months = []
    for month in months_between(start, last_listed):
        first, last = max(month, start), min(last_of_month(month), end or last_of_month(month))
        days = active_days(pauses, first, last)
        least, most = expected_minutes(dose, days, month)
        tally = by_month.get(month, Tally())
        months.append(
            Month(
                first=first,
                last=max(first, last) if month <= (end or month) else last_of_month(month),
                days=days,
                expected_least=least,
                expected_most=most,
                met_minutes=tally.minutes,
                meetings=tally.meetings,
                source=tally.source,
                sessions_only_shown=tally.sessions_only_shown,
                unknown_length=tally.unknown_length,
            )
        )
    return tuple(months)
