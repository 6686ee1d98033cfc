"""Requests of people about their own data: deadlines of the calendar, identity, decisions, corrections, restrictions."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.cli import main
from geleit.errors import GeleitError, NotPossible, UsageError
from geleit.files import new_files
from geleit.files.new_file import write_new
from geleit.labels import Labels
from geleit.model.evidence import Consent
from geleit.model.lifecycle import PartState
from geleit.model.office import Request, RequestKind
from geleit.model.people import Person, Role
from geleit.programme import decisions
from geleit.programme.due import due_in_round
from geleit.programme.exporting import export
from geleit.programme.findings import screen_round
from geleit.programme.privacy import consents, requests
from geleit.programme.privacy.purposes import find_recipient
from geleit.programme.privacy.restriction import restricted, restricted_of_round, restricted_people
from geleit.programme.proposals import drafting, pool, publishing
from geleit.programme.roster import find_part
from geleit.programme.sheet import sheet
from geleit.progress.items import DueKind
from geleit.store import entries
from tests.organisations.office import OfficeAtWork
from tests.organisations.tiny import OF_AGE, configuration, laid_out, region_source

REGION = region_source(
    OF_AGE,
    '''

@participant
class Mentee(geleit.Mentee):
    """A mentee with a way of travelling."""

    travel: Annotated[str | None, ask(dated=True)] = None
''',
    mentee="Mentee",
)
LABELS = '[field]\ntravel = { de = "Anreise", en = "Travel" }\n'
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\nstart = 2026-01-12\n'
BANK = '[[consents]]\npurpose = "transfer_funder"\nrecipient = "bank"\nname = "Aufbaubank"\n'
MENTEES = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen;Anreise
m1;Amal;Haddad;11.02.1990;Deutsch C1;Bus
m2;Bea;Bondar;12.03.1991;Deutsch C1;Rad
"""
MENTORS = """\
id;Vorname;Nachname;Geburtsdatum;Sprachen
p1;Tom;Unger;01.02.1970;Deutsch C1
"""

Run = Callable[..., tuple[str, str]]


class Office(OfficeAtWork):
    """An organisation with two mentees and a mentor."""

    def __init__(self, folder: Path) -> None:
        config = configuration(ROUND, BANK, database="data/a.db")
        path = laid_out(folder, config, REGION, labels=LABELS, mentees=MENTEES, mentors=MENTORS)
        super().__init__(path, date(2026, 1, 31), seed=5)
        self.take_in()

    def asked(self, person: str, kind: RequestKind, **more: Any) -> Request:
        """A request that comes today."""
        return requests.add_request(self.programme, person, kind, **more)

    def granted(self, person: str, kind: RequestKind, **more: Any) -> Request:
        """A request that comes, is checked and granted today."""
        made = requests.check_identity(self.programme, self.asked(person, kind).id)
        return requests.decide_request(
            self.programme, made.id, granted=True, decision="ja", basis="Art. 18 DSGVO", **more
        )

    def admit_all(self) -> None:
        """Everybody takes part."""
        for person, role in (("m1", Role.MENTEE), ("m2", Role.MENTEE), ("p1", Role.MENTOR)):
            self.admit(person, role)

    def said(self, error: GeleitError) -> str:
        """What an error says in German."""
        labels: Labels = self.programme.labels
        return error.in_language("de", labels)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An organisation, closed at the end."""
    made = Office(tmp_path)
    yield made
    made.programme.close()


@pytest.mark.parametrize(
    ("received", "month", "three"),
    [
        (date(2026, 3, 5), date(2026, 4, 5), date(2026, 6, 5)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2028, 1, 31), date(2028, 2, 29), date(2028, 4, 30)),
        (date(2026, 8, 31), date(2026, 9, 30), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)),
        (date(2028, 2, 29), date(2028, 3, 29), date(2028, 5, 29)),
    ],
)
def test_a_month_is_a_month_of_the_calendar(received: date, month: date, three: date) -> None:
    """The same day of the next month, or its last where there is none; three months from the receipt once extended,
    never a short month after a short month."""
    assert requests.deadline_of(received) == month
    assert requests.deadline_of(received, extended=True) == three


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_deadline_lies_beyond_the_month(received: date) -> None:
    """It is in the next month, on the same day or on the last one, and an extension is later by one or two months."""
    last = requests.deadline_of(received)
    assert (last.year * 12 + last.month) - (received.year * 12 + received.month) == 1
    assert last.day == received.day or (last + timedelta(days=1)).day == 1
    assert timedelta(59) <= requests.deadline_of(received, extended=True) - last <= timedelta(62)


def test_identity_comes_before_a_decision_in_favour(office: Office) -> None:
    """Refusing needs nobody's identity, granting does; a second decision is refused."""
    asked = office.asked("m1", RequestKind.ERASURE)
    with pytest.raises(NotPossible) as refused:
        requests.decide_request(office.programme, asked.id, granted=True, decision="ja", basis="Art. 17 DSGVO")
    assert "geleit request identity" in office.said(refused.value)
    requests.check_identity(office.programme, "m1")
    decided = requests.decide_request(office.programme, "m1", granted=True, decision="ja", basis="Art. 17 DSGVO")
    assert (decided.granted, decided.decided_on, decided.basis) == (True, office.day, "Art. 17 DSGVO")
    with pytest.raises(NotPossible):
        requests.decide_request(office.programme, asked.id, granted=False, decision="nein", basis="x")
    other = office.asked("m2", RequestKind.ERASURE)
    assert not requests.decide_request(
        office.programme, other.id, granted=False, decision="nein", basis="Art. 17 Abs. 3 DSGVO"
    ).granted


