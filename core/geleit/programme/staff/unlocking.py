"""Breaking the glass: somebody who does not see a person's protected fields opens them, with a reason, for a while.

The change history keeps who, whom and why; it is also what says for how long.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.fields import Sensitivity
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.store import Reads, entries
from geleit.store.journal.entries import Operation

UNLOCKED = "unlocked"
"""What the change history calls it."""

LASTS = timedelta(hours=3)
"""As long as in DHIS2, whose "breaking the glass" also asks for a reason."""


@attrs.frozen
class Unlocked:
    """Whose fields are open, and until when (UTC)."""

    person: str
    name: str
    until: datetime


@needs(Action.UNLOCK)
def unlock(programme: Programme, person: str, reason: str) -> Unlocked:
    """Open a person's protected fields to the actor for three hours. Raises UsageError without a reason, NotPossible
    if the actor sees them anyway."""
    if not reason.strip():
        raise UsageError(say("unlocking.no_reason"))
    found = find_person(programme, person)
    if programme.permits.sees(Sensitivity.SPECIAL, found.id) and not programme.permits.has_unlocked(found.id):
        raise NotPossible(say("unlocking.not_needed", person=found.name))
    until = programme.clock().astimezone(UTC) + LASTS
    with programme.store.write(UNLOCKED) as tx:
        tx.note(UNLOCKED, "people", found.id, reason=reason, until=until.isoformat())
    programme.permits.forget()
    return Unlocked(found.id, found.name, until)


def unlocked(reads: Reads, signature: str, now: datetime) -> frozenset[str]:
    """The people whose fields somebody has opened and that are open still; `signature` is their name in the change
    history."""
    now = now.astimezone(UTC)
    days = {now.date(), (now - LASTS).date()}
    notes = [one for day in days for one in entries(reads, actor=signature, day=day)]
    return frozenset(
        one.key
        for one in notes
        if one.op is Operation.NOTE and one.reason == UNLOCKED and one.table == "people" and now - LASTS < one.at <= now
    )
