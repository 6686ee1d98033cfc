"""Saxony: what is reported, worked out from columns, and the line on every print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from geleit import Recipient, Report, Round
from geleit.figures import Cell, Period, TableResult, check_report, evaluate
from geleit_saxony_refugees import Settings, geleit_reports
from geleit_saxony_refugees.reports import PUBLICITY

PHASE = Period(date(2025, 1, 1), date(2027, 12, 31))


def reports() -> dict[str, Report]:
    """The region's reports by code."""
    round_: Round[Settings] = Round(id="c3", title="C3", settings=Settings())
    return {report.code: report for report in geleit_reports(round_)}


def columns(rows: list[dict[str, Any]], *names: str) -> dict[str, list[Any]]:
    """Rows as columns; what a row does not say is unknown."""
    return {name: [row.get(name) for row in rows] for name in names}


GROUPS = ("gender", "host_level", "education", "territory")
WOMAN = {"gender": "female", "host_level": "A2", "education": "2", "territory": "14612"}
MAN = {"gender": "male", "host_level": "B2", "education": "6", "territory": "14627"}

CASES: list[dict[str, Any]] = [
    {"mentee": "a", "started": date(2025, 2, 1), "carried": False, "round": "c3", **WOMAN},
    {"mentee": "b", "started": date(2024, 5, 1), "carried": True, "round": "c3", **MAN},
    {"mentee": "c", "started": None, "carried": False, "round": "c3", **MAN},
    {"mentee": "d", "started": date(2026, 7, 1), "carried": False, "round": "c3", **MAN},
    {"mentee": "a", "started": date(2026, 8, 1), "carried": False, "succeeds": True, "round": "c3", **WOMAN},
]
CONTACTS: list[dict[str, Any]] = [
    {"employer": "x", "on": date(2025, 3, 1), "territory": "14612"},
    {"employer": "x", "on": date(2025, 9, 1), "territory": "14612"},
    {"employer": "y", "on": date(2026, 3, 1), "territory": "14627"},
    {"employer": "z", "on": date(2024, 3, 1), "territory": "14627"},
]
OUTCOMES: list[dict[str, Any]] = [
    {"person": "a", "category": "VET", "began_on": date(2025, 9, 1), "before_start": False, **WOMAN},
    {
        "person": "b",
        "category": "EMP_SV",
        "began_on": date(2025, 5, 1),
        "before_start": False,
        "insured": "yes",
        "adequate": "yes",
        **MAN,
    },
    {"person": "d", "category": "EMP_SV", "began_on": date(2026, 9, 1), "before_start": False, "insured": "yes", **MAN},
    {"person": "d", "category": "INTERNSHIP", "began_on": date(2026, 8, 1), "before_start": False, **MAN},
    {"person": "a", "category": "EMP_OTHER", "began_on": date(2025, 1, 2), "before_start": True, **WOMAN},
]
PEOPLE: list[dict[str, Any]] = [
    {"person": "a", "started": True, "counted": ("placed", "sustained"), **WOMAN},
    {"person": "b", "started": True, "counted": ("placed",), **MAN},
    {"person": "d", "started": True, "counted": ("placed", "sustained"), **MAN, "host_level": None},
]
APPLICATIONS: list[dict[str, Any]] = [
    {"role": "mentee", "admitted": True, "education": "2", "vocational_qualification": None},
    {"role": "mentee", "admitted": True, "education": "3", "vocational_qualification": 1},
    {"role": "mentee", "admitted": True, "education": "3", "vocational_qualification": None},
    {"role": "mentee", "admitted": False, "education": "6", "vocational_qualification": None},
    {"role": "mentor", "admitted": True, "education": None, "vocational_qualification": None},
]

POPULATIONS: Mapping[str, Any] = {
    "partnerships": columns(
        [{"succeeds": False, **case} for case in CASES],
        *("mentee", "started", "ended", "carried", "succeeds", "round"),
        *GROUPS,
    ),
    "employers": columns(CONTACTS, "employer", "on", "kind", "territory"),
    "outcomes": columns(
        OUTCOMES, "person", "category", "began_on", "before_start", "insured", "adequate", "counted", *GROUPS
    ),
    "people": columns(PEOPLE, "person", "started", "counted", "not_reached", *GROUPS),
    "applications": columns(APPLICATIONS, "role", "admitted", "education", "vocational_qualification"),
}


def table(report: str, code: str) -> TableResult:
    """A table worked out for the whole phase."""
    result = evaluate(reports()[report], POPULATIONS, PHASE)
    return next(each for each in result.tables if each.code == code)


