"""Looking for somebody by name, whatever the round."""

from __future__ import annotations

import attrs

from geleit.fields import Sensitivity
from geleit.model.lifecycle import PartState
from geleit.model.people import Participation, Person, Role
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.store import people

_MANY = 500


@attrs.frozen
class Named:
    """Somebody by name, and their part in the round in which they came last; None for somebody who has none."""

    id: str
    name: str
    round: str | None = None
    role: Role | None = None
    state: PartState | None = None


@needs(Action.SEE_PEOPLE)
def find_names(programme: Programme, text: str, limit: int = 20) -> tuple[Named, ...]:
    """The people whose name has every word of a text in it, at most so many, by name; a text without letters finds
    nobody. Employed mentors find those of their own cases."""
    reads, permits = programme.store, programme.permits
    known = people.search(reads, text, limit=_MANY if permits.narrow else limit)
    found = [one for one in known if permits.has_person(one.id)][:limit]
    last: dict[str, Participation] = {}
    for part in reads.all(Participation, person=tuple(one.id for one in found), order=("applied_on", "since")):
        last[part.person] = part
    return tuple(_named(programme, one, last.get(one.id)) for one in found)


def _named(programme: Programme, one: Person, part: Participation | None) -> Named:
    name = programme.permits.shown(one.name, Sensitivity.PERSONAL, one.id)
    return Named(one.id, name) if part is None else Named(one.id, name, part.round, part.role, part.state)
