"""An office with one account for each role, and a marker in every protected column, for the tests of permissions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from geleit.fields import Field, Sensitivity, evolve, fields_of
from geleit.model.office import Employer
from geleit.model.partnerships import Side
from geleit.model.people import Participation, Role
from geleit.programme import (
    Programme,
    applications,
    closing,
    decisions,
    milestones,
    office,
    outcomes,
    partnerships,
    rounds,
    sessions,
)
from geleit.programme.changes import record_classes
from geleit.programme.proposals import constraining, drafting, publishing
from geleit.vocabulary.answer import Answer
from tests.organisations import mentoring
from tests.organisations.mentoring import JOB, mentoring_region
from tests.organisations.tiny import configuration, laid_out

MARK = "GEHEIM"
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)

REGION = mentoring_region(
    JOB,
    """

@participant
class Mentee(geleit.Mentee):
    status: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, dated=True)] = None
    story: Annotated[str | None, ask(free_text=True)] = None


@geleit.settings
class Settings:
    weeks: int = geleit.assumption(26, note="nobody has said so")


@hookimpl
def geleit_eligibility(round_):
    return geleit.Eligibility(
        mentee=(
            geleit.Rule("T-AGE", geleit.at_least("age", 18), source="example page"),
            geleit.Rule("T-STATUS", geleit.present("status"), source="example page"),
        ),
        mentor=(),
    )


@hookimpl
def geleit_matching(round_):
    return by_language()


@hookimpl
def geleit_sessions(round_):
    return half_a_year()


@hookimpl
def geleit_outcomes(round_):
    return a_job(follow_ups=(geleit.Offset("job_28", days=28, counted_from=geleit.Moment.JOB_START),))
""",
    name="staffed",
)

LABELS = """\
[field]
status = { de = "Status", en = "Status" }
story = { de = "Geschichte", en = "Story" }
remark = { de = "Bemerkung zur Stelle", en = "Remark on the job" }
[rule]
T-AGE = { de = "volljährig", en = "of age" }
T-STATUS = { de = "Status", en = "status" }
[milestone]
talk = { de = "Zwischengespräch", en = "Talk in between" }
[follow_up]
job_28 = { de = "28 Tage nach Arbeitsbeginn", en = "28 days after the job began" }
"""
LABELS += mentoring.LABELS

CONFIG = configuration(
    """
[staff]
lea = { role = "lead", name = "Lea Leitner" }
kim = { role = "coordinator", name = "Kim Koor" }
ali = { role = "assistant", name = "Ali Assis" }
eva = { role = "evaluator", name = "Eva Lua" }
sabine = { role = "mentor", name = "Sabine Ortner", person = "p1" }
jonas = { role = "mentor", name = "Jonas Huber" }

[staff.vera]
role = "mentor"
name = "Vera Tretung"
person = "nobody"
stands_in_for = [{ account = "jonas", from = 2026-03-19, until = 2026-03-21 }]

[staff.frontdesk.shared]
"Anna Beispiel" = { role = "coordinator" }
"Ben Muster" = { role = "assistant" }

[[rounds]]
id = "r1"
title = "Round 1"
start = 2026-03-01
end = 2026-08-31
""",
    name="Beispielverein",
    languages=["en", "de"],
    region="staffed",
    database="data/staffed.db",
)

MENTEES = f"""\
id;Vorname;Nachname;Geburtsdatum;Sprachen;Herkunftsland;Status;Geschichte;Einwilligung am
m1;Amira;Haddad;11.02.1990;Arabisch C2;SY;{MARK}-status-m1;{MARK}-story-m1;1.2.2026
m2;Olena;Bondar;12.03.1991;Ukrainisch C2;UA;{MARK}-status-m2;{MARK}-story-m2;1.2.2026
"""


@attrs.define
class Office:
    """A folder with configuration and records; `now` is what its clock says."""

    folder: Path
    now: datetime = NOW

    @property
    def config(self) -> Path:
        return self.folder / "staffed.toml"

    @contextmanager
    def at_work(self, account: str, choice: str | None = None) -> Iterator[Programme]:
        """The programme as somebody opens it."""
        with Programme.open(self.config, account=account, choice=choice, clock=lambda: self.now) as programme:
            yield programme

    def later(self, **time: float) -> None:
        """Put the clock on."""
        self.now += timedelta(**time)


@pytest.fixture
def empty_office(tmp_path: Path) -> Office:
    """An office with lists and without records."""
    return _empty(tmp_path)


def _empty(folder: Path) -> Office:
    laid_out(
        folder,
        CONFIG,
        REGION,
        labels=LABELS,
        region="staffed",
        file="staffed.toml",
        mentees=MENTEES,
        mentors=mentoring.MENTORS,
    )
    return Office(folder)


@pytest.fixture(scope="session")
def staffed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such an office, for all tests to copy."""
    office = _empty(tmp_path_factory.mktemp("staffed"))
    with office.at_work("lea") as programme:
        _run_a_round(programme, office.folder)
        _mark(programme)
    return office.folder


