"""Pairs and cases: proposal, partnership, acceptance, agreement, pauses and stages."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from geleit.fields import Sensitivity, ask, record
from geleit.model.lifecycle import PairState
from geleit.vocabulary.answer import Answer


class Place(StrEnum):
    """Which mentor this is for the mentee, where a mentee may have two."""

    LEAD = "lead"
    SECOND = "second"


class Side(StrEnum):
    """One side of a pair, or the organisation."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    ORGANISATION = "organisation"


class ConstraintKind(StrEnum):
    """What a person has laid down about two people: paired whatever they score, or never."""

    LOCK = "lock"
    FORBID = "forbid"


class ProposalState(StrEnum):
    """A proposal changes nothing until it is published."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DISCARDED = "discarded"


@record(
    "proposals", internal=("round", "state", "objective", "seed", "region", "region_version", "total", "made_at", "by")
)
class Proposal:
    """Pairs the solver suggests, with everything needed to explain them later.

    `total` is in ten-thousandths of a point. `content` holds the pairs with their criteria, values, weights and
    contributions, the unmatched with reasons, what holds for the whole and its proof (`geleit.programme.proposals`,
    room `content`, says under which keys).
    """

    id: str
    rev: int = 1
    round: str
    state: ProposalState = ProposalState.DRAFT
    objective: str
    seed: int
    region: str
    region_version: str
    total: int
    made_at: datetime
    by: str
    content: Annotated[dict[str, Any] | None, ask(sensitivity=Sensitivity.SPECIAL)] = None


@record("pair_constraints", internal=("round", "mentee", "mentor", "kind", "made_at", "by"))
class PairConstraint:
    """What every further proposal of a round has to keep to for two people (ids), and a person's reason for it."""

    id: str
    rev: int = 1
    round: str
    mentee: str
    mentor: str
    kind: ConstraintKind
    reason: Annotated[str, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)]
    made_at: datetime
    by: str


@record(
    "partnerships",
    internal=(
        "round",
        "mentee",
        "mentor",
        "mentee_part",
        "mentor_part",
        "place",
        "state",
        "proposal",
        "score",
        "reason_told_on",
        "decided_on",
        "decided_by",
        "offer_until",
        "started",
        "ended",
        "end_reason",
        "ended_by",
        "pause_until",
        "stage",
        "predecessor",
        "carried",
        "contacts_released_on",
    ),
    personal=("reason", "goal_reached"),
)
class Partnership:
    """A decided pair, or a case: mentee and mentor are people, `mentee_part` and `mentor_part` their participations.

    `started` is the day the policy's clock began to run. `score` is in ten-thousandths of a point, None where the
    pair was made by hand. `reason` is the plain sentence why these two, which people may edit. `carried` says that
    the case was running when its round began: accompanied there, not started there.
    """

    id: str
    rev: int = 1
    round: str
    mentee: str
    mentor: str
    mentee_part: str
    mentor_part: str
    place: Place = Place.LEAD
    state: PairState = PairState.DRAFTED
    proposal: str | None = None
    score: int | None = None
    reason: Annotated[str | None, ask(free_text=True)] = None
    reason_told_on: date | None = None
    decided_on: date
    decided_by: str
    offer_until: date | None = None
    started: date | None = None
    ended: date | None = None
    end_reason: str | None = None
    ended_by: Side | None = None
    goal_reached: Answer | None = None
    pause_until: date | None = None
    stage: str | None = None
    predecessor: str | None = None
    carried: bool = False
    contacts_released_on: date | None = None


@record("acceptances", internal=("partnership", "side", "accepted", "on", "by"), personal=("reason",))
class Acceptance:
    """A side's answer to an offered pair; a decline carries a coded reason, and the pair is not proposed again."""

    id: str
    rev: int = 1
    partnership: str
    side: Side
    accepted: bool
    reason: str | None = None
    on: date
    by: str


@record("agreements", internal=("partnership", "signed_on", "by"))
class Agreement:
    """The signed paper that starts a partnership or a case."""

    id: str
    rev: int = 1
    partnership: str
    signed_on: date
    by: str
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None


@record("pauses", internal=("partnership", "began_on", "expected_until", "ended_on"))
class Pause:
    """A stretch in which nothing is expected; `ended_on` is the first day that counts again, None while it lasts."""

    id: str
    rev: int = 1
    partnership: str
    began_on: date
    expected_until: date | None = None
    ended_on: date | None = None
    reason: Annotated[str, ask(sensitivity=Sensitivity.SPECIAL)]


@record("stages", internal=("partnership", "stage", "entered_on", "left_on", "by"))
class StageEntry:
    """A stage of a case, which may be entered again (a lost job leads back from after-care)."""

    id: str
    rev: int = 1
    partnership: str
    stage: str
    entered_on: date
    left_on: date | None = None
    by: str
