"""P9: a person's report has everything that is kept of them and nothing of anybody else, proved by markers.

Every column that can hold one has a marker of its own: a text, a number, a day. Two people who are linked in every way
there is have different ones, and what both share has a third kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from geleit.cli.printing import as_json
from geleit.errors import StoreError
from geleit.fields import Field, Sensitivity, fields_of, table_of
from geleit.fields.kinds import DateKind, FloatKind, IntKind, ManyKind, MappingKind, MomentKind
from geleit.files.access_html import access_html
from geleit.model.evidence import Consent, DatedValue, Evidence
from geleit.model.lifecycle import PairState, PartState
from geleit.model.office import Contact, Employer, EmployerContact, Request, RequestKind, Task
from geleit.model.outcomes import Feedback, FollowUp, Goal, Outcome
from geleit.model.partnerships import (
    Acceptance,
    Agreement,
    ConstraintKind,
    PairConstraint,
    Partnership,
    Pause,
    Proposal,
    ProposalState,
    Side,
    StageEntry,
)
from geleit.model.people import Decision, DuplicateNotice, Interview, Override, Participation, Person, Role
from geleit.model.retention import FrozenCell, FrozenReport, KeptPerson, LegalHold
from geleit.model.rounds import RoundRecord
from geleit.model.sessions import Attendance, BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.programme import Programme
from geleit.programme.privacy.access import access_report
from geleit.programme.privacy.access_words import STAFF
from geleit.store import Transaction
from geleit.store.subject import IMPERSONAL, check_paths, reaching, subject_tables
from tests.organisations.mentoring import JOBS
from tests.organisations.tiny import BANK, configuration, laid_out, region_source

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)

REGION = region_source(
    '''

@participant
class Mentee(geleit.Mentee):
    """A mentee with a story."""

    story: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL)] = None
    plan: Annotated[str | None, ask()] = None


@participant
class Mentor(geleit.Mentor):
    """A mentor with a hobby."""

    hobby: Annotated[str | None, ask()] = None


@hookimpl
def geleit_eligibility(round_):
    """Everybody of age."""
    rules = geleit.standard.rules(geleit.Role.MENTOR)
    return geleit.Eligibility(mentee=rules, mentor=rules)
''',
    JOBS,
    mentee="Mentee",
    mentor="Mentor",
)
LABELS = """
[field]
story = { de = "Geschichte", en = "Story" }
plan = { de = "Vorhaben", en = "Plan" }
hobby = { de = "Hobby", en = "Hobby" }
remark = { de = "Bemerkung", en = "Remark" }
[outcome]
JOB = { de = "Arbeit", en = "Work" }
"""
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\n'

READER, OTHER, BOTH = "RR", "OO", "SS"
_NUMBERS = {READER: 7_000_000, OTHER: 8_000_000, BOTH: 9_000_000}
_DAYS = {READER: date(1601, 1, 1), OTHER: date(1701, 1, 1), BOTH: date(1801, 1, 1)}


@attrs.define
class Markers:
    """Every marker that was put somewhere: whose it is, in which column, and how it looks in JSON."""

    given: list[tuple[str, str, Field, str]] = attrs.field(factory=list)

    def value(self, whose: str, table: str, field: Field) -> Any:
        """A marked value for a column, or None for a kind that cannot hold one."""
        number = len(self.given)
        value: Any
        match field.kind:
            case IntKind():
                value, look = _NUMBERS[whose] + number, str(_NUMBERS[whose] + number)
            case FloatKind():
                value, look = float(_NUMBERS[whose] + number), str(_NUMBERS[whose] + number)
            case DateKind():
                value = _DAYS[whose] + timedelta(days=number)
                look = value.isoformat()
            case MomentKind():
                value = datetime.combine(_DAYS[whose] + timedelta(days=number), datetime.min.time(), UTC)
                look = value.date().isoformat()
            case MappingKind():
                look = f"{whose}{number:04}Q"
                value = {"x": look}
            case ManyKind() if field.kind.each.stored("x") == "x":
                look = f"{whose}{number:04}Q"
                value = (look,)
            case _ if field.type is str:
                value = look = f"{whose}{number:04}Q"
            case _:
                return None
        self.given.append((whose, table, field, look))
        return value

    def of(self, whose: str) -> list[tuple[str, Field, str]]:
        """The markers of one kind: table, field, look."""
        return [(table, field, look) for kind, table, field, look in self.given if kind == whose]


class Office:
    """An organisation with two linked people: one of them reads the report, the other one must not be in it."""

    def __init__(self, folder: Path, role: Role) -> None:
        path = laid_out(folder, configuration(ROUND, BANK, database="data/a.db"), REGION, labels=LABELS)
        self.programme = Programme.open(path, clock=lambda: NOON, randomness=Random(3))
        self.markers = Markers()
        self.role = role
        self.roles = {READER: role, OTHER: Role.MENTOR if role is Role.MENTEE else Role.MENTEE}
        self.programme.derive_details(self.programme.round("r1"))
        with self.programme.store.write("everything") as tx:
            self._fill(tx)
        with self.programme.store.write("gone") as tx:
            for whose in (READER, OTHER):
                tx.delete(tx.one(Contact, f"{whose}-gone"))
        with self.programme.store.write("transfer") as tx:
            tx.note(
                "transfer", "people", f"{READER}-id", recipient="bank", purpose="transfer_funder", name="Aufbaubank"
            )
            tx.note(
                "transfer", "people", f"{OTHER}-id", recipient=self._text(OTHER), purpose="x", name=self._text(OTHER)
            )

    def _text(self, whose: str) -> str:
        name = next(field for field in fields_of(Person) if field.name == "given_name")
        return str(self.markers.value(whose, "note", name))

    def made(self, cls: type[Any], whose: str, **fixed: Any) -> Any:
        """A record in which every column that is not fixed has a marker, if it can hold one."""
        return cls(
            **fixed,
            **{
                field.name: value
                for field in fields_of(cls)
                if field.name not in (*fixed, "rev")
                and (value := self.markers.value(whose, table_of(cls), field)) is not None
            },
        )

    def _fill(self, tx: Transaction) -> None:
        tx.add(RoundRecord(id="r1", title="Erster Durchgang"))
        names: dict[str, Person] = {}
        for whose in (READER, OTHER):
            names[whose] = tx.add(self.made(Person, whose, id=f"{whose}-id", gender=None, birth_date=None))
            tx.add(self._part(whose))
            table = self.programme.table(self.roles[whose])
            cls = self.programme.participant(self.roles[whose])
            texts = {
                field.name: self.markers.value(whose, table, field) for field in fields_of(cls) if field.type is str
            }
            tx.save_fields(table, f"{whose}-part", cls(**texts))
        sides = {self.roles[whose].value: whose for whose in (READER, OTHER)}
        tx.add(
            self.made(
                Proposal,
                BOTH,
                id="proposal",
                round="r1",
                state=ProposalState.PUBLISHED,
                content={"pairs": [], "unmatched": [self._left(READER), self._left(OTHER)]},
            )
        )
        tx.add(
            self.made(
                Partnership,
                BOTH,
                id="pair",
                round="r1",
                mentee=f"{sides['mentee']}-id",
                mentor=f"{sides['mentor']}-id",
                mentee_part=f"{sides['mentee']}-part",
                mentor_part=f"{sides['mentor']}-part",
                state=PairState.ACTIVE,
                proposal="proposal",
                predecessor=None,
                reason=f"{self.markers.value(BOTH, 'partnerships', _field(Partnership, 'reason'))} {names[OTHER].name}",
            )
        )
        both = {side: f"{sides[side]}-id" for side in ("mentee", "mentor")}
        tx.add(self.made(PairConstraint, BOTH, round="r1", kind=ConstraintKind.LOCK, **both))
        tx.add(self.made(DuplicateNotice, BOTH, person=f"{READER}-id", other=f"{OTHER}-id"))
        tx.add(self.made(DuplicateNotice, BOTH, person=f"{OTHER}-id", other=f"{READER}-id"))
        tx.add(self.made(Event, BOTH, id="event", round="r1"))
        tx.add(self.made(Employer, OTHER, id="firm", name="Werft"))
        self._shared(tx)
        for whose in (READER, OTHER):
            self._own(tx, whose, names[OTHER])

    def _left(self, whose: str) -> dict[str, str]:
        text = self.markers.value(whose, "proposals", _field(Partnership, "reason"))
        return {"mentee": f"{whose}-id", "reason": text, "reason_code": "x"}

    def _part(self, whose: str) -> Participation:
        part: Participation = self.made(
            Participation,
            whose,
            id=f"{whose}-part",
            person=f"{whose}-id",
            round="r1",
            role=self.roles[whose],
            state=PartState.ADMITTED,
        )
        return part

    def _shared(self, tx: Transaction) -> None:
        """What is about both sides of the pair and names neither."""
        tx.add(self.made(Agreement, BOTH, partnership="pair"))
        tx.add(self.made(Pause, BOTH, partnership="pair"))
        tx.add(self.made(StageEntry, BOTH, partnership="pair"))
        tx.add(self.made(Session, BOTH, partnership="pair"))
        tx.add(self.made(Statement, BOTH, partnership="pair", month=date(2026, 2, 1)))
        tx.add(self.made(BoundaryNote, BOTH, partnership="pair"))
        tx.add(self.made(Goal, BOTH, partnership="pair", replaces=None))
        tx.add(self.made(EmployerContact, BOTH, employer="firm", partnership="pair"))
        tx.add(self.made(Task, BOTH, person=None, partnership="pair"))
        tx.add(self.made(MilestoneDone, BOTH, partnership="pair", side=None))
        tx.add(self.made(Feedback, BOTH, partnership="pair", side=Side.ORGANISATION))

    def _own(self, tx: Transaction, whose: str, named: Person) -> None:
        """What is about one of the two, much of it within their pair."""
        person, part, side = f"{whose}-id", f"{whose}-part", Side(self.roles[whose].value)
        tx.add(self.made(Interview, whose, participation=part))
        tx.add(self.made(Decision, whose, participation=part))
        tx.add(self.made(Override, whose, participation=part))
        tx.add(self.made(Evidence, whose, person=person, participation=part))
        tx.add(self.made(DatedValue, whose, participation=part))
        tx.add(self.made(Consent, whose, person=person))
        tx.add(self.made(Attendance, whose, event="event", person=person, present=True))
        tx.add(self.made(Acceptance, whose, partnership="pair", side=side, accepted=True))
        tx.add(self.made(MilestoneDone, whose, partnership="pair", side=side))
        tx.add(self.made(Feedback, whose, partnership="pair", side=side))
        tx.add(
            self.made(
                Outcome, whose, id=f"{whose}-outcome", person=person, participation=part, partnership="pair", round="r1",
                employer="firm", category="JOB",
            )
        )  # fmt: skip
        detail = self.programme.answers(self.programme.round("r1")).outcomes.categories[0].detail
        assert detail is not None
        remark = self.markers.value(whose, "outcome_job", fields_of(detail)[0])
        tx.save_fields("outcome_job", f"{whose}-outcome", detail(remark=remark))
        tx.add(self.made(FollowUp, whose, person=person, participation=part, outcome=f"{whose}-outcome"))
        note = (
            f"{self.markers.value(whose, 'contacts', _field(Contact, 'note'))} sprach über {named.name}, {named.phone}"
        )
        tx.add(self.made(Contact, whose, person=person, partnership="pair", note=note))
        tx.add(self.made(Contact, whose, id=f"{whose}-gone", person=person, partnership="pair"))
        tx.add(self.made(Task, whose, person=person, partnership="pair"))
        tx.add(self.made(Request, whose, person=person, kind=RequestKind.ACCESS))
        tx.add(self.made(KeptPerson, whose, person=person, erased=False))
        tx.add(self.made(LegalHold, whose, person=person))
        if not tx.count(FrozenReport):
            tx.add(self.made(FrozenReport, BOTH, id="frozen", round="r1"))
        cell = {"frozen": "frozen", "person": person, "total": False, "unknown": 0, "table": "t", "row": ord(whose[0])}
        numbers = {
            name: json.dumps(self.markers.value(whose, "frozen_cells", _field(FrozenCell, name)))
            for name in ("value", "amount", "numerator")
        }
        tx.add(self.made(FrozenCell, whose, **cell, **numbers))


def _field(cls: type[Any], name: str) -> Field:
    return next(field for field in fields_of(cls) if field.name == name)


@pytest.fixture(params=[Role.MENTEE, Role.MENTOR])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The report's reader is the mentee, or the mentor, of the pair."""
    made = Office(tmp_path, request.param)
    yield made
    made.programme.close()


