"""A region of thirty lines in one file, in French and Dutch, runs a whole round through the use cases."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from geleit.errors import NotPossible
from geleit.files.report_json import report_json
from geleit.files.report_text import report_text
from geleit.model.lifecycle import PairState, PartState, RoundState
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.model.partnerships import Side
from geleit.model.people import Role
from geleit.programme import (
    Programme,
    applications,
    closing,
    decisions,
    due,
    findings,
    milestones,
    outcomes,
    partnerships,
    rounds,
    sessions,
    upkeep,
)
from geleit.programme.outcomes import Result
from geleit.programme.proposals import drafting, publishing
from geleit.programme.reporting import reports
from geleit.programme.roster import find_part, roster
from geleit.progress import DueKind
from geleit.questions.eligibility import Verdict
from geleit.screening import Outlook
from geleit.vocabulary.answer import Answer

HERE = Path(__file__).parent / "regions"
START = date(2026, 1, 12)

CONFIG = """
[organisation]
name = "Duo Bruxelles"
languages = ["fr", "nl"]
timezone = "Europe/Brussels"

[programme]
region = "./brussels.py"
title = "Duo"

[database]
path = "brussels.db"
protection = "disk"

[[rounds]]
id = "bxl-1"
title = "Premier groupe"
start = 2026-01-12
end = 2026-07-12
places = 4
"""

MENTEES = """\
Nr;Prénom;Nom;Date de naissance;Langues;Niveau de langue;Peut travailler;Permis de travail vu;Consentement
m1;Amal;Haddad;03.05.2001;français B2; B2;oui;oui;oui
m2;Bilal;Nasser;14.07.1970;arabe C2; B1;oui;12.12.2025;oui
m3;Carine;Mbeki;02.02.1985;français C1; C1;oui;oui;oui
m4;Daria;Kovalenko;;ukrainien C2;B2;oui;oui;oui
m5;Elias;Sahin;09.09.2002;turc C2; B1;non;oui;oui
"""
MENTORS = """\
Nr;Voornaam;Achternaam;Geboortedatum;Talen;Bedrijf;Toestemming
t1;Femke;Peeters;01.03.1975;Frans C1; Colruyt;ja
t2;Gilles;Dubois;02.04.1980;Arabisch B2; Solvay;ja
"""


@attrs.define
class Clock:
    """A clock that is set by hand."""

    day: date

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(START - timedelta(days=30))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    for name in ("brussels.py", "brussels.labels.toml"):
        shutil.copyfile(HERE / name, tmp_path / name)
    path = tmp_path / "duo.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def office(config: Path, clock: Clock) -> Iterator[Programme]:
    with Programme.open(config, clock=clock, randomness=Random(1), account="anna") as programme:
        yield programme


def take_in(programme: Programme) -> None:
    """Both lists, as the house keeps them."""
    folder = programme.config.path.parent
    for role, name, text in ((Role.MENTEE, "mentees.csv", MENTEES), (Role.MENTOR, "mentors.csv", MENTORS)):
        (folder / name).write_text(text, encoding="utf-8")
        done = applications.import_people(programme, programme.round(), role, folder / name)
        assert (done.problems, done.unknown_columns, done.written) == ((), (), True)


def test_the_region_has_at_most_thirty_lines() -> None:
    """One file and one list of words; nothing of the standard is repeated."""
    assert len((HERE / "brussels.py").read_text(encoding="utf-8").splitlines()) <= 30


def test_the_check_lists_what_the_region_leaves_to_the_standard(config: Path) -> None:
    """No problem; three silent questions; the standard's texts in English wherever French or Dutch is missing."""
    found = upkeep.check(config)
    assert found.problems == () and found.drift == ()
    silent = {one.key for one in found.assumptions if one.key.startswith("geleit_")}
    assert silent == {"geleit_matching", "geleit_outcomes", "geleit_reports"}
    assert {"ST-WORK", "ST-LANGUAGE", "ST-CONSENT"} <= {one.key for one in found.assumptions}
    assert ("field.occupations", "fr") in found.untranslated and ("field.occupations", "nl") in found.untranslated
    translated = {("field.age", "fr"), ("field.may_work", "nl"), ("rule.BXL-AGE", "fr"), ("finding.not_met", "fr")}
    assert not translated & set(found.untranslated)


