"""A round's records, read once, from which its populations are laid out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from geleit.model.lifecycle import PairState
from geleit.model.outcomes import FollowUp, Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.reporting.counted import Results
from geleit.programme.roster import Applicant, grouped, without_papers
from geleit.progress import History
from geleit.questions.reports import Columns

GROUPS = ("gender", "host_level", "education", "territory")
"""The columns by which people, and what became of them, can be told apart in groups."""

_AGREED = frozenset({PairState.ACCEPTED, PairState.ACTIVE, PairState.PAUSED, PairState.CLOSED})


class RoundRecords:
    """What was recorded of a round, to be judged as it stood on the day `on`; each kind is read when it is needed."""

    def __init__(self, programme: Programme, round_: Round[Any], on: date) -> None:
        self.programme, self.round, self.on = programme, round_, on
        self.answers = programme.answers(round_)

    @cached_property
    def mentees(self) -> Mapping[str, Applicant]:
        """The mentees by person, without their papers."""
        return self._members(Role.MENTEE)

    @cached_property
    def mentors(self) -> Mapping[str, Applicant]:
        """The mentors by person, without their papers."""
        return self._members(Role.MENTOR)

    def _members(self, role: Role) -> Mapping[str, Applicant]:
        return {one.person.id: one for one in without_papers(self.programme, self.round.id, role)}

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """What was recorded about each partnership."""
        return histories(self.programme, self.round)

    @cached_property
    def pairs(self) -> Mapping[str, Partnership]:
        """The partnerships by id."""
        found = self.programme.store.all(Partnership, round=self.round.id)
        return {pair.id: pair for pair in found if self.programme.permits.has_pair(pair)}

    @cached_property
    def by_mentee(self) -> Mapping[str, Sequence[Partnership]]:
        """The partnerships of each mentee to which every side that was asked has said yes."""
        found: dict[str, list[Partnership]] = defaultdict(list)
        for pair in self.pairs.values():
            if pair.state in _AGREED:
                found[pair.mentee].append(pair)
        return found

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        """The outcomes of the round."""
        return self.programme.store.all(Outcome, round=self.round.id)

    @cached_property
    def results(self) -> Results:
        """Which of the outcomes are counted results."""
        return Results(self.answers.outcomes, self.outcomes, self.by_mentee, self.on)

    @cached_property
    def follow_ups(self) -> Sequence[FollowUp]:
        """Every time a mentee is to be asked again."""
        parts = [one.part.id for one in self.mentees.values()]
        found = grouped(self.programme.store, FollowUp, "participation", parts)
        return [one for each in found.values() for one in each]

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
