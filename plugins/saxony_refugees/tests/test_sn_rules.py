"""Saxony: every rule, through the region's answer, to every verdict it can have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from geleit import Answer, Cefr, Dossier, Eligibility, Force, Gender, Isced, Person, Role, Round, Rule, Verdict
from geleit.model.evidence import Consent, Evidence
from geleit.screening import Outlook, Screening, screen
from geleit_saxony_refugees import Mentee, Mentor, Phase, Project, Settings, geleit_eligibility
from geleit_saxony_refugees.documents import (
    ResidenceDocument,
    TargetGroup,
    WorkBanReason,
    WorkEntry,
)
from geleit_saxony_refugees.participants import TrainingSubject

TODAY = date(2025, 3, 3)

MENTEE_RULES = (
    ("SN-M01", "M"),
    ("SN-M02", "M"),
    ("SN-M03", "M"),
    ("SN-M04", "M"),
    ("SN-M05", "M"),
    ("SN-M06", "M"),
    ("SN-M07", "S"),
    ("SN-M08", "S"),
    ("SN-M09", "M"),
    ("SN-P1", "P"),
    ("SN-P2", "P"),
    ("SN-X", "N"),
)
"""The leaflet's rules for mentees, in its order, with their class."""

MENTOR_RULES = (("SN-R01", "M"), ("SN-R02", "M"), ("SN-R03", "N"))
"""What is asked of mentors, in the order of the table."""

FORCES = {"M": Force.MANDATORY, "S": Force.SOFT, "P": Force.PRIORITY, "N": Force.NOTE}

FITTING: Mapping[str, Any] = {
    "territory": "14612",
    "target_group": TargetGroup.PROTECTION_SEEKER,
    "residence_document": ResidenceDocument.AUFENTHALTSERLAUBNIS,
    "work_entry": WorkEntry.ERWERBSTAETIGKEIT_GESTATTET,
    "work_ban": False,
    "host_level": Cefr.A2,
    "near_labour_market": True,
    "near_labour_market_reason": "has a trade and looks for work",
    "needs_support": True,
    "education": Isced.LOWER_SECONDARY,
    "vocational_qualification": False,
    "wants_qualification": Answer.YES,
}
"""Somebody who meets every rule that applies to them."""

FITTING_MENTOR: Mapping[str, Any] = {"employed": True, "fte": 0.75, "trainings": (TrainingSubject.ASYLUM_LAW,)}

SEEKER: Mapping[str, Any] = {
    "residence_document": ResidenceDocument.AUFENTHALTSGESTATTUNG,
    "work_entry": WorkEntry.NUR_MIT_GENEHMIGUNG,
    "safe_country": False,
}
TOLERATED: Mapping[str, Any] = {**SEEKER, "residence_document": ResidenceDocument.DULDUNG_60A}
PAPERS = ("registration", "residence_document")


def round_of(phase: Phase = Phase.C3, **settings: Any) -> Round[Settings]:
    """A round of a phase in the Dresden project."""
    chosen: dict[str, Any] = {"phase": phase, "project": Project.DRESDEN, **settings}
    return Round(id=phase.value.lower(), title=phase.value, settings=Settings(**chosen))


def paper(kind: str, **changes: Any) -> Evidence:
    """A paper that a named person saw."""
    values = {"id": kind, "person": "p", "kind": kind, "seen_on": date(2025, 2, 1), "by": "Hähnel", **changes}
    return Evidence(**values)


def dossier(
    values: Mapping[str, Any],
    *,
    round_: Round[Settings] | None = None,
    role: Role = Role.MENTEE,
    papers: tuple[Evidence, ...] | None = None,
    gender: Gender | None = Gender.FEMALE,
    consent: bool = True,
) -> Dossier:
    """A dossier with these answers and nothing else."""
    cls = Mentee if role is Role.MENTEE else Mentor
    given = (Consent(id="c", person="p", purpose="programme", given_on=date(2025, 2, 1), by="Hähnel"),)
    return Dossier(
        person=Person(id="p", given_name="Selam", family_name="Tesfay", gender=gender),
        role=role,
        participant=cls(**values),
        round=round_ or round_of(),
        on=TODAY,
        evidence=tuple(map(paper, PAPERS)) if papers is None else papers,
        consents=given if consent else (),
    )


