"""How long data are kept: whose time is over, what a duty keeps all the same, and what a legal hold prevents."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from geleit.cli import main
from geleit.config import load
from geleit.config.retention import Category, Start, Then
from geleit.errors import ConfigError, NotAllowed, NotPossible
from geleit.fields import evolve
from geleit.labels import core_labels
from geleit.model.evidence import Consent, Evidence
from geleit.model.lifecycle import PartState
from geleit.model.office import Contact, RequestKind, Task
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Interview, Participation, Person, Role
from geleit.model.retention import Erasure, KeptPerson, LegalHold, Placeholder
from geleit.model.sessions import Session
from geleit.programme import Programme
from geleit.programme.privacy.duties import KEPT, duties
from geleit.programme.privacy.erasure import erase
from geleit.programme.privacy.holds import hold, release
from geleit.programme.privacy.reapplying import ledger_of
from geleit.programme.privacy.requests import add_request, check_identity, decide_request
from geleit.programme.privacy.restriction import restricted
from geleit.programme.privacy.retention import apply, due, overdue
from geleit.store import verify
from tests.faults import marked

FUNDER = """
[retention.funder]
months = 60
from = "round_end"
duty = true
basis = "Zuwendungsbescheid Nr. 7"
"""
PARTICIPANTS = """
[retention.participants]
months = 3
from = "exit"
do = "anonymise"
"""
OLD = (PartState.REFUSED, date(2026, 2, 2))


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An organisation without any rule; everybody left on 1 June 2026, its round ended on 30 June."""
    folder = tmp_path_factory.mktemp("origin") / "house"
    marked.make(folder, 2)
    return folder


@contextmanager
def ruled(origin: Path, folder: Path, rules: str, now: datetime = marked.NOW) -> Iterator[Programme]:
    """A copy of it under some rules, at some time."""
    house = folder / "house"
    if not house.exists():
        shutil.copytree(origin, house)
        with (house / "organisation.toml").open("a", encoding="utf-8") as file:
            file.write(rules)
    with Programme.open(house / "organisation.toml", clock=lambda: now, randomness=Random(now.year)) as programme:
        yield programme


def names(programme: Programme) -> set[str]:
    """Everybody who is there and somebody."""
    nobody = {one.person for one in programme.store.all(Placeholder)}
    return {person.id for person in programme.store.all(Person)} - nobody


# The configuration


