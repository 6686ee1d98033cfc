"""The numbers and switches in which the Länder and the rounds differ. The defaults are those of Kärnten."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from geleit import Cefr, assumption, setting, settings
from geleit_austria_wko.territories import Land
from geleit_austria_wko.vocabularies import LabourMarketAccess

KAERNTEN_PAGE = "Wirtschaftskammer Kärnten, page of 13.11.2023"


class Weighed(StrEnum):
    """The codes of the criteria, as keys of the setting `weights`."""

    OCCUPATION = "occupation"
    BUSINESS_TIE = "business_tie"
    SECTOR = "sector"
    LANGUAGES = "languages"
    FOCUS = "focus"
    TERRITORY = "territory"
    AVAILABILITY = "availability"


WEIGHTS: Mapping[Weighed, float] = {
    Weighed.OCCUPATION: 5,
    Weighed.BUSINESS_TIE: 3,
    Weighed.SECTOR: 2,
    Weighed.LANGUAGES: 2,
    Weighed.FOCUS: 1,
    Weighed.TERRITORY: 1,
    Weighed.AVAILABILITY: 1,
}
"""Points of each criterion that the organisation does not set itself."""


@settings
class Settings:
    """`land` names one Land, or several for a joint round (Wien and Niederösterreich); rounds are numbered within it.

    Hours are clock hours from least to most, ratings go from 1 to 5.
    """

    land: tuple[Land, ...] = setting((Land.KAERNTEN,), source=KAERNTEN_PAGE)
    months: int = setting(6, source=KAERNTEN_PAGE)
    hours_per_month: tuple[float, float] = setting((5.0, 7.0), source=KAERNTEN_PAGE)
    german_minimum: Cefr = setting(Cefr.B1, source=KAERNTEN_PAGE)
    ams_registration_required: bool = setting(True, source=KAERNTEN_PAGE)
    ams_confirmation_days: int = assumption(30, note="no Land publishes how old the confirmation may be")
    accepted_access: tuple[LabourMarketAccess, ...] = assumption(
        (LabourMarketAccess.UNRESTRICTED, LabourMarketAccess.PERMIT_NEEDED),
        note="the leaflets ask for access to the labour market and do not say which kinds count",
    )
    unrestricted_access_only: bool = setting(False, source="orf.at 2017, a variant that is not in force")
    recent_permanent_title_only: bool = setting(False, source="orf.at 2017, a variant that is not in force")
    minimum_rating: int = assumption(3, note="the scale of the interview and its threshold are not published")
    mentor_experience_years: float = assumption(3.0, note="the page asks for enough experience and names no number")
    mentees_per_mentor: int = assumption(1, note="not published")
    minimum_fit: float = assumption(0.0, note="not published; below this many points a pair is made by hand only")
    certificate_months: int = assumption(4, note="the condition of the certificate is not published")
    certificate_hours: float = assumption(20.0, note="the condition of the certificate is not published")
    weights: Mapping[Weighed, float] = assumption(
        WEIGHTS, note="the order is published (occupation first), the points are not"
    )
