"""Each line of the leaflet, taken through the region's own answer to every verdict it can have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import geleit_austria_wko
from geleit import Cefr, Dossier, Eligibility, Force, Person, Role, Round, Rule, Verdict
from geleit.fields import evolve
from geleit.labels import Sentence, core_labels, read_labels
from geleit.model.evidence import Consent, Evidence
from geleit.model.people import Interview
from geleit.regions.words import territory_labels
from geleit.screening import Outlook, screen
from geleit_austria_wko import Mentee, Mentor, Settings, geleit_eligibility, geleit_region
from geleit_austria_wko.territories import Land
from geleit_austria_wko.vocabularies import (
    AmsRegistration,
    EducationLevel,
    LabourMarketAccess,
    ResidenceStatus,
    WorkingIn,
)

ON = date(2024, 1, 10)
BOTH_VARIANTS = Settings(unrestricted_access_only=True, recent_permanent_title_only=True)

LEAFLET = {
    **dict.fromkeys(("AT-M01", "AT-M02", "AT-M03", "AT-M04"), "M"),
    **dict.fromkeys(("AT-M04b", "AT-M04c"), "V"),
    "AT-M05": "M",
    **dict.fromkeys(("AT-S01", "AT-S02", "AT-S03", "AT-S04"), "S"),
    "AT-S05": "M",
    "AT-S06": "N",
}
"""The rules for mentees in the leaflet's order with their class: mandatory, variant, soft, or no rule."""

MENTORS = {
    **dict.fromkeys(("AT-R01", "AT-R02", "AT-R03", "AT-R04"), "M"),
    "AT-R05": "S",
    "AT-R06": "N",
    "AT-R07": "M",
}
"""The rules for mentors, likewise."""

FORCES = {"M": Force.MANDATORY, "V": Force.MANDATORY, "S": Force.SOFT, "N": Force.NOTE}
MET, NOT_MET, UNKNOWN, NA = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


def a_round(settings: Settings | None = None) -> Round[Settings]:
    return Round(id="ktn-11", title="11. Durchgang", settings=settings or Settings(), number=11)


def answer(settings: Settings | None = None) -> Eligibility:
    return geleit_eligibility(a_round(settings))


def paper(kind: str, issued: date | None = None, valid_until: date | None = None) -> Evidence:
    return Evidence(
        id=kind, person="p", kind=kind, issued_on=issued, seen_on=date(2024, 1, 8), by="office", valid_until=valid_until
    )


CONSENT = Consent(id="c", person="p", purpose="programme", given_on=date(2023, 11, 20), by="office")

GOOD_MENTEE = Mentee(
    education_level=EducationLevel.APPRENTICESHIP,
    certificate_language="ar",
    has_migration_background=True,
    host_level=Cefr.B1,
    residence_status=ResidenceStatus.ASYLUM,
    labour_market_access=LabourMarketAccess.UNRESTRICTED,
    permanent_title=True,
    title_issued_on=date(2020, 3, 1),
    ams_registration=AmsRegistration.JOB_SEEKING,
    initiative=3,
    willingness_to_learn=4,
    goals="Kontakte",
    open_about_culture=True,
    territory="AT213",
    experience_years=0.0,
)
GOOD_MENTOR = Mentor(
    working_in=WorkingIn.BUSINESS,
    experience_years=3.0,
    social_skills=3,
    voluntary=True,
    leading_role=True,
    former_mentee=False,
)
PAPERS = {
    "certificate": paper("certificate"),
    "certificate_translation": paper("certificate_translation"),
    "language_certificate": paper("language_certificate"),
    "residence_title": paper("residence_title"),
    "ams_confirmation": paper("ams_confirmation", date(2023, 12, 11)),
    "registration": paper("registration"),
    "confidentiality_statement": paper("confidentiality_statement"),
}


