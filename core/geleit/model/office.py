"""The coordinator's own records: employers, talks, reminders, and requests of the people whose data it is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from geleit.fields import Sensitivity, Vocabulary, ask, record


@record("employers", internal=("since",), personal=("contact_person", "email", "phone"))
class Employer:
    """A firm; a client group of its own where the programme advises employers."""

    id: str
    rev: int = 1
    name: Annotated[str, ask(required=True, sensitivity=Sensitivity.INTERNAL)]
    sector: Annotated[str | None, ask(sensitivity=Sensitivity.INTERNAL)] = None
    territory: Annotated[str | None, ask(vocabulary=Vocabulary.TERRITORY, sensitivity=Sensitivity.INTERNAL)] = None
    contact_person: str | None = None
    email: str | None = None
    phone: str | None = None
    since: date | None = None
    source_digest: str | None = None


@record("employer_contacts", internal=("employer", "on", "kind", "partnership", "by"))
class EmployerContact:
    """A talk with a firm, with or without a mentee in view; a firm counts once per period, however many talks."""

    id: str
    rev: int = 1
    employer: str
    on: date
    kind: str
    partnership: str | None = None
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    by: str


@record("contacts", internal=("person", "partnership", "on", "kind", "by"))
class Contact:
    """The coordinator's note of a talk with a person; for staff only."""

    id: str
    rev: int = 1
    person: str
    partnership: str | None = None
    on: date
    kind: str
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    by: str


@record("tasks", internal=("due_on", "done_on", "owner", "person", "partnership"), personal=("title",))
class Task:
    """The coordinator's own reminder. The title is a heading; what is nobody's business belongs into a contact note."""

    id: str
    rev: int = 1
    title: Annotated[str, ask(free_text=True)]
    due_on: date | None = None
    done_on: date | None = None
    owner: str
    person: str | None = None
    partnership: str | None = None


class RequestKind(StrEnum):
    """What a person may ask about their own data."""

    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    ERASURE = "erasure"
    WITHDRAWAL = "withdrawal"


@record(
    "requests",
    internal=(
        *("person", "received_on", "identity_checked_on", "deadline", "answered_on", "by", "purpose", "recipient"),
        *("extended_until", "extension_told_on", "granted", "decided_on", "decided_by", "corrected"),
        *("lift_told_on", "lifted_on"),
    ),
    personal=("kind",),
)
class Request:
    """A person's request about their data: received, identity checked, deadline, decision with its basis, answered.

    `deadline` is the last day of the month there is by law, `extended_until` the last day after an extension, of which
    the person was told with its reason. `granted` is None until somebody has decided; `decision` says it in words and
    `basis` names the law. `corrected` names what a correction has changed, as table and field; `purpose` and
    `recipient` say what a withdrawal is about. A granted restriction holds until `lifted_on`, of which the person was
    told before.
    """

    id: str
    rev: int = 1
    person: str
    kind: RequestKind
    received_on: date
    identity_checked_on: date | None = None
    deadline: date
    decision: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    basis: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    answered_on: date | None = None
    by: str
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    purpose: str | None = None
    recipient: str | None = None
    extended_until: date | None = None
    extension_reason: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    extension_told_on: date | None = None
    granted: bool | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    corrected: tuple[str, ...] | None = None
    lift_told_on: date | None = None
    lifted_on: date | None = None

    @property
    def due_on(self) -> date:
        """The last day on which it is answered in time."""
        return self.extended_until or self.deadline

    @property
    def restricts(self) -> bool:
        """Whether it keeps the person's data from being used: a restriction that was granted and not lifted."""
        return self.kind is RequestKind.RESTRICTION and self.granted is True and self.lifted_on is None
