"""What the change history knows of who saw a person's data and who received them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from geleit.labels import Sentence
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.consents import TRANSFER
from geleit.programme.privacy.purposes import recipient_words
from geleit.programme.staff.permits import needs
from geleit.store import entries
from geleit.store.journal.entries import Operation


@attrs.frozen
class Disclosure:
    """One occasion on which somebody saw or received a person's data: when (UTC), which account did it, what it was
    (the history's word for it), and what is known of it beyond that."""

    at: datetime
    actor: str
    what: str
    details: Mapping[str, Any]

    @property
    def recipient(self) -> str | None:
        """The code of who received the data; None where they stayed with the organisation."""
        found = self.details.get("recipient")
        return found if isinstance(found, str) else None


@needs(Action.ACCESS_REPORT)
def disclosures(programme: Programme, person: str) -> tuple[Disclosure, ...]:
    """Who saw or received a person's data, oldest first."""
    found = entries(programme.store, record=("people", person))
    return tuple(
        Disclosure(one.at, one.actor, one.reason or "", one.after)
        for one in reversed(found)
        if one.op is Operation.NOTE
    )


@needs(Action.ACCESS_REPORT)
def recipients_of(programme: Programme, person: str) -> tuple[Sentence | str, ...]:
    """Whom the organisation has passed a person's data to, in words, each once."""
    received = [one for one in disclosures(programme, person) if one.what == TRANSFER and one.recipient]
    return tuple(dict.fromkeys(named_recipient(programme, one) for one in received))


@needs(Action.ACCESS_REPORT)
def named_recipient(programme: Programme, one: Disclosure) -> Sentence | str:
    """What a recipient was called when the data were passed on, else what the organisation calls it today."""
    if name := one.details.get("name"):
        return str(name)
    named = {table.recipient: table for table in programme.config.consents}
    table = named.get(one.recipient or "")
    return recipient_words(programme, table) if table else (one.recipient or "")