def screened(what: Dossier) -> Screening:
    """The screening by the rules of the dossier's round."""
    answer: Eligibility = geleit_eligibility(what.round)
    return screen(what, answer.of(what.role))


def without(*names: str) -> dict[str, Any]:
    """Somebody fitting of whom some answers are missing."""
    return {name: value for name, value in FITTING.items() if name not in names}


MET, NOT_MET, UNKNOWN, NA = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE
_MIGRANT = {**FITTING, "target_group": TargetGroup.MIGRANT}

CASES: tuple[tuple[str, Verdict, Mapping[str, Any], Mapping[str, Any]], ...] = (
    ("SN-M01", MET, FITTING, {}),
    ("SN-M01", MET, {**FITTING, "territory": "14625", "transfer_agreed": True}, {}),
    ("SN-M01", MET, {**FITTING, "territory": "14625"}, {"round_": round_of(project=None)}),
    ("SN-M01", NOT_MET, {**FITTING, "territory": "14625", "transfer_agreed": False}, {}),
    ("SN-M01", NOT_MET, {**FITTING, "territory": "outside"}, {}),
    ("SN-M01", UNKNOWN, {**FITTING, "territory": "14625"}, {}),
    ("SN-M01", UNKNOWN, without("territory"), {}),
    ("SN-M01", UNKNOWN, FITTING, {"papers": (paper("residence_document"),)}),
    ("SN-M02", MET, FITTING, {}),
    ("SN-M02", MET, FITTING, {"round_": round_of(Phase.C1)}),
    ("SN-M02", NOT_MET, _MIGRANT, {"round_": round_of(Phase.C1)}),
    ("SN-M02", UNKNOWN, without("target_group"), {"round_": round_of(Phase.C1)}),
    ("SN-M02", MET, FITTING, {"round_": round_of(Phase.C2)}),
    ("SN-M02", MET, {**_MIGRANT, "arrived_in_saxony": date(2020, 3, 3)}, {"round_": round_of(Phase.C2)}),
    ("SN-M02", NOT_MET, {**_MIGRANT, "arrived_in_saxony": date(2020, 3, 2)}, {"round_": round_of(Phase.C2)}),
    ("SN-M02", UNKNOWN, _MIGRANT, {"round_": round_of(Phase.C2)}),
    ("SN-M02", MET, {**_MIGRANT, "need_reason": "cannot find a way into the trade alone"}, {}),
    ("SN-M02", NOT_MET, {**_MIGRANT, "need_reason": " "}, {}),
    ("SN-M02", NOT_MET, {**FITTING, "target_group": TargetGroup.NEITHER}, {}),
    ("SN-M02", UNKNOWN, _MIGRANT, {}),
    ("SN-M02", UNKNOWN, FITTING, {"papers": (paper("registration"),)}),
    ("SN-M03", MET, FITTING, {}),
    ("SN-M03", MET, {**FITTING, "work_entry": WorkEntry.BESCHAEFTIGUNG_GESTATTET}, {}),
    ("SN-M03", MET, {**FITTING, "work_entry": WorkEntry.NUR_MIT_GENEHMIGUNG}, {}),
    ("SN-M03", NOT_MET, {**FITTING, "work_entry": WorkEntry.NICHT_GESTATTET}, {}),
    ("SN-M03", NOT_MET, {**without("residence_document"), "work_entry": WorkEntry.NICHT_GESTATTET}, {"papers": ()}),
    ("SN-M03", UNKNOWN, {**FITTING, "work_entry": WorkEntry.UNBEKANNT}, {}),
    ("SN-M03", UNKNOWN, without("work_entry"), {}),
    ("SN-M03", UNKNOWN, FITTING, {"papers": ()}),
    ("SN-M03", UNKNOWN, FITTING, {"papers": (paper("residence_document", valid_until=date(2025, 3, 2)),)}),
    ("SN-M03", NA, {**FITTING, "residence_document": ResidenceDocument.FREIZUEGIGKEIT_EU}, {}),
    ("SN-M03", NA, {**FITTING, "residence_document": ResidenceDocument.DEUTSCH}, {}),
    ("SN-M04", MET, FITTING, {}),
    ("SN-M04", NOT_MET, {**FITTING, "work_ban": True}, {}),
    ("SN-M04", NOT_MET, {**without("work_ban"), "work_entry": WorkEntry.NICHT_GESTATTET}, {}),
    ("SN-M04", UNKNOWN, without("work_ban"), {}),
    ("SN-M04", UNKNOWN, FITTING, {"papers": ()}),
    ("SN-M05", NA, FITTING, {}),
    ("SN-M05", MET, {**FITTING, **SEEKER}, {}),
    (
        "SN-M05",
        MET,
        {**FITTING, **SEEKER, "safe_country": True, "asylum_registered_on": date(2015, 8, 31)},
        {},
    ),
    (
        "SN-M05",
        NOT_MET,
        {**FITTING, **TOLERATED, "safe_country": True, "asylum_registered_on": date(2015, 9, 1)},
        {},
    ),
    ("SN-M05", UNKNOWN, {**FITTING, **SEEKER, "safe_country": True}, {}),
    ("SN-M05", UNKNOWN, {**FITTING, **SEEKER, "safe_country": None}, {}),
    ("SN-M05", UNKNOWN, {**FITTING, "residence_document": ResidenceDocument.UNBEKANNT}, {}),
    ("SN-M06", NA, FITTING, {}),
    ("SN-M06", NA, {**FITTING, **SEEKER}, {}),
    ("SN-M06", MET, {**FITTING, **TOLERATED}, {}),
    (
        "SN-M06",
        MET,
        {**FITTING, **TOLERATED, "work_ban": True, "work_ban_reason": WorkBanReason.FIRST_THREE_MONTHS},
        {},
    ),
    (
        "SN-M06",
        NOT_MET,
        {**FITTING, **TOLERATED, "work_ban": True, "work_ban_reason": WorkBanReason.SECTION_60A_6},
        {},
    ),
    ("SN-M06", UNKNOWN, {**FITTING, **TOLERATED, "work_ban": None}, {}),
    ("SN-M06", UNKNOWN, {**FITTING, **TOLERATED, "work_ban": True}, {}),
    (
        "SN-M06",
        UNKNOWN,
        {**FITTING, **TOLERATED, "work_ban": True, "work_ban_reason": WorkBanReason.UNBEKANNT},
        {},
    ),
    ("SN-M07", MET, FITTING, {}),
    ("SN-M07", NOT_MET, {**FITTING, "host_level": Cefr.A1}, {}),
    ("SN-M07", NOT_MET, FITTING, {"round_": round_of(german_minimum=Cefr.B1)}),
    ("SN-M07", UNKNOWN, without("host_level"), {}),
    ("SN-M08", MET, FITTING, {}),
    ("SN-M08", NOT_MET, {**FITTING, "near_labour_market": False}, {}),
    ("SN-M08", NOT_MET, {**FITTING, "near_labour_market_reason": ""}, {}),
    ("SN-M08", UNKNOWN, without("near_labour_market_reason"), {}),
    ("SN-M09", MET, FITTING, {}),
    ("SN-M09", NOT_MET, {**FITTING, "needs_support": False}, {}),
    ("SN-M09", UNKNOWN, without("needs_support"), {}),
    ("SN-M09", NA, FITTING, {"round_": round_of(Phase.C1)}),
    ("SN-M09", NA, {**FITTING, "needs_support": False}, {"round_": round_of(Phase.C2)}),
    ("SN-P1", MET, FITTING, {}),
    ("SN-P1", NOT_MET, FITTING, {"gender": Gender.MALE}),
    ("SN-P1", NOT_MET, _MIGRANT, {}),
    ("SN-P1", UNKNOWN, FITTING, {"gender": None}),
    ("SN-P2", MET, FITTING, {}),
    ("SN-P2", NOT_MET, {**FITTING, "vocational_qualification": True}, {}),
    ("SN-P2", NOT_MET, {**FITTING, "wants_qualification": Answer.NO}, {}),
    ("SN-P2", UNKNOWN, without("wants_qualification"), {}),
    ("SN-X", MET, FITTING, {}),
    ("SN-X", UNKNOWN, without("residence_document"), {}),
    ("SN-X", UNKNOWN, {**FITTING, "residence_document": ResidenceDocument.UNBEKANNT}, {}),
    ("ST-CONSENT", MET, FITTING, {}),
    ("ST-CONSENT", UNKNOWN, FITTING, {"consent": False}),
    ("SN-R01", MET, FITTING_MENTOR, {"role": Role.MENTOR}),
    ("SN-R01", NOT_MET, {**FITTING_MENTOR, "employed": False}, {"role": Role.MENTOR}),
    ("SN-R01", UNKNOWN, {}, {"role": Role.MENTOR}),
    ("SN-R02", MET, {**FITTING_MENTOR, "fte": 0.1}, {"role": Role.MENTOR}),
    ("SN-R02", MET, {**FITTING_MENTOR, "fte": 1.0}, {"role": Role.MENTOR}),
    ("SN-R02", NOT_MET, {**FITTING_MENTOR, "fte": 0.0}, {"role": Role.MENTOR}),
    ("SN-R02", NOT_MET, {**FITTING_MENTOR, "fte": 1.5}, {"role": Role.MENTOR}),
    ("SN-R02", UNKNOWN, {}, {"role": Role.MENTOR}),
    ("SN-R03", MET, FITTING_MENTOR, {"role": Role.MENTOR}),
    ("SN-R03", NOT_MET, {**FITTING_MENTOR, "trainings": ()}, {"role": Role.MENTOR}),
    ("SN-R03", UNKNOWN, {}, {"role": Role.MENTOR}),
)
"""Rule, the verdict wanted, the answers, and what else is particular about the dossier."""

