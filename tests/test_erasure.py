"""Erasing a person: what goes, what stays for others, which figures stay, and what the ledger knows."""

from __future__ import annotations

import json
import shutil
import stat
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geleit.cli import main
from geleit.errors import NotAllowed, NotPossible, StoreError, UsageError
from geleit.fields import evolve
from geleit.figures import Period, ReportResult
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.office import Request, RequestKind, Task
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person
from geleit.model.retention import Erasure, FrozenCell, FrozenReport, Placeholder
from geleit.model.sessions import Session
from geleit.programme import Programme
from geleit.programme.context import Programme as Opened
from geleit.programme.privacy.erasure import erase
from geleit.programme.privacy.frozen import closed_periods
from geleit.programme.privacy.reapplying import ledger_of
from geleit.programme.privacy.requests import add_request, check_identity, decide_request
from geleit.programme.reporting import reports
from geleit.programme.reporting.populations import populations
from geleit.questions.reports import Columns
from geleit.regions.installed import REGIONS, installed
from geleit.store import entries, verify
from geleit.store.erasure.fates import COPIED, GONE_WITH_THE_PAIR, OF_PAIRS, OF_THEIR_OWN
from geleit.store.erasure.ledger import Ledger, LedgerEntry
from geleit.store.subject import subject_tables
from tests.faults import marked
from tests.organisations.rehearsed import rehearsal

NAMES = [one.name for one in installed(REGIONS)]
WHY = "Antrag vom 2. November"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation with two marked people, a mentee and a mentor, and two more."""
    folder = tmp_path_factory.mktemp("origin") / "house"
    marked.make(folder, 2)
    return folder


@pytest.fixture
def house(origin: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(origin, tmp_path / "house")


def every(programme: Programme, steps: int = 1) -> dict[tuple[str, Period], ReportResult]:
    """Every report of every round over every period that is over (each `steps`-th and the last), with its figures."""
    found = {}
    for round_ in programme.rounds():
        periods = closed_periods(programme, round_)
        for period in (*periods[::steps], *periods[-1:]):
            for one in reports.every_report(programme, round_, period.first, period.last):
                found[f"{round_.id} {one.code}", period] = one
    return found


def counted(programme: Programme) -> dict[str, Columns]:
    """Everything that figures count, as it is at this moment."""
    found = populations(programme, programme.round(), programme.today())
    return {name: dict(found[name]) for name in found}


def figures(result: ReportResult) -> Any:
    """A report's figures without whose they are: rows of somebody in any order."""
    tables = []
    for table in result.tables:
        of_somebody = table.by in ("mentor", "mentee", "person")
        rows = [(None if of_somebody else (row.value, row.text, row.label), row.cells, row.total) for row in table.rows]
        tables.append((table.code, table.by, table.minimum_cell, rows))
    return tables, result.until, result.recipient


# What goes and what stays


def test_a_trial_changes_nothing(house: Path) -> None:
    """What a dry run says is what is done afterwards; until then not a row is different, and there is no ledger."""
    with marked.opened(house) as programme:
        before = marked.said(programme)
        told = erase(programme, "go0", WHY, dry_run=True)
        assert marked.said(programme) == before
        assert not ledger_of(programme).path.exists()
        done = erase(programme, "go0", WHY)
        assert not told.done and done.done
        assert (told.deleted, told.emptied, told.kept) == (done.deleted, done.emptied, done.kept)
        assert done.traces == ()