@pytest.mark.parametrize(("decision", "basis"), [("", "Art. 17 DSGVO"), ("ja", " ")])
def test_a_decision_has_words_and_a_basis(office: Office, decision: str, basis: str) -> None:
    """A bare yes or no is no decision."""
    asked = office.asked("m1", RequestKind.ACCESS, identity_checked_on=office.day)
    with pytest.raises(NotPossible):
        requests.decide_request(office.programme, asked.id, granted=True, decision=decision, basis=basis)


def test_an_extension_is_told_with_its_reason_within_the_month(office: Office) -> None:
    """Once, not later, and not without a reason."""
    asked = office.asked("m1", RequestKind.ACCESS)
    assert asked.due_on == date(2026, 2, 28)
    with pytest.raises(NotPossible):
        requests.extend_request(office.programme, asked.id, " ")
    extended = requests.extend_request(office.programme, asked.id, "sehr viele Unterlagen")
    assert (extended.due_on, extended.extension_told_on) == (date(2026, 4, 30), office.day)
    with pytest.raises(NotPossible):
        requests.extend_request(office.programme, asked.id, "noch einmal")
    late = office.asked("m2", RequestKind.ACCESS)
    office.after(days=29)
    with pytest.raises(NotPossible) as refused:
        requests.extend_request(office.programme, late.id, "zu spät")
    assert "28.2.2026" in office.said(refused.value)


def test_an_answer_follows_the_decision_and_ends_the_request(office: Office) -> None:
    """After it nothing can be changed, and it is no longer listed."""
    asked = office.asked("m1", RequestKind.ACCESS, identity_checked_on=office.day)
    with pytest.raises(NotPossible):
        requests.answer_request(office.programme, asked.id)
    requests.decide_request(office.programme, asked.id, granted=True, decision="ja", basis="Art. 15 DSGVO")
    office.after(days=2)
    assert requests.answer_request(office.programme, asked.id).answered_on == office.day
    with pytest.raises(NotPossible):
        requests.check_identity(office.programme, asked.id)
    assert requests.requests(office.programme) == ()
    assert [one.id for one in requests.requests(office.programme, every=True)] == [asked.id]


def test_days_that_cannot_be_are_refused(office: Office) -> None:
    """Nothing comes, is checked or answered in the future, or before it came."""
    asked = office.asked("m1", RequestKind.ACCESS)
    for day in (office.day + timedelta(days=1), office.day - timedelta(days=1)):
        with pytest.raises(UsageError):
            requests.check_identity(office.programme, asked.id, on=day)
    with pytest.raises(UsageError):
        office.asked("m1", RequestKind.ACCESS, received_on=office.day + timedelta(days=1))


