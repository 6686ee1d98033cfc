"""Every rule of the Mentoring-Partnerschaft, through the region's own answer, to every verdict it can have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from geleit import Cefr, Dossier, Force, Isced, Person, Role, Round, Rule, Verdict
from geleit.model.evidence import Consent, Evidence
from geleit.screening import Outlook, Screening, screen
from geleit_munich_migranet import geleit_eligibility
from geleit_munich_migranet.documents import (
    EmploymentStatus,
    QualificationKind,
    Recognition,
    ResidenceDocument,
    WorkEntry,
)
from geleit_munich_migranet.participants import Mentee, Mentor
from geleit_munich_migranet.settings import Settings
from geleit_munich_migranet.territories import Nuts

ON = date(2026, 2, 16)
START = date(2026, 3, 2)

LEAFLET = (
    ("MU-M01", "M"),
    ("MU-M02", "M"),
    ("MU-M03", "M"),
    ("MU-M04", "M"),
    ("MU-M05", "M"),
    ("MU-M06", "M"),
    ("MU-M07", "N"),
    ("MU-S01", "S"),
    ("MU-S02", "S"),
)
"""The mentees' rules as the programme's description lists them: id and class."""

MENTORS = (("MU-R01", "M"), ("MU-R02", "M"), ("MU-R03", "M"), ("MU-R04", "M"), ("MU-R05", "M"))
"""The mentors' rules: established, two years in Germany, German, orientation talk, confidentiality."""

FORCES = {"M": Force.MANDATORY, "S": Force.SOFT, "N": Force.NOTE}

MENTEE = Mentee(
    qualification=QualificationKind.UNIVERSITY,
    education=Isced.MASTER,
    qualification_abroad=True,
    recognition=Recognition.NONE,
    host_level=Cefr.B1,
    residence_document=ResidenceDocument.RESIDENCE_PERMIT,
    work_entry=WorkEntry.GAINFUL_PERMITTED,
    may_work=True,
    territory="09162",
    search_territories=("09162",),
    employment_status=EmploymentStatus.UNEMPLOYED,
    experience_years=3.0,
    motivation=4,
    time_for_meetings=3,
)
MENTOR = Mentor(established=True, years_in_germany=8.0, host_level=Cefr.C2, orientation_talk=True, confidentiality=True)
MENTEE_PAPERS = ("certificate", "language_certificate", "work_permit", "registration", "cv")
MENTOR_PAPERS = ("confidentiality_statement",)


def round_of(start: date | None = START, **changes: Any) -> Round[Settings]:
    return Round(id="r", title="Durchgang", settings=Settings(**changes), start=start)


def paper(kind: str, valid_until: date | None = None) -> Evidence:
    return Evidence(id=kind, person="p", kind=kind, seen_on=ON, by="office", valid_until=valid_until)


def consent(withdrawn_on: date | None = None) -> Consent:
    return Consent(
        id="c", person="p", purpose="programme", given_on=date(2026, 1, 9), by="office", withdrawn_on=withdrawn_on
    )


def dossier(
    role: Role = Role.MENTEE,
    changes: Mapping[str, Any] | None = None,
    *,
    without: tuple[str, ...] = (),
    expired: tuple[str, ...] = (),
    consents: tuple[Consent, ...] = (consent(),),
    round_: Round[Settings] | None = None,
) -> Dossier:
    base, papers = (MENTEE, MENTEE_PAPERS) if role is Role.MENTEE else (MENTOR, MENTOR_PAPERS)
    return Dossier(
        person=Person(id="p"),
        role=role,
        participant=attrs.evolve(base, **(changes or {})),
        round=round_ or round_of(),
        on=ON,
        evidence=tuple(
            paper(kind, date(2025, 12, 15) if kind in expired else None) for kind in papers if kind not in without
        ),
        consents=consents,
    )


def screened(found: Dossier) -> Screening:
    return screen(found, geleit_eligibility(found.round).of(found.role))