@pytest.mark.parametrize("person", ["go0", "go1"])
def test_the_other_side_keeps_its_pair_with_hours_and_dates(house: Path, person: str) -> None:
    """A stand-in without name, dates of admission or anything else takes the erased side; every session stays."""
    with marked.opened(house) as programme:
        store = programme.store
        before, sessions = store.one(Partnership, f"{person}-pair"), store.all(Session, partnership=f"{person}-pair")
        erase(programme, person, WHY)
        after = store.one(Partnership, f"{person}-pair")
        side = "mentee" if before.mentee == person else "mentor"
        other = "mentor" if side == "mentee" else "mentee"
        assert getattr(after, other) == getattr(before, other)
        assert (after.started, after.ended, after.state) == (before.started, before.ended, before.state)
        assert [(one.held_on, one.minutes) for one in store.all(Session, partnership=after.id)] == [
            (one.held_on, one.minutes) for one in sessions
        ]
        stand_in = store.one(Person, getattr(after, side))
        assert stand_in == Person(id=stand_in.id, family_name="(gelöschte Person)")
        assert [one.counts for one in store.all(Placeholder, person=stand_in.id)] == [False]
        part = store.one(Participation, getattr(after, f"{side}_part"))
        assert (part.admitted_on, part.at_entry, part.reason, part.source_digest) == (None, None, None, None)
        with pytest.raises(UsageError, match="stand-in"):
            erase(programme, stand_in.id, WHY)


def test_the_mentors_figures_do_not_fall_with_the_mentee(house: Path) -> None:
    """Partnerships, minutes and the caseload of the other side are counted as before; the person alone is not."""
    with marked.opened(house) as programme:
        before = counted(programme)
        erase(programme, "go0", WHY)
        after = counted(programme)
        for name, columns in (("partnerships", ("mentor", "minutes", "meetings", "state")), ("sessions", ("minutes",))):
            for column in columns:
                assert sorted(map(str, after[name][column])) == sorted(map(str, before[name][column]))
        assert sorted(after["mentors"]["mentor"]) == sorted(before["mentors"]["mentor"])
        assert len(after["people"]["person"]) == len(before["people"]["person"]) - 1
        assert len(after["applications"]["person"]) == len(before["applications"]["person"]) - 1
        assert len(after["outcomes"]["outcome"]) == len(before["outcomes"]["outcome"]) - 1


def test_anonymising_keeps_what_is_counted(house: Path) -> None:
    """Applications, admissions, pairs, results and attendance are counted as before, without the person."""
    with marked.opened(house) as programme:
        before = counted(programme)
        erase(programme, "go0", WHY, counts=True)
        after = counted(programme)
        for name, columns in before.items():
            assert {column: len(values) for column, values in after[name].items()} == {
                column: len(values) for column, values in columns.items()
            }
        assert after["outcomes"]["category"] == before["outcomes"]["category"]
        assert sorted(after["applications"]["state"]) == sorted(before["applications"]["state"])
        assert f"{marked.MARK}000" not in marked.said(programme)
        assert verify(programme.store).faults == ()


def test_a_namesake_and_whoever_shares_a_number_keep_theirs(house: Path) -> None:
    """The name and the number of somebody else stand where they stood, and are not looked for."""
    with marked.opened(house) as programme:
        with programme.store.write() as tx:
            person = tx.one(Person, "go0")
            twin = tx.add(evolve(person, id="twin", rev=1, phone=None))
        done = erase(programme, "go0", WHY)
        assert programme.store.one(Person, "twin") == twin
        assert done.traces == ()


def test_what_others_wrote_says_that_something_is_missing(house: Path) -> None:
    """A reminder of somebody else's that named the person has a gap, and the history does not tell what stood there."""
    with marked.opened(house) as programme:
        done = erase(programme, "go0", WHY)
        task = programme.store.one(Task, "go0-of-others")
        assert task.title == "Bitte […] anrufen, […]"
        assert done.others == 2
        assert all(entry.erased for entry in entries(programme.store, record=("tasks", task.id)))


def test_every_table_of_a_pair_says_what_becomes_of_it(house: Path) -> None:
    """A table that refers to pairs or is copied for figures and is not known here would be forgotten."""
    with marked.opened(house) as programme:
        tables = subject_tables(programme.store)
    of_pairs = {
        name
        for name, table in tables.items()
        if any(each.parent == "partnerships" for each in table.references) and not table.naming
    }
    assert of_pairs <= OF_PAIRS.keys() | GONE_WITH_THE_PAIR.keys() | {"stages"}
    for known in (OF_PAIRS, OF_THEIR_OWN, COPIED):
        for name, columns in known.items():
            assert set(columns) <= set(tables[name].columns), name


