"""What an erasure leaves in each table, and what it empties there: one entry for each table that stays in any way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Columns = Mapping[str, Any]
"""Column → what stands in it afterwards: nothing where the table allows that, else an empty text."""

OF_PAIRS: Mapping[str, Columns] = {
    "partnerships": {"reason": None, "score": None},
    "acceptances": {"reason": None},
    "agreements": {"note": None},
    "pauses": {"reason": ""},
    "sessions": {"note": None, "source_digest": None},
    "statements": {"source_digest": None},
    "boundary_notes": {"blocked": "", "note": None, "referred_to": None},
    "milestones_done": {"note": None},
    "feedback": {"text": None},
    "goals": {},
    "employer_contacts": {"note": None},
}
"""Of a pair, whichever side is erased: whatever was written freely about the two, and the digests of imported rows, from
which a row could be guessed. The goals of a mentee whose mentor is erased stay as they are."""

OF_OTHERS: Mapping[str, Columns] = {"contacts": {"note": None}}
"""Rows about the other side that refer to the pair: notes of talks about it."""

OF_THEIR_OWN: Mapping[str, Columns] = {
    "people": {
        "call_name": None,
        "gender": None,
        "origin": None,
        "email": None,
        "phone": None,
        "contact_language": None,
    },
    "participations": {"reason": None, "source_digest": None},
    "interviews": {"note": None},
    "decisions": {"reason": None},
    "overrides": {"reason": ""},
    "evidence": {"note": None},
    "outcomes": {"note": None, "source_digest": None},
    "follow_ups": {"note": None},
    "attendances": {"source_digest": None},
    "contacts": {},
    "consents": {},
    "requests": {"note": None, "extension_reason": None},
    "dated_values": {},
    "frozen_cells": {"person": None, "value": None},
}
"""What goes even from rows that a duty keeps in the person's name. Name and birth date stay: without them the kept
papers would be nobody's. A frozen figure stays without whose it is."""

GONE_WITH_THE_PAIR: Mapping[str, str | None] = {"tasks": None, "goals": "mentee"}
"""Rows of a pair that are deleted: reminders always, the mentee's goals if the mentee is erased."""

GONE_WITH_THEIR_SIDE = frozenset({"feedback"})
"""Rows of a pair that are deleted where they name the erased side."""

COPIED: Mapping[str, Columns] = {
    "participations": {"reason": None, "source_digest": None, "at_entry": None, "at_exit": None, "priority": 0},
    "decisions": {"reason": None},
    "attendances": {"source_digest": None},
    "outcomes": {"employer": None, "evidence": None, "confirmed_by": "", "note": None, "source_digest": None},
    "follow_ups": {"note": None},
}
"""What figures count, in the order in which the rows refer to one another: of an anonymised person a stand-in gets a
copy under a new id, without what is emptied here. Of an erased one it gets the participations of their pairs."""

NOT_COPIED: Columns = {"admitted_on": None, "waiting_since": None}
"""What a stand-in for an erased person does not get, so that it is counted nowhere but in the other side's pairs."""
