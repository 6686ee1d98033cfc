"""What the partnership asks of mentees and mentors beyond the standard, wishes of both sides among it."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import geleit
from geleit import NEVER, Cefr, Sensitivity, Spoken, Vocabulary, ask, participant
from geleit_munich_migranet.documents import (
    EmploymentStatus,
    QualificationKind,
    Recognition,
    ResidenceDocument,
    WorkEntry,
)

_SPECIAL = Sensitivity.SPECIAL


class MeetingForm(StrEnum):
    """How a pair meets."""

    IN_PERSON = "in_person"
    AT_WORK = "at_work"
    ONLINE = "online"


class TandemTopic(StrEnum):
    """A topic somebody wants to work on or offers, by the code of the catalogue."""

    JOB_SEARCH = "T01"
    WORK_CULTURE = "T02"
    TECH_LANGUAGE = "T03"
    CONTACTS = "T04"
    INTERNSHIP = "T07"
    ACCOMPANY = "T09"
    WORKPLACE_VISIT = "T16"
    SELF_PRESENTATION = "T17"


class Background(StrEnum):
    """How a mentor came to the programme."""

    COMPANY = "company"
    CITY_DEPARTMENT = "city_department"
    FORMER_MENTEE = "former_mentee"
    PRIVATE = "private"


@participant
class Mentee(geleit.Mentee):
    """A qualified migrant. What the papers say on residence and work stays out of every score."""

    qualification: Annotated[QualificationKind | None, ask(evidence="certificate")] = None
    qualification_abroad: Annotated[bool | None, ask(evidence="certificate")] = None
    recognition: Annotated[Recognition | None, ask(evidence="recognition_notice", dated=True)] = None
    profession_regulated: bool | None = None
    reference_occupation: str | None = None
    recognition_applied_on: date | None = None

    german_in_interview: Annotated[Cefr | None, ask(interview=True, matching=NEVER)] = None
    motivation: Annotated[int | None, ask(interview=True, matching=NEVER)] = None
    time_for_meetings: Annotated[int | None, ask(interview=True, matching=NEVER)] = None

    may_work: Annotated[bool | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True, evidence="work_permit")] = (
        None
    )
    residence_document: Annotated[
        ResidenceDocument | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True, evidence="work_permit")
    ] = None
    work_entry: Annotated[
        WorkEntry | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True, evidence="work_permit")
    ] = None
    employment_status: Annotated[EmploymentStatus | None, ask(matching=NEVER, dated=True)] = None
    search_territories: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.TERRITORY)] = None
    territory_exception: Annotated[bool | None, ask(sensitivity=Sensitivity.INTERNAL, matching=NEVER)] = None

    target_occupations: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.ISCO)] = None
    wanted_topics: tuple[TandemTopic, ...] | None = None
    wanted_forms: tuple[MeetingForm, ...] | None = None
    wishes: Annotated[str | None, ask(free_text=True, sensitivity=_SPECIAL, matching=NEVER)] = None


@participant
class Mentor(geleit.Mentor):
    """An established professional who gives time as a volunteer."""

    established: bool | None = None
    years_in_germany: float | None = None
    host_level: Annotated[Cefr | None, ask(dated=True)] = None
    orientation_talk: Annotated[bool | None, ask(sensitivity=Sensitivity.INTERNAL, matching=NEVER)] = None
    confidentiality: Annotated[
        bool | None, ask(sensitivity=Sensitivity.INTERNAL, matching=NEVER, evidence="confidentiality_statement")
    ] = None
    background: tuple[Background, ...] | None = None

    offered_topics: tuple[TandemTopic, ...] | None = None
    offered_forms: tuple[MeetingForm, ...] | None = None
    wished_occupations: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.ISCO)] = None
    wished_languages: Annotated[tuple[Spoken, ...] | None, ask(vocabulary=Vocabulary.LANGUAGE)] = None
