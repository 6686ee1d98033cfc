"""Answers in which not wanting to say is a value of its own; None stays "unknown: nobody has asked"."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """Yes, no, or declined to say."""

    YES = "yes"
    NO = "no"
    DECLINED = "declined"


class Gender(StrEnum):
    """Gender as the ESF+ regulation counts it (Regulation (EU) 2021/1057, Annex I), or declined to say."""

    FEMALE = "female"
    MALE = "male"
    NON_BINARY = "non_binary"
    DECLINED = "declined"


class Slot(StrEnum):
    """A part of the week in which somebody has time: mornings (am), afternoons (pm) and evenings (ev)."""

    MO_AM = "mo_am"
    MO_PM = "mo_pm"
    MO_EV = "mo_ev"
    TU_AM = "tu_am"
    TU_PM = "tu_pm"
    TU_EV = "tu_ev"
    WE_AM = "we_am"
    WE_PM = "we_pm"
    WE_EV = "we_ev"
    TH_AM = "th_am"
    TH_PM = "th_pm"
    TH_EV = "th_ev"
    FR_AM = "fr_am"
    FR_PM = "fr_pm"
    FR_EV = "fr_ev"
    SA_AM = "sa_am"
    SA_PM = "sa_pm"
    SA_EV = "sa_ev"
    SU_AM = "su_am"
    SU_PM = "su_pm"
    SU_EV = "su_ev"
