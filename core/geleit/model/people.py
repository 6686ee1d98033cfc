"""People and their part in a round."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import attrs

from geleit.fields import NEVER, Sensitivity, Vocabulary, ask, record
from geleit.model.lifecycle import PartState
from geleit.vocabulary.answer import Gender


class Role(StrEnum):
    """What a person is in a round. The same person may be mentee in one and mentor in a later one."""

    MENTEE = "mentee"
    MENTOR = "mentor"


@record(
    "people",
    personal=(
        "given_name",
        "family_name",
        "call_name",
        "birth_date",
        "birth_year",
        "gender",
        "email",
        "phone",
        "contact_language",
    ),
)
class Person:
    """One row per human being.

    `birth_date` may be only partly known: then `birth_year` alone is set. 1 January is common where papers were lost
    and is never a sign that two people are one.
    """

    id: str
    rev: int = 1
    given_name: Annotated[str, ask(required=True, matching=NEVER)] = ""
    family_name: Annotated[str, ask(required=True, matching=NEVER)] = ""
    call_name: Annotated[str | None, ask(matching=NEVER)] = None
    birth_date: Annotated[date | None, ask(matching=NEVER)] = None
    birth_year: Annotated[int | None, ask(matching=NEVER)] = None
    gender: Annotated[Gender | None, ask(matching=NEVER)] = None
    origin: Annotated[
        str | None, ask(vocabulary=Vocabulary.COUNTRY, sensitivity=Sensitivity.SPECIAL, matching=NEVER)
    ] = None
    email: Annotated[str | None, ask(matching=NEVER)] = None
    phone: Annotated[str | None, ask(matching=NEVER)] = None
    contact_language: Annotated[str | None, ask(vocabulary=Vocabulary.LANGUAGE, matching=NEVER)] = None

    @property
    def name(self) -> str:
        """The name people use: the call name where there is one, else the given name, then the family name."""
        return f"{self.call_name or self.given_name} {self.family_name}".strip()

    def age(self, on: date) -> int | None:
        """Completed years on a day; None where the birth date is unknown or known only by its year."""
        if self.birth_date is None:
            return None
        birthday_passed = (on.month, on.day) >= (self.birth_date.month, self.birth_date.day)
        return on.year - self.birth_date.year - (not birthday_passed)


@attrs.frozen(kw_only=True, slots=False)
class Participant:
    """The base of the classes in which a region says what it asks of mentees and of mentors."""


@record(
    "participations",
    internal=(
        "person",
        "round",
        "role",
        "state",
        "since",
        "applied_on",
        "waiting_since",
        "priority",
        "admitted_on",
        "left_on",
    ),
)
class Participation:
    """A person's part in a round; the region's own fields stand in the table of its class under the same id.

    `source_digest` is the digest of the imported row it came from, `at_entry` and `at_exit` are the dated values as
    they were when the person was admitted and when they left. `priority` puts a returning person ahead of the others.
    """

    id: str
    rev: int = 1
    person: str
    round: str
    role: Role
    state: PartState
    since: date
    reason: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    applied_on: date
    waiting_since: date | None = None
    priority: bool = False
    admitted_on: date | None = None
    left_on: date | None = None
    source_digest: str | None = None
    at_entry: Annotated[dict[str, Any] | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    at_exit: Annotated[dict[str, Any] | None, ask(sensitivity=Sensitivity.SPECIAL)] = None


@record("interviews", internal=("participation", "held_on", "by"))
class Interview:
    """A talk before the decision: when, with whom, ratings by field name (1 to 5), and a note."""

    id: str
    rev: int = 1
    participation: str
    held_on: date
    by: str
    ratings: Annotated[dict[str, Any] | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None


@record("decisions", internal=("participation", "move", "by", "decided_at"))
class Decision:
    """Who decided what about an application, when and why, with the findings as they stood."""

    id: str
    rev: int = 1
    participation: str
    move: str
    reason: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    findings: Annotated[dict[str, Any] | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    by: str
    decided_at: datetime


@record("overrides", internal=("participation", "rule", "by", "on"))
class Override:
    """A finding that a person has set aside, with the reason."""

    id: str
    rev: int = 1
    participation: str
    rule: str
    reason: Annotated[str, ask(sensitivity=Sensitivity.SPECIAL)]
    by: str
    on: date


@record("duplicates", internal=("person", "other", "noticed_on", "same_person", "decided_by"), personal=("signs",))
class DuplicateNotice:
    """Two people who may be one; offered, never joined by the program. `same_person` is a person's answer."""

    id: str
    rev: int = 1
    person: str
    other: str
    signs: tuple[str, ...]
    noticed_on: date
    same_person: bool | None = None
    decided_by: str | None = None
