"""What must have happened, and what has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from geleit.model.partnerships import Side
from geleit.progress.clock import due_day
from geleit.progress.history import History
from geleit.questions.sessions import Milestone, SessionPolicy, Who

SIDES: Mapping[Who, tuple[Side, ...]] = {
    Who.BOTH: (Side.MENTEE, Side.MENTOR),
    Who.MENTEE: (Side.MENTEE,),
    Who.MENTOR: (Side.MENTOR,),
    Who.ORGANISATION: (Side.ORGANISATION,),
}
"""The sides a milestone or a certificate concerns."""

AGREEMENT = "agreement"
"""The milestone that the signed agreement fulfils by itself."""


@attrs.frozen(kw_only=True)
class MilestoneState:
    """How far a milestone is.

    `due_on` is None while the day it is counted from is open. `done_times` of `times`: where both sides are
    concerned, the times that both have. `done_on` is the day the last of them fell on, None until then. `late`: done
    after its day, or not done although the day has passed; what is merely offered is never late. `missing` are the
    sides that still lack it. `held`: how many events of the round were held for it.
    """

    code: str
    due_on: date | None
    done_times: int
    times: int
    done_on: date | None
    late: bool
    compulsory: bool
    missing: tuple[Side, ...]
    held: int


def milestone_states(
    policy: SessionPolicy, history: History, *, start: date | None, end: date | None, on: date
) -> tuple[MilestoneState, ...]:
    """Every milestone of the policy, in its order.

    An event fulfils its milestone for all who were present, so the two sides may do so at different events. What was
    noted without a side holds for all. A note on a day on which the side was at such an event says the same thing
    again and is not counted.
    """
    return tuple(_state(milestone, history, start, end, on) for milestone in policy.milestones)


def _state(milestone: Milestone, history: History, start: date | None, end: date | None, on: date) -> MilestoneState:
    due_on = due_day(milestone.due, start, end)
    days = {side: _days(milestone.code, side, history) for side in SIDES[milestone.who]}
    missing = tuple(side for side, done in days.items() if len(done) < milestone.times)
    done_on = None if missing else max(done[milestone.times - 1] for done in days.values())
    reference = done_on or on
    return MilestoneState(
        code=milestone.code,
        due_on=due_on,
        done_times=min(len(done) for done in days.values()),
        times=milestone.times,
        done_on=done_on,
        late=milestone.compulsory and due_on is not None and reference > due_on,
        compulsory=milestone.compulsory,
        missing=missing,
        held=sum(each.event.milestone == milestone.code for each in history.events),
    )


def _days(code: str, side: Side, history: History) -> list[date]:
    """The days on which a side did it, in order; the organisation has done what it held."""
    person = {Side.MENTEE: history.partnership.mentee, Side.MENTOR: history.partnership.mentor}.get(side)
    attended = [
        each.event.held_on
        for each in history.events
        if each.event.milestone == code and (person is None or person in each.present)
    ]
    noted = {each.done_on for each in history.done if each.milestone == code and each.side in (None, side)}
    if code == AGREEMENT and history.agreement is not None:
        noted.add(history.agreement.signed_on)
    return sorted([*attended, *(noted - set(attended))])