def test_overdue_requests_come_first_and_are_due_until_answered(office: Office) -> None:
    """By the last day there is for them; the list of what is due says overdue where that day has passed."""
    late = office.asked("m1", RequestKind.ACCESS)
    office.after(days=20)
    newer = office.asked("m2", RequestKind.ERASURE)
    office.after(days=12)
    assert [one.id for one in requests.requests(office.programme)] == [late.id, newer.id]
    due = [one for one in due_in_round(office.programme, office.round) if one.what is DueKind.REQUEST]
    assert [(one.who, one.due_on) for one in due] == [(("m1",), late.deadline), (("m2",), newer.deadline)]
    assert "überfällig" in office.programme.labels.text(due[0].sentence, "de")
    assert "überfällig" not in office.programme.labels.text(due[1].sentence, "de")
    before = due_in_round(office.programme, office.round, since=date(2026, 2, 10))
    assert {one.about: one.new for one in before if one.what is DueKind.REQUEST} == {late.id: False, newer.id: True}


def test_a_person_with_one_open_request_may_stand_for_it(office: Office) -> None:
    """With several, or none, the sentence names what there is."""
    first = office.asked("m1", RequestKind.ACCESS)
    assert requests.find_request(office.programme, "Amal Haddad").id == first.id
    second = office.asked("m1", RequestKind.ERASURE)
    with pytest.raises(UsageError) as several:
        requests.find_request(office.programme, "m1")
    assert first.id in office.said(several.value) and second.id in office.said(several.value)
    with pytest.raises(UsageError):
        requests.find_request(office.programme, "m2")


def test_a_withdrawal_ends_the_consent_on_the_day_it_came(office: Office) -> None:
    """Whatever is decided later: withdrawing is as easy as giving."""
    consents.give_consent(office.programme, "m1", "transfer_funder", given_on=date(2026, 1, 20))
    office.after(days=3)
    made = office.asked("m1", RequestKind.WITHDRAWAL, purpose="transfer_funder", received_on=date(2026, 2, 1))
    assert (made.kind, made.purpose, made.recipient) == (RequestKind.WITHDRAWAL, "transfer_funder", "bank")
    (kept,) = office.programme.store.all(Consent, person="m1", purpose="transfer_funder")
    assert kept.withdrawn_on == date(2026, 2, 1)
    with pytest.raises(UsageError):
        office.asked("m1", RequestKind.ACCESS, purpose="transfer_funder")


def test_a_correction_changes_the_fields_and_says_which(office: Office) -> None:
    """The person's own and those of their part; the change history has what was there before."""
    made = office.granted(
        "m1", RequestKind.CORRECTION, corrections={"family_name": "Hadad", "travel": "Zug"}, round_=office.round
    )
    assert made.corrected == ("people.family_name", "mentee_fields.travel")
    assert office.programme.store.one(Person, "m1").family_name == "Hadad"
    one = find_part(office.programme, "r1", "m1")
    assert one.value("travel") == "Zug"
    assert [value.value for value in one.dated["travel"]] == ["Bus", "Zug"]
    changed = [entry for entry in entries(office.programme.store, person="m1") if entry.before.get("family_name")]
    assert changed[0].before["family_name"] == "Haddad"


def test_a_correction_is_made_only_where_it_was_asked_for_and_granted(office: Office) -> None:
    """And only in fields that there are; nothing else is changed then."""
    asked = office.asked("m1", RequestKind.ERASURE, identity_checked_on=office.day)
    words: dict[str, Any] = {"decision": "ja", "basis": "Art. 16 DSGVO"}
    with pytest.raises(UsageError):
        requests.decide_request(office.programme, asked.id, granted=True, corrections={"family_name": "X"}, **words)
    other = office.asked("m2", RequestKind.CORRECTION, identity_checked_on=office.day)
    for corrections, round_ in (({"travel": "Zug"}, None), ({"family_name": "X", "shoe": "42"}, office.round)):
        with pytest.raises(UsageError):
            requests.decide_request(
                office.programme, other.id, granted=True, corrections=corrections, round_=round_, **words
            )
    assert office.programme.store.one(Person, "m2").family_name == "Bondar"
    assert office.programme.store.one(Request, other.id).granted is None


