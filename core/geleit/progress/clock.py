"""When a partnership starts and ends, and when something is due that is counted from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from geleit.progress.calendar_months import add_months, first_of_month, last_day, last_of_month
from geleit.progress.history import History
from geleit.questions.outcomes import Moment, Offset
from geleit.questions.sessions import Clock, Due, From, SessionPolicy


def started_on(policy: SessionPolicy, history: History) -> date | None:
    """The day from which a partnership's time runs; None while it is not known.

    By the policy's clock: the round's start, or the decision where that came later; the first meeting; the day the
    agreement was signed, or that of the decision where the agreement was made with a predecessor. A month that only a statement tells of begins the first meeting's clock with its first day,
    or with the decision if that fell into the month. A carried case keeps the start it had.
    """
    partnership = history.partnership
    if partnership.carried and partnership.started is not None:
        return partnership.started
    match policy.clock:
        case Clock.ROUND:
            return None if history.round_start is None else max(history.round_start, partnership.decided_on)
        case Clock.AGREEMENT:
            if history.agreement is None:
                return None
            signed = history.agreement.signed_on
            return signed if partnership.predecessor is None else max(signed, partnership.decided_on)
        case Clock.FIRST_MEETING:
            days = [session.held_on for session in history.sessions]
            logged = {first_of_month(day) for day in days}
            for statement in history.statements:
                month = first_of_month(statement.month)
                if month not in logged and (statement.meetings or statement.minutes):
                    decided = partnership.decided_on
                    days.append(decided if month <= decided <= last_of_month(month) else month)
            return min(days, default=None)


def ends_on(policy: SessionPolicy, start: date | None) -> date | None:
    """The last day of the policy's length: the day before the same day, so many months later.

    None where the policy names no end or the start is open.
    """
    if policy.months is None or start is None:
        return None
    return last_day(start, policy.months)


def planned_end(policy: SessionPolicy, history: History) -> date | None:
    """The last planned day of a partnership.

    Where the round is the clock, the pair ends with its round even if it came late to it.
    """
    start = started_on(policy, history)
    end = ends_on(policy, start)
    if end is None or start is None:
        return None
    close = history.round_end
    shared = policy.clock is Clock.ROUND and not history.partnership.carried
    return min(end, close) if shared and close is not None and close >= start else end


def due_day(due: Due, start: date | None, end: date | None) -> date | None:
    """The day something is due: months and then days after the start, or before the end; None while that is open."""
    if due.counted_from is From.START:
        return None if start is None else add_months(start, due.months) + timedelta(days=due.days)
    return None if end is None else add_months(end, -due.months) - timedelta(days=due.days)


def follow_up_dates(
    offsets: Iterable[Offset], *, exit_on: date | None, job_started_on: date | None, started: date | None = None
) -> tuple[tuple[str, date], ...]:
    """When a person is to be asked again: (offset's code, day), in the order of the offsets.

    Months of the calendar, then days, after the exit, the start of the job or the start of the partnership. An
    offset counted from a day that is not known yet is left out.
    """
    moments = {Moment.EXIT: exit_on, Moment.JOB_START: job_started_on, Moment.START: started}
    return tuple(
        (offset.code, add_months(day, offset.months) + timedelta(days=offset.days))
        for offset in offsets
        if (day := moments[offset.counted_from]) is not None
    )
