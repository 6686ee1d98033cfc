"""What can be answered: the lists that the programme's forms offer. An unknown answer is no member but None."""

from __future__ import annotations

from enum import StrEnum


class EducationLevel(StrEnum):
    """The highest completed level on the Austrian ladder, from the lowest to the highest.

    The two kinds of Matura are kept apart: that of a BHS is a vocational qualification as well.
    """

    COMPULSORY = "compulsory"
    APPRENTICESHIP = "apprenticeship"
    BMS = "bms"
    AHS_MATURA = "ahs_matura"
    BHS_MATURA = "bhs_matura"
    BACHELOR = "bachelor"
    MASTER = "master"
    PHD = "phd"


class ResidenceStatus(StrEnum):
    """What the document about the stay says; the program draws no conclusion about the law from it."""

    AT_CITIZEN = "at_citizen"
    EU_EEA_CH = "eu_eea_ch"
    ASYLUM = "asylum"
    SUBSIDIARY = "subsidiary"
    RWR_PLUS = "rwr_plus"
    FAMILY = "family"
    LT_EU = "lt_eu"
    RESIDENCE_PLUS = "residence_plus"
    DISPLACED = "displaced"
    RWR_CARD = "rwr_card"
    BLUE_CARD = "blue_card"
    ASYLUM_SEEKER = "asylum_seeker"
    STUDENT = "student"
    OTHER = "other"


class LabourMarketAccess(StrEnum):
    """Access to the labour market as the document shows it; `NA` where none is needed."""

    UNRESTRICTED = "unrestricted"
    PERMIT_NEEDED = "permit_needed"
    EMPLOYER_BOUND = "employer_bound"
    NONE = "none"
    NA = "na"


class AmsRegistration(StrEnum):
    """How somebody is registered with the public employment service (AMS). People in work can be registered too."""

    UNEMPLOYED = "unemployed"
    JOB_SEEKING = "job_seeking"
    IN_TRAINING = "in_training"
    APPRENTICESHIP_SEEKING = "apprenticeship_seeking"
    NONE = "none"


class RecognitionKind(StrEnum):
    """Which procedure leads to the recognition of a foreign qualification; none is needed to take part."""

    EQUIVALENCE = "equivalence"
    NOSTRIFICATION = "nostrification"
    LICENCE = "licence"
    ASSESSMENT = "assessment"


class RecognitionState(StrEnum):
    """How far the recognition is."""

    NONE = "none"
    APPLIED = "applied"
    PARTIAL = "partial"
    FULL = "full"
    REFUSED = "refused"


class Sector(StrEnum):
    """The field of business: the seven divisions (Sparten) of the chambers, or what lies outside them."""

    CRAFTS = "crafts"
    INDUSTRY = "industry"
    COMMERCE = "commerce"
    BANKING = "banking"
    TRANSPORT = "transport"
    TOURISM = "tourism"
    CONSULTING = "consulting"
    OUTSIDE = "outside"


class WorkingIn(StrEnum):
    """Where a mentor's experience comes from."""

    BUSINESS = "business"
    SOCIAL_EDUCATION = "social_education"
    ELSEWHERE = "elsewhere"


class Focus(StrEnum):
    """What a mentee hopes for and a mentor offers: the topics of the programme."""

    T01 = "T01"
    T02 = "T02"
    T03 = "T03"
    T04 = "T04"
    T05 = "T05"
    T06 = "T06"
    T07 = "T07"
    T08 = "T08"
    T09 = "T09"
    T10 = "T10"
    T11 = "T11"
    T12 = "T12"
    T13 = "T13"
    T14 = "T14"
    T15 = "T15"