def test_the_report_has_every_marker_of_the_reader_and_none_of_the_other(office: Office) -> None:
    """As data and as a page; names of the staff are the only columns of the reader's own that are left out."""
    report = access_report(office.programme, f"{READER}-id")
    data, page = as_json(report), access_html(report, office.programme.labels)
    mine = [(table, field, look) for table, field, look in office.markers.of(READER) if field.name not in STAFF]
    assert len(mine) > 120
    missing = [f"{table}.{field.name}" for table, field, look in mine if look not in data]
    assert missing == []
    texts = [look for _, field, look in mine if look.startswith(READER)]
    assert [look for look in texts if look not in page] == []
    strange = {f"{table}.{field.name}" for table, field, look in office.markers.of(OTHER) if look in data + page}
    assert strange == set()
    assert f"{OTHER}-" not in data + page


def test_the_mentor_does_not_read_what_is_protected_about_the_mentee(office: Office) -> None:
    """Of what a pair shares both read the days and the hours; notes, goals and reasons of pauses are the mentee's."""
    report = access_report(office.programme, f"{READER}-id")
    data = as_json(report)
    own = {"partnerships", "duplicates", "proposals", "events", "frozen_reports"}
    shared = [
        (table, field, look)
        for table, field, look in office.markers.of(BOTH)
        if table not in own and field.name not in STAFF
    ]
    secret = [
        (table, field, look)
        for table, field, look in shared
        if field.ask.sensitivity is Sensitivity.SPECIAL or field.ask.free_text
    ]
    assert len(secret) >= 8
    found = {f"{table}.{field.name}" for table, field, look in secret if look in data}
    assert found == (set() if office.role is Role.MENTOR else {f"{table}.{field.name}" for table, field, _ in secret})
    assert [
        f"{table}.{field.name}"
        for table, field, look in shared
        if (table, field, look) not in secret and look not in data
    ] == []
    withheld = sum(row.withheld for table in report.tables for row in table.rows)
    assert (withheld > 0) is (office.role is Role.MENTOR)


