"""The mentors of a round with their cases side by side: who has room, who is near the limit, who is beyond it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import attrs

from geleit.model.lifecycle import OPEN_PAIRS
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import Load, bound, loads
from geleit.programme.cases.listing import PairRow, pair_rows
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs


@attrs.frozen(kw_only=True)
class MentorCases:
    """A mentor's load and open cases. `warning`, `cap` and `stop` are the numbers of cases at which the policy's
    caseload warns, proposes nobody more and takes nobody more; None where the policy has no caseload."""

    load: Load
    cases: tuple[PairRow, ...]
    warning: int | None = None
    cap: int | None = None
    stop: int | None = None

    @property
    def most(self) -> int:
        """What a bar of cases is measured against: the stop, else the places."""
        return self.load.places if self.stop is None else self.stop


@needs(Action.SEE_LOADS)
def board(programme: Programme, round_: Round[Any]) -> tuple[MentorCases, ...]:
    """Every mentor of a round who is available or has somebody, in the order of their names."""
    caseload = programme.answers(round_).sessions.caseload
    cases: dict[str, list[PairRow]] = defaultdict(list)
    for row in pair_rows(programme, round_):
        if row.pair.state in OPEN_PAIRS:
            cases[row.pair.mentor].append(row)
    found = []
    for load in loads(programme, round_):
        one = MentorCases(load=load, cases=tuple(cases[load.mentor.person.id]))
        if caseload is not None:
            warning, cap, stop = (
                bound(limit, caseload, load.mentor) for limit in (caseload.warning, caseload.cap, caseload.stop)
            )
            one = attrs.evolve(one, warning=warning, cap=cap, stop=stop)
        found.append(one)
    return tuple(found)