def rules(role: Role, round_: Round[Settings] | None = None) -> tuple[Rule, ...]:
    return geleit_eligibility(round_ or round_of()).of(role)


MET, NOT, OPEN, NA = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE
AUGSBURG = round_of(
    vocational_suffices=True, territories=(Nuts.AUGSBURG_CITY, Nuts.AUGSBURG_DISTRICT), override_territories=()
)
BEFORE = round_of(date(2023, 10, 2))
B2 = round_of(german_minimum=Cefr.B2)
ABROAD = {"territory": "outside", "search_territories": ("09761",)}
DISTRICT = {"territory": "09184", "search_territories": ("09184",)}

CASES: tuple[tuple[str, Verdict, Role, dict[str, Any], dict[str, Any]], ...] = (
    ("MU-M01", MET, Role.MENTEE, {}, {}),
    ("MU-M01", NOT, Role.MENTEE, {"qualification_abroad": False}, {}),
    ("MU-M01", NOT, Role.MENTEE, {"qualification_abroad": False}, {"without": ("certificate",)}),
    ("MU-M01", OPEN, Role.MENTEE, {"qualification_abroad": None}, {}),
    ("MU-M01", OPEN, Role.MENTEE, {}, {"without": ("certificate",)}),
    ("MU-M02", MET, Role.MENTEE, {"education": Isced.BACHELOR}, {}),
    (
        "MU-M02",
        NOT,
        Role.MENTEE,
        {"qualification": QualificationKind.ADVANCED_VOCATIONAL, "education": Isced.BACHELOR},
        {},
    ),
    ("MU-M02", NOT, Role.MENTEE, {"qualification": QualificationKind.VOCATIONAL, "education": None}, {}),
    ("MU-M02", NOT, Role.MENTEE, {"education": Isced.SHORT_CYCLE}, {}),
    ("MU-M02", NOT, Role.MENTEE, {"education": Isced.POST_SECONDARY, "qualification": None}, {}),
    ("MU-M02", OPEN, Role.MENTEE, {"qualification": None}, {}),
    ("MU-M02", OPEN, Role.MENTEE, {"education": None}, {}),
    ("MU-M02", OPEN, Role.MENTEE, {"education": Isced.UNKNOWN_LEVEL}, {}),
    ("MU-M02", OPEN, Role.MENTEE, {}, {"without": ("certificate",)}),
    ("MU-M02", MET, Role.MENTEE, {"qualification": QualificationKind.VOCATIONAL}, {"round_": BEFORE}),
    ("MU-M02", MET, Role.MENTEE, {"qualification": QualificationKind.VOCATIONAL}, {"round_": AUGSBURG}),
    ("MU-M02", NOT, Role.MENTEE, {"qualification": QualificationKind.NONE}, {"round_": BEFORE}),
    ("MU-M02", NOT, Role.MENTEE, {"qualification": QualificationKind.NONE}, {"round_": AUGSBURG}),
    ("MU-M02", OPEN, Role.MENTEE, {"qualification": None}, {"round_": BEFORE}),
    ("MU-M02", NOT, Role.MENTEE, {"qualification": QualificationKind.VOCATIONAL}, {"round_": round_of(None)}),
    ("MU-M03", MET, Role.MENTEE, {}, {}),
    ("MU-M03", MET, Role.MENTEE, {"german_in_interview": Cefr.B1}, {"without": ("language_certificate",)}),
    ("MU-M03", NOT, Role.MENTEE, {"host_level": Cefr.A2}, {}),
    ("MU-M03", NOT, Role.MENTEE, {"host_level": Cefr.A2}, {"without": ("language_certificate",)}),
    ("MU-M03", NOT, Role.MENTEE, {}, {"round_": B2}),
    ("MU-M03", MET, Role.MENTEE, {"host_level": Cefr.B2}, {"round_": B2}),
    ("MU-M03", OPEN, Role.MENTEE, {"host_level": None}, {}),
    ("MU-M03", OPEN, Role.MENTEE, {}, {"without": ("language_certificate",)}),
    ("MU-M03", OPEN, Role.MENTEE, {}, {"expired": ("language_certificate",)}),
    ("MU-M04", MET, Role.MENTEE, {}, {}),
    ("MU-M04", MET, Role.MENTEE, {"may_work": None}, {}),
    ("MU-M04", MET, Role.MENTEE, {"work_entry": WorkEntry.WITH_PERMIT}, {}),
    ("MU-M04", NOT, Role.MENTEE, {"may_work": False}, {}),
    ("MU-M04", NOT, Role.MENTEE, {"work_entry": WorkEntry.NOT_PERMITTED}, {}),
    ("MU-M04", OPEN, Role.MENTEE, {"may_work": None, "work_entry": WorkEntry.UNKNOWN}, {}),
    ("MU-M04", OPEN, Role.MENTEE, {"may_work": None, "work_entry": WorkEntry.WITH_PERMIT}, {}),
    ("MU-M04", OPEN, Role.MENTEE, {"may_work": False, "residence_document": None}, {}),
    ("MU-M04", OPEN, Role.MENTEE, {}, {"without": ("work_permit",)}),
    ("MU-M04", OPEN, Role.MENTEE, {}, {"expired": ("work_permit",)}),
    ("MU-M04", NA, Role.MENTEE, {"residence_document": ResidenceDocument.FREE_MOVEMENT, "may_work": None}, {}),
    ("MU-M04", NA, Role.MENTEE, {"residence_document": ResidenceDocument.GERMAN}, {"without": ("work_permit",)}),
    ("MU-M05", MET, Role.MENTEE, {"search_territories": None}, {}),
    ("MU-M05", MET, Role.MENTEE, {"territory": "outside", "search_territories": ("09761", "09162")}, {}),
    ("MU-M05", MET, Role.MENTEE, {**DISTRICT, "territory_exception": True}, {}),
    ("MU-M05", NOT, Role.MENTEE, {**DISTRICT, "territory_exception": False}, {}),
    ("MU-M05", NOT, Role.MENTEE, ABROAD, {}),
    ("MU-M05", NOT, Role.MENTEE, {**ABROAD, "territory_exception": True}, {}),
    ("MU-M05", OPEN, Role.MENTEE, DISTRICT, {}),
    ("MU-M05", OPEN, Role.MENTEE, {"territory": "outside", "search_territories": None}, {}),
    ("MU-M05", OPEN, Role.MENTEE, {}, {"without": ("registration",)}),
    ("MU-M05", NOT, Role.MENTEE, {}, {"round_": AUGSBURG}),
    ("MU-M05", MET, Role.MENTEE, {"territory": "09772"}, {"round_": AUGSBURG}),
    ("MU-M06", MET, Role.MENTEE, {}, {}),
    ("MU-M06", MET, Role.MENTEE, {"employment_status": EmploymentStatus.SEEKING}, {}),
    ("MU-M06", MET, Role.MENTEE, {"employment_status": EmploymentStatus.UNDER_QUALIFIED}, {}),
    ("MU-M06", NOT, Role.MENTEE, {"employment_status": EmploymentStatus.ADEQUATE}, {}),
    ("MU-M06", OPEN, Role.MENTEE, {"employment_status": None}, {}),
    ("MU-M07", MET, Role.MENTEE, {}, {}),
    ("MU-M07", OPEN, Role.MENTEE, {"recognition": None}, {}),
    ("MU-S01", MET, Role.MENTEE, {"experience_years": 1.0}, {}),
    ("MU-S01", NOT, Role.MENTEE, {"experience_years": 0.5}, {}),
    ("MU-S01", OPEN, Role.MENTEE, {"experience_years": None}, {}),
    ("MU-S01", OPEN, Role.MENTEE, {}, {"without": ("cv",)}),
    ("MU-S02", MET, Role.MENTEE, {"motivation": 3}, {}),
    ("MU-S02", NOT, Role.MENTEE, {"motivation": 2}, {}),
    ("MU-S02", NOT, Role.MENTEE, {"time_for_meetings": 2, "motivation": None}, {}),
    ("MU-S02", OPEN, Role.MENTEE, {"motivation": None}, {}),
    ("ST-CONSENT", MET, Role.MENTEE, {}, {}),
    ("ST-CONSENT", NOT, Role.MENTEE, {}, {"consents": (consent(date(2026, 2, 1)),)}),
    ("ST-CONSENT", OPEN, Role.MENTEE, {}, {"consents": ()}),
    ("MU-R01", MET, Role.MENTOR, {}, {}),
    ("MU-R01", NOT, Role.MENTOR, {"established": False}, {}),
    ("MU-R01", OPEN, Role.MENTOR, {"established": None}, {}),
    ("MU-R02", MET, Role.MENTOR, {"years_in_germany": 2.0}, {}),
    ("MU-R02", NOT, Role.MENTOR, {"years_in_germany": 1.5}, {}),
    ("MU-R02", OPEN, Role.MENTOR, {"years_in_germany": None}, {}),
    ("MU-R03", MET, Role.MENTOR, {"host_level": Cefr.B2}, {}),
    ("MU-R03", NOT, Role.MENTOR, {"host_level": Cefr.B1}, {}),
    ("MU-R03", OPEN, Role.MENTOR, {"host_level": None}, {}),
    ("MU-R03", NOT, Role.MENTOR, {"host_level": Cefr.B2}, {"round_": round_of(mentor_german=Cefr.C1)}),
    ("MU-R04", MET, Role.MENTOR, {}, {}),
    ("MU-R04", NOT, Role.MENTOR, {"orientation_talk": False}, {}),
    ("MU-R04", OPEN, Role.MENTOR, {"orientation_talk": None}, {}),
    ("MU-R05", MET, Role.MENTOR, {}, {}),
    ("MU-R05", NOT, Role.MENTOR, {"confidentiality": False}, {}),
    ("MU-R05", OPEN, Role.MENTOR, {"confidentiality": None}, {}),
    ("MU-R05", OPEN, Role.MENTOR, {}, {"without": ("confidentiality_statement",)}),
    ("ST-CONSENT", MET, Role.MENTOR, {}, {}),
    ("ST-CONSENT", NOT, Role.MENTOR, {}, {"consents": (consent(date(2026, 2, 1)),)}),
    ("ST-CONSENT", OPEN, Role.MENTOR, {}, {"consents": ()}),
)

