"""The command line: every step of a round by its command, on a small region of one file."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from geleit.cli import catalogue, main
from geleit.cli.days import read_day
from geleit.errors import UsageError
from geleit.labels import core_labels, read_labels
from tests.organisations import mentoring
from tests.organisations.mentoring import mentoring_region
from tests.organisations.tiny import configuration, laid_out

ROOT = Path(__file__).parents[1]

REGION = mentoring_region("""

@participant
class Mentee(geleit.Mentee):
    drive: Annotated[int | None, ask(interview=True)] = None


@participant
class Job(geleit.Participant):
    trial_days: int | None = None


@geleit.settings
class Settings:
    level: geleit.Cefr = geleit.setting(geleit.Cefr.B1, source="example page")
    weeks: int = geleit.assumption(26, note="nobody has said so")


@hookimpl
def geleit_eligibility(round_):
    rules = (
        geleit.Rule("T-AGE", geleit.at_least("age", 18), source="example page"),
        geleit.Rule("T-WORK", geleit.is_true("may_work"), evidence="work_permit", source="example page"),
    )
    return geleit.Eligibility(mentee=rules, mentor=())


@hookimpl
def geleit_matching(round_):
    acceptance = geleit.AcceptancePolicy(sides=(geleit.Side.MENTOR,), days=7, decline_reasons=("no_time",))
    return attrs.evolve(by_language(), acceptance=acceptance)


@hookimpl
def geleit_sessions(round_):
    policy = half_a_year()
    return attrs.evolve(
        policy,
        stages=(geleit.Stage("first"), geleit.Stage("second")),
        milestones=(geleit.Milestone("opening", geleit.Due(days=14), group=True), *policy.milestones),
        end_reasons=(*policy.end_reasons, "no_fit"),
    )


@hookimpl
def geleit_outcomes(round_):
    return geleit.Outcomes(
        categories=(
            geleit.Category("JOB", standard_class=geleit.StandardClass.EMPLOYED, detail=Job),
            geleit.Category("SEARCHING", end_state=True),
        ),
        follow_ups=(geleit.Offset("exit", days=28),),
    )
""")

LABELS = """\
[field]
drive = { de = "Antrieb", en = "Drive" }
trial_days = { de = "Probetage", en = "Trial days" }
[rule]
T-AGE = { de = "volljährig", en = "of age" }
T-WORK = { de = "darf arbeiten", en = "may work" }
[stage]
first = { de = "erste Phase", en = "first stage" }
second = { de = "zweite Phase", en = "second stage" }
[milestone]
opening = { de = "Eröffnung", en = "Opening" }
talk = { de = "Zwischengespräch", en = "Talk in between" }
"""
LABELS += mentoring.LABELS + 'SEARCHING = { de = "auf der Suche", en = "searching" }\n'

CONFIG = configuration(
    """\
[region]
level = "B2"

[[rounds]]
id = "r1"
title = "Durchgang 1"
start = 2026-03-01
end = 2026-08-31
""",
    name="Beispielverein",
)

MENTEES = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen;Darf arbeiten;Einwilligung am
m1;Amira;Haddad;11.02.1990;Arabisch C2;ja;1.2.2026
m2;Olena;Bondar;12.03.1991;Ukrainisch C2;ja;1.2.2026
"""