def dossier(role: Role, case: dict[str, Any], settings: Settings | None = None) -> Dossier:
    """A smooth application, changed as the case says: fields by name, papers in `papers` (None: never seen)."""
    case = dict(case)
    papers = {**PAPERS, **case.pop("papers", {})}
    consents = case.pop("consents", (CONSENT,))
    good = GOOD_MENTEE if role is Role.MENTEE else GOOD_MENTOR
    return Dossier(
        person=Person(id="p", given_name="Amira", family_name="Haddad"),
        role=role,
        participant=evolve(good, **case),
        round=a_round(settings),
        on=ON,
        evidence=tuple(one for one in papers.values() if one is not None),
        consents=consents,
    )


def none_seen(*kinds: str) -> dict[str, Any]:
    return {"papers": dict.fromkeys(kinds)}


CASES: tuple[tuple[str, Verdict, dict[str, Any]], ...] = (
    ("ST-CONSENT", MET, {}),
    ("ST-CONSENT", UNKNOWN, {"consents": ()}),
    ("ST-CONSENT", NOT_MET, {"consents": (evolve(CONSENT, withdrawn_on=date(2024, 1, 2)),)}),
    *(
        ("AT-M01", MET, {"education_level": level})
        for level in EducationLevel
        if level is not EducationLevel.COMPULSORY
    ),
    ("AT-M01", NOT_MET, {"education_level": EducationLevel.COMPULSORY}),
    ("AT-M01", NOT_MET, {"education_level": EducationLevel.COMPULSORY, **none_seen("certificate")}),
    ("AT-M01", UNKNOWN, {"education_level": None}),
    ("AT-M01", UNKNOWN, none_seen("certificate")),
    ("AT-M01", UNKNOWN, none_seen("certificate_translation")),
    ("AT-M01", UNKNOWN, {"certificate_language": None, **none_seen("certificate_translation")}),
    ("AT-M01", MET, {"certificate_language": "de", **none_seen("certificate_translation")}),
    ("AT-M02", MET, {}),
    ("AT-M02", MET, {"residence_status": ResidenceStatus.AT_CITIZEN}),
    ("AT-M02", NOT_MET, {"has_migration_background": False}),
    ("AT-M02", UNKNOWN, {"has_migration_background": None}),
    ("AT-M03", MET, {}),
    ("AT-M03", MET, {"german_confirmed": True, **none_seen("language_certificate")}),
    ("AT-M03", NOT_MET, {"host_level": Cefr.A2}),
    ("AT-M03", NOT_MET, {"host_level": Cefr.A2, **none_seen("language_certificate")}),
    ("AT-M03", UNKNOWN, {"host_level": None}),
    ("AT-M03", UNKNOWN, none_seen("language_certificate")),
    ("AT-M03", UNKNOWN, {"german_confirmed": False, **none_seen("language_certificate")}),
    ("AT-M04", MET, {}),
    ("AT-M04", MET, {"labour_market_access": LabourMarketAccess.PERMIT_NEEDED}),
    ("AT-M04", NOT_MET, {"labour_market_access": LabourMarketAccess.NONE}),
    ("AT-M04", NOT_MET, {"labour_market_access": LabourMarketAccess.EMPLOYER_BOUND}),
    ("AT-M04", UNKNOWN, {"labour_market_access": None}),
    ("AT-M04", UNKNOWN, none_seen("residence_title")),
    ("AT-M04", UNKNOWN, {"papers": {"residence_title": paper("residence_title", valid_until=date(2023, 10, 9))}}),
    ("AT-M04", UNKNOWN, {"residence_status": None, "labour_market_access": LabourMarketAccess.NA}),
    ("AT-M04", NA, {"residence_status": ResidenceStatus.AT_CITIZEN, "labour_market_access": None}),
    ("AT-M04", NA, {"residence_status": ResidenceStatus.EU_EEA_CH, **none_seen("residence_title")}),
    ("AT-M04b", MET, {}),
    ("AT-M04b", NOT_MET, {"labour_market_access": LabourMarketAccess.PERMIT_NEEDED}),
    ("AT-M04b", UNKNOWN, {"labour_market_access": None}),
    ("AT-M04b", NA, {"residence_status": ResidenceStatus.AT_CITIZEN}),
    ("AT-M04c", MET, {}),
    ("AT-M04c", MET, {"title_issued_on": date(2014, 1, 10)}),
    ("AT-M04c", NOT_MET, {"title_issued_on": date(2014, 1, 9)}),
    ("AT-M04c", NOT_MET, {"title_issued_on": date(2024, 1, 11)}),
    ("AT-M04c", NOT_MET, {"permanent_title": False}),
    ("AT-M04c", UNKNOWN, {"title_issued_on": None}),
    ("AT-M04c", UNKNOWN, {"permanent_title": None}),
    ("AT-M04c", NA, {"residence_status": ResidenceStatus.EU_EEA_CH}),
    ("AT-M05", MET, {}),
    ("AT-M05", MET, {"ams_registration": AmsRegistration.UNEMPLOYED}),
    ("AT-M05", NOT_MET, {"ams_registration": AmsRegistration.NONE}),
    ("AT-M05", NOT_MET, {"ams_registration": AmsRegistration.IN_TRAINING}),
    ("AT-M05", UNKNOWN, {"ams_registration": None}),
    ("AT-M05", UNKNOWN, none_seen("ams_confirmation")),
    ("AT-M05", UNKNOWN, {"papers": {"ams_confirmation": paper("ams_confirmation", date(2023, 12, 10))}}),
    ("AT-M05", UNKNOWN, {"papers": {"ams_confirmation": paper("ams_confirmation")}}),
    ("AT-S01", MET, {}),
    ("AT-S01", NOT_MET, {"initiative": 2}),
    ("AT-S01", UNKNOWN, {"initiative": None}),
    ("AT-S02", MET, {}),
    ("AT-S02", NOT_MET, {"willingness_to_learn": 1}),
    ("AT-S02", UNKNOWN, {"willingness_to_learn": None}),
    ("AT-S03", MET, {}),
    ("AT-S03", NOT_MET, {"goals": "  "}),
    ("AT-S03", UNKNOWN, {"goals": None}),
    ("AT-S04", MET, {}),
    ("AT-S04", NOT_MET, {"open_about_culture": False}),
    ("AT-S04", UNKNOWN, {"open_about_culture": None}),
    ("AT-S05", MET, {}),
    ("AT-S05", MET, {"territory": "AT21"}),
    ("AT-S05", NOT_MET, {"territory": "AT22"}),
    ("AT-S05", UNKNOWN, {"territory": None}),
    ("AT-S05", UNKNOWN, none_seen("registration")),
    ("AT-S06", MET, {}),
    ("AT-S06", UNKNOWN, {"experience_years": None}),
    ("AT-R01", MET, {}),
    ("AT-R01", MET, {"working_in": WorkingIn.SOCIAL_EDUCATION}),
    ("AT-R01", NOT_MET, {"working_in": WorkingIn.ELSEWHERE}),
    ("AT-R01", UNKNOWN, {"working_in": None}),
    ("AT-R02", MET, {}),
    ("AT-R02", NOT_MET, {"experience_years": 2.5}),
    ("AT-R02", UNKNOWN, {"experience_years": None}),
    ("AT-R03", MET, {}),
    ("AT-R03", NOT_MET, {"social_skills": 2}),
    ("AT-R03", UNKNOWN, {"social_skills": None}),
    ("AT-R04", MET, {}),
    ("AT-R04", NOT_MET, {"voluntary": False}),
    ("AT-R04", UNKNOWN, {"voluntary": None}),
    ("AT-R05", MET, {}),
    ("AT-R05", NOT_MET, {"leading_role": False}),
    ("AT-R05", UNKNOWN, {"leading_role": None}),
    ("AT-R06", MET, {}),
    ("AT-R06", MET, {"former_mentee": True}),
    ("AT-R06", UNKNOWN, {"former_mentee": None}),
    ("AT-R07", MET, {}),
    ("AT-R07", UNKNOWN, none_seen("confidentiality_statement")),
)

