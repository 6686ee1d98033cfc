"""The figures and switches in which Munich, Augsburg and their rounds differ, each with where it comes from.

A round's own `region` table gives a figure its time: it holds from the round's start to its end.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from geleit import Cefr, assumption, setting, settings
from geleit_munich_migranet.documents import EmploymentStatus
from geleit_munich_migranet.territories import Nuts

TO_CONFIRM = "to be confirmed by the coordination in Munich"
"""What stands beside everything that no page of the programme says."""


class Weighed(StrEnum):
    """The criteria that have a weight: what counts for both, and each side's own wishes."""

    OCCUPATION = "occupation"
    LANGUAGES = "languages"
    TERRITORY = "territory"
    AVAILABILITY = "availability"
    MENTEE_FIELD = "mentee_field"
    MENTEE_TOPICS = "mentee_topics"
    MENTEE_FORM = "mentee_form"
    MENTOR_FIELD = "mentor_field"
    MENTOR_TOPICS = "mentor_topics"
    MENTOR_LANGUAGES = "mentor_languages"


WEIGHTS = {
    Weighed.OCCUPATION: 4.0,
    Weighed.LANGUAGES: 1.0,
    Weighed.TERRITORY: 1.0,
    Weighed.AVAILABILITY: 1.0,
    Weighed.MENTEE_FIELD: 2.0,
    Weighed.MENTEE_TOPICS: 2.0,
    Weighed.MENTEE_FORM: 1.0,
    Weighed.MENTOR_FIELD: 2.0,
    Weighed.MENTOR_TOPICS: 2.0,
    Weighed.MENTOR_LANGUAGES: 1.0,
}
"""Points by criterion. The wishes of both sides add up to the same, so that neither is the smaller by itself."""


class Compulsory(StrEnum):
    """The milestones that can be compulsory."""

    KICK_OFF = "kick_off"
    MID_TERM = "mid_term"
    FINAL_TALK = "final_talk"


@settings
class Settings:
    """What an organisation, or one of its rounds, may set in the region's tables."""

    degree_from: date = setting(
        date(2024, 1, 1), source="migranet.org, certification by the DGM 2024 and annual celebration 2025"
    )
    """Rounds that start on this day or later ask for a university degree; the year is published, the day is ours."""

    vocational_suffices: bool = assumption(False, note=TO_CONFIRM)
    """Any completed qualification is enough, whatever the date: the Augsburg variant."""

    german_minimum: Cefr = assumption(Cefr.B1, note=TO_CONFIRM)
    territories: tuple[Nuts, ...] = assumption((Nuts.MUNICH_CITY,), note=TO_CONFIRM)
    override_territories: tuple[Nuts, ...] = assumption((Nuts.MUNICH_DISTRICT,), note=TO_CONFIRM)
    """Where people live or look for work whom the coordination may take by exception."""

    employment: tuple[EmploymentStatus, ...] = assumption(
        (EmploymentStatus.UNEMPLOYED, EmploymentStatus.SEEKING, EmploymentStatus.UNDER_QUALIFIED), note=TO_CONFIRM
    )
    experience_years: float = assumption(1.0, note=TO_CONFIRM)
    rating_minimum: int = assumption(3, note=TO_CONFIRM)
    """Out of 5, for motivation and for time."""

    mentor_years_in_germany: float = assumption(2.0, note=TO_CONFIRM)
    mentor_german: Cefr = assumption(Cefr.B2, note=TO_CONFIRM)

    months: int = setting(4, source="migranet.org, Munich closing talks 2017 and page of 2019")
    hours_per_month: tuple[float, float] = assumption((6.0, 6.0), note=TO_CONFIRM)
    interval_days: tuple[int, int] = assumption((14, 14), note=TO_CONFIRM)
    compulsory: tuple[Compulsory, ...] = assumption(tuple(Compulsory), note=TO_CONFIRM)
    certificate_meetings: int = assumption(4, note=TO_CONFIRM)

    second_mentor: bool = setting(False, source="migranet.org, Augsburg round 6: 28 mentors for 26 mentees there only")
    mentees_per_mentor: int = assumption(1, note=TO_CONFIRM)
    minimum_fit: float = assumption(0.0, note=TO_CONFIRM)
    """In points of the side that gets less; below it a pair is made by hand only."""

    mentor_confirms: bool = assumption(False, note=TO_CONFIRM)
    """The mentor says yes before a pair stands."""

    weights: dict[Weighed, float] = assumption(WEIGHTS, note=TO_CONFIRM)
    iq_monitoring: bool = assumption(False, note=TO_CONFIRM)
    """Whether mentoring is counted in the monitoring of the IQ programme."""
