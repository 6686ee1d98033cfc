"""What somebody decides about two people who may be one; the records stay two either way."""

from __future__ import annotations

from geleit.errors import UsageError
from geleit.fields import evolve
from geleit.labels import say
from geleit.model.people import DuplicateNotice
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs


@needs(Action.EDIT_PEOPLE)
def decide_twin(programme: Programme, person: str, other: str, same: bool) -> DuplicateNotice:
    """Keep whether two people (ids or names) are one. Raises UsageError where nothing says that they might be."""
    with programme.store.write("twin") as tx:
        one, two = find_person(programme, person, tx), find_person(programme, other, tx)
        noticed = [
            *tx.all(DuplicateNotice, person=one.id, other=two.id),
            *tx.all(DuplicateNotice, person=two.id, other=one.id),
        ]
        if not noticed:
            raise UsageError(say("people.no_twin", person=one.name, other=two.name))
        decided = [tx.update(evolve(notice, same_person=same, decided_by=programme.actor.shown)) for notice in noticed]
    return decided[0]