def test_rules_are_read_with_everything_that_is_wrong(tmp_path: Path) -> None:
    """A start that people do not have, an end that records do not have, a duty without a basis, a category there is
    not: all at once, each with its line."""
    path = tmp_path / "organisation.toml"
    path.write_text(
        marked.CONFIG
        + '[retention.refused]\nmonths = 6\nfrom = "entry"\n'
        + '[retention.contacts]\nmonths = 6\nfrom = "entry"\ndo = "anonymise"\n'
        + '[retention.funder]\nmonths = -1\nfrom = "round_end"\nduty = true\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as error:
        load(path)
    told = error.value.in_language("en")
    for expected in ("retention.refused.from", "retention.contacts.do", "retention.funder", "must be at least 0"):
        assert expected in told
    path.write_text(marked.CONFIG + "[retention.participant]\nmonths = 6\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="participants"):
        load(path)


def test_every_word_of_a_rule_has_its_label() -> None:
    """Categories, starts and ends are said in German and English, and every category says what its duty keeps."""
    for prefix, members in (("category", Category), ("start", Start), ("then", Then)):
        for member in members:
            assert core_labels().languages_of(f"retention.{prefix}.{member.value}") >= {"de", "en"}
    assert KEPT.keys() == set(Category)


# What is due


def test_without_rules_nothing_is_ever_due(origin: Path, tmp_path: Path) -> None:
    """What nobody has decided is not decided by the program."""
    with ruled(origin, tmp_path, "") as programme:
        assert due(programme) == () and overdue(programme, date(2099, 1, 1)) == ()


def test_a_persons_time_counts_from_the_last_thing_that_lasted(origin: Path, tmp_path: Path) -> None:
    """Nobody is due while a participation or a partnership lasts, or while the day it counts from is unknown."""
    with ruled(origin, tmp_path, PARTICIPANTS) as programme:
        assert {one.person for one in due(programme, date(2026, 8, 31))} == set()
        everybody = due(programme, date(2026, 9, 1))
        assert {one.person for one in everybody} == names(programme)
        assert {(one.since, one.due_on, one.do) for one in everybody} == {
            (date(2026, 6, 1), date(2026, 9, 1), Then.ANONYMISE)
        }
        with programme.store.write() as tx:
            part = tx.one(Participation, "go0-part")
            again = evolve(part, id="again", rev=1, state=PartState.CARRIED_OVER, left_on=None)
            tx.add(again)
            tx.update(evolve(part, left_on=date(2026, 8, 1)))
            tx.update(evolve(tx.one(Participation, "go1-part"), left_on=None))
        later = {one.person: one.since for one in due(programme, date(2026, 12, 1))}
        assert later["go0"] == date(2026, 8, 1)
        # Who did not say that they left, has left with the round at the latest, if that is closed.
        assert later["go1"] == date(2026, 6, 30)


def test_who_was_never_admitted_falls_under_another_rule(origin: Path, tmp_path: Path) -> None:
    """An application that came to nothing is due by its own rule, counted from the decision, and by no other."""
    rules = PARTICIPANTS + '[retention.refused]\nmonths = 6\nfrom = "decision"\n'
    with ruled(origin, tmp_path, rules) as programme:
        state, day = OLD
        with programme.store.write() as tx:
            tx.add(Person(id="x", given_name="Xenia", family_name="Xylander"))
            part = Participation(
                id="xp", person="x", round="r", role=Role.MENTEE, state=state, since=day, applied_on=day
            )
            tx.add(part)
        found = [one for one in due(programme, date(2026, 8, 31)) if one.person == "x"]
        assert [(one.category, one.since, one.due_on) for one in found] == [(Category.REFUSED, day, date(2026, 8, 2))]
        assert not [one for one in due(programme, date(2026, 8, 1)) if one.person == "x"]


def test_single_records_go_on_their_own_day(origin: Path, tmp_path: Path) -> None:
    """Notes of talks are deleted, free notes are emptied where the record counts; nobody else's records change."""
    rules = '[retention.contacts]\nmonths = 6\nfrom = "entry"\n[retention.notes]\nmonths = 6\nfrom = "entry"\n'
    with ruled(origin, tmp_path, rules) as programme:
        store = programme.store
        sessions = [(one.id, one.minutes) for one in store.all(Session)]
        assert store.all(Session)[0].note
        found = apply(programme, dry_run=True)
        assert found.done and store.all(Contact) and all(one.note for one in store.all(Session))
        assert apply(programme).done == found.done
        assert store.all(Contact) == ()
        assert [(one.id, one.minutes, one.note) for one in store.all(Session)] == [(*one, None) for one in sessions]
        assert all(one.note is None for one in store.all(Interview))
        assert store.one(Evidence, "go0-1").note
        assert due(programme) == ()
        assert verify(store).faults == ()
        # What had been deleted before is gone from the history as well.
        assert "gegangen" not in marked.said(programme)
    assert b"contacts-note" not in (tmp_path / "house" / "data" / "a.db").read_bytes().lower()


def test_applying_the_rules_leaves_nobody_whose_time_is_over(origin: Path, tmp_path: Path) -> None:
    """Everybody who is due is anonymised in one go; the pairs, results and hours are counted as before."""
    with ruled(origin, tmp_path, PARTICIPANTS) as programme:
        store = programme.store
        pairs, outcomes = store.count(Partnership), store.count(Outcome)
        found = apply(programme)
        assert len(found.done) == 8 and found.left == ()
        assert names(programme) == set()
        assert (store.count(Partnership), store.count(Outcome)) == (pairs, outcomes)
        assert due(programme) == ()
        assert marked.MARK not in marked.said(programme)
        assert len(ledger_of(programme).entries()) == 8
        assert verify(store).faults == ()
    assert marked.bytes_in(tmp_path / "house" / "data") == []


# Duties


def test_a_duty_keeps_what_it_names_until_its_day(origin: Path, tmp_path: Path) -> None:
    """Name, consents and evidence stay, and nobody uses them; talks, notes, addresses and all other things go at once.
    Once the day has come the rest goes as well."""
    with ruled(origin, tmp_path, FUNDER) as programme:
        store = programme.store
        done = erase(programme, "go0", "Antrag")
        assert [(duty.category, duty.until, duty.basis) for duty in done.duties] == [
            (Category.FUNDER, date(2031, 6, 30), "Zuwendungsbescheid Nr. 7")
        ]
        person = store.one(Person, "go0")
        assert (person.given_name, person.email, person.phone, person.call_name) == ("merkmal000-Vor", None, None, None)
        assert store.count(Consent, person="go0") == 1 and store.count(Evidence, person="go0") == 1
        assert store.count(Contact, person="go0") == 0 and store.count(Task, person="go0") == 0
        assert store.count(Interview, participation="go0-part") == 0
        assert all(one.note is None for one in store.all(Session, partnership="go0-pair"))
        assert store.one(Partnership, "go0-pair").mentee == "go0"
        assert restricted(store, "go0")
        assert "merkmal000-contacts" not in marked.said(programme)
        assert "merkmal000-sessions" not in marked.said(programme)
        assert verify(store).faults == ()
        assert not [one for one in due(programme, date(2031, 6, 29)) if one.person == "go0"]
    with ruled(origin, tmp_path, FUNDER, datetime(2031, 7, 1, tzinfo=marked.NOW.tzinfo)) as programme:
        assert programme.erased_again == 0
        assert programme.store.count(Erasure) == 1
        assert "go0" in {one.person for one in apply(programme).done}
        # Everybody else's time is over by then as well; go0 was counted when the erasure began.
        assert programme.store.count(Erasure) == 8
        assert "merkmal000" not in marked.said(programme)
        assert programme.store.count(KeptPerson) == 0
    assert marked.bytes_in(tmp_path / "house" / "data") == []


def test_what_a_duty_keeps_is_kept_again_after_a_restore(origin: Path, tmp_path: Path) -> None:
    """An old copy that comes back is cut down to what the duty keeps, no more and no less."""
    with ruled(origin, tmp_path, FUNDER) as programme:
        erase(programme, "go0", "Antrag")
        left = {place for place in marked.rows(programme) if place[1].startswith("go0")}
    shutil.copyfile(origin / "data" / "a.db", tmp_path / "house" / "data" / "a.db")
    with ruled(origin, tmp_path, FUNDER) as programme:
        programme.store.count(Person)
        assert programme.erased_again == 1
        assert {place for place in marked.rows(programme) if place[1].startswith("go0")} == left
        assert restricted(programme.store, "go0")
    with ruled(origin, tmp_path, FUNDER) as programme:
        programme.store.count(Person)
        assert programme.erased_again == 0


def test_a_duty_whose_start_is_not_known_keeps_without_a_day(origin: Path, tmp_path: Path) -> None:
    """Unknown is not over: while somebody's time lasts, the duty has no end yet, and keeps."""
    with ruled(origin, tmp_path, FUNDER) as programme:
        with programme.store.write() as tx:
            tx.update(evolve(tx.one(Participation, "go0-part"), left_on=None, round="r"))
            round_ = tx.rows('SELECT "id" FROM "rounds"')
            assert round_
        assert [duty.until for duty in duties(programme, programme.store, "go0", date(2026, 11, 2))] == [
            date(2031, 6, 30)
        ]
        assert duties(programme, programme.store, "go0", date(2031, 6, 30)) == ()


def test_restricting_keeps_everything_and_nobody_uses_it(origin: Path, tmp_path: Path) -> None:
    """Where the rule says restrict, all stays; it is done once."""
    rules = PARTICIPANTS.replace("anonymise", "restrict")
    with ruled(origin, tmp_path, rules) as programme:
        before = names(programme)
        apply(programme)
        assert names(programme) == before
        assert all(restricted(programme.store, person) for person in before)
        assert due(programme) == ()


# Legal holds


def test_a_legal_hold_prevents_every_erasure_until_it_is_lifted(origin: Path, tmp_path: Path) -> None:
    """Neither by hand nor by rule; everybody else's time is over all the same."""
    with ruled(origin, tmp_path, PARTICIPANTS) as programme:
        hold(programme, "go0", "Klage vor dem Arbeitsgericht")
        for attempt in (lambda: erase(programme, "go0", "x"), lambda: hold(programme, "go0", "noch einmal")):
            with pytest.raises(NotPossible, match="Klage vor dem Arbeitsgericht"):
                attempt()
        found = apply(programme)
        assert [one.person for one, _ in found.left] == ["go0"]
        assert names(programme) == {"go0"}
        assert overdue(programme, programme.today()) == ()
        release(programme, "go0")
        assert programme.store.all(LegalHold, person="go0", lifted_by=programme.actor.shown)
        with pytest.raises(NotPossible):
            release(programme, "go0")
        assert [one.person for one in apply(programme).done] == ["go0"]


def test_whoever_asked_for_a_restriction_is_left_by_the_rules(origin: Path, tmp_path: Path) -> None:
    """They may need their data for a claim (Art. 18 GDPR); their own request to be erased is another matter."""
    with ruled(origin, tmp_path, PARTICIPANTS) as programme:
        asked = add_request(programme, "go0", RequestKind.RESTRICTION)
        check_identity(programme, asked.id)
        decide_request(programme, asked.id, granted=True, decision="ja", basis="Art. 18 DSGVO")
        assert [one.person for one, _ in apply(programme).left] == ["go0"]
        assert erase(programme, "go0", "Antrag").done


def test_only_the_lead_applies_the_rules(origin: Path, tmp_path: Path) -> None:
    """What cannot be undone is not everybody's."""
    with _as_kim(origin, tmp_path) as programme:
        for attempt in (lambda: apply(programme), lambda: hold(programme, "go0", "x"), lambda: due(programme)):
            with pytest.raises(NotAllowed):
                attempt()


@contextmanager
def _as_kim(origin: Path, folder: Path) -> Iterator[Programme]:
    house = shutil.copytree(origin, folder / "house")
    with (house / "organisation.toml").open("a", encoding="utf-8") as file:
        file.write(PARTICIPANTS + '[staff]\nkim = { role = "coordinator" }\n')
    with Programme.open(house / "organisation.toml", account="kim", clock=lambda: marked.NOW) as programme:
        yield programme


# Command line


def test_the_commands_list_hold_apply(
    origin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is listed is what a trial would do, and what is done; who is held is named with the reason."""
    monkeypatch.setenv("GELEIT_NOW", marked.NOW.isoformat())
    with ruled(origin, tmp_path, PARTICIPANTS):
        pass
    config = str(tmp_path / "house" / "organisation.toml")
    assert main(["retention", "hold", config, "go0", "--reason", "Klage"]) == 0
    capsys.readouterr()
    assert main(["retention", "list", config, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == 8 and [one["person"] for one in listed if one["held"]] == ["go0"]
    assert main(["retention", "apply", config, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["retention", "apply", config, "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["done"] == told["done"] == [one for one in listed if not one["held"]]
    assert done["left"] == [one for one in listed if one["held"]]
    assert main(["retention", "release", config, "go0"]) == 0
    assert main(["retention", "apply", config, "--category", "participants"]) == 0
    assert "Ein Fall erledigt" in capsys.readouterr().err
    assert main(["retention", "list", config]) == 0
