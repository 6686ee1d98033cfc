"""Whose records are an employed mentor's own: the people of their cases, and of those for whom they stand in."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.store import Reads, people

_STATES = (*OPEN_PAIRS, PairState.CLOSED)
"""What was declined or has expired was never a case."""


@attrs.frozen
class OwnCases:
    """The ids of the partnerships, and of everybody in them with the mentors themselves."""

    pairs: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def own_cases(reads: Reads, named: Iterable[str]) -> OwnCases:
    """The cases of some mentors, given by id or exact name."""
    mentors = {id_ for text in named if (id_ := _mentor(reads, text)) is not None}
    pairs = reads.all(Partnership, mentor=tuple(mentors), state=_STATES) if mentors else ()
    everybody = {*mentors, *(pair.mentee for pair in pairs)}
    return OwnCases(frozenset(pair.id for pair in pairs), frozenset(everybody))


def _mentor(reads: Reads, text: str) -> str | None:
    """The person of an id, or the only mentor of an exact name; None where there is none, or more than one."""
    exact = reads.get(Person, text)
    if exact is not None:
        return exact.id
    same = [
        person.id
        for person in people.search(reads, text, limit=50)
        if text in (person.name, f"{person.given_name} {person.family_name}")
        and reads.count(Participation, person=person.id, role=Role.MENTOR)
    ]
    return same[0] if len(same) == 1 else None