def test_who_may_only_be_kept_is_left_out_of_every_use_and_said_so(office: Office) -> None:
    """Matching, pairs by hand, screening, lists for a spreadsheet and for a recipient: with a sentence, and kept."""
    office.admit_all()
    consents.give_consent(office.programme, "m1", "transfer_funder")
    consents.give_consent(office.programme, "m2", "transfer_funder")
    assert {pair.mentee for pair in drafting.draft(office.programme, office.round).pairs} <= {"m1", "m2"}
    made = office.granted("m1", RequestKind.RESTRICTION)
    assert restricted(office.programme.store, "m1") and restricted_people(office.programme.store) == {"m1"}
    assert {one.person.id for one in pool.mentees_in_pool(office.programme, office.round)} == {"m2"}
    with pytest.raises(NotPossible) as refused:
        publishing.pair_by_hand(office.programme, office.round, "m1", "p1", "sie kennen sich")
    assert "Art. 18 DSGVO" in office.said(refused.value)
    assert {one.applicant.person.id for one in screen_round(office.programme, office.round)} == {"m2", "p1"}
    left = restricted_of_round(office.programme, office.round)
    assert left is not None and "Amal Haddad" in office.programme.labels.text(left, "de")
    own = export(office.programme, office.round, "people")
    assert (len(own.rows), len(own.left_out)) == (1, 1)
    table = find_recipient(office.programme, "bank")
    passed = consents.transfer(office.programme, ["m1", "m2"], table)
    assert (passed.allowed, passed.restricted) == (frozenset({"m2"}), frozenset({"m1"}))
    assert office.programme.store.one(Person, "m1").given_name == "Amal"
    requests.answer_request(office.programme, made.id)
    assert [one.id for one in requests.requests(office.programme)] == [made.id]


def test_a_restriction_ends_after_the_person_was_told(office: Office) -> None:
    """Not before it was decided on, and told not later than it ends; then everything is possible again."""
    office.admit_all()
    made = office.granted("m1", RequestKind.RESTRICTION)
    office.after(days=5)
    with pytest.raises(UsageError):
        requests.lift_restriction(office.programme, made.id, told_on=office.day - timedelta(days=6))
    with pytest.raises(UsageError):
        requests.lift_restriction(office.programme, made.id, told_on=office.day, on=office.day - timedelta(days=1))
    lifted = requests.lift_restriction(office.programme, "m1", told_on=office.day)
    assert (lifted.lift_told_on, lifted.lifted_on, lifted.restricts) == (office.day, office.day, False)
    assert restricted_people(office.programme.store) == frozenset()
    assert {one.person.id for one in pool.mentees_in_pool(office.programme, office.round)} == {"m1", "m2"}
    with pytest.raises(NotPossible):
        requests.lift_restriction(office.programme, made.id, told_on=office.day)


def test_nobody_is_admitted_while_their_data_may_only_be_kept(office: Office) -> None:
    """An admission uses them."""
    office.granted("m2", RequestKind.RESTRICTION)
    with pytest.raises(NotPossible):
        decisions.decide(office.programme, office.round, "m2", "admit", reason="x")
    assert find_part(office.programme, "r1", "m2").part.state is PartState.APPLIED


def test_no_sheet_goes_to_a_mentor_while_the_data_may_only_be_kept(office: Office) -> None:
    """Nor once the person has withdrawn from taking part."""
    office.admit_all()
    pair = publishing.pair_by_hand(office.programme, office.round, "m1", "p1", "sie kennen sich")
    assert sheet(office.programme, office.round, pair.id).contacts_released
    made = office.granted("m1", RequestKind.RESTRICTION)
    with pytest.raises(NotPossible):
        sheet(office.programme, office.round, pair.id)
    requests.lift_restriction(office.programme, made.id, told_on=office.day)
    consents.give_consent(office.programme, "m1")
    consents.withdraw_consent(office.programme, "m1")
    with pytest.raises(NotPossible) as refused:
        sheet(office.programme, office.round, pair.id)
    assert "Amal Haddad" in office.said(refused.value)