NEVER_NOT_MET = {"MU-M07"}
"""Whatever the state of the recognition is, it is a state."""


@pytest.mark.parametrize(("code", "verdict", "role", "changes", "rest"), CASES)
def test_a_rule_gives_its_verdict(
    code: str, verdict: Verdict, role: Role, changes: dict[str, Any], rest: dict[str, Any]
) -> None:
    """Each case, taken through the hook's answer and the screening."""
    assert screened(dossier(role, changes, **rest)).finding(code).verdict is verdict


def test_every_rule_is_taken_to_every_verdict_it_can_have() -> None:
    """No rule lacks a case for met, open, not met, or not applicable where it can be that."""
    for role in Role:
        tried = {(code, verdict) for code, verdict, of, _, _ in CASES if of is role}
        expected = set()
        for each in rules(role):
            expected |= {(each.code, MET), (each.code, OPEN)}
            if each.code not in NEVER_NOT_MET:
                expected.add((each.code, NOT))
            if each.applies_when is not None:
                expected.add((each.code, NA))
        assert tried == expected


@pytest.mark.parametrize("round_", [round_of(), round_of(None), BEFORE, B2, AUGSBURG])
def test_the_rules_are_those_of_the_leaflet(round_: Round[Settings]) -> None:
    """Ids and classes are the same in every edition, in the leaflet's order, with the consent behind them."""
    for role, listed in ((Role.MENTEE, LEAFLET), (Role.MENTOR, MENTORS)):
        found = [(each.code, each.force) for each in rules(role, round_)]
        expected = [(code, FORCES[class_]) for code, class_ in listed]
        assert found == [*expected, ("ST-CONSENT", Force.MANDATORY)]