CANNOT_FAIL = ("AT-S06", "AT-R06", "AT-R07")
"""What is only recorded, and the signature, which is there or still missing."""


def possible(rule: Rule) -> set[Verdict]:
    """The verdicts that a rule can have."""
    verdicts = {MET, UNKNOWN} if rule.code in CANNOT_FAIL else {MET, UNKNOWN, NOT_MET}
    return verdicts | ({NA} if rule.applies_when else set())


def role_of(code: str) -> Role:
    return Role.MENTOR if code.startswith("AT-R") else Role.MENTEE


@pytest.mark.parametrize(("code", "verdict", "case"), CASES)
def test_a_rule_says_what_the_leaflet_says(code: str, verdict: Verdict, case: dict[str, Any]) -> None:
    """The finding of each case, through the region's answer with both variants switched on."""
    role = role_of(code)
    screening = screen(dossier(role, case, BOTH_VARIANTS), answer(BOTH_VARIANTS).of(role))
    assert screening.finding(code).verdict is verdict


def test_every_rule_is_taken_to_every_verdict_it_can_have() -> None:
    """No rule lacks a case for one of its verdicts, and no case is about a rule that does not exist."""
    rules = answer(BOTH_VARIANTS)
    wanted = {(rule.code, verdict) for role in Role for rule in rules.of(role) for verdict in possible(rule)}
    assert {(code, verdict) for code, verdict, _ in CASES} == wanted


