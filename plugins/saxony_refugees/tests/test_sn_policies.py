"""Saxony: assignment, cases, outcomes, places and projects as the programme describes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geleit import (
    NEVER,
    Answer,
    Capacity,
    Caseload,
    Clock,
    Form,
    Isced,
    MatchingPolicy,
    Moment,
    Outcomes,
    Region,
    Round,
    Sensitivity,
    SessionPolicy,
)
from geleit.fields import fields_of
from geleit.labels import core_labels
from geleit.progress.holidays import working_day
from geleit_saxony_refugees import (
    GoalTrack,
    Mentee,
    Phase,
    Project,
    Settings,
    geleit_matching,
    geleit_outcomes,
    geleit_region,
    geleit_sessions,
    goal_track,
)
from geleit_saxony_refugees.documents import WorkEntry
from geleit_saxony_refugees.projects import DISTRICT_OF
from geleit_saxony_refugees.territories import DISTRICTS, TERRITORIES

TOPICS = ("C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11", "C12")
STAGES = ("orientation", "preparation", "accompaniment", "placement", "after_care")
COLUMN_C = frozenset(
    {
        *("EMP_QUAL", "EMP_SV", "EMP_OTHER", "VET", "QUAL_DEGREE", "EQ", "STUDY", "FURTHER_ED", "INTERNSHIP"),
        *("RECOG_APPLIED", "RECOG_PARTIAL", "RECOG_FULL", "SELF_EMP", "SELF_EMP_PLANNED"),
        *("SEARCHING", "LEFT_EARLY", "MOVED", "NO_CONTACT"),
    }
)
"""The outcomes that the common vocabulary marks for Saxony."""

AGS = {
    "14511": ("Chemnitz", "city", "DED41"),
    "14521": ("Erzgebirgskreis", "district", "DED42"),
    "14522": ("Mittelsachsen", "district", "DED43"),
    "14523": ("Vogtlandkreis", "district", "DED44"),
    "14524": ("Zwickau", "district", "DED45"),
    "14612": ("Dresden", "city", "DED21"),
    "14625": ("Bautzen", "district", "DED2C"),
    "14626": ("Görlitz", "district", "DED2D"),
    "14627": ("Meißen", "district", "DED2E"),
    "14628": ("Sächsische Schweiz-Osterzgebirge", "district", "DED2F"),
    "14713": ("Leipzig", "city", "DED51"),
    "14729": ("Leipzig", "district", "DED52"),
    "14730": ("Nordsachsen", "district", "DED53"),
}


def asked(**settings: Any) -> Round[Settings]:
    """A round with these settings."""
    return Round(id="c3", title="C3", settings=Settings(**settings))


def test_the_region_is_a_caseload_in_saxony() -> None:
    """Employed mentors, German as the host language, German and English on the screen."""
    region: Region = geleit_region()
    assert region.form is Form.CASELOAD
    assert (region.country, region.languages, region.host_languages) == ("DE", ("de", "en"), ("de",))


def test_the_day_of_repentance_is_a_holiday() -> None:
    """Buß- und Bettag is kept in Saxony only."""
    region: Region = geleit_region()
    assert working_day(date(2025, 11, 19), region.holidays, "14612", region.territories) == date(2025, 11, 20)


def test_the_thirteen_districts_are_those_of_the_official_list() -> None:
    """AGS as text, kind and NUTS 3; all of them lie in Saxony."""
    found = {
        place.code: (place.named("de"), place.kind.removeprefix("territory_kind."), place.nuts) for place in DISTRICTS
    }
    assert found == AGS
    assert all(TERRITORIES.within(code, "14") for code in AGS)


def test_the_two_called_leipzig_are_shown_with_their_kind() -> None:
    """The bare name means both; with its kind it means one."""
    labels = core_labels()
    assert TERRITORIES["14713"].shown(labels, "de") == "Leipzig (Kreisfreie Stadt)"
    assert TERRITORIES["14729"].shown(labels, "de") == "Leipzig (Landkreis)"
    assert [place.code for place in TERRITORIES.read("Leipzig", labels, ("de",))] == ["14713", "14729"]
    assert [place.code for place in TERRITORIES.read("Landkreis Leipzig", labels, ("de",))] == ["14729"]


def test_fourteen_projects_work_in_thirteen_districts() -> None:
    """Project and district are two keys; Mittelsachsen has two projects."""
    assert len(Project) == 14
    assert set(DISTRICT_OF) == set(Project)
    assert set(DISTRICT_OF.values()) == set(AGS)
    assert [project.value for project in Project if DISTRICT_OF[project] == "14522"] == [
        "mittelsachsen-1",
        "mittelsachsen-2",
    ]


def test_assignment_knows_district_free_caseload_languages_and_field() -> None:
    """Nobody is asked for acceptance, and there is no veto."""
    policy: MatchingPolicy = geleit_matching(asked())
    assert [criterion.code for criterion in policy.criteria] == ["district", "free_caseload", "languages", "field"]
    assert policy.acceptance.sides == ()
    assert policy.vetoes == ()
    assert policy.mentor_capacity == Capacity(places=25, per="fte")
    assert policy.equity == ("gender", "host_level", "education", "target_group")


def test_no_score_sees_sex_origin_or_status() -> None:
    """The wish for a woman stands beside the pair and, as all that is special, is kept from scorers."""
    policy: MatchingPolicy = geleit_matching(asked())
    assert policy.beside_the_pair == ("wish_mentor_gender",)
    assert all(criterion.lifts is None for criterion in policy.criteria)
    read = {name for criterion in policy.criteria for side in criterion.scorer.reads for name in side}  # type: ignore[attr-defined]
    never = {field.name for field in fields_of(Mentee) if field.ask.matching is NEVER}
    assert not read & never
    assert {"wish_mentor_gender", "target_group", "residence_document", "work_entry"} <= never


def test_weights_can_be_set_one_by_one() -> None:
    """A weight that is not named keeps its default."""
    policy: MatchingPolicy = geleit_matching(asked(weights={"languages": 7.0}))
    assert [criterion.weight for criterion in policy.criteria] == [3.0, 3.0, 7.0, 2.0]


def test_what_concerns_residence_is_special() -> None:
    """Status, documents, entries on work and offices are a class of their own, for nobody but the staff in charge."""
    special = {field.name for field in fields_of(Mentee) if field.ask.sensitivity is Sensitivity.SPECIAL}
    assert {
        *("target_group", "residence_document", "title_section", "work_entry", "work_ban", "work_ban_reason"),
        *("safe_country", "asylum_registered_on", "permit_state", "legal_circle", "registered_status"),
        *("residence_obligation", "arrived_in_saxony", "need_reason"),
    } <= special


def test_a_case_runs_from_the_agreement_without_an_end() -> None:
    """As needed, no end date, no certificate; stages in their order."""
    policy: SessionPolicy = geleit_sessions(asked())
    assert (policy.clock, policy.months, policy.dose, policy.interval) == (Clock.AGREEMENT, None, None, None)
    assert policy.certificates == ()
    assert tuple(stage.code for stage in policy.stages) == STAGES
    assert [milestone.code for milestone in policy.milestones] == ["education_plan", "agreement", "after_care_contact"]


def test_the_caseload_goes_by_full_time_post() -> None:
    """Warning 20, cap 25, stop 30, and all three can be set."""
    policy: SessionPolicy = geleit_sessions(asked())
    assert policy.caseload == Caseload(warning=20, cap=25, stop=30, per="fte")
    other = asked(caseload_warning=10, caseload_cap=12, caseload_stop=15)
    smaller: SessionPolicy = geleit_sessions(other)
    assert smaller.caseload == Caseload(warning=10, cap=12, stop=15, per="fte")
    assert geleit_matching(other).mentor_capacity == Capacity(places=12, per="fte")


def test_the_activities_and_what_is_blocked() -> None:
    """C01 to C12; legal representation and decisions of the offices are referred."""
    policy: SessionPolicy = geleit_sessions(asked())
    assert tuple(topic.code for topic in policy.topics) == TOPICS
    assert [blocked.code for blocked in policy.blocked] == ["NS1", "NS2"]


def test_the_outcomes_are_those_of_saxony() -> None:
    """An internship is no employment, and insured and adequate are said apart."""
    answer: Outcomes = geleit_outcomes(asked())
    assert {category.code for category in answer.categories} == COLUMN_C
    counted = {result.code: result for result in answer.counted}
    assert all("INTERNSHIP" not in result.categories for result in counted.values())
    assert counted["insured_job"].where == {"insured": Answer.YES}
    assert counted["adequate_insured_job"].where == {"insured": Answer.YES, "adequate": Answer.YES}
    assert counted["sustained"].lasting_months == 6
    assert all("permanent" not in result.where for result in counted.values())


def test_people_are_asked_at_the_end_later_and_in_after_care() -> None:
    """End, +6, +12 months, and after a job or training began."""
    answer: Outcomes = geleit_outcomes(asked(sustained_months=9))
    asked_at = {offset.code: (offset.months, offset.days, offset.counted_from) for offset in answer.follow_ups}
    assert asked_at == {
        "exit": (0, 28, Moment.EXIT),
        "six_months": (6, 0, Moment.EXIT),
        "twelve_months": (12, 0, Moment.EXIT),
        "after_care": (9, 0, Moment.JOB_START),
    }
    assert {result.code: result.lasting_months for result in answer.counted}["sustained"] == 9


@pytest.mark.parametrize(
    ("education", "vocational", "track"),
    [
        (Isced.PRIMARY, False, GoalTrack.TRAINING),
        (Isced.LOWER_SECONDARY, None, GoalTrack.TRAINING),
        (Isced.UPPER_SECONDARY, False, GoalTrack.TRAINING),
        (Isced.UPPER_SECONDARY, True, GoalTrack.ADEQUATE_JOB),
        (Isced.UPPER_SECONDARY, None, None),
        (Isced.POST_SECONDARY, False, GoalTrack.TRAINING),
        (Isced.LOWER_SECONDARY, True, GoalTrack.ADEQUATE_JOB),
        (Isced.BACHELOR, None, GoalTrack.ADEQUATE_JOB),
        (Isced.DOCTORAL, False, GoalTrack.ADEQUATE_JOB),
        (Isced.UNKNOWN_LEVEL, False, None),
        (None, False, None),
        (None, True, GoalTrack.ADEQUATE_JOB),
        (None, None, None),
    ],
)
def test_the_goal_follows_from_education(
    education: Isced | None, vocational: bool | None, track: GoalTrack | None
) -> None:
    """Without completed training or study to training, with it to an adequate, insured job; else nobody knows."""
    assert goal_track(education, vocational) is track


def test_the_entry_on_work_has_the_four_wordings_and_unknown() -> None:
    """Exactly those that documents carry."""
    assert len(WorkEntry) == 5
    assert WorkEntry.UNBEKANNT in WorkEntry


def test_the_parameters_of_the_edition() -> None:
    """What the programme's settings are when nobody sets them."""
    settings = asked().settings
    assert settings.phase is Phase.C3
    assert settings.project is None
    assert (settings.german_minimum, settings.german_target) == ("A2", "B1")
    assert (settings.after_care_months, settings.sustained_months, settings.silent_days) == (12, 6, (60, 90))
