"""What is asked of mentees and mentors beyond the standard's fields."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import geleit
from geleit import NEVER, Sensitivity, Vocabulary, ask, participant
from geleit_austria_wko.vocabularies import (
    AmsRegistration,
    EducationLevel,
    Focus,
    LabourMarketAccess,
    RecognitionKind,
    RecognitionState,
    ResidenceStatus,
    Sector,
    WorkingIn,
)

_SPECIAL = Sensitivity.SPECIAL


@participant
class Mentee(geleit.Mentee):
    """A mentee: `host_level` is the German level, `territory` the Land or region of residence.

    Ratings are whole numbers from 1 to 5 and come, as `german_confirmed` and `open_about_culture`, from the interview.
    """

    education_level: Annotated[EducationLevel | None, ask(evidence="certificate")] = None
    education_country: Annotated[str | None, ask(vocabulary=Vocabulary.COUNTRY, matching=NEVER)] = None
    education_year: int | None = None
    certificate_language: Annotated[
        str | None, ask(vocabulary=Vocabulary.LANGUAGE, evidence="certificate_translation", matching=NEVER)
    ] = None
    recognition_kind: RecognitionKind | None = None
    recognition_state: Annotated[RecognitionState | None, ask(dated=True)] = None
    sector: Sector | None = None
    focus: tuple[Focus, ...] | None = None
    has_migration_background: Annotated[bool | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    residence_status: Annotated[ResidenceStatus | None, ask(sensitivity=_SPECIAL, matching=NEVER, dated=True)] = None
    labour_market_access: Annotated[
        LabourMarketAccess | None,
        ask(evidence="residence_title", sensitivity=_SPECIAL, matching=NEVER, dated=True),
    ] = None
    permanent_title: Annotated[bool | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    title_issued_on: Annotated[date | None, ask(sensitivity=_SPECIAL, matching=NEVER)] = None
    ams_registration: Annotated[
        AmsRegistration | None, ask(evidence="ams_confirmation", matching=NEVER, dated=True)
    ] = None
    ams_since: Annotated[date | None, ask(matching=NEVER)] = None
    ams_office: Annotated[str | None, ask(matching=NEVER)] = None
    ams_checked_on: Annotated[date | None, ask(matching=NEVER)] = None
    ams_at_end: Annotated[AmsRegistration | None, ask(matching=NEVER)] = None
    german_confirmed: Annotated[bool | None, ask(interview=True, matching=NEVER)] = None
    initiative: Annotated[int | None, ask(interview=True, matching=NEVER)] = None
    willingness_to_learn: Annotated[int | None, ask(interview=True, matching=NEVER)] = None
    open_about_culture: Annotated[bool | None, ask(interview=True, matching=NEVER)] = None


@participant
class Mentor(geleit.Mentor):
    """A mentor, who may have been a mentee in an earlier round. `social_skills` is a rating from 1 to 5."""

    sector: Sector | None = None
    working_in: WorkingIn | None = None
    leading_role: bool | None = None
    voluntary: bool | None = None
    social_skills: Annotated[int | None, ask(interview=True, matching=NEVER)] = None
    former_mentee: Annotated[bool | None, ask(matching=NEVER)] = None
    business_countries: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.COUNTRY)] = None
    focus: tuple[Focus, ...] | None = None
