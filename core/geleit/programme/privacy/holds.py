"""Legal holds: what must not be erased for the time being, because a right is to be defended with it."""

from __future__ import annotations

from geleit.errors import NotPossible
from geleit.fields import evolve
from geleit.labels import say
from geleit.model.people import Person
from geleit.model.retention import LegalHold
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.store import Reads


@needs(Action.RETENTION)
def hold(programme: Programme, person: str, reason: str) -> LegalHold:
    """Keep somebody's data from being erased until it is lifted (Art. 17 (3) (e) GDPR). Raises NotPossible without a
    reason, or if one stands already."""
    if not reason.strip():
        raise NotPossible(say("retention.hold_reason"))
    with programme.store.write("legal_hold") as tx:
        found = find_person(programme, person, tx)
        check_not_held(tx, found)
        by, today = programme.actor.shown, programme.today()
        return tx.add(LegalHold(id=programme.new_id(), person=found.id, reason=reason, by=by, since=today))


@needs(Action.RETENTION)
def release(programme: Programme, person: str) -> LegalHold:
    """Lift somebody's legal hold. Raises NotPossible if there is none."""
    with programme.store.write("legal_hold_lifted") as tx:
        found = find_person(programme, person, tx)
        standing = tx.all(LegalHold, person=found.id, lifted_on=None)
        if not standing:
            raise NotPossible(say("retention.not_held", person=found.name))
        return tx.update(evolve(standing[0], lifted_on=programme.today(), lifted_by=programme.actor.shown))


def check_not_held(reads: Reads, person: Person) -> None:
    """Raise NotPossible if a legal hold keeps somebody's data."""
    standing = reads.all(LegalHold, person=person.id, lifted_on=None)
    if standing:
        held = standing[0]
        raise NotPossible(say("retention.held", person=person.name, day=held.since, by=held.by, reason=held.reason))