def numbers(cells: tuple[Cell, ...]) -> dict[str, Any]:
    """Figure and value."""
    return {cell.code: cell.value for cell in cells}


def test_every_print_carries_the_publicity_line() -> None:
    """The region's own reports and the standard's alike."""
    found = reports()
    assert {report.note for report in found.values()} == {PUBLICITY}
    assert {"sn_funder", "sn_parliament", "sn_goals", "funnel", "hours", "outcomes", "caseload", "equity"} <= set(found)


def test_every_report_can_be_worked_out() -> None:
    """No population or column that does not exist."""
    assert {code: faults for code, report in reports().items() if (faults := check_report(report))} == {}


def test_started_and_accompanied_are_two_figures() -> None:
    """A case carried over is accompanied in the phase and not started in it."""
    found = numbers(table("sn_funder", "sn_cases").total.cells)
    assert found == {
        "sn_started": 2,
        "sn_started_women": 1,
        "sn_started_unqualified": 1,
        "sn_accompanied": 3,
        "sn_accompanied_women": 1,
        "sn_accompanied_unqualified": 1,
        "sn_carried": 1,
    }


def test_who_goes_on_with_another_mentor_has_not_started_again() -> None:
    """Started in February 2025, handed over in August 2026: in August 2026 nobody starts."""
    august = attrs.evolve(PHASE, first=date(2026, 8, 1), last=date(2026, 8, 31))
    result = evaluate(reports()["sn_funder"], POPULATIONS, august)
    cells = numbers(next(each for each in result.tables if each.code == "sn_cases").total.cells)
    assert (cells["sn_started"], cells["sn_started_women"]) == (0, 0)


def test_the_phase_and_the_districts_have_their_rows() -> None:
    """One row per phase, one per district."""
    phases = table("sn_funder", "sn_cases_by_phase")
    assert {row.value: numbers(row.cells) for row in phases.broken_down} == {
        "c3": {"sn_started": 2, "sn_accompanied": 3}
    }
    districts = table("sn_funder", "sn_cases_by_district")
    assert {row.value: numbers(row.cells) for row in districts.broken_down} == {
        "14612": {"sn_started": 1, "sn_accompanied": 1},
        "14627": {"sn_started": 1, "sn_accompanied": 2},
    }


def test_an_employer_counts_once_in_the_period() -> None:
    """However many talks, and only those of the period."""
    assert numbers(table("sn_funder", "sn_employers").total.cells) == {"sn_employers": 2}


def test_placements_are_counted_by_kind_without_internships_and_earlier_jobs() -> None:
    """Insured and adequate are said of each."""
    found = table("sn_funder", "sn_placements")
    assert {row.value: numbers(row.cells)["sn_placed"] for row in found.broken_down} == {"VET": 1, "EMP_SV": 2}
    total = numbers(found.total.cells)
    assert total["sn_placed"] == 3
    assert (total["sn_placed_women"], total["sn_placed_unqualified"]) == (1, 1)
    assert (total["sn_placed_insured"], total["sn_placed_adequate"], total["sn_placed_insured_adequate"]) == (2, 1, 1)


def test_sustained_placements_go_by_women_qualification_and_district() -> None:
    """From the counted result, by person."""
    assert numbers(table("sn_funder", "sn_sustained").total.cells) == {
        "sn_sustained": 2,
        "sn_sustained_women": 1,
        "sn_sustained_unqualified": 1,
    }
    districts = table("sn_funder", "sn_sustained_by_district")
    assert {row.value: numbers(row.cells)["sn_sustained"] for row in districts.broken_down} == {"14612": 1, "14627": 1}


def test_parliament_reads_employments_and_those_insured() -> None:
    """A public report, in which small numbers are hidden on the way out."""
    assert reports()["sn_parliament"].recipient is Recipient.PUBLIC
    total = numbers(table("sn_parliament", "sn_employed_by_sex").total.cells)
    assert total == {"sn_employed": 2, "sn_employed_insured": 2}


def test_the_goals_are_counted_from_education() -> None:
    """Mentors and people who were not admitted are left out; who is not known is a figure of its own."""
    found = numbers(table("sn_goals", "sn_goal_tracks").total.cells)
    assert found == {"sn_track_training": 1, "sn_track_job": 1, "sn_track_unknown": 1}
    german = numbers(table("sn_goals", "sn_german").total.cells)
    assert german == {"sn_german_target": 1, "sn_german_below": 1, "sn_german_unknown": 1}