def test_the_rules_are_those_of_the_leaflet_in_its_order() -> None:
    """Ids, order and force; the variants are not among them as long as nobody switches them on."""
    mentee, mentor = answer().mentee, answer().mentor
    assert [rule.code for rule in mentee] == ["ST-CONSENT", *(code for code, kind in LEAFLET.items() if kind != "V")]
    assert [rule.code for rule in mentor] == ["ST-CONSENT", *MENTORS]
    assert {rule.code: rule.force for rule in (*mentee, *mentor) if rule.code.startswith("AT")} == {
        code: FORCES[kind] for code, kind in {**LEAFLET, **MENTORS}.items() if kind != "V"
    }


def test_the_variants_stand_behind_their_settings() -> None:
    """Each variant appears, as a mandatory rule, with its own setting and with no other."""
    cases = (
        (Settings(unrestricted_access_only=True), "AT-M04b"),
        (Settings(recent_permanent_title_only=True), "AT-M04c"),
    )
    for settings, code in cases:
        codes = {rule.code: rule.force for rule in answer(settings).mentee}
        assert codes[code] is Force.MANDATORY
        assert len(codes) == len(answer().mentee) + 1
    assert [rule.code for rule in answer(BOTH_VARIANTS).mentee] == ["ST-CONSENT", *LEAFLET]


def test_a_smooth_application_is_eligible() -> None:
    """Mentee and mentor as the cases start from them."""
    for role in Role:
        assert screen(dossier(role, {}), answer().of(role)).decision is Outlook.ELIGIBLE


def test_what_is_only_judged_or_recorded_refuses_nobody() -> None:
    """All soft answers bad and everything recorded unknown, and still eligible."""
    mentee = {
        "initiative": 1,
        "willingness_to_learn": 1,
        "goals": "",
        "open_about_culture": False,
        "experience_years": None,
    }
    assert screen(dossier(Role.MENTEE, mentee), answer().mentee).decision is Outlook.ELIGIBLE
    mentor = {"leading_role": False, "former_mentee": None}
    assert screen(dossier(Role.MENTOR, mentor), answer().mentor).decision is Outlook.ELIGIBLE


def test_neither_recognition_nor_experience_nor_nationality_is_a_condition() -> None:
    """No rule that could refuse reads the fields in which these are recorded; whether a mentor exists is no rule."""
    for rule in answer(BOTH_VARIANTS).mentee:
        if rule.force is Force.MANDATORY:
            assert not {"recognition_kind", "recognition_state", "experience_years", "origin"} & set(rule.test.reads)
    assert "AT-C01" not in {rule.code for rule in answer(BOTH_VARIANTS).mentee}


def test_every_rule_names_its_source() -> None:
    """A source in words, or the standard, or the word assumption."""
    for role in Role:
        for rule in answer(BOTH_VARIANTS).of(role):
            assert rule.source