def test_deleted_rows_are_reported_as_far_as_the_history_has_them(office: Office) -> None:
    """The reader's deleted note is there, marked as deleted; the other's is not."""
    report = access_report(office.programme, f"{READER}-id")
    deleted = [row.id for table in report.tables for row in table.rows if row.deleted]
    assert deleted == [f"{READER}-gone"]


def test_the_report_says_who_received_what(office: Office) -> None:
    """The recipient by the name it had, the purpose in words, and whoever did it by what they are."""
    receipts = access_report(office.programme, f"{READER}-id").receipts
    named = {(one.recipient, one.purpose) for one in receipts}
    assert ("Aufbaubank", "Weitergabe an den Fördergeber") in named
    assert {one.by for one in receipts} == {"jemand beim Träger oder in seinem Auftrag"}


def test_that_a_report_was_made_is_kept(office: Office) -> None:
    """The change history names it, and the next report tells of it."""
    access_report(office.programme, f"{READER}-id")
    again = access_report(office.programme, f"{READER}-id", "en")
    assert "access report made" in [one.what for one in again.receipts]
    assert again.title == "Report on the data that are kept"


def test_the_page_runs_nothing_and_loads_nothing(office: Office) -> None:
    """What people have typed is escaped, and no address of another place stands in the page."""
    with office.programme.store.write("hostile") as tx:
        tx.add(
            office.made(Contact, READER, person=f"{READER}-id", partnership=None, note='<script>x</script>"\x1b[31m')
        )
    page = access_html(access_report(office.programme, f"{READER}-id"), office.programme.labels)
    assert "&lt;script&gt;x&lt;/script&gt;" in page and "<script" not in page and "\x1b" not in page
    assert re.findall(r"(?:src|href|url)\s*[=(]", page) == []
    assert "default-src 'none'" in page