POSSIBLE: Mapping[str, frozenset[Verdict]] = {
    **{code: frozenset({MET, NOT_MET, UNKNOWN}) for code, _ in (*MENTEE_RULES, *MENTOR_RULES)},
    "SN-M03": frozenset(Verdict),
    "SN-M05": frozenset(Verdict),
    "SN-M06": frozenset(Verdict),
    "SN-M09": frozenset(Verdict),
    "SN-X": frozenset({MET, UNKNOWN}),
}
"""The verdicts each rule can have: not applicable only where the rule narrows itself; SN-X refuses nobody."""


@pytest.mark.parametrize(("code", "verdict", "values", "rest"), CASES)
def test_a_rule_gives_its_verdict(
    code: str, verdict: Verdict, values: Mapping[str, Any], rest: Mapping[str, Any]
) -> None:
    """Each line of the table is what the region's own answer says."""
    assert screened(dossier(values, **rest)).finding(code).verdict is verdict


def test_every_rule_is_taken_to_every_verdict_it_can_have() -> None:
    """The table above leaves none out and claims none that cannot be."""
    shown: dict[str, set[Verdict]] = {}
    for code, verdict, _, _ in CASES:
        shown.setdefault(code, set()).add(verdict)
    assert {code: frozenset(verdicts) for code, verdicts in shown.items() if code in POSSIBLE} == POSSIBLE