def test_somebody_who_brings_everything_is_eligible() -> None:
    """The mentee and the mentor that the cases start from fulfil every rule."""
    assert screened(dossier()).decision is Outlook.ELIGIBLE
    assert screened(dossier(Role.MENTOR)).decision is Outlook.ELIGIBLE


def test_soft_rules_and_notes_refuse_nobody() -> None:
    """Little experience, low ratings and an unknown recognition leave the decision as it is."""
    weak = {"experience_years": 0.0, "motivation": 1, "time_for_meetings": 1, "recognition": None}
    found = screened(dossier(Role.MENTEE, weak))
    assert found.decision is Outlook.ELIGIBLE
    assert found.finding("MU-S01").verdict is found.finding("MU-S02").verdict is NOT


@pytest.mark.parametrize("recognition", [None, *Recognition])
def test_no_state_of_the_recognition_refuses_anybody(recognition: Recognition | None) -> None:
    """MU-M07 is a note: even a refused recognition decides nothing."""
    assert screened(dossier(Role.MENTEE, {"recognition": recognition})).decision is Outlook.ELIGIBLE


def test_the_degree_rule_begins_with_2024() -> None:
    """The round's start decides, to the day; an open start takes the present rule."""
    vocational = {"qualification": QualificationKind.VOCATIONAL, "education": Isced.UPPER_SECONDARY}
    verdicts = {
        start: screened(dossier(Role.MENTEE, vocational, round_=round_of(start))).finding("MU-M02").verdict
        for start in (date(2023, 12, 31), date(2024, 1, 1), None)
    }
    assert verdicts == {date(2023, 12, 31): MET, date(2024, 1, 1): NOT, None: NOT}