def test_a_land_can_do_without_the_registration_with_the_ams() -> None:
    """The switch takes the rule away, and nothing else."""
    without = [rule.code for rule in answer(Settings(ams_registration_required=False)).mentee]
    assert without == [rule.code for rule in answer().mentee if rule.code != "AT-M05"]


def test_a_joint_round_takes_people_of_both_laender() -> None:
    """Wien and Niederösterreich in one round; Kärnten is then elsewhere."""
    joint = Settings(land=(Land.WIEN, Land.NIEDEROESTERREICH))
    for territory, verdict in (("AT13", MET), ("AT12", MET), ("AT211", NOT_MET)):
        found = screen(dossier(Role.MENTEE, {"territory": territory}, joint), answer(joint).mentee)
        assert found.finding("AT-S05").verdict is verdict


def test_living_in_another_land_can_be_overridden_with_a_reason() -> None:
    """The finding stays as it is and counts as met."""
    away = dossier(Role.MENTEE, {"territory": "AT22"})
    assert screen(away, answer().mentee).decision is Outlook.NOT_ELIGIBLE
    found = screen(away, answer().mentee, {"AT-S05": "arbeitet in Wolfsberg"})
    assert (found.finding("AT-S05").verdict, found.decision) == (NOT_MET, Outlook.ELIGIBLE)


def test_settings_move_the_thresholds() -> None:
    """Minimum of German, days of the confirmation, accepted access, rating and experience are the settings'."""
    strict = Settings(
        german_minimum=Cefr.B2,
        ams_confirmation_days=29,
        accepted_access=(LabourMarketAccess.EMPLOYER_BOUND,),
        minimum_rating=4,
        mentor_experience_years=5.0,
    )
    mentee = screen(dossier(Role.MENTEE, {}, strict), answer(strict).mentee)
    verdicts = {code: mentee.finding(code).verdict for code in ("AT-M03", "AT-M04", "AT-M05", "AT-S01", "AT-S02")}
    assert verdicts == {
        "AT-M03": NOT_MET,
        "AT-M04": NOT_MET,
        "AT-M05": UNKNOWN,
        "AT-S01": NOT_MET,
        "AT-S02": MET,
    }
    mentor = screen(dossier(Role.MENTOR, {}, strict), answer(strict).mentor)
    assert [mentor.finding(code).verdict for code in ("AT-R02", "AT-R03")] == [NOT_MET, NOT_MET]


def test_ratings_of_the_interview_count() -> None:
    """What the talk found stands in for the form, and its confirmation of German for the certificate."""
    held = Interview(
        id="i",
        participation="t",
        held_on=date(2024, 1, 9),
        by="office",
        ratings={"initiative": 5, "german_confirmed": 1},
    )
    case = {"initiative": None, **none_seen("language_certificate")}
    found = screen(attrs.evolve(dossier(Role.MENTEE, case), interviews=(held,)), answer().mentee)
    assert [found.finding(code).verdict for code in ("AT-S01", "AT-M03")] == [MET, MET]


def test_a_former_mentee_comes_back_as_a_mentor() -> None:
    """One person, mentee in one round and mentor in a later one, fits the rules of both."""
    mentee = dossier(Role.MENTEE, {})
    later = attrs.evolve(dossier(Role.MENTOR, {"former_mentee": True}), person=mentee.person)
    assert later.person is mentee.person
    assert screen(mentee, answer().mentee).decision is Outlook.ELIGIBLE
    assert screen(later, answer().mentor).decision is Outlook.ELIGIBLE


def test_every_reason_is_a_sentence() -> None:
    """Each case's reason can be put into words in both languages, without a code left over."""
    own = read_labels(Path(geleit_austria_wko.__file__).with_name("labels.toml"))
    labels = core_labels().over(territory_labels(geleit_region()), own)
    for code, _, case in CASES:
        role = role_of(code)
        for finding in screen(dossier(role, case, BOTH_VARIANTS), answer(BOTH_VARIANTS).of(role)).findings:
            assert isinstance(finding.reason, Sentence)
            for language in ("de", "en"):
                words = labels.text(finding.reason, language)
                assert not any(prefix in words for prefix in ("field.", "evidence.", "wanted.", "condition."))