# What stands in the way


def test_a_running_partnership_is_named_with_the_command_that_closes_it(house: Path) -> None:
    """Nothing is erased until it is closed; with a reason for closing it goes in one step, for the side that leaves."""
    with marked.opened(house) as programme:
        with programme.store.write() as tx:
            pair = tx.one(Partnership, "go0-pair")
            tx.update(evolve(pair, state=PairState.ACTIVE, ended=None, end_reason=None))
            part = tx.one(Participation, "go0-part")
            tx.update(evolve(part, left_on=None))
        with pytest.raises(NotPossible) as refused:
            erase(programme, "go0", WHY)
        assert "geleit close organisation.toml go0-pair" in refused.value.in_language("de")
        assert programme.store.get(Person, "go0") is not None
        done = erase(programme, "go0", WHY, close="completed")
        assert len(done.closed) == 1
        assert programme.store.count(Partnership, state=tuple(OPEN_PAIRS)) == 0
        assert programme.store.get(Person, "go0") is None


def test_a_request_must_be_theirs_and_granted(house: Path) -> None:
    """An erasure on request needs the request: of this person, to be erased, and decided in their favour."""
    with marked.opened(house) as programme:
        asked = add_request(programme, "go0", RequestKind.ERASURE)
        other = add_request(programme, "go1", RequestKind.ERASURE)
        with pytest.raises(UsageError):
            erase(programme, "go0", WHY, request=other.id)
        with pytest.raises(NotPossible):
            erase(programme, "go0", WHY, request=asked.id)
        check_identity(programme, asked.id)
        decide_request(programme, asked.id, granted=True, decision="ja", basis="Art. 17 DSGVO")
        erase(programme, "go0", WHY, request=asked.id)
        assert programme.store.get(Request, asked.id) is None
        assert ledger_of(programme).entries()[0].request == asked.id


def test_the_reason_is_kept_without_the_name(house: Path) -> None:
    """What somebody types as the reason may name the person; the history keeps it with a gap."""
    with marked.opened(house) as programme:
        name = programme.store.one(Person, "go0").name
        erase(programme, "go0", f"{name} bat darum")
        noted = [one for one in entries(programme.store) if one.reason == "erasure" and "reason" in one.after]
        assert [one.after["reason"] for one in noted] == ["[…] bat darum"]
        with pytest.raises(NotPossible):
            erase(programme, "go1", " ")


def test_only_the_lead_erases(house: Path) -> None:
    """Erasing cannot be undone, so a coordinator is refused."""
    config = house / "organisation.toml"
    with config.open("a", encoding="utf-8") as file:
        file.write('[staff]\nkim = { role = "coordinator" }\nlea = { role = "lead" }\n')
    with Opened.open(config, account="kim", clock=lambda: marked.NOW) as programme, pytest.raises(NotAllowed):
        erase(programme, "go0", WHY)
    with Opened.open(config, account="lea", clock=lambda: marked.NOW) as programme:
        assert erase(programme, "go0", WHY).done


# The ledger


def test_the_ledger_knows_ids_and_days_and_is_its_owners_alone(house: Path) -> None:
    """Beside the database, under its name, readable by nobody else, and without anything personal."""
    with marked.opened(house) as programme:
        erase(programme, "go0", WHY)
        path = ledger_of(programme).path
        assert path.name == "a.db.erased"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        lines = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
        assert [line["step"] for line in lines] == ["begun", "done"]
        assert {key for line in lines for key in line} == {"step", "person", "at", "counts", "kept", "request"}
        assert ledger_of(programme).unfinished() == ()