@pytest.mark.parametrize("phase", Phase)
def test_the_rules_are_those_of_the_leaflet(phase: Phase) -> None:
    """The same ids with the same force in every phase, priorities in their order; consent is asked of both."""
    answer: Eligibility = geleit_eligibility(round_of(phase))

    def own(rules: tuple[Rule, ...]) -> list[tuple[str, Force]]:
        return [(rule.code, rule.force) for rule in rules if rule.code.startswith("SN-")]

    assert own(answer.mentee) == [(code, FORCES[class_]) for code, class_ in MENTEE_RULES]
    assert own(answer.mentor) == [(code, FORCES[class_]) for code, class_ in MENTOR_RULES]
    for rules in (answer.mentee, answer.mentor):
        assert [rule.code for rule in rules if not rule.code.startswith("SN-")] == ["ST-CONSENT"]
        assert all(rule.source for rule in rules)


def test_somebody_fitting_is_eligible() -> None:
    """All mandatory rules met or not applicable."""
    assert screened(dossier(FITTING)).decision is Outlook.ELIGIBLE
    assert screened(dossier(FITTING_MENTOR, role=Role.MENTOR)).decision is Outlook.ELIGIBLE


def test_soft_rules_priorities_and_notes_refuse_nobody() -> None:
    """German, nearness to the labour market, priorities, status and trainings do not change the decision."""
    values = {
        **FITTING,
        "host_level": Cefr.A1,
        "near_labour_market": False,
        "vocational_qualification": True,
        "arrived_in_saxony": date(2001, 1, 1),
    }
    for status in (ResidenceDocument.UNBEKANNT, ResidenceDocument.DULDUNG_60B, ResidenceDocument.VISUM):
        found = screened(dossier({**values, **TOLERATED, "residence_document": status}, gender=Gender.MALE))
        assert found.decision is not Outlook.NOT_ELIGIBLE
        assert found.priority == 0
    assert screened(dossier({**FITTING_MENTOR, "trainings": ()}, role=Role.MENTOR)).decision is Outlook.ELIGIBLE


