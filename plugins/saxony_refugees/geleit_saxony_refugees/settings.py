"""The region's numbers and switches, each with where it comes from."""

from collections.abc import Mapping
from enum import StrEnum

from geleit import Cefr, assumption, setting, settings
from geleit_saxony_refugees.projects import Project


class Phase(StrEnum):
    """A funding phase: the model phase 2016-2019, 2020-2024, and 2025-2027."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"


WEIGHTS: Mapping[str, float] = {"district": 3.0, "free_caseload": 3.0, "languages": 2.0, "field": 2.0}
"""Points of the criteria; an organisation that names some of them keeps the others."""

CONTACT_DAYS: Mapping[str, int] = {
    "orientation": 14,
    "preparation": 30,
    "accompaniment": 30,
    "placement": 14,
    "after_care": 90,
}
"""Days between two contacts by stage; an organisation that names some of them keeps the others."""


@settings
class Settings:
    """What an organisation, or one of its rounds, may set in the region's tables."""

    phase: Phase = setting(Phase.C3, source="arbeitsmarktmentoren-sachsen.de, programme idea")
    """The funding phase of the round; it decides whom the programme is for."""

    project: Project | None = assumption(None, note="the organisation's project; without one all of Saxony counts")
    """The project, from which the district follows."""

    german_minimum: Cefr = assumption(Cefr.A2, note="the programme asks for sufficient German and names no level")
    german_target: Cefr = assumption(Cefr.B1, note="no level is published")

    caseload_warning: int = assumption(20, note="no official ratio is known; cases per full-time post")
    caseload_cap: int = assumption(25, note="25 new people per full-time post and year were planned in 2017")
    caseload_stop: int = assumption(30, note="no official ratio is known; cases per full-time post")

    weights: dict[str, float] = assumption(dict(WEIGHTS), note="what counts and how much is not published; points")
    minimum_fit: float = assumption(0.0, note="not published; below this many points nobody is proposed")

    contact_days: dict[str, int] = assumption(
        dict(CONTACT_DAYS),
        note="people meet as needed; days by stage after which the mentor is reminded",
    )
    silent_days: tuple[int, int] = assumption((60, 90), note="days without contact until a case turns yellow and red")
    after_care_months: int = assumption(12, note="after the agreement; the mean stay in Zwickau 2020-2022 was 364 days")
    sustained_months: int = assumption(6, note="the definition of a sustained placement is not published")