def test_a_round_can_move_the_day_of_the_degree_rule() -> None:
    """A later day in the round's own settings keeps the older rule in force."""
    vocational = {"qualification": QualificationKind.VOCATIONAL}
    later = round_of(START, degree_from=date(2027, 1, 1))
    assert screened(dossier(Role.MENTEE, vocational, round_=later)).finding("MU-M02").verdict is MET


def test_meister_and_bachelor_share_a_level_but_not_a_kind() -> None:
    """Both are ISCED 6; only the degree fulfils the rule of 2024, and both fulfil the older one."""
    for kind, verdict in ((QualificationKind.UNIVERSITY, MET), (QualificationKind.ADVANCED_VOCATIONAL, NOT)):
        changes = {"qualification": kind, "education": Isced.BACHELOR}
        assert screened(dossier(Role.MENTEE, changes)).finding("MU-M02").verdict is verdict
        assert screened(dossier(Role.MENTEE, changes, round_=BEFORE)).finding("MU-M02").verdict is MET


def test_the_variants_are_off_unless_they_are_set() -> None:
    """B1 and no vocational variant, until the settings say otherwise."""
    settings = Settings()
    assert settings.german_minimum is Cefr.B1
    assert not settings.vocational_suffices
    assert settings.territories == (Nuts.MUNICH_CITY,)
    assert settings.override_territories == (Nuts.MUNICH_DISTRICT,)


def test_every_rule_says_where_it_comes_from() -> None:
    """What is assumed names who has to confirm it."""
    for role in Role:
        for each in rules(role):
            assert each.source
            if each.source.startswith("assumption"):
                assert "to be confirmed by the coordination in Munich" in each.source