@pytest.fixture
def run(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the organisation's folder on the day of its clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")

    def run(*words: str, code: int = 0) -> tuple[str, str]:
        monkeypatch.setenv("GELEIT_NOW", office.now().isoformat())
        capsys.readouterr()
        found = main(words)
        said = capsys.readouterr()
        assert found == code, said
        return said.out, said.err

    return run


def test_a_request_goes_from_its_receipt_to_the_answer_by_commands(office: Office, run: Run, tmp_path: Path) -> None:
    """Each step says what comes next; whoever received the data is to be told of a correction."""
    consents.give_consent(office.programme, "m1", "transfer_funder")
    run("export", "organisation.toml", "people", "--recipient", "bank", "--out", "liste.csv")
    _, said = run("request", "add", "organisation.toml", "m1", "correction", "--note", "Nachname falsch")
    assert "28.2.2026" in said and "geleit request identity" in said
    run("request", "identity", "organisation.toml", "m1")
    _, said = run("request", "extend", "organisation.toml", "m1", "--reason", "Unterlagen fehlen")
    assert "30.4.2026" in said
    words = ("--grant", "--decision", "ja", "--basis", "Art. 16 DSGVO", "--correct", "family_name=Hadad")
    _, said = run("request", "decide", "organisation.toml", "m1", *words)
    assert "Aufbaubank" in said
    listed, _ = run("request", "list", "organisation.toml")
    assert "Amal Hadad" in listed and "entschieden" in listed
    run("request", "answer", "organisation.toml", "m1")
    data, _ = run("request", "list", "organisation.toml", "--all", "--json")
    (one,) = json.loads(data)
    assert (one["granted"], one["overdue"], one["due_on"]) == (True, False, "2026-04-30")


def test_a_restriction_is_set_seen_and_lifted_by_commands(office: Office, run: Run) -> None:
    """The screening says who is left out, and the list of requests shows the restriction until it is lifted."""
    run("request", "add", "organisation.toml", "m1", "restriction", "--identity", "heute")
    words = ("--grant", "--decision", "ja", "--basis", "Art. 18 DSGVO")
    run("request", "decide", "organisation.toml", "m1", *words)
    run("request", "answer", "organisation.toml", "m1")
    shown, said = run("screen", "organisation.toml")
    assert "Amal" not in shown and "Amal Haddad" in said
    assert "Daten werden nur aufbewahrt" in run("request", "list", "organisation.toml")[0]
    run("request", "lift", "organisation.toml", "m1", "--told", "heute")
    assert "Amal" in run("screen", "organisation.toml")[0]


def test_an_access_report_is_written_as_a_page_and_as_data_or_not_at_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both files, readable by their owner alone, named by the id; where the second cannot be written, neither is."""
    folder = tmp_path / "auskunft"
    assert "auskunft" in run("access", "organisation.toml", "m1", "--dir", "auskunft", code=2)[1]
    folder.mkdir()
    run("access", "organisation.toml", "m1", "--dir", "auskunft")
    written = sorted(folder.iterdir())
    assert [path.name for path in written] == ["access-m1-2026-01-31.html", "access-m1-2026-01-31.json"]
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    assert json.loads(written[1].read_text(encoding="utf-8"))["person"] == "m1"
    for path in written:
        path.unlink()
    calls: list[Path] = []

    def full(path: Path, content: bytes) -> Path:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "no space")
        return write_new(path, content)

    monkeypatch.setattr(new_files, "write_new", full)
    run("access", "organisation.toml", "m1", "--dir", "auskunft", code=1)
    assert list(folder.iterdir()) == []


def test_the_words_of_a_command_are_checked_before_anything_is_written(run: Run) -> None:
    """A decision both ways, a purpose without a recipient, a recipient there is not, a language there is not."""
    run("request", "add", "organisation.toml", "m1", "access", "--identity", "heute")
    before = run("journal", "show", "organisation.toml", "--json")[0]
    words = ("--decision", "ja", "--basis", "x")
    run("request", "decide", "organisation.toml", "m1", "--grant", "--refuse", *words, code=2)
    run("request", "decide", "organisation.toml", "m1", *words, code=2)
    run("export", "organisation.toml", "people", "--purpose", "transfer_funder", code=2)
    assert "bank" in run("export", "organisation.toml", "people", "--recipient", "amt", code=2)[1]
    run("access", "organisation.toml", "m1", "--text-language", "fr", code=2)
    assert "organisation" in run("consent", "organisation.toml", "m1", "--recipient", "amt", code=2)[1]
    assert run("journal", "show", "organisation.toml", "--json")[0] == before


def test_the_record_of_processing_is_printed_in_each_form(run: Run) -> None:
    """As text, page and data."""
    assert "Aufbaubank" in run("processing", "organisation.toml")[0]
    assert run("processing", "organisation.toml", "--format", "html")[0].startswith("<!doctype html>")
    data = json.loads(run("processing", "organisation.toml", "--json")[0])
    assert data["title"].endswith("Verein")
    assert data == json.loads(run("processing", "organisation.toml", "--format", "json")[0])
