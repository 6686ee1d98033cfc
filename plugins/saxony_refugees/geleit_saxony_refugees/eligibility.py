"""Who may take part. What the residence document says is recorded; nothing is derived from the law."""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit import (
    Dossier,
    Eligibility,
    Force,
    Gender,
    Role,
    Round,
    Rule,
    all_of,
    any_of,
    at_most,
    between,
    hookimpl,
    is_false,
    is_true,
    one_of,
    present,
    rule,
    speaks,
    standard,
)
from geleit_saxony_refugees.documents import (
    ASYLUM_SEEKERS,
    MAY_WORK_AT_LEAST_WITH_PERMIT,
    TOLERATED,
    WITHOUT_ENTRY,
    ResidenceDocument,
    TargetGroup,
    WorkBanReason,
    WorkEntry,
)
from geleit_saxony_refugees.projects import DISTRICT_OF
from geleit_saxony_refugees.settings import Phase, Settings
from geleit_saxony_refugees.territories import SAXONY, TERRITORIES

DOCUMENT = "residence_document"
"""The kind of paper that shows residence and access to work."""

SAFE_COUNTRY_UNTIL = date(2015, 8, 31)
"""Registered by this day, people from safe countries are not shut out."""

YEARS_IN_SAXONY = 5
"""How long other migrants may have lived in Saxony in the second phase."""

_REQUEST = "Sächsischer Landtag, Kleine Anfrage 6/4882"
_INITIATIVE = "kulturelle-integration.de, 11.9.2019"
_FAQ = "arbeitsmarktmentoren-sachsen.de, questions on the target group"
_SAB = "Sächsische Aufbaubank, page on the programme"
_ZEFAS = "ZEFAS, call of 2024"


@hookimpl
def geleit_eligibility(round_: Round[Settings]) -> Eligibility:
    """The mentees' rules of the round's phase, the priorities in their order, and what is asked of mentors."""
    settings = round_.settings
    return Eligibility(
        mentee=(
            Rule(
                "SN-M01",
                _lives_here(settings),
                evidence="registration",
                source=f"{_INITIATIVE}; {_REQUEST}; the district: assumption",
            ),
            _target_group(settings.phase),
            Rule(
                "SN-M03",
                rule(_may_work, reads=("work_entry",), label="condition.sn_may_work"),
                applies_when=rule(_has_entry, reads=(DOCUMENT,), label="condition.sn_has_entry"),
                evidence=DOCUMENT,
                source=f"{_REQUEST}; {_INITIATIVE}; Arbeit und Leben Sachsen; "
                "the wordings that meet it, papers without an entry: assumption",
            ),
            Rule(
                "SN-M04",
                rule(_no_work_ban, reads=("work_entry", "work_ban"), label="condition.sn_no_work_ban"),
                evidence=DOCUMENT,
                source=_FAQ,
            ),
            Rule(
                "SN-M05",
                any_of(is_false("safe_country"), at_most("asylum_registered_on", SAFE_COUNTRY_UNTIL)),
                applies_when=_holds(*ASYLUM_SEEKERS, *TOLERATED),
                evidence=DOCUMENT,
                source=f"{_FAQ}; {_REQUEST}",
            ),
            Rule(
                "SN-M06",
                rule(_no_refusal, reads=("work_ban", "work_ban_reason"), label="condition.sn_no_refusal"),
                applies_when=_holds(*TOLERATED),
                evidence=DOCUMENT,
                source=f"{_REQUEST}; Arbeit und Leben Sachsen, first phase",
            ),
            Rule(
                "SN-M07",
                speaks(settings.german_minimum),
                Force.SOFT,
                source=f"{_FAQ}; {_INITIATIVE}; the level: assumption",
            ),
            Rule(
                "SN-M08",
                all_of(is_true("near_labour_market"), present("near_labour_market_reason")),
                Force.SOFT,
                source=f"{_FAQ}; {_INITIATIVE}",
            ),
            Rule("SN-M09", is_true("needs_support"), applies_when=_third_phase(settings.phase), source=_SAB),
            Rule(
                "SN-P1",
                all_of(one_of("gender", Gender.FEMALE), one_of("target_group", TargetGroup.PROTECTION_SEEKER)),
                Force.PRIORITY,
                source=f"{_ZEFAS}; Medienservice Sachsen, 4.11.2025",
            ),
            Rule(
                "SN-P2",
                all_of(is_false("vocational_qualification"), is_true("wants_qualification")),
                Force.PRIORITY,
                source=_ZEFAS,
            ),
            Rule(
                "SN-X",
                rule(_document_known, reads=("residence_document",), label="condition.sn_document_known"),
                Force.NOTE,
                source="Sächsischer Flüchtlingsrat, page on the support project",
            ),
            *standard.rules(Role.MENTEE, without=("ST-AGE", "ST-WORK", "ST-LANGUAGE")),
        ),
        mentor=(
            Rule("SN-R01", is_true("employed"), source="Arbeit und Leben Sachsen, project page; sz-online.de 2017"),
            Rule("SN-R02", between("fte", 0.1, 1.0), source="assumption"),
            Rule("SN-R03", present("trainings"), Force.NOTE, source="Sächsischer Flüchtlingsrat; assumption"),
            *standard.rules(Role.MENTOR, without=("ST-AGE",)),
        ),
    )