def test_forty_is_refused_and_an_unknown_age_is_open(office: Programme) -> None:
    """Both age groups pass, the years between are not met, and nobody is refused for what nobody knows."""
    take_in(office)
    found = {
        one.applicant.person.id: one.screening for one in findings.screen_round(office, office.round(), [Role.MENTEE])
    }
    assert {id_: one.decision for id_, one in found.items()} == {
        "m1": Outlook.ELIGIBLE,
        "m2": Outlook.ELIGIBLE,
        "m3": Outlook.NOT_ELIGIBLE,
        "m4": Outlook.OPEN,
        "m5": Outlook.NOT_ELIGIBLE,
    }
    assert found["m3"].finding("BXL-AGE").verdict is Verdict.NOT_MET
    assert found["m4"].finding("BXL-AGE").missing == ("age",)
    french = {id_: office.labels.text(found[id_].finding("BXL-AGE").reason, "fr") for id_ in ("m1", "m3", "m4")}
    assert french == {
        "m1": "rempli : Âge de 18 à 33 ou Âge au moins 50 (indiqué : 24)",
        "m3": "non rempli : Âge de 18 à 33 ou Âge au moins 50 (indiqué : 40)",
        "m4": "à vérifier : Âge de 18 à 33 ou Âge au moins 50 ; il manque : Âge",
    }
    dutch = office.labels.text(found["m3"].finding("BXL-AGE").reason, "nl")
    assert dutch == "niet voldaan: Leeftijd van 18 tot 33 of Leeftijd minstens 50 (opgegeven: 40)"
    english = office.labels.text(found["m5"].finding("ST-WORK").reason, "fr")
    assert english.startswith("non rempli") and "Peut travailler" in english


def admit(programme: Programme) -> None:
    """Interviews and decisions."""
    round_ = programme.round()
    for person in ("m1", "m2"):
        decisions.interview(programme, round_, person)
        decisions.decide(programme, round_, person, "admit")
    for person in ("t1", "t2"):
        decisions.interview(programme, round_, person)
        decisions.decide(programme, round_, person, "sign")
        decisions.decide(programme, round_, person, "admit")


def test_who_is_forty_is_not_admitted_and_the_reason_is_said(office: Programme) -> None:
    """The refusal names the person and the rule; with an override and its reason a person decides otherwise."""
    take_in(office)
    round_ = office.round()
    decisions.interview(office, round_, "m3")
    with pytest.raises(NotPossible) as caught:
        decisions.decide(office, round_, "m3", "admit")
    said = caught.value.in_language("fr", office.labels)
    assert "Carine Mbeki" in said and "BXL-AGE" in said and "Âge de 18 à 33" in said
    findings.override(office, round_, "m3", "BXL-AGE", "pilot group agreed with the funder")
    assert decisions.decide(office, round_, "m3", "admit").state is PartState.ADMITTED


