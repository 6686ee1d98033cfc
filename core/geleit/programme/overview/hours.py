"""What the partnerships of a round have put in, beside what is expected of them so far."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.sessions import LOGGABLE
from geleit.programme.staff.permits import needs
from geleit.progress import sums


@attrs.frozen(kw_only=True)
class Hours:
    """Sums over the `pairs` that have started, in minutes. `expected_least` and `expected_most` are what the policy
    expects so far, None where meetings are as needed; `behind` is how many pairs are below their own least."""

    pairs: int
    met_minutes: int
    meetings: int
    expected_least: int | None
    expected_most: int | None
    behind: int


@needs(Action.SEE_DUE)
def hours(programme: Programme, round_: Round[Any], *, whose: Whose = EVERYBODY, on: date | None = None) -> Hours:
    """The hours of a round against its policy."""
    policy = programme.answers(round_).sessions
    day = on or programme.today()
    found = [
        sums(policy, history, on=day)
        for history in histories(programme, round_, states=LOGGABLE, bare=True).values()
        if history.partnership.started is not None and whose.pair(history.partnership)
    ]
    dosed = policy.dose is not None
    return Hours(
        pairs=len(found),
        met_minutes=sum(one.met_minutes for one in found),
        meetings=sum(one.meetings for one in found),
        expected_least=sum(one.expected_least or 0 for one in found) if dosed else None,
        expected_most=sum(one.expected_most or 0 for one in found) if dosed else None,
        behind=sum(one.met_minutes < (one.expected_least or 0) for one in found),
    )
