"""A round's records, read once, from which its populations are laid out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from geleit.model.lifecycle import PairState
from geleit.model.outcomes import FollowUp, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme.context import Programme
from geleit.programme.counted import Results
from geleit.programme.histories import histories
from geleit.programme.roster import Applicant, grouped, roster
from geleit.questions.reports import Columns

GROUPS = ("gender", "host_level", "education", "territory")
"""The columns by which people, and what became of them, can be told apart in groups."""

_AGREED = frozenset({PairState.ACCEPTED, PairState.ACTIVE, PairState.PAUSED, PairState.CLOSED})


class RoundRecords:
    """What was recorded of a round, to be judged as it stood on the day `on`.

    `by_mentee` holds the partnerships of each mentee to which every side that was asked has said yes.
    """

    def __init__(self, programme: Programme, round_: Round[Any], on: date) -> None:
        self.programme, self.round, self.on = programme, round_, on
        self.answers = programme.answers(round_)
        store = programme.store
        self.mentees = {one.person.id: one for one in roster(programme, round_.id, Role.MENTEE)}
        self.mentors = {one.person.id: one for one in roster(programme, round_.id, Role.MENTOR)}
        self.histories = histories(programme, round_)
        self.pairs = {id_: history.partnership for id_, history in self.histories.items()}
        self.by_mentee: dict[str, list[Partnership]] = defaultdict(list)
        for pair in self.pairs.values():
            if pair.state in _AGREED:
                self.by_mentee[pair.mentee].append(pair)
        self.outcomes = store.all(Outcome, round=round_.id)
        self.results = Results(self.answers.outcomes, self.outcomes, self.by_mentee, on)
        parts = [one.part.id for one in self.mentees.values()]
        self.follow_ups = [one for found in grouped(store, FollowUp, "participation", parts).values() for one in found]

    def groups(self, one: Applicant | None) -> dict[str, Any]:
        """The values of `GROUPS` for somebody, the dated ones as at the entry; unknown for nobody."""
        if one is None:
            return dict.fromkeys(GROUPS)
        own, person = one.fields, one.person
        frozen = one.part.at_entry or {}
        return {
            "gender": plain(person.gender),
            "host_level": frozen.get("host_level") or plain(getattr(own, "host_level", None)),
            "education": plain(getattr(own, "education", None)),
            "territory": getattr(own, "territory", None),
        }


def plain(value: Any) -> Any:
    """A value as a column holds it: an enumeration's code, a tuple of codes, anything else as it is."""
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    if hasattr(value, "language") and attrs.has(type(value)):
        return value.language
    return value.value if hasattr(value, "value") else value


def columns(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Columns:
    """Rows laid out as columns with these names; a row without one of them is unknown there."""
    listed = list(rows)
    return {name: [row.get(name) for row in listed] for name in names}
