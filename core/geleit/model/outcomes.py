"""Results, goals, feedback, and asking again later."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from geleit.fields import Sensitivity, ask, record
from geleit.model.partnerships import Side
from geleit.vocabulary.answer import Answer


class FollowUpStatus(StrEnum):
    """What came of asking again. `NOT_REACHED` is an answer of its own and never a no."""

    DUE = "due"
    ANSWERED = "answered"
    NOT_REACHED = "not_reached"


@record(
    "outcomes",
    internal=("person", "participation", "partnership", "round", "definition_version", "follow_up"),
    personal=(
        "category",
        "began_on",
        "ended_on",
        "employer",
        "hours_per_week",
        "permanent",
        "insured",
        "adequate",
        "evidence",
        "confirmed_by",
    ),
)
class Outcome:
    """A dated, evidenced result of a person.

    `began_on` and `ended_on` bound the job or course; `permanent` is what the contract says and never inferred from
    anything else; `insured` and `adequate` may be unknown. An outcome before the start is kept and never counted as
    the programme's.
    """

    id: str
    rev: int = 1
    person: str
    participation: str
    partnership: str | None = None
    round: str
    category: str
    began_on: date
    ended_on: date | None = None
    employer: str | None = None
    hours_per_week: float | None = None
    permanent: Answer | None = None
    insured: Answer | None = None
    adequate: Answer | None = None
    evidence: str | None = None
    confirmed_by: str
    definition_version: str | None = None
    follow_up: str | None = None
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    source_digest: str | None = None


@record("follow_ups", internal=("person", "participation", "offset", "due_on", "status", "asked_on", "by", "outcome"))
class FollowUp:
    """Asking a person again at an offset from the exit or from the start of a job."""

    id: str
    rev: int = 1
    person: str
    participation: str
    offset: str
    due_on: date
    status: FollowUpStatus = FollowUpStatus.DUE
    asked_on: date | None = None
    by: str | None = None
    outcome: str | None = None
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None


@record("goals", internal=("partnership", "agreed_on", "due_on", "reached_on", "replaces", "by"))
class Goal:
    """What a pair agreed to reach; a changed goal keeps the one it replaces."""

    id: str
    rev: int = 1
    partnership: str
    text: Annotated[str, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)]
    agreed_on: date
    due_on: date | None = None
    reached_on: date | None = None
    replaces: str | None = None
    by: str


@record("feedback", internal=("partnership", "side", "occasion", "on", "by"), personal=("fits", "rating"))
class Feedback:
    """What one side says of the pair at an occasion: first meeting ("do we fit?"), mid-term, closing."""

    id: str
    rev: int = 1
    partnership: str
    side: Side
    occasion: str
    on: date
    fits: Answer | None = None
    rating: int | None = None
    text: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    by: str
