"""Places in a round: how many there are, how many are free, and which mentors have reached a limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.fields import Sensitivity
from geleit.model.lifecycle import PartState
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import Level, loads
from geleit.programme.context import Programme
from geleit.programme.overview.matters import LISTED, Somebody
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.staff.permits import needs
from geleit.store.overview import unpaired

_NOTICED = (Level.STOP, Level.FULL, Level.WARNING, Level.UNKNOWN)


@attrs.frozen
class FullMentor:
    """A mentor who has reached a limit, or whose share nobody has recorded."""

    mentor: Somebody
    level: Level
    running: int
    places: int


@attrs.frozen(kw_only=True)
class Places:
    """The places of a round's mentors who are available or have somebody, and the mentees who wait for one.

    `planned` is the round's own number of places, None where it names none; `unpaired` are the mentees who were
    admitted and have nobody. `levels` counts the mentors by how full
    they are; `noticed` names the first of those who are not simply free, the fullest first.
    """

    planned: int | None
    mentors: int
    places: int
    running: int
    free: int
    unpaired: int
    levels: Mapping[Level, int]
    noticed: tuple[FullMentor, ...]


@needs(Action.SEE_LOADS)
def places(programme: Programme, round_: Round[Any], *, whose: Whose = EVERYBODY, limit: int | None = LISTED) -> Places:
    """How full a round is. One pair takes one place of its mentor; where the policy has a caseload, mentors are
    noticed by its warning, cap and stop, else only those whose share is unknown."""
    found = [load for load in loads(programme, round_) if whose.person(load.mentor.person.id)]
    caseload = programme.answers(round_).sessions.caseload is not None
    noticed = [
        FullMentor(_shown(programme, load.mentor.person), load.level, load.running, load.places)
        for load in found
        if load.level in (_NOTICED if caseload else (Level.UNKNOWN,))
    ]
    noticed.sort(key=lambda one: (_NOTICED.index(one.level), -one.running, one.mentor.name))
    return Places(
        planned=round_.places,
        mentors=len(found),
        places=sum(load.places for load in found),
        running=sum(load.running for load in found),
        free=sum(max(0, load.places - load.running) for load in found if load.mentor.part.state is PartState.AVAILABLE),
        unpaired=unpaired(programme.store, round_.id, whose.people),
        levels={level: n for level in Level if (n := sum(load.level is level for load in found))},
        noticed=tuple(noticed[:limit]),
    )


def _shown(programme: Programme, person: Person) -> Somebody:
    return Somebody(person.id, programme.permits.shown(person.name, Sensitivity.PERSONAL, person.id))
