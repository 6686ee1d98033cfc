"""The coordinator's own records: employers, talks, reminders, and requests of the people whose data it is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from geleit.fields import Sensitivity, Vocabulary, ask, record


@record("employers")
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


@record("employer_contacts")
class EmployerContact:
    """A talk with a firm, with or without a mentee in view; a firm counts once per period, however many talks."""

    id: str
    rev: int = 1
    employer: str
    on: date
    kind: str
    partnership: str | None = None
    note: Annotated[str | None, ask(free_text=True)] = None
    by: str


@record("contacts")
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


@record("tasks")
class Task:
    """The coordinator's own reminder."""

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


@record("requests")
class Request:
    """A person's request about their data: received, identity checked, deadline, decision with its basis, answered."""

    id: str
    rev: int = 1
    person: str
    kind: RequestKind
    received_on: date
    identity_checked_on: date | None = None
    deadline: date
    decision: str | None = None
    basis: str | None = None
    answered_on: date | None = None
    by: str