class Said(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@contextmanager
def at_the_desk(folder: Path) -> Iterator[pytest.MonkeyPatch]:
    """In the folder, with nobody's own settings; the clock stands at 5 March 2026."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("GELEIT_LANGUAGE", "GELEIT_TRACEBACK", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "en_US.UTF-8")
        patch.setenv("GELEIT_NOW", "2026-03-05T09:00:00+00:00")
        yield patch


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command in a folder with a region, a configuration and lists."""
    laid_out(tmp_path, CONFIG, REGION, labels=LABELS, file="tiny.toml", mentees=MENTEES, mentors=mentoring.MENTORS)

    def run(*words: str, code: int | None = 0) -> Said:
        capsys.readouterr()
        found = main(words)
        said = Said(found, *capsys.readouterr())
        assert code is None or said.code == code, said
        return said

    with at_the_desk(tmp_path):
        yield run


@pytest.fixture(scope="module")
def office_admitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an open round, two mentees admitted and two mentors available."""
    folder = tmp_path_factory.mktemp("admitted")
    laid_out(folder, CONFIG, REGION, labels=LABELS, file="tiny.toml", mentees=MENTEES, mentors=mentoring.MENTORS)
    lines: list[tuple[str, ...]] = [("round", "open", "tiny.toml")]
    lines += [("import", "tiny.toml", f"{what}.csv", "--what", what) for what in ("mentees", "mentors")]
    for mentee in ("m1", "m2"):
        lines.append(("papers", "tiny.toml", mentee, "work_permit", "--issued", "1.2."))
        lines.append(("interview", "tiny.toml", mentee, "--rating", "drive=4", "--on", "gestern"))
        lines.append(("admit", "tiny.toml", mentee))
    for mentor in ("p1", "p2"):
        lines.append(("interview", "tiny.toml", mentor))
        lines.append(("move", "tiny.toml", mentor, "sign"))
        lines.append(("admit", "tiny.toml", mentor))
    return done_in(folder, lines)


@pytest.fixture(scope="module")
def office_running(office_admitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with two pairs that run."""
    folder = shutil.copytree(office_admitted, tmp_path_factory.mktemp("running") / "office")
    lines: list[tuple[str, ...]] = [("match", "tiny.toml"), ("decide", "tiny.toml")]
    for mentee in ("m1", "m2"):
        lines.append(("accept", "tiny.toml", mentee, "--side", "mentor"))
        lines.append(("agreement", "tiny.toml", mentee, "--on", "1.3."))
    return done_in(folder, lines)


def done_in(folder: Path, lines: Iterable[tuple[str, ...]]) -> Path:
    """The folder, after these commands."""
    with at_the_desk(folder):
        for words in lines:
            assert main(words) == 0, words
    return folder


@pytest.fixture
def admitted(run: Run, office_admitted: Path, tmp_path: Path) -> Run:
    """Runs a command in a folder of one's own where people have been admitted."""
    shutil.copytree(office_admitted, tmp_path, dirs_exist_ok=True)
    return run


@pytest.fixture
def running(run: Run, office_running: Path, tmp_path: Path) -> Run:
    """Runs a command in a folder of one's own where two pairs run."""
    shutil.copytree(office_running, tmp_path, dirs_exist_ok=True)
    return run


def test_a_configuration_is_made_and_checked_on_the_first_day(run: Run, tmp_path: Path) -> None:
    """`init` writes a file that `check` finds nothing wrong with, and never touches one that is there."""
    run("init", "neu.toml", "--region", "./tiny.py", "--name", 'Verein "Süd"', "--language", "de")
    text = (tmp_path / "neu.toml").read_text(encoding="utf-8")
    assert 'name = "Verein \\"Süd\\""' in text
    assert "# weeks = 26   # Annahme: nobody has said so" in text
    checked = run("check", "neu.toml", "--json").json()
    assert checked["problems"] == []
    assert [one["key"] for one in checked["assumptions"]][:1] == ["region.weeks"]
    again = run("init", "neu.toml", "--region", "./tiny.py", "--name", "Anders", code=2)
    assert "neu.toml" in again.err
    assert (tmp_path / "neu.toml").read_text(encoding="utf-8") == text


def test_mistakes_are_findings_of_check(run: Run, tmp_path: Path) -> None:
    """`check` exits 2, lists every mistake with its place on stdout, and says so in the reader's language."""
    wrong = CONFIG.replace('level = "B2"', 'level = "Z9"\nlevle = "B1"')
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    said = run("check", "wrong.toml", code=2)
    assert "wrong.toml:15: region.levle" in said.out
    assert "wrong.toml:14: region.level" in said.out
    assert said.err.endswith("2 Fehler gefunden.\n")
    found = run("check", "wrong.toml", "--json", "--language", "en", code=2).json()
    assert set(found) == {"health", "problems", "assumptions", "drift", "untranslated"}
    assert {(one["line"], one["key"]) for one in found["problems"]} == {(14, "region.level"), (15, "region.levle")}
    assert any("did you mean 'level'" in one["message"] for one in found["problems"])


def test_a_broken_region_is_a_finding_of_check(run: Run, tmp_path: Path) -> None:
    """A region that cannot be imported is named, and nothing raises."""
    (tmp_path / "tiny.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    found = run("check", "tiny.toml", "--json", code=2).json()
    assert "nowhere_to_be_found" in found["problems"][0]["message"]


def test_check_shows_what_an_opened_round_has_frozen(run: Run, tmp_path: Path) -> None:
    """A setting that was changed after opening is drift, with both values."""
    run("round", "open", "tiny.toml")
    (tmp_path / "tiny.toml").write_text(CONFIG.replace('"B2"', '"A2"'), encoding="utf-8")
    assert {"round": "r1", "key": "level", "frozen": "B2", "now": "A2"} in run("check", "tiny.toml", "--json").json()[
        "drift"
    ]
    assert "level" in run("check", "tiny.toml").out


def test_config_show_says_where_each_value_comes_from(run: Run) -> None:
    """Written values have their line, defaults their source, assumptions their note."""
    found = {one["key"]: one for one in run("config", "show", "tiny.toml", "--json").json()}
    name = {"key": "organisation.name", "value": "Beispielverein", "origin": "tiny.toml:2"}
    assert name.items() <= found["organisation.name"].items()
    assert found["rounds.r1.start"]["value"] == "2026-03-01"
    assert (found["region.level"]["value"], found["region.level"]["origin"]) == ("B2", "tiny.toml:14")
    assert found["region.weeks"]["origin"] == "Annahme: nobody has said so"
    assert found["reporting.minimum_cell"]["origin"] == "Voreinstellung"
    assert "Beispielverein" in run("config", "show", "tiny.toml").out


def test_config_schema_lists_the_keys(run: Run) -> None:
    """Without a configuration the core's keys, with one also its region's."""
    core = {one["key"]: one for one in run("config", "schema", "--json").json()}
    assert core["organisation.name"]["required"] is True
    assert core["reporting.minimum_cell"]["default"] == 5
    own = {one["key"]: one for one in run("config", "schema", "tiny.toml", "--json").json()}
    assert own["region.weeks"]["default"] == 26
    assert "organisation.name" in run("config", "schema").out


def test_import_refuses_all_rows_unless_told_otherwise(run: Run, tmp_path: Path) -> None:
    """One faulty row holds the list back and the exit code is 1; `--accept-valid` takes the others and exits 0."""
    (tmp_path / "mentees.csv").write_text(MENTEES.replace("11.02.1990", "31.02.1990"), encoding="utf-8")
    held = run("import", "tiny.toml", "mentees.csv", "--what", "mentees", "--json", code=1).json()
    assert held["written"] is False
    assert [(one["line"], one["column"], one["value"]) for one in held["refused"]] == [
        (2, "Geburtsdatum", "31.02.1990")
    ]
    dry = run("import", "tiny.toml", "mentees.csv", "--what", "mentees", "--dry-run", "--accept-valid", "--json").json()
    assert (dry["written"], dry["accepted"]) == (False, 1)
    taken = run("import", "tiny.toml", "mentees.csv", "--what", "mentees", "--accept-valid", "--json").json()
    assert (taken["written"], taken["accepted"], len(taken["refused"])) == (True, 1, 1)
    assert Path(taken["refused_file"]).is_file()
    assert [one["name"] for one in run("screen", "tiny.toml", "--json").json()] == ["Olena Bondar"]


def test_import_of_what_is_no_list_is_told_twice(run: Run) -> None:
    """A file that cannot be read at all is JSON on stdout, a sentence on stderr, and exit code 1."""
    said = run("import", "tiny.toml", "gone.csv", "--what", "mentees", "--json", code=1)
    assert said.json()["accepted"] == 0
    assert said.json()["refused"][0]["message"]
    assert "gone.csv" in said.err


def test_import_shows_changes_and_likely_duplicates(run: Run, tmp_path: Path) -> None:
    """A second list of the same people changes what differs; who may be somebody else is named."""
    run("import", "tiny.toml", "mentees.csv", "--what", "mentees")
    (tmp_path / "more.csv").write_text(
        MENTEES.replace("Haddad", "Hadad") + "m9;Olena;Bondar;12.03.1991;Ukrainisch C2;ja;\n", encoding="utf-8"
    )
    said = run("import", "tiny.toml", "more.csv", "--what", "mentees", "--dry-run")
    assert "Zeile 2: Amira Haddad: Nachname: Haddad → Hadad" in said.out
    assert "Zeile 4" in said.out
    done = run("import", "tiny.toml", "more.csv", "--what", "mentees", "--json").json()
    assert done["changes"] == [{"line": 2, "id": "m1", "field": "family_name", "before": "Haddad", "after": "Hadad"}]
    assert [(one["id"], one["other"]) for one in done["duplicates"]] == [("m9", "m2")]


def test_screen_gives_every_finding(run: Run) -> None:
    """The findings of everybody, with verdict, reason and evidence; as text too."""
    run("import", "tiny.toml", "mentees.csv", "--what", "mentees")
    run("papers", "tiny.toml", "m1", "work_permit", "--valid-until", "1.9.")
    found = {one["id"]: one for one in run("screen", "tiny.toml", "--role", "mentee", "--json").json()}
    assert [set(one) for one in found.values()] == [{"id", "role", "name", "state", "decision", "findings"}] * 2
    work = next(one for one in found["m1"]["findings"] if one["rule"] == "T-WORK")
    assert work["verdict"] == "met"
    assert work["evidence"]["valid_until"] == "2026-09-01"
    assert found["m2"]["decision"] == "open"
    assert "T-WORK" in run("screen", "tiny.toml").out


def test_a_finding_is_set_aside_with_a_reason(run: Run) -> None:
    """Who is not eligible is admitted only against a named rule, with a reason that the screening shows."""
    run("import", "tiny.toml", "mentees.csv", "--what", "mentees")
    run("interview", "tiny.toml", "m1")
    refused = run("admit", "tiny.toml", "m1", code=1)
    assert "T-WORK" in refused.err
    run("admit", "tiny.toml", "m1", "--override", "T-WORK", "--reason", "Bescheid lag vor")
    found = run("screen", "tiny.toml", "--json").json()
    (work,) = [one for each in found for one in each["findings"] if one["overridden"]]
    assert (work["rule"], work["overridden"]) == ("T-WORK", "Bescheid lag vor")
    assert "Bescheid lag vor" in run("screen", "tiny.toml").out


def test_a_round_goes_from_proposal_to_pairs(admitted: Run) -> None:
    """`match` changes nothing, `decide` publishes, the mentor's yes and the agreement start the pair."""
    proposal = admitted("match", "tiny.toml", "--json", "--seed", "3").json()
    assert {
        "round",
        "objective",
        "total",
        "seed",
        "proposal",
        "region",
        "region_version",
        "pairs",
        "unmatched",
    } <= set(proposal)
    assert (proposal["round"], proposal["seed"], proposal["unmatched"]) == ("r1", 3, [])
    assert {(one["mentee"], one["mentor"]) for one in proposal["pairs"]} == {("m1", "p1"), ("m2", "p2")}
    assert set(proposal["pairs"][0]["criteria"][0]) == {"code", "value", "weight", "contribution"}
    assert admitted("pairs", "tiny.toml", "--json").json() == []
    why = admitted("why-not", "tiny.toml", "Haddad", "Huber", "--json").json()
    assert (why["mentee"], why["mentor"]) == ("m1", "p2")
    assert admitted("why-not", "tiny.toml", "m1", "p2").out.splitlines() == why["sentences"] != []
    published = admitted("decide", "tiny.toml", "--json").json()
    assert {one["state"] for one in published} == {"offered"}
    assert "angeboten" in admitted("pairs", "tiny.toml").out
    refused = admitted("decline", "tiny.toml", "m2", "--side", "mentor", "--reason", "keine_lust", code=2)
    assert "no_time" in refused.err
    admitted("decline", "tiny.toml", "m2", "--side", "mentor", "--reason", "no_time")
    admitted("accept", "tiny.toml", "m1", "--side", "mentor")
    admitted("agreement", "tiny.toml", "m1", "--on", "2026-03-02")
    pairs = {one["mentee"]: one for one in admitted("pairs", "tiny.toml", "--json").json()}
    assert (pairs["m1"]["state"], pairs["m1"]["started"]) == ("active", "2026-03-02")
    assert pairs["m2"]["state"] == "declined"
    assert {
        "id",
        "mentee",
        "mentor",
        "mentee_name",
        "mentor_name",
        "state",
        "started",
        "ended",
        "place",
        "reason",
    } <= set(pairs["m1"])


def test_a_proposal_is_printed_for_people(admitted: Run) -> None:
    """Names, points and one sentence per pair; what to do next is a message."""
    said = admitted("match", "tiny.toml")
    assert "Amira Haddad & Sabine Ortner" in said.out
    assert "geleit decide" in said.err


def test_a_pair_by_hand_takes_a_reason(admitted: Run) -> None:
    """Without a reason it is a usage error of the line; with one the pair is offered."""
    assert "--reason" in admitted("pair", "tiny.toml", "m1", "p2", code=2).err
    admitted("pair", "tiny.toml", "m1", "p2", "--reason", "kennen sich vom Kurs")
    (pair,) = admitted("pairs", "tiny.toml", "--json").json()
    assert (pair["mentor"], pair["reason"]) == ("p2", "kennen sich vom Kurs")


def test_meetings_statements_and_boundaries_are_logged(running: Run) -> None:
    """Hours come from meetings; a blocked task is noted with its referral and counts for none."""
    said = running("log", "tiny.toml", "Haddad", "heute", "--minutes", "90", "--topic", "CV")
    assert said.err.endswith("Amira Haddad & Sabine Ortner: Treffen am 5.3.2026 eingetragen\n")
    running("log", "tiny.toml", "m1", "yesterday", "--blocked", "LAW", "--note", "Bescheid")
    assert "LAW" in running("log", "tiny.toml", "m1", "heute", "--topic", "LAW", code=2).err
    running("log", "tiny.toml", "m1", "heute", "--blocked", "LAW", "--minutes", "5", code=2)
    running("statement", "tiny.toml", "m2", "03.2026", "--meetings", "2", "--hours", "4,5", "--estimated")
    found = {one["mentee"]: one for one in running("progress", "tiny.toml", "--json").json()}
    assert (found["m1"]["met_minutes"], found["m1"]["boundary_notes"]) == (90, 1)
    assert (found["m2"]["met_minutes"], found["m2"]["meetings"]) == (270, 2)
    assert {one["code"] for one in found["m1"]["milestones"]} == {"opening", "talk"}
    assert "4,5" in running("progress", "tiny.toml").out


def test_an_event_fulfils_the_milestone_of_all_present(running: Run) -> None:
    """`--all-present` is everybody of the agreed pairs but those named as absent."""
    running("event", "tiny.toml", "Auftakt", "2.3.", "--milestone", "opening", "--all-present", "--absent", "p2")
    running("milestone", "tiny.toml", "m1", "talk", "--on", "4.3.")
    done = {
        (one["mentee"], each["code"]): each["done_on"]
        for one in running("progress", "tiny.toml", "--json").json()
        for each in one["milestones"]
    }
    assert done == {
        ("m1", "opening"): "2026-03-02",
        ("m1", "talk"): "2026-03-04",
        ("m2", "opening"): None,
        ("m2", "talk"): None,
    }
    running("event", "tiny.toml", "Fest", "2.3.", "--present", "m1", "--all-present", code=2)


def test_what_is_due_is_listed_until_it_is_done(running: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair that has not met is listed with both people; tasks are listed and ticked off."""
    running("task", "add", "tiny.toml", "Frau Bondar anrufen", "--due", "6.3.", "--person", "m2")
    (task,) = running("task", "list", "tiny.toml", "--json").json()
    assert (task["due_on"], task["person"]) == ("2026-03-06", "m2")
    monkeypatch.setenv("GELEIT_NOW", "2026-03-20T09:00:00+00:00")
    due = running("due", "tiny.toml", "--since", "5.3.", "--json").json()
    assert all(set(one) == {"what", "who", "since", "partnership", "due_on", "new", "message"} for one in due)
    assert ["m1", "p1"] in [one["who"] for one in due if one["what"] == "first_meeting"]
    assert "task" in {one["what"] for one in due}
    running("task", "done", "tiny.toml", task["id"])
    assert "task" not in {one["what"] for one in running("due", "tiny.toml", "--json").json()}
    assert running("task", "list", "tiny.toml", "--json").json() == []
    assert len(running("task", "list", "tiny.toml", "--all", "--json").json()) == 1
    running("task", "done", "tiny.toml", task["id"], "--undo")
    assert [one["id"] for one in running("task", "list", "tiny.toml", "--json").json()] == [task["id"]]
    assert "Sabine Ortner" in running("due", "tiny.toml").out


def test_the_overview_is_told_part_by_part(running: Run) -> None:
    """The same numbers for people and as data; a word that is nobody's account is refused."""
    running("task", "add", "tiny.toml", "Anruf", "--due", "1.3.")
    found = running("overview", "tiny.toml", "--json").json()
    assert (found["tasks"]["count"], found["tasks"]["items"][0]["opens"]["kind"]) == (1, "task")
    assert found["rounds"][0]["funnel"][0]["role"] == "mentee"
    told = running("overview", "tiny.toml", "--all-rounds", "--since", "1.2.").out
    assert f"Wiedervorlagen: {found['tasks']['count']}" in told
    assert "Anruf (bis" in told
    assert "beworben" in told
    running("task", "add", "tiny.toml", "Brief")
    assert "und 1 weitere (--limit)" in running("overview", "tiny.toml", "--limit", "1").out
    running("overview", "tiny.toml", "--whose", "nobody", code=2)


def test_goals_feedback_and_notes_are_kept(running: Run) -> None:
    """Each has its command; a goal's id is in the list of goals."""
    running("goal", "add", "tiny.toml", "m1", "Bewerbung bei drei Betrieben", "--due", "1.6.")
    (goal,) = running("goal", "list", "tiny.toml", "m1", "--json").json()
    running("goal", "reached", "tiny.toml", goal["id"])
    (reached,) = running("goal", "list", "tiny.toml", "p1", "--json").json()
    assert (reached["due_on"], reached["reached_on"]) == ("2026-06-01", "2026-03-05")
    assert "Bewerbung" in running("goal", "list", "tiny.toml", "m1").out
    running("feedback", "tiny.toml", "m1", "--side", "mentee", "--occasion", "first_meeting", "--fits", "ja")
    running("feedback", "tiny.toml", "m1", "--side", "mentee", "--occasion", "talk", "--rating", "9", code=2)
    running("contact", "tiny.toml", "m1", "Telefon", "--note", "Ladekabel vergessen")
    running("consent", "tiny.toml", "m1", "--withdraw")
    running("consent", "tiny.toml", "m1")
    entries = running("journal", "show", "tiny.toml", "--person", "m1", "--json", "--limit", "3").json()
    assert [one["op"] for one in entries] == ["insert", "update", "insert"]
    assert set(entries[0]) == {
        "seq",
        "at",
        "actor",
        "reason",
        "op",
        "table",
        "key",
        "rev",
        "before",
        "after",
        "erased",
    }
    assert "Einwilligung" in running("journal", "show", "tiny.toml").out


def test_employers_are_added_contacted_and_listed(running: Run) -> None:
    """A firm counts its talks, with or without a pair in view."""
    running("employer", "add", "tiny.toml", "Werft GmbH", "--sector", "Schiffbau")
    running("employer", "contact", "tiny.toml", "Werft GmbH", "Besuch", "--pair", "m1", "--on", "3.3.2026")
    (firm,) = running("employer", "list", "tiny.toml", "--json").json()
    assert (firm["name"], firm["contacts"], firm["last_contact"]) == ("Werft GmbH", 1, "2026-03-03")
    assert "Schiffbau" in running("employer", "list", "tiny.toml").out


def test_pairs_pause_go_on_close_and_open_again(running: Run) -> None:
    """Each move is one command; an impossible one says what is possible, with exit code 1."""
    running("stage", "tiny.toml", "m1", "second")
    running("pause", "tiny.toml", "m1", "--reason", "Krankheit", "--until", "1.4.")
    assert "fortsetzen" in running("pause", "tiny.toml", "m1", "--reason", "noch einmal", code=1).err
    running("resume", "tiny.toml", "m1")
    closed = running("close", "tiny.toml", "m1", "--reason", "completed", "--goal", "ja", "--by", "mentee")
    assert "abgeschlossen" in closed.err
    running("reopen", "tiny.toml", "m1", "--reason", "doch noch")
    running("move", "tiny.toml", "p2", "leave", "--reason", "Umzug")
    states = {one["mentee"]: one["state"] for one in running("pairs", "tiny.toml", "--json").json()}
    assert states == {"m1": "active", "m2": "closed"}


def test_outcomes_and_follow_ups_are_recorded(running: Run) -> None:
    """A result with its details; not reached is an answer of its own."""
    running(
        *("outcome", "add", "tiny.toml", "m1", "JOB", "--began", "2.3.", "--employer", "Werft GmbH", "--insured", "ja"),
        *("--permanent", "no", "--hours-per-week", "38,5", "--detail", "trial_days=3"),
    )
    assert (
        "trial_days"
        in running("outcome", "add", "tiny.toml", "m1", "JOB", "--began", "2.3.", "--detail", "x=1", code=2).err
    )
    for mentee in ("m1", "m2"):
        running("close", "tiny.toml", mentee, "--reason", "completed")
    due = running("followup", "list", "tiny.toml", "--json").json()
    assert {(one["person"], one["offset"], one["status"]) for one in due} == {
        ("m1", "exit", "due"),
        ("m2", "exit", "due"),
    }
    running("followup", "answer", "tiny.toml", "m1", "exit", "--not-reached")
    running("followup", "answer", "tiny.toml", "m2", "exit", "--category", "SEARCHING", code=2)
    running("followup", "answer", "tiny.toml", "m2", "exit", "--category", "SEARCHING", "--began", "heute")
    after = {one["person"]: one for one in running("followup", "list", "tiny.toml", "--all", "--json").json()}
    assert (after["m1"]["status"], after["m1"]["outcome"]) == ("not_reached", None)
    assert after["m2"]["status"] == "answered"
    assert after["m2"]["outcome"]
    assert "Amira Haddad" in running("followup", "list", "tiny.toml").out


def test_reports_come_in_every_format(running: Run, tmp_path: Path) -> None:
    """Without a name they are listed; with one they are printed or saved, and nothing is overwritten."""
    listed = running("report", "tiny.toml", "--json").json()
    name = listed[0]["name"]
    assert name in running("report", "tiny.toml").out
    found = running("report", "tiny.toml", name, "--from", "1.3.", "--to", "heute", "--json").json()
    assert found["period"] == {"first": "2026-03-01", "last": "2026-03-05", "until": None}
    assert {"name", "period", "recipient", "tables"} <= set(found)
    assert {"title", "columns", "rows", "note"} <= set(found["tables"][0])
    assert running("report", "tiny.toml", name, "--format", "json").json()["name"] == name
    assert running("report", "tiny.toml", name, "--format", "html").out.lower().startswith("<!doctype html")
    running("report", "tiny.toml", name, "--format", "csv", "--out", "bericht.csv")
    first = (tmp_path / "bericht.csv").read_bytes()
    assert first.startswith(b"\xef\xbb\xbf")
    running("report", "tiny.toml", name, "--out", "bericht.csv")
    assert (tmp_path / "bericht.csv").read_bytes() == first
    assert "Beispielverein" in running("report", "tiny.toml", name).out
    assert name in running("report", "tiny.toml", "nope", code=2).err


def test_an_export_is_safe_to_open_and_can_be_read_again(run: Run, tmp_path: Path) -> None:
    """No cell runs as a formula, and the headings are those that an import knows."""
    (tmp_path / "mentees.csv").write_text(MENTEES.replace("Haddad", "=1+1"), encoding="utf-8")
    run("import", "tiny.toml", "mentees.csv", "--what", "mentees")
    text = run("export", "tiny.toml", "people").out
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["Nachname"] == "'=1+1"
    run("export", "tiny.toml", "people", "--out", "people.csv")
    again = run("import", "tiny.toml", "people.csv", "--what", "mentees", "--json").json()
    assert (again["accepted"], again["refused"]) == (0, [])


def test_pairs_sessions_and_outcomes_are_exported(running: Run) -> None:
    """Each with its rows, people by their names."""
    running("log", "tiny.toml", "m1", "heute", "--minutes", "60")
    running("outcome", "add", "tiny.toml", "m1", "JOB", "--began", "heute")
    for what, rows in (("pairs", 2), ("sessions", 1), ("outcomes", 1)):
        assert len(running("export", "tiny.toml", what).out.splitlines()) == rows + 1
    assert "Amira Haddad" in running("export", "tiny.toml", "pairs").out


def test_a_round_is_listed_opened_and_closed(run: Run) -> None:
    """Its state is in the list; what stands in the way of closing is said."""
    assert [one["state"] for one in run("round", "list", "tiny.toml", "--json").json()] == ["planned"]
    run("round", "open", "tiny.toml")
    again = run("round", "open", "tiny.toml", code=1)
    assert "schließen" in again.err
    run("round", "close", "tiny.toml", "--round", "r1")
    assert "geschlossen" in run("round", "list", "tiny.toml").out


def test_the_language_is_the_one_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Option before environment before configuration before system."""
    assert run("report", "tiny.toml", "nope", code=2).err.startswith("Die Uhr")
    assert "There is no report" in run("report", "tiny.toml", "nope", "--language", "en", code=2).err
    monkeypatch.setenv("GELEIT_LANGUAGE", "en-GB")
    assert "There is no report" in run("report", "tiny.toml", "nope", code=2).err
    assert "Einen Bericht" in run("report", "tiny.toml", "nope", "--language", "de", code=2).err
    assert "Options" in run("log", "--help").out
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    assert "Optionen" in run("log", "--help").out
    assert "Bewerbungen" in run().out
    monkeypatch.delenv("GELEIT_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert "Bewerbungen" in run("--help").out


def test_a_broken_configuration_is_told_in_its_own_language(run: Run, tmp_path: Path) -> None:
    """The language of a configuration counts even where the rest of it is wrong."""
    (tmp_path / "tiny.toml").write_text(CONFIG.replace("[database]", "[datenbank]"), encoding="utf-8")
    said = run("pairs", "tiny.toml", code=2)
    assert "unbekannter Schlüssel" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("chek", "tiny.toml"), "check"),
        (("round", "opne", "tiny.toml"), "round open"),
        (("pairs",), "CONFIG"),
        (("pairs", "tiny.toml", "--jsn"), "--json"),
        (("pairs", "tiny.toml", "Amira", "Haddad"), "Amira"),
        (("pairs", "tiny.toml", "--round"), "--round"),
        (("pairs", "tiny.toml", "--round", "r9"), "r1"),
        (("accept", "tiny.toml", "m1", "--side", "left"), "mentor"),
        (("log", "tiny.toml", "m1", "Ostern"), "5.3.2026"),
        (("log", "tiny.toml", "m1", "heute", "--minutes", "viele"), "viele"),
        (("--nothing",), "--nothing"),
    ],
)
def test_a_line_that_cannot_be_meant_exits_2_and_says_what_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], hint: str
) -> None:
    """In German where that is the language; nothing on stdout."""
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    said = run(*words, code=2)
    assert "no such" not in said.err.lower()
    assert hint in said.err
    assert said.out == ""


def test_a_group_alone_shows_its_commands(run: Run) -> None:
    """Asked for it is data; a forgotten second word is a usage error."""
    assert "round open" in run("round", "--help").out
    alone = run("round", code=2)
    assert "round open" in alone.err
    assert alone.out == ""


def test_an_unexpected_error_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With type and a hint; the traceback comes on request."""
    from geleit.programme import due

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the moon")

    monkeypatch.setattr(due, "due_in_round", fail)
    said = run("due", "tiny.toml", code=1)
    assert "RuntimeError" in said.err
    assert "GELEIT_TRACEBACK" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("GELEIT_TRACEBACK", "1")
    assert "Traceback" in run("due", "tiny.toml", code=1).err


def test_ctrl_c_exits_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was written before stays; nothing more is said."""
    from geleit.programme import due

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(due, "due_in_round", interrupted)
    assert "Traceback" not in run("due", "tiny.toml", code=130).err


def test_a_bad_clock_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`GELEIT_NOW` is a moment or nothing happens; a set clock is always said."""
    assert "GELEIT_NOW" in run("round", "list", "tiny.toml").err
    monkeypatch.setenv("GELEIT_NOW", "soon")
    assert "GELEIT_NOW" in run("round", "list", "tiny.toml", code=2).err


def test_hostile_names_reach_the_terminal_harmless(run: Run, tmp_path: Path) -> None:
    """Direction marks and such are replaced in text and escaped in JSON, where nothing is lost."""
    (tmp_path / "mentees.csv").write_text(MENTEES.replace("Amira", "Am\u202eira"), encoding="utf-8")
    run("import", "tiny.toml", "mentees.csv", "--what", "mentees")
    text = run("screen", "tiny.toml").out
    assert "\u202e" not in text
    assert "Am\ufffdira" in text
    said = run("screen", "tiny.toml", "--json")
    assert "\u202e" not in said.out
    assert "Am\u202eira Haddad" in [one["name"] for one in said.json()]


@pytest.mark.parametrize(
    ("text", "ahead", "meant"),
    [
        ("heute", False, date(2026, 3, 5)),
        ("Gestern", False, date(2026, 3, 4)),
        ("tomorrow", True, date(2026, 3, 6)),
        ("5.3.", False, date(2026, 3, 5)),
        ("6.3.", False, date(2025, 3, 6)),
        ("6.3.", True, date(2026, 3, 6)),
        ("4.3.", True, date(2027, 3, 4)),
        ("29.2.", False, date(2024, 2, 29)),
        ("29.02.", True, date(2028, 2, 29)),
        ("5.3.2020", True, date(2020, 3, 5)),
        ("2026-12-24", False, date(2026, 12, 24)),
        ("vorgestern", False, date(2026, 3, 3)),
        ("+14", False, date(2026, 3, 19)),
        ("-3", True, date(2026, 3, 2)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, ahead: bool, meant: date) -> None:
    """Without a year it is the last such day, or the next where it lies ahead."""
    assert read_day(text, date(2026, 3, 5), ahead=ahead) == meant


@pytest.mark.parametrize("text", ["", "31.2.", "31.2.2026", "2026-13-01", "03/05/2026", "5.3.26"])
def test_what_may_be_two_days_is_no_day(text: str) -> None:
    """An American date, a short year and a day that does not exist are refused."""
    with pytest.raises(UsageError):
        read_day(text, date(2026, 3, 5))


@pytest.mark.parametrize("name", catalogue.COMMANDS)
def test_every_command_explains_itself_in_both_languages(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No label is missing: neither the command's own nor those of its words and options."""
    for language in ("de", "en"):
        monkeypatch.setenv("GELEIT_LANGUAGE", language)
        said = run(*name.split(), "--help")
        assert "cli." not in said.out
        assert f"geleit {name}" in said.out


def test_every_label_of_the_command_line_is_german_and_english() -> None:
    """Both, for each code, with the same values to be put in."""
    path = ROOT / "core" / "geleit" / "cli" / "labels.toml"
    for code, texts in read_labels(path).items():
        assert code.startswith("cli.")
        assert set(texts) == {"de", "en"}, code
        values = [set(re.findall(r"\{(\w+)", text)) for text in texts.values()]
        assert values[0] == values[1], code


def test_every_sentence_of_the_command_line_has_a_label() -> None:
    """Codes in the source of the command line exist."""
    known = set(core_labels().codes())
    for path in (ROOT / "core" / "geleit" / "cli").rglob("*.py"):
        for code in re.findall(r'"(cli\.[a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8")):
            assert code in known, f"{path.name}: {code}"


def test_every_command_stands_in_the_reference() -> None:
    """`docs/reference/commands.md` has a heading for each command and names each of its options."""
    import click

    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `geleit ([a-z -]+)`\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    assert tuple(sections) == catalogue.COMMANDS
    for name in catalogue.COMMANDS:
        for parameter in _made(name).params:
            named = parameter.human_readable_name.upper().strip("[]")
            spelt = max(parameter.opts, key=len) if isinstance(parameter, click.Option) else named
            assert f"| `{spelt}" in sections[name], f"{name}: {spelt}"


def test_the_commands_of_the_reference_are_made_from_the_commands() -> None:
    """After a change of a command: `python docs/reference/make_commands.py`."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("make_commands", ROOT / "docs" / "reference" / "make_commands.py")
    assert spec is not None and spec.loader is not None
    maker = module_from_spec(spec)
    spec.loader.exec_module(maker)
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert text == maker.page()
    head = text.partition("\n## ")[0]
    assert [word for word in ("--as", "GELEIT_AS", "--dry-run", "--json", "GELEIT_NOW") if f"`{word}" not in head] == []


def test_the_json_of_the_reference_is_the_json_that_is_printed(running: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key that is printed stands in its section, those of lists and tables within it too."""
    sections = _json_sections()
    running("task", "add", "tiny.toml", "Anruf")
    running("goal", "add", "tiny.toml", "m1", "Praktikum")
    running("employer", "add", "tiny.toml", "Werft GmbH")
    running("employer", "contact", "tiny.toml", "Werft GmbH", "Telefon")
    running("outcome", "add", "tiny.toml", "m1", "JOB", "--began", "heute", "--employer", "Werft GmbH")
    running("request", "add", "tiny.toml", "m1", "access", "--identity", "heute")
    running("contact", "tiny.toml", "m1", "Telefon", "--note", "Ladekabel vergessen")
    running("event", "tiny.toml", "Netzwerktreffen", "heute")
    running("close", "tiny.toml", "m2", "--reason", "no_fit")
    early = {
        "match": running("match", "tiny.toml", "--json").json(),
        "why-not": running("why-not", "tiny.toml", "m2", "p1", "--json").json(),
        "what-if": running("what-if", "tiny.toml", "--place", "p1", "--json").json(),
    }
    running("reopen", "tiny.toml", "m2", "--reason", "doch weiter")
    running("close", "tiny.toml", "m2", "--reason", "completed")
    with open("tiny.toml", "a", encoding="utf-8") as file:
        file.write('[retention.contacts]\nmonths = 0\nfrom = "entry"\n')
    monkeypatch.setenv("GELEIT_NOW", "2026-04-04T09:00:00+00:00")
    running("backup", "make", "tiny.toml")
    kept = running("backup", "list", "tiny.toml", "--json").json()[0]["file"]
    extra = {
        "person show": ["m1"],
        "person add": ["--role", "mentee", "given_name=Ida", "family_name=Neu", "--dry-run"],
        "person edit": ["m1", "call_name=Em", "--dry-run"],
        "config set": ["weeks", "9", "--dry-run"],
        "round copy": ["--dry-run"],
        "goal list": ["m1"],
        "report": ["hours"],
        "employer show": ["Werft GmbH"],
        "outcome show": [running("outcome", "list", "tiny.toml", "--json").json()[0]["id"]],
        "sheet": ["m1"],
        "partnership": ["m1"],
        "attendance": ["Netzwerktreffen"],
        "access": ["m1"],
        "protect": ["--to", "sqlcipher", "--dry-run"],
        "restore": [kept, "--dry-run"],
        "retention apply": ["--dry-run"],
        "erase": ["m1", "--reason", "auf Wunsch", "--close", "no_fit", "--dry-run"],
        "import": ["mentees.csv", "--what", "mentees", "--dry-run"],
    }
    for name, section in sections.items():
        if name in ("decide", "regions", "config schema") or name.startswith("draft "):
            continue
        found = early.get(name) or running(*name.split(), "tiny.toml", *extra.get(name, []), "--json").json()
        keys = set(_keys(found, codes=_BY_CODE))
        assert keys, name
        assert {key for key in keys if f"`{key}`" not in section} == set(), name


_BY_CODE = frozenset({"before", "after", "value", "fields", "deleted", "emptied", "kept", "details"})
"""Their values are tables whose keys are codes of the records: columns, rules, names of tables."""


def _keys(value: Any, codes: frozenset[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in codes:
                yield from _keys(inner, codes)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, codes)


def _json_sections() -> dict[str, str]:
    """Command → its section of the reference; one that refers to another command's has that one's words as well."""
    text = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    found = dict(re.findall(r"^## `geleit ([a-z -]+) --json`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    return {name: section + "".join(found[one] for one in _named_in(section, found)) for name, section in found.items()}


def _named_in(section: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if re.search(rf"as (that|those|in)( of)? `{name}`", section)]


def test_every_json_stands_in_the_reference() -> None:
    """`docs/reference/json.md` has a heading for each command that takes `--json`, and no other."""
    text = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    described = re.findall(r"^## `geleit ([a-z -]+) --json`$", text, re.MULTILINE)
    speaking = [name for name in catalogue.COMMANDS if any(one.name == "as_json" for one in _made(name).params)]
    assert described == speaking


def _made(name: str) -> Any:
    from importlib import import_module

    return import_module(catalogue.module_of(name)).command


@pytest.mark.parametrize(
    "words",
    [
        ("interview", "tiny.toml", "m1", "--on", "morgen"),
        ("papers", "tiny.toml", "m1", "work_permit", "--issued", "morgen"),
        ("consent", "tiny.toml", "m1", "--on", "morgen"),
        ("agreement", "tiny.toml", "m1", "--on", "morgen"),
        ("log", "tiny.toml", "m1", "morgen"),
        ("statement", "tiny.toml", "m1", "2026-04", "--meetings", "1"),
        ("event", "tiny.toml", "Auftakt", "morgen", "--present", "m1"),
        ("milestone", "tiny.toml", "m1", "talk", "--on", "morgen"),
        ("stage", "tiny.toml", "m1", "second", "--on", "morgen"),
        ("contact", "tiny.toml", "m1", "telephone", "--on", "morgen"),
        ("close", "tiny.toml", "m1", "--reason", "completed", "--on", "morgen"),
    ],
)
def test_nothing_has_happened_on_a_day_ahead(running: Run, words: tuple[str, ...]) -> None:
    """What is recorded has happened: a day in the future is a slip."""
    assert "in der Zukunft" in running(*words, code=2).err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("statement", "tiny.toml", "m1", "2026-03"), 2, "--meetings oder --hours"),
        (("statement", "tiny.toml", "m1", "2026-03", "--meetings", "-3"), 2, "-3"),
        (("statement", "tiny.toml", "m1", "2026-03", "--hours", "999"), 2, "744"),
        (("event", "tiny.toml", "Auftakt", "heute", "--minutes", "-3"), 2, "-3"),
        (
            ("feedback", "tiny.toml", "m1", "--side", "mentee", "--occasion", "tea"),
            2,
            "first_meeting, opening oder talk",
        ),
        (("goal", "add", "tiny.toml", "m1", "Stelle", "--replaces", "g9"), 2, "g9"),
        (("outcome", "add", "tiny.toml", "m1", "JOB", "--began", "heute", "--hours-per-week", "-3"), 2, "168"),
        (("papers", "tiny.toml", "m1", "work_permit", "--issued", "1.3.", "--valid-until", "1.2.2026"), 2, "1.2.2026"),
        (("consent", "tiny.toml", "m1", "--purpose", "programm"), 2, "programme"),
        (("stage", "tiny.toml", "m1", "second", "--on", "1.1.2020"), 2, "1.3.2026"),
        (("pause", "tiny.toml", "m1", "--reason", "krank", "--until", "1.1.2020"), 2, "1.1.2020"),
        (("why-not", "tiny.toml", "m1", "p2"), 1, "Amira Haddad & Sabine Ortner"),
        (("why-not", "tiny.toml", "p2", "m1"), 2, "nicht als Mentee"),
        (("journal", "show", "tiny.toml", "--limit", "0"), 2, "ab 1"),
        (
            ("log", "tiny.toml", "m1", "heute", "--minutes", "lang"),
            2,
            "„lang“ passt nicht; erwartet wird eine ganze Zahl",
        ),
        (("task", "add", "tiny.toml", " "), 2, "TITLE darf nicht leer sein"),
        (("contact", "tiny.toml", "m1", ""), 2, "KIND darf nicht leer sein"),
        (("log", "tiny.toml", "m1", "heute", "--minutes"), 2, "geleit log --help"),
        (("log", "tiny.toml", "m1", "heute", "--minute"), 2, "meinten Sie --minutes"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_possible(
    running: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    """In the configuration's language, even where the line could not be read to its end; nothing is written."""
    before = running("journal", "show", "tiny.toml", "--json").out
    assert said in running(*words, code=code).err
    assert running("journal", "show", "tiny.toml", "--json").out == before


def test_a_pause_does_not_end_before_it_began(running: Run) -> None:
    """The day from which it counts again is not before the pause."""
    running("pause", "tiny.toml", "m1", "--reason", "krank")
    assert "5.3.2026" in running("resume", "tiny.toml", "m1", "--on", "1.3.", code=2).err
    running("resume", "tiny.toml", "m1")


def test_a_meeting_before_the_start_is_kept_and_remarked_on(running: Run) -> None:
    """It may be a slip of the year, and it does not count."""
    assert "zählt nicht" in running("log", "tiny.toml", "m1", "1.2.", "--minutes", "60").err
    assert "zählt nicht" in running("statement", "tiny.toml", "m1", "2026-01", "--hours", "2").err
    assert "zählt nicht" not in running("log", "tiny.toml", "m1", "2.3.", "--minutes", "60").err


def test_a_list_that_is_held_back_says_what_to_do(run: Run, tmp_path: Path) -> None:
    """The message names the option that takes the other rows, and no numbers of rows that nobody tried."""
    (tmp_path / "mentees.csv").write_text(MENTEES.replace("11.02.1990", "31.02.1990"), encoding="utf-8")
    said = run("import", "tiny.toml", "mentees.csv", "--what", "mentees", code=1)
    assert "eine Zeile abgelehnt" in said.err
    assert "--accept-valid" in said.err
    (tmp_path / "old.csv").write_bytes("Vorname;Nachname\nJürgen;Groß\n".encode("cp1252"))
    assert "--encoding cp1252" in run("import", "tiny.toml", "old.csv", "--what", "mentees", code=1).err
    run("import", "tiny.toml", "old.csv", "--what", "mentees", "--encoding", "cp1252")
    (tmp_path / "lists").mkdir()
    assert "ist ein Ordner" in run("import", "tiny.toml", "lists", "--what", "mentees", code=1).err
    assert "gone.csv gibt es nicht" in run("import", "tiny.toml", "gone.csv", "--what", "mentees", code=1).err


def test_a_dry_run_names_who_may_be_the_same_person(run: Run, tmp_path: Path) -> None:
    """By name, although the records know neither of the two."""
    (tmp_path / "twice.csv").write_text("Vorname;Nachname;E-Mail\nIda;Roth;i@x.at\nIda;Roth;i@x.at\n", encoding="utf-8")
    words = ("import", "tiny.toml", "twice.csv", "--what", "mentees", "--dry-run")
    assert "Ida Roth ist vielleicht dieselbe Person wie Ida Roth" in run(*words).out
    found = run(*words, "--json").json()["duplicates"][0]
    assert (found["name"], found["other_name"]) == ("Ida Roth", "Ida Roth")


def test_check_names_the_mistakes_of_all_tables_at_once(run: Run, tmp_path: Path) -> None:
    """Those of the region's tables stand among the others, in the order of the lines; a region that is not there is
    named at its line."""
    wrong = CONFIG.replace('level = "B2"', 'level = "Z9"').replace('"Europe/Berlin"', '"Europe/Wein"')
    wrong = wrong.replace("end = 2026-08-31", 'end = 2026-08-31\nplaces = -3\nregion = { weeks = "viele" }')
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    found = run("check", "wrong.toml", "--json", code=2).json()["problems"]
    keys = ["organisation.timezone", "region.level", "rounds[0].places", "rounds[0].region.weeks"]
    assert [one["key"] for one in found] == keys
    assert [one["line"] for one in found] == [
        1 + wrong[: wrong.index(text)].count("\n") for text in ("Wein", "Z9", "= -3", "viele")
    ]
    (tmp_path / "wrong.toml").write_text(wrong.replace("./tiny.py", "tinny"), encoding="utf-8")
    keys[1:2] = ["programme.region"]
    assert [one["key"] for one in run("check", "wrong.toml", "--json", code=2).json()["problems"]] == keys[:-1]
    (tmp_path / "gone.toml").write_text(CONFIG.replace("./tiny.py", "./gone.py"), encoding="utf-8")
    assert run("check", "gone.toml", code=2).out.startswith("gone.toml:7: programme.region: ")
    (tmp_path / "more.toml").write_text(
        CONFIG.replace('region = "./tiny.py"', 'region = "./tiny.py"\nextensions = ["gone"]'), encoding="utf-8"
    )
    assert run("check", "more.toml", code=2).out.startswith("more.toml:8: programme.extensions: ")


@pytest.mark.parametrize("config", [".", "", ".."])
def test_a_folder_is_no_configuration(run: Run, config: str) -> None:
    """It is a sentence, and usage."""
    assert "is not a file" in run("pairs", config, code=2).err
    assert run("check", config, "--json", code=2).json()["problems"]


def test_a_first_configuration_is_valid_whatever_the_name(run: Run, tmp_path: Path) -> None:
    """Quotation marks, controls, and bytes that are no text of the system's."""
    run("init", "new.toml", "--region", "./tiny.py", "--name", 'A"\\\x7f\x1b\udcff')
    assert run("check", "new.toml", "--json").json()["problems"] == []


def test_sessions_are_exported_with_the_names_of_the_pair(running: Run) -> None:
    """And every heading is a word of the reader's language."""
    running("log", "tiny.toml", "m1", "heute", "--minutes", "60")
    running("outcome", "add", "tiny.toml", "m1", "JOB", "--began", "heute", "--employer", "Bäckerei Süß")
    row = next(csv.DictReader(io.StringIO(running("export", "tiny.toml", "sessions").out), delimiter=";"))
    assert (row["Mentee"], row["Mentor:in"], row["Minuten"]) == ("Amira Haddad", "Sabine Ortner", "60")
    assert "Bäckerei Süß" in running("export", "tiny.toml", "outcomes").out
    for what in ("pairs", "sessions", "outcomes"):
        headings = running("export", "tiny.toml", what).out.splitlines()[0].split(";")
        assert all("_" not in heading and heading != heading.lower() for heading in headings), headings
