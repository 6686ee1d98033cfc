"""Two people changed the same field: both versions, so that whoever saves second can choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from geleit.errors import Conflict
from geleit.fields import Field
from geleit.labels import Listed, say
from geleit.model.people import Participation
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.people.forms import Base
from geleit.programme.staff.permits import needs
from geleit.store import Reads, entries

_LOOKED_AT = 50


@attrs.frozen(kw_only=True)
class Clash:
    """A field that two people changed to different values: as it was read (`was`), as somebody else kept it (`theirs`,
    who and when), as it was to be (`mine`)."""

    field: Field
    was: Any
    theirs: Any
    mine: Any
    by: str | None
    at: datetime | None


class EditConflict(Conflict):
    """Somebody else changed the same fields meanwhile; nothing was written.

    `base` is what is kept now: saving again with it writes what is chosen, and changes of other fields as well.
    """

    def __init__(self, name: str, clashes: Iterable[Clash], base: Base) -> None:
        self.clashes = tuple(clashes)
        self.base = base
        fields = Listed(say(clash.field.label) for clash in self.clashes)
        super().__init__(say("people.conflict", person=name, fields=fields, n=len(self.clashes)))


@needs(Action.EDIT_PEOPLE)
def clashes_of(
    programme: Programme,
    reads: Reads,
    part: Participation,
    fields: Mapping[str, Field],
    changes: Mapping[str, Any],
    base: Base,
    now: Base,
) -> tuple[Clash, ...]:
    """The changes of fields that somebody else has changed to another value since they were read."""
    found = [
        name
        for name, mine in changes.items()
        if now.value(name) != base.value(name) and now.value(name) != mine and mine != base.value(name)
    ]
    if not found:
        return ()
    who = _writers(programme, reads, part)
    return tuple(
        Clash(
            field=fields[name],
            was=base.value(name),
            theirs=now.value(name),
            mine=changes[name],
            by=who.get(name, (None, None))[0],
            at=who.get(name, (None, None))[1],
        )
        for name in found
    )


def _writers(programme: Programme, reads: Reads, part: Participation) -> Mapping[str, tuple[str, datetime]]:
    """Who changed which field last, as the change history has it."""
    rows = (("people", part.person), (programme.table(part.role), part.id))
    found: dict[str, tuple[str, datetime]] = {}
    for row in rows:
        for entry in entries(reads, record=row, limit=_LOOKED_AT):
            for name in entry.after:
                found.setdefault(name, (entry.actor, entry.at))
    return found
