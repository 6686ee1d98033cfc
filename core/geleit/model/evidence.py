"""What was seen: papers, dated values, consents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from geleit.fields import Sensitivity, ask, record


@record(
    "evidence", internal=("person", "participation", "seen_on", "by"), personal=("kind", "issued_on", "valid_until")
)
class Evidence:
    """A document that somebody looked at.

    `issued_on` is the document's own date, `seen_on` the day somebody saw it; only what was recorded counts, nothing
    is derived from law.
    """

    id: str
    rev: int = 1
    person: str
    participation: str | None = None
    kind: str
    issued_on: date | None = None
    seen_on: date
    by: str
    valid_until: date | None = None
    wording: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None


@record("dated_values", internal=("participation", "field", "seen_on", "by"), personal=("valid_until",))
class DatedValue:
    """One value of a dated field in its series; `value` is stored as the field's column stores it."""

    id: str
    rev: int = 1
    participation: str
    field: str
    value: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    seen_on: date
    by: str
    valid_until: date | None = None


@record(
    "consents",
    internal=("person", "purpose", "basis", "recipient", "text_version", "given_on", "by", "channel", "withdrawn_on"),
    personal=("language",),
)
class Consent:
    """A data-protection consent or another legal basis, for one purpose and one recipient.

    `basis` is `consent` or the name of another basis; `purpose` of the programme itself is `programme`.
    """

    id: str
    rev: int = 1
    person: str
    purpose: str
    basis: str = "consent"
    recipient: str = "organisation"
    text_version: str | None = None
    language: str | None = None
    given_on: date
    by: str
    channel: str | None = None
    withdrawn_on: date | None = None