def _lives_here(settings: Settings) -> Any:
    """In the project's district, or elsewhere in Saxony once the transfer is agreed with the project there."""
    in_saxony = rule(_in_saxony, reads=("territory",), label="condition.sn_in_saxony")
    if settings.project is None:
        return in_saxony
    here = DISTRICT_OF[settings.project]
    in_district = rule(
        lambda dossier: None if dossier.value("territory") is None else dossier.value("territory") == here,
        reads=("territory",),
        label="condition.sn_in_district",
    )
    return any_of(in_district, all_of(in_saxony, is_true("transfer_agreed")))


def _in_saxony(dossier: Dossier) -> bool | None:
    place = dossier.value("territory")
    return None if place is None else TERRITORIES.within(place, SAXONY)


def _target_group(phase: Phase) -> Rule:
    seeker = one_of("target_group", TargetGroup.PROTECTION_SEEKER)
    migrant = one_of("target_group", TargetGroup.MIGRANT)
    match phase:
        case Phase.C1:
            test, source = seeker, "Sächsischer Flüchtlingsrat, page on the support project"
        case Phase.C2:
            recent = rule(_recently_arrived, reads=("arrived_in_saxony",), label="condition.sn_recently_arrived")
            test, source = (
                any_of(seeker, all_of(migrant, recent)),
                "Arbeit und Leben Sachsen; Sächsischer Flüchtlingsrat",
            )
        case Phase.C3:
            needed = present("need_reason")
            test, source = (
                any_of(seeker, all_of(migrant, needed)),
                f"{_SAB}; {_ZEFAS}; Medienservice Sachsen, 4.11.2025",
            )
    return Rule("SN-M02", test, evidence=DOCUMENT, source=source)


def _recently_arrived(dossier: Dossier) -> bool | None:
    arrived: date | None = dossier.value("arrived_in_saxony")
    if arrived is None:
        return None
    earliest = (dossier.on.year - YEARS_IN_SAXONY, dossier.on.month, dossier.on.day)
    return earliest <= (arrived.year, arrived.month, arrived.day) and arrived <= dossier.on


def _has_entry(dossier: Dossier) -> bool:
    """A paper that nobody knows may have one, so that a failing entry decides in any case."""
    return dossier.value(DOCUMENT) not in WITHOUT_ENTRY


def _may_work(dossier: Dossier) -> bool | None:
    entry = dossier.value("work_entry")
    return None if entry in (None, WorkEntry.UNBEKANNT) else entry in MAY_WORK_AT_LEAST_WITH_PERMIT


def _no_work_ban(dossier: Dossier) -> bool | None:
    if dossier.value("work_entry") is WorkEntry.NICHT_GESTATTET:
        return False
    ban: bool | None = dossier.value("work_ban")
    return None if ban is None else not ban


def _no_refusal(dossier: Dossier) -> bool | None:
    ban, reason = dossier.value("work_ban"), dossier.value("work_ban_reason")
    if reason is WorkBanReason.SECTION_60A_6:
        return False
    if ban is False:
        return True
    return None if ban is None or reason in (None, WorkBanReason.UNBEKANNT) else True


def _document_known(dossier: Dossier) -> bool | None:
    return None if dossier.value(DOCUMENT) in (None, ResidenceDocument.UNBEKANNT) else True


def _holds(*documents: ResidenceDocument) -> Any:
    """One of these documents; unknown where nobody knows which it is."""

    def holds(dossier: Dossier) -> bool | None:
        return dossier.value(DOCUMENT) in documents if _document_known(dossier) else None

    label = "condition.sn_tolerated" if documents == TOLERATED else "condition.sn_asylum_seeker_or_tolerated"
    return rule(holds, reads=(DOCUMENT,), label=label)


def _third_phase(phase: Phase) -> Any:
    return rule(lambda dossier: phase is Phase.C3, reads=(), label="condition.sn_third_phase")
