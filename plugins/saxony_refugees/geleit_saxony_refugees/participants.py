"""What Saxony asks beyond the standard."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import geleit
from geleit import NEVER, Answer, Sensitivity, Vocabulary, ask, participant
from geleit_saxony_refugees.documents import (
    AgencyConsent,
    LegalCircle,
    PermitState,
    Recognition,
    RegisteredStatus,
    ResidenceDocument,
    TargetGroup,
    TitleSection,
    WorkBanReason,
    WorkEntry,
)
from geleit_saxony_refugees.projects import Project

_SPECIAL = Sensitivity.SPECIAL
_DOCUMENT = "residence_document"


class MentorWish(StrEnum):
    """Whether somebody would rather talk to a woman; shown beside the pair and never scored."""

    FEMALE = "female"
    NONE = "none"
    DECLINED = "declined"


class TrainingSubject(StrEnum):
    """What the programme's support trains mentors in."""

    ASYLUM_LAW = "asylum_law"
    LABOUR_MARKET_ENTRY = "labour_market_entry"
    QUALIFICATION = "qualification"


@participant
class Mentee(geleit.Mentee):
    """Somebody who looks for training or work; on a Saxon screen "Teilnehmende"."""

    target_group: Annotated[TargetGroup | None, ask(sensitivity=_SPECIAL, matching=NEVER, evidence=_DOCUMENT)] = None
    need_reason: Annotated[str | None, ask(sensitivity=_SPECIAL, matching=NEVER, free_text=True)] = None
    arrived_in_saxony: Annotated[date | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    transfer_agreed: Annotated[bool | None, ask(sensitivity=Sensitivity.INTERNAL, matching=NEVER)] = None

    residence_document: Annotated[
        ResidenceDocument | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True, evidence=_DOCUMENT)
    ] = None
    title_section: Annotated[TitleSection | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    work_entry: Annotated[
        WorkEntry | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True, evidence=_DOCUMENT)
    ] = None
    work_ban: Annotated[bool | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True, evidence=_DOCUMENT)] = None
    work_ban_reason: Annotated[WorkBanReason | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    safe_country: Annotated[bool | None, ask(sensitivity=_SPECIAL, matching=NEVER, evidence=_DOCUMENT)] = None
    asylum_registered_on: Annotated[date | None, ask(sensitivity=_SPECIAL, matching=NEVER, evidence=_DOCUMENT)] = None

    permit_state: Annotated[PermitState | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True)] = None
    permit_job: Annotated[str | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    permit_applied_on: Annotated[date | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    agency_consent: Annotated[AgencyConsent | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    permit_valid_until: Annotated[date | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None

    residence_obligation: Annotated[bool | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True)] = None
    residence_obligation_in: Annotated[
        str | None, ask(sensitivity=_SPECIAL, matching=NEVER, vocabulary=Vocabulary.TERRITORY)
    ] = None
    residence_obligation_until: Annotated[date | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None

    legal_circle: Annotated[LegalCircle | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True)] = None
    registered_status: Annotated[RegisteredStatus | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True)] = None

    vocational_qualification: Annotated[bool | None, ask(evidence="certificate")] = None
    wants_qualification: Answer | None = None
    recognition: Annotated[Recognition | None, ask(dated=True)] = None
    recognition_regulated: bool | None = None
    recognition_occupation: str | None = None
    recognition_applied_on: date | None = None

    near_labour_market: Annotated[bool | None, ask(interview=True, matching=NEVER)] = None
    near_labour_market_reason: Annotated[
        str | None, ask(interview=True, sensitivity=_SPECIAL, matching=NEVER, free_text=True)
    ] = None
    needs_support: Annotated[bool | None, ask(interview=True, sensitivity=_SPECIAL, matching=NEVER)] = None
    wish_mentor_gender: Annotated[MentorWish | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None


@participant
class Mentor(geleit.Mentor):
    """An employed Arbeitsmarktmentor:in. `fte` is the share of a full post, 0.1 to 1.0."""

    employed: Annotated[bool | None, ask(sensitivity=Sensitivity.INTERNAL)] = None
    fte: Annotated[float | None, ask(sensitivity=Sensitivity.INTERNAL)] = None
    project: Annotated[Project | None, ask(sensitivity=Sensitivity.INTERNAL)] = None
    trainings: Annotated[tuple[TrainingSubject, ...] | None, ask(sensitivity=Sensitivity.INTERNAL)] = None