def test_a_whole_round_runs(office: Programme, clock: Clock) -> None:
    """From the lists to the report: the clock starts with the first meeting, and the mentors meet twice."""
    take_in(office)
    admit(office)
    clock.day = START
    assert rounds.open_round(office).state is RoundState.OPEN
    round_ = office.round()
    proposal = drafting.propose(office, round_)
    assert proposal.content is not None
    assert {(one["mentee"], one["mentor"]) for one in proposal.content["pairs"]} == {("m1", "t1"), ("m2", "t2")}
    assert all(set(one["sentences"]) == {"fr", "nl", "de", "en"} for one in proposal.content["pairs"])
    pairs = {pair.mentee: pair for pair in publishing.publish(office, round_)}
    assert {pair.state for pair in pairs.values()} == {PairState.ACCEPTED}

    clock.day = date(2026, 2, 2)
    sessions.log_session(office, round_, "Haddad", date(2026, 1, 19), minutes=150)
    begun = partnerships.find_pair(office, round_, "m1")
    assert (begun.state, begun.started) == (PairState.ACTIVE, date(2026, 1, 19))
    assert partnerships.find_pair(office, round_, "m2").state is PairState.ACCEPTED
    sessions.log_session(office, round_, "Nasser", date(2026, 1, 26), minutes=120)
    for week in range(1, 20):
        clock.day = date(2026, 1, 19) + timedelta(weeks=week)
        if week % 2:
            sessions.log_session(office, round_, "m1", clock.day, minutes=150)
    clock.day = date(2026, 3, 2)
    sessions.state_month(office, round_, "m2", date(2026, 2, 1), meetings=4, minutes=600)

    in_march = due.progress_of_round(office, round_, on=date(2026, 3, 1))
    first = next(one.progress for one in in_march if one.pair.mentee == "m1")
    assert (first.start, first.end) == (date(2026, 1, 19), date(2026, 7, 18))
    assert first.expected_least is not None and first.expected_most is not None
    assert first.expected_least == 6 * 120 and first.expected_most == 6 * 180
    second = next(one.progress for one in in_march if one.pair.mentee == "m2")
    assert second.met_minutes == 120 + 600

    for day, here in ((date(2026, 4, 15), ("t1", "t2")), (date(2026, 6, 15), ("t1",))):
        clock.day = day
        milestones.hold_event(
            office, round_, "Échange", day, milestone="mentors_exchange", minutes=120, present=here,
            absent={"t1", "t2"} - set(here),
        )  # fmt: skip
    states = {
        one.pair.mentee: one.progress.milestones[0] for one in due.progress_of_round(office, round_, on=clock.day)
    }
    assert (states["m1"].done_times, states["m1"].missing, states["m1"].done_on) == (2, (), date(2026, 6, 15))
    assert (states["m2"].done_times, states["m2"].missing, states["m2"].held) == (1, (Side.MENTOR,), 2)

    clock.day = date(2026, 8, 3)
    listed = due.due_in_round(office, round_)
    assert [(one.what, one.who) for one in listed if one.about == "mentors_exchange"] == [(DueKind.MILESTONE, ("t2",))]
    assert all(office.labels.text(one.sentence, "fr") for one in listed)
    assert [one.who for one in listed if one.what is DueKind.END] == [("m1", "t1"), ("m2", "t2")]

    outcomes.record_outcome(office, round_, "m1", Result(category="EMP_FIELD", began_on=date(2026, 6, 1)))
    for person, reached in (("m1", Answer.YES), ("m2", Answer.NO)):
        closed = closing.close(office, round_, person, "completed", goal_reached=reached, on=date(2026, 7, 20))
        assert closed.state is PairState.CLOSED
    assert rounds.close_round(office).state is RoundState.CLOSED

    clock.day = date(2027, 1, 25)
    waiting = office.store.all(FollowUp, status=FollowUpStatus.DUE)
    assert {one.offset for one in waiting} == {"exit", "six_months", "twelve_months"}
    answered = outcomes.answer_follow_up(office, round_, "m2", "six_months", reached=False)
    assert answered.status is FollowUpStatus.NOT_REACHED
    check_reports(office, round_)


def check_reports(programme: Programme, round_: Any) -> None:
    """Funnel, hours and outcomes, as text and as JSON; the figures are those of the story."""
    writers: tuple[Callable[..., str], ...] = (report_text, report_json)
    for language in ("fr", "nl"):
        said = programme.labels, language, programme.config.organisation.name
        for declared in reports.reports(programme, round_):
            for write in writers:
                assert "Duo Bruxelles" in write(reports.report(programme, round_, declared.code), *said)
    said = programme.labels, "fr", programme.config.organisation.name
    funnel = json.loads(report_json(reports.report(programme, round_, "funnel"), *said))
    cells = {
        column["code"]: cell["value"]
        for table in funnel["tables"]
        for column, cell in zip(table["columns"], table["rows"][-1]["cells"], strict=True)
    }
    wanted = {"mentee_applications": 5, "mentee_admitted": 2, "mentees_started": 2, "partnerships_completed": 2}
    assert {code: cells[code] for code in wanted} == wanted


def test_both_sides_leave_with_their_values_frozen(office: Programme, clock: Clock) -> None:
    """A completed pair lets the mentee go; the dated values stand as they were at entry and at exit."""
    take_in(office)
    admit(office)
    clock.day = START
    rounds.open_round(office)
    drafting.propose(office, office.round())
    publishing.publish(office, office.round())
    clock.day = date(2026, 2, 2)
    sessions.log_session(office, office.round(), "m1", date(2026, 2, 1), minutes=60)
    closing.close(office, office.round(), "m1", "completed")
    part = find_part(office, "bxl-1", "m1", Role.MENTEE).part
    assert part.left_on == clock.day
    assert part.at_entry == part.at_exit == {"host_level": "B2", "may_work": 1}
    assert [one.person.id for one in roster(office, "bxl-1", Role.MENTOR, [PartState.AVAILABLE])] == ["t2", "t1"]
