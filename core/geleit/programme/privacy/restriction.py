"""People whose data are kept and not used for the time being (Art. 18 GDPR): what every other use asks first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geleit.errors import NotPossible
from geleit.labels import Listed, Sentence, say
from geleit.model.office import Request, RequestKind
from geleit.model.people import Participation, Person, Role
from geleit.model.retention import KeptPerson
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.store import Reads


def restricted_people(reads: Reads) -> frozenset[str]:
    """The ids of everybody whose data may at present only be kept."""
    standing = reads.all(Request, kind=RequestKind.RESTRICTION, granted=True, lifted_on=None)
    # Whom a duty keeps from being erased entirely is kept and nothing else.
    return frozenset((*(request.person for request in standing), *(one.person for one in reads.all(KeptPerson))))


def restricted(reads: Reads, person: str) -> bool:
    """Whether a person's data may at present only be kept."""
    standing = reads.count(Request, kind=RequestKind.RESTRICTION, granted=True, lifted_on=None, person=person)
    return bool(standing or reads.count(KeptPerson, person=person))


@needs(Action.SEE_PEOPLE)
def check_unrestricted(programme: Programme, person: str, reads: Reads | None = None) -> None:
    """Raise NotPossible if a person's data may at present only be kept."""
    reads = reads or programme.store
    if restricted(reads, person):
        raise NotPossible(say("restriction.stands", person=reads.one(Person, person).name))


@needs(Action.SEE_PEOPLE)
def left_out(programme: Programme, people: Iterable[str], reads: Reads | None = None) -> Sentence | None:
    """The sentence that says who of these people is left out because their data may only be kept; None for nobody. Whoever
    works with own cases reads of these only."""
    reads = reads or programme.store
    found = sorted(one for one in restricted_people(reads) & set(people) if programme.permits.has_person(one))
    if not found:
        return None
    names = Listed([reads.one(Person, id_).name for id_ in found])
    return say("restriction.left_out", n=len(found), people=names)


@needs(Action.SEE_PEOPLE)
def restricted_of_round(
    programme: Programme, round_: Round[Any], roles: Iterable[Role] = tuple(Role)
) -> Sentence | None:
    """The sentence that says who of a round is left out because their data may only be kept; None for nobody."""
    parts = programme.store.all(Participation, round=round_.id, role=tuple(roles))
    return left_out(programme, (part.person for part in parts))