def test_a_line_that_was_cut_off_counts_for_nothing(tmp_path: Path) -> None:
    """The last line may have been cut off by a crash: then nothing was erased under it. Any other one is named."""
    ledger = Ledger(tmp_path / "a.db")
    ledger.begin(LedgerEntry("a", marked.NOW))
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole + whole[:20])
    assert [one.person for one in ledger.entries()] == ["a"]
    ledger.begin(LedgerEntry("b", marked.NOW, counts=True, kept={"funder": None}))
    ledger.finish(["a"], marked.NOW)
    assert ledger.entries() == (
        LedgerEntry("a", marked.NOW, done=True),
        LedgerEntry("b", marked.NOW, counts=True, kept={"funder": None}),
    )
    ledger.withdraw("b", marked.NOW)
    assert [one.person for one in ledger.entries()] == ["a"]
    ledger.path.write_bytes(whole[:20] + b"\n" + whole)
    with pytest.raises(StoreError, match="Line 1"):
        ledger.entries()


def test_an_erasure_that_failed_is_taken_back(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be erased, the ledger does not say that anybody was."""
    with marked.opened(house) as programme:

        def fail(*_: Any, **__: Any) -> None:
            raise OSError("out of order")

        monkeypatch.setattr("geleit.store.erasure.erasing.carry_out", fail)
        with pytest.raises(OSError, match="out of order"):
            erase(programme, "go0", WHY)
        monkeypatch.undo()
        assert ledger_of(programme).entries() == ()
        assert programme.store.get(Person, "go0") is not None


def test_a_file_in_use_is_cleaned_by_the_next_opening(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cannot clean the file is told what to do; the rows are gone, and the next opening finishes it."""
    from geleit.errors import Busy
    from geleit.labels import say

    with marked.opened(house) as programme:

        def busy(_: Any) -> None:
            raise Busy(say("store.not_clean"))

        monkeypatch.setattr("geleit.store.erasure.cleaning.clean", busy)
        with pytest.raises(Busy, match="--continue"):
            erase(programme, "go0", WHY)
        assert len(ledger_of(programme).unfinished()) == 1
        assert programme.store.get(Person, "go0") is None
    with marked.opened(house) as programme:
        assert programme.erased_again == 0 and programme.store.count(Erasure) == 1
    monkeypatch.undo()
    with marked.opened(house) as programme:
        assert programme.store.count(Erasure) == 1
        assert programme.erased_again == 1
        assert ledger_of(programme).unfinished() == ()
    assert f"{marked.MARK}000".encode() not in (house / "data" / "a.db").read_bytes().lower()


# Figures


def test_a_frozen_report_says_so_and_another_one_how_many_are_missing(house: Path) -> None:
    """A period that is over is answered from what was frozen; one that is not says how many were erased since."""
    with marked.opened(house) as programme:
        round_ = programme.round()
        before = reports.report(programme, round_, "hours", date(2026, 1, 1), date(2026, 6, 30))
        erase(programme, "go0", WHY)
        after = reports.report(programme, round_, "hours", date(2026, 1, 1), date(2026, 6, 30))
        assert after.tables == before.tables
        assert (after.frozen_on, after.erased) == (programme.today(), 0)
        other = reports.report(programme, round_, "hours", date(2026, 1, 1), date(2026, 6, 29))
        assert (other.frozen_on, other.erased) == (None, 1)


def test_a_period_that_was_reported_once_stays_as_it_was_reported(house: Path) -> None:
    """Whatever days a report was made for, its figures are frozen before somebody is erased."""
    with marked.opened(house) as programme:
        round_ = programme.round()
        odd = date(2026, 1, 7), date(2026, 5, 3)
        before = reports.report(programme, round_, "outcomes", *odd)
        reports.note_made(programme, round_, before)
        erase(programme, "go0", WHY)
        after = reports.report(programme, round_, "outcomes", *odd)
        assert after.tables == before.tables and after.frozen_on is not None


def test_a_frozen_row_of_an_erased_mentor_has_no_name_and_no_id(house: Path) -> None:
    """The caseload per mentor keeps its rows and total; whose the erased one's was, nobody can tell."""
    with marked.opened(house) as programme:
        round_ = programme.round()
        before = reports.report(programme, round_, "caseload", round_.start, round_.end)
        erase(programme, "go0", WHY)
        erase(programme, "go1", WHY)
        after = reports.report(programme, round_, "caseload", round_.start, round_.end)
        assert figures(after) == figures(before)
        told = [row.text for table in after.tables if table.by == "mentor" for row in table.broken_down]
        named = [row.text for table in before.tables if table.by == "mentor" for row in table.broken_down]
        assert set(named) - set(told) == {f"{marked.MARK}001-Ruf {marked.MARK}001-Nach"}
        assert told.count(None) == 1
        assert not programme.store.all(FrozenCell, person="go1")


@pytest.mark.parametrize("region", [NAMES[0], *(pytest.param(name, marks=pytest.mark.soak) for name in NAMES[1:])])
@pytest.mark.parametrize("steps", [12, pytest.param(1, marks=pytest.mark.soak)], ids=["a twelfth", "all"])
def test_reports_over_periods_that_are_over_stay_as_they_were(
    region: str, steps: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every report of a whole rehearsal, over such periods, is the same after somebody of each kind was erased."""
    played = rehearsal(region, tmp_path_factory)
    folder = shutil.copytree(played.folder, tmp_path / "demo")
    with Opened.open(folder / played.config.name, clock=played.clock, randomness=Random(2)) as programme:
        before = every(programme, steps)
        assert before
        store = programme.store
        # Closing a case that still runs is a result of its own, so somebody is taken whose cases are over.
        busy = {pair.mentee for pair in store.all(Partnership, state=tuple(OPEN_PAIRS))}
        closed = store.all(Partnership, state=PairState.CLOSED)
        ended = [pair for pair in closed if pair.mentee not in busy]
        refused = [part for part in store.all(Participation) if part.state is PartState.REFUSED]
        chosen = [ended[0].mentee, ended[-1].mentor, refused[0].person]
        rounds = {part.round for id_ in chosen for part in store.all(Participation, person=id_)}
        for number, person in enumerate(dict.fromkeys(chosen)):
            erase(programme, person, WHY, close="completed", counts=number == 1)
        after = every(programme, steps)
        assert {key: figures(one) for key, one in after.items()} == {key: figures(one) for key, one in before.items()}
        assert {key for key, one in after.items() if one.frozen_on} == {
            key for key in before if key[0].split()[0] in rounds
        }
        shown = sum(one.frozen_on is not None for one in after.values())
        assert (store.count(FrozenReport) == shown) if steps == 1 else (store.count(FrozenReport) >= shown)
        assert verify(store).faults == ()


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["go0", "go1", "stay0", "stay1", "go0-partner", "stay1-partner"]), st.booleans()),
        unique_by=lambda step: step[0],
        min_size=1,
    )
)
def test_no_sequence_of_erasures_changes_a_report_over_a_period_that_is_over(
    origin: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    """Whoever is erased or anonymised, in whatever order: the figures stay, and the history holds."""
    house = shutil.copytree(origin, tmp_path_factory.mktemp("case") / "house")
    with marked.opened(house) as programme:
        before = every(programme)
        for person, counts in steps:
            erase(programme, person, WHY, counts=counts)
        after = every(programme)
        assert {key: figures(one) for key, one in after.items()} == {key: figures(one) for key, one in before.items()}
        assert verify(programme.store).faults == ()


# Command line


def test_the_command_says_what_went_and_what_is_out_of_reach(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On trial, for good, and again; lists with refused rows that name the person are named."""
    config = str(house / "organisation.toml")
    listed = house / "bewerbungen-refused.csv"
    listed.write_text(f"Vorname;Nachname\n{marked.MARK}000-Vor;{marked.MARK}000-Nach\n", encoding="utf-8")
    assert main(["erase", config, "go0", "--reason", WHY, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["done"] is False and told["deleted"]["people"] == 1 and told["lists"] == [str(listed)]
    assert main(["erase", config, "go0", "--reason", WHY]) == 0
    out, err = capsys.readouterr()
    assert "Gelöscht –" in out and "ist gelöscht" in err and "bewerbungen-refused.csv" in err and "Sicherungen" in err
    assert main(["erase", config, "go0", "--reason", WHY]) == 2
    assert main(["erase", config, "--continue"]) == 0
    assert main(["erase", config]) == 2
