"""How applications became partnerships, counted where the records lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.model.lifecycle import PairState, PartState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.staff.own_cases import own_cases
from geleit.programme.staff.permits import needs
from geleit.standard.reporting import AGREED
from geleit.store.overview import pair_states, paired, standings

STEPS = ("applied", "admitted", "paired", "started", "closed")
"""The steps of a funnel in their order; its labels are `overview.step.<step>`."""


@attrs.frozen(kw_only=True)
class Funnel:
    """How many people of a role came how far in a round, and where they stand today.

    Whoever came to a step is counted there for good, whatever came of it later. `states` counts everybody once.
    """

    role: Role
    applied: int
    admitted: int
    paired: int
    started: int
    closed: int
    states: Mapping[PartState, int]

    @property
    def steps(self) -> Mapping[str, int]:
        """The numbers of `STEPS`."""
        return {step: getattr(self, step) for step in STEPS}


@attrs.frozen(kw_only=True)
class Course:
    """The funnel of each role, and where the round's partnerships stand."""

    funnels: tuple[Funnel, ...]
    pairs: Mapping[PairState, int]


@needs(Action.SEE_PEOPLE)
def course(programme: Programme, round_: Round[Any], *, whose: Whose = EVERYBODY) -> Course:
    """The round's way from applications to partnerships; for whoever works with own cases of these only."""
    people, pairs = _own(programme, whose)
    reads = programme.store
    agreed = [PairState(state) for state in AGREED]
    standing = standings(reads, round_.id, people)
    funnels = []
    for role in Role:
        of_role = [one for one in standing if one.role is role]
        found = paired(reads, round_.id, role, agreed, people)
        funnels.append(
            Funnel(
                role=role,
                applied=sum(one.people for one in of_role),
                admitted=sum(one.admitted for one in of_role),
                paired=found.agreed,
                started=found.started,
                closed=found.closed,
                states={one.state: one.people for one in of_role},
            )
        )
    return Course(funnels=tuple(funnels), pairs=pair_states(reads, round_.id, pairs))


def _own(programme: Programme, whose: Whose) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The people and the partnerships to which the actor's reach and what is asked for keep; None for all."""
    people = whose.people
    pairs = None if whose.cases is None else whose.cases.pairs
    if programme.permits.narrow:
        own = own_cases(programme.store, programme.actor.mentors(programme.today()))
        people = own.people if people is None else people & own.people
        pairs = own.pairs if pairs is None else pairs & own.pairs
    return people, pairs