@pytest.fixture
def staffed(staffed_once: Path, tmp_path: Path) -> Office:
    """An office in the middle of a round: m1 with p1 and m2 with p2, and a marker in every protected column."""
    return Office(shutil.copytree(staffed_once, tmp_path, dirs_exist_ok=True))


def _run_a_round(programme: Programme, folder: Path) -> None:
    rounds.open_round(programme)
    round_ = programme.round()
    for role in Role:
        applications.import_people(programme, round_, role, folder / f"{role.value}s.csv")
    for mentee in ("m1", "m2"):
        decisions.interview(programme, round_, mentee, note="x")
        decisions.decide(programme, round_, mentee, "admit", reason=f"{MARK}-why")
    for mentor in ("p1", "p2"):
        decisions.interview(programme, round_, mentor)
        decisions.decide(programme, round_, mentor, "sign")
        decisions.decide(programme, round_, mentor, "admit")
    drafting.propose(programme, round_)
    constraining.forbid(programme, round_, "m1", "p2", "x")
    for mentee, mentor in (("m1", "p1"), ("m2", "p2")):
        publishing.pair_by_hand(programme, round_, mentee, mentor, "they speak the same language")
        partnerships.sign_agreement(programme, round_, mentee)
        sessions.log_session(programme, round_, mentee, programme.today(), minutes=60, topics=["CV"], note="x")
        sessions.note_boundary(programme, round_, mentee, programme.today(), "LAW", note="x")
        milestones.fulfil(programme, round_, mentee, "talk", note="x")
        milestones.agree_goal(programme, round_, mentee, "x")
        milestones.give_feedback(programme, round_, mentee, Side.MENTEE, "first_meeting", fits=Answer.YES, words="x")
        job = programme.answers(round_).outcomes.categories[0].detail
        assert job is not None
        result = outcomes.Result(category="JOB", began_on=programme.today(), employer="Muster GmbH", note="x")
        outcomes.record_outcome(programme, round_, mentee, result, detail=job(remark="x"))
        office.note_contact(programme, mentee, "talk", note="x")
        office.add_task(programme, f"ring {mentee}", person=mentee)
        partnerships.pause(programme, round_, mentee, "x")
        partnerships.resume(programme, round_, mentee)
    firm = programme.store.all(Employer)[0]
    office.contact_employer(programme, firm.id, "talk", note="x")
    closing.close(programme, round_, "m2", "completed")
    closing.reopen(programme, round_, "m2", f"{MARK}-again")


def _mark(programme: Programme) -> None:
    """Put a marker into every protected text and mapping of every row there is."""
    with programme.store.write("marking") as tx:
        for cls in record_classes():
            special = [field for field in fields_of(cls) if field.ask.sensitivity is Sensitivity.SPECIAL]
            if not special:
                continue
            for row in tx.all(cls):
                values = {field.name: marker(field, cls) for field in special if marker(field, cls) is not None}
                tx.update(evolve(row, **values))
        own = programme.participant(Role.MENTEE)
        for part in tx.all(Participation, role=Role.MENTEE):
            before = tx.fields(programme.table(Role.MENTEE), own, part.id)
            assert before is not None
            values = {
                field.name: f"{MARK}-{field.name}-{part.person}"
                for field in fields_of(own)
                if field.type is str and field.ask.sensitivity is Sensitivity.SPECIAL
            }
            tx.save_fields(programme.table(Role.MENTEE), part.id, evolve(before, **values))


def marker(field: Field, cls: type[Any]) -> Any:
    """The marker of a column: a text, or a mapping with one in it; None for a column that can hold neither."""
    text = f"{MARK}-{cls.__name__}-{field.name}"
    if field.type is str:
        return None if field.ask.vocabulary else text
    return {"x": text} if not isinstance(field.type, type) or field.type is dict else None


@pytest.fixture
def mark() -> str:
    """What every marker begins with."""
    return MARK