def test_every_word_of_a_report_is_german_and_english(office: Office) -> None:
    """No label is missing: neither a heading's nor a column's."""
    for language in ("de", "en"):
        report = access_report(office.programme, f"{READER}-id", language)
        words = [table.title for table in report.tables]
        words += [value.label for table in report.tables for row in table.rows for value in row.values]
        words += [value.label for change in report.history for value in change.values]
        bare = {word for word in words if re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", word)} - {"seit", "since", "id"}
        assert bare == set()
        assert "access." not in access_html(report, office.programme.labels)


def test_a_table_that_leads_to_nobody_stops_the_report(office: Office) -> None:
    """Nobody could say whom its rows are about, so there is no report at all, and none is noted."""
    store = office.programme.store
    with store.link().unit():
        store.link().change('CREATE TABLE "stray" ("id" TEXT PRIMARY KEY NOT NULL, "rev" INTEGER, "who" TEXT)')
    with pytest.raises(StoreError, match="stray"):
        access_report(office.programme, f"{READER}-id")
    assert store.rows('SELECT count(*) FROM "journal" WHERE "reason" = \'access\'') == [(0,)]


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "configs").glob("*.toml")))
def test_every_table_leads_to_people_or_is_known_to_be_about_nobody(name: str, tmp_path: Path) -> None:
    """Those of every region and of every category of outcomes included; no table is both."""
    (tmp_path / name).write_text((ROOT / "configs" / name).read_text(encoding="utf-8"), encoding="utf-8")
    with Programme.open(tmp_path / name, clock=lambda: NOON) as programme:
        for round_ in programme.rounds():
            programme.derive_details(round_)
        tables = subject_tables(programme.store)
        check_paths(tables)
        assert {"people", "mentee_fields", "mentor_fields"} <= reaching(tables)
        assert reaching(tables) & IMPERSONAL.keys() == set()
        assert IMPERSONAL.keys() <= tables.keys()