def test_priorities_order_and_do_not_filter() -> None:
    """Two priorities come before one, and one before none; all three are eligible."""
    women = screened(dossier(FITTING))
    men = screened(dossier(FITTING, gender=Gender.MALE))
    trained = screened(dossier({**FITTING, "vocational_qualification": True}, gender=Gender.MALE))
    assert [women.priority, men.priority, trained.priority] == [2, 1, 0]
    assert {each.decision for each in (women, men, trained)} == {Outlook.ELIGIBLE}


@pytest.mark.parametrize("code", ["SN-M03", "SN-M04"])
def test_access_to_work_rests_on_what_a_named_person_saw(code: str) -> None:
    """The finding carries the paper with its wording, its expiry and who looked at it."""
    wording = "Beschäftigung nur mit Genehmigung der Ausländerbehörde"
    looked_at = paper("residence_document", wording=wording, by="Al-Masri", valid_until=date(2026, 1, 31))
    values = {**FITTING, "work_entry": WorkEntry.NUR_MIT_GENEHMIGUNG}
    seen = screened(dossier(values, papers=(looked_at,))).finding(code).paper
    assert seen is not None
    assert (seen.wording, seen.by, seen.valid_until) == (wording, "Al-Masri", date(2026, 1, 31))


@pytest.mark.parametrize("document", ResidenceDocument)
def test_no_document_decides_about_work_by_itself(document: ResidenceDocument) -> None:
    """Whatever the document is called, without an entry on work access stays open or does not arise."""
    found = screened(dossier({**without("work_entry"), "residence_document": document}))
    assert found.finding("SN-M03").verdict in (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


def test_what_is_missing_is_named_where_a_value_says_unknown() -> None:
    """ "unbekannt" is a value of the list; the reason still says which answer is wanted."""
    finding = screened(dossier({**FITTING, "work_entry": WorkEntry.UNBEKANNT})).finding("SN-M03")
    assert finding.missing == ("work_entry",)


def test_age_is_not_asked() -> None:
    """The programme names no age."""
    codes = {rule.code for role in Role for rule in geleit_eligibility(round_of()).of(role)}
    assert "ST-AGE" not in codes


def test_a_round_without_a_project_takes_all_of_saxony() -> None:
    """Every project has its district; without one all thirteen count, and the Land as a whole."""
    everywhere = round_of(project=None)
    for code in ("14", "14511", "14713", "14729"):
        found = screened(dossier({**FITTING, "territory": code}, round_=everywhere))
        assert found.finding("SN-M01").verdict is Verdict.MET
