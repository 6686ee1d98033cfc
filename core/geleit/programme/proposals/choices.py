"""Who can be chosen where a draft is changed or asked about: mentees who wait, mentors with a place."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.labels import Sentence, say
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import free_places
from geleit.programme.context import Programme
from geleit.programme.proposals.pool import mentees_in_pool, mentors_in_pool
from geleit.programme.staff.permits import needs
from geleit.questions.matching import Objective
from geleit.questions.sessions import Clock


@attrs.frozen(kw_only=True)
class Choices:
    """People by id and name, in the order of their names; of mentors also the free places. `criteria` by code with
    their label and weight in points. `caseload`: running cases can be rebalanced. `asked`: after a decision
    somebody has to say yes, or to sign an agreement."""

    mentees: tuple[tuple[str, str], ...]
    mentors: tuple[tuple[str, str, int], ...]
    criteria: tuple[tuple[str, Sentence, float], ...]
    objective: Objective
    minimum_fit: float
    caseload: bool
    asked: bool

    @property
    def places(self) -> int:
        """The free places of all mentors together."""
        return sum(free for _, _, free in self.mentors)


@needs(Action.PROPOSE)
def choices(programme: Programme, round_: Round[Any]) -> Choices:
    """Who can be paired at present, and by what."""
    with programme.store.snapshot():
        reads = programme.store
        answers = programme.answers(round_)
        policy = answers.matching
        free = free_places(programme, round_, reads)
        return Choices(
            mentees=tuple((one.person.id, one.person.name) for one in mentees_in_pool(programme, round_, reads)),
            mentors=tuple(
                (one.person.id, one.person.name, free.get(one.person.id, 0))
                for one in mentors_in_pool(programme, round_, reads)
            ),
            criteria=tuple((one.code, say(f"criterion.{one.code}"), float(one.weight)) for one in policy.criteria),
            objective=policy.objective,
            minimum_fit=policy.minimum_fit,
            caseload=answers.sessions.caseload is not None,
            asked=bool(policy.acceptance.sides) or answers.sessions.clock is Clock.AGREEMENT,
        )
