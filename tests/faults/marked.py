"""An organisation in whose every table, column and history somebody's marks stand, beside people who are to stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any

from geleit.fields import Field, Sensitivity, evolve, fields_of
from geleit.model.evidence import Consent, DatedValue, Evidence
from geleit.model.lifecycle import PairState, PartState, RoundState
from geleit.model.office import Contact, Employer, EmployerContact, Request, Task
from geleit.model.outcomes import Feedback, FollowUp, Goal, Outcome
from geleit.model.partnerships import (
    Acceptance,
    Agreement,
    ConstraintKind,
    PairConstraint,
    Partnership,
    Pause,
    Proposal,
    Side,
    StageEntry,
)
from geleit.model.people import Decision, DuplicateNotice, Interview, Override, Participation, Person, Role
from geleit.model.retention import LegalHold
from geleit.model.rounds import RoundRecord
from geleit.model.sessions import Attendance, BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.programme import Programme
from geleit.store import Key, Transaction
from tests.organisations.mentoring import JOBS
from tests.organisations.tiny import configuration, keyed, laid_out, region_source

MARK = "merkmal"
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = date(2026, 2, 2)

REGION = region_source(
    """

@participant
class Mentee(geleit.Mentee):
    story: Annotated[str | None, ask(free_text=True)] = None
    referred_by: str | None = None


@participant
class Mentor(geleit.Mentor):
    story: Annotated[str | None, ask(free_text=True)] = None


@hookimpl
def geleit_eligibility(round_):
    return geleit.Eligibility(mentee=(), mentor=())
""",
    JOBS,
    name="marked",
    mentee="Mentee",
    mentor="Mentor",
)
LABELS = """
[field]
story = { de = "Geschichte", en = "story" }
referred_by = { de = "empfohlen von", en = "referred by" }
remark = { de = "Bemerkung", en = "remark" }
[outcome]
JOB = { de = "Arbeit", en = "work" }
"""
ROUND = """
[[rounds]]
id = "r"
title = "Durchgang"
start = 2026-01-01
end = 2026-06-30
status = "closed"
"""
DATABASE = "data/a.db"
CONFIG = configuration(ROUND, region="marked", database=DATABASE)


def make(folder: Path, people: int, key: Key | None = None, *, config: str = "") -> None:
    """The organisation, closed round and all, with so many marked people and as many others; no two names alike. With
    a key the records are encrypted."""
    folder.mkdir(parents=True, exist_ok=True)
    written = configuration(ROUND, config, region="marked", database=DATABASE, kept=keyed(folder, key))
    laid_out(folder, written, REGION, labels=LABELS, region="marked")
    with opened(folder) as programme:
        programme.derive_details(programme.round())
        with programme.store.write("made") as tx:
            tx.add(
                RoundRecord(id="r", title="R", start=date(2026, 1, 1), end=date(2026, 6, 30), state=RoundState.CLOSED)
            )
            tx.add(Event(id="e", round="r", title="Fest", held_on=DAY, by="kim"))
            tx.add(Employer(id="f", name="Muster GmbH"))
            for number in range(people):
                role = list(Role)[number % 2]
                add(programme, tx, f"stay{number}", f"bleib{number:03}", role)
                add(programme, tx, f"go{number}", f"{MARK}{number:03}", role)


def opened(folder: Path, seed: int = 7) -> Programme:
    """The programme, with the same time and the same ids whenever the same is done."""
    return Programme.open(folder / "organisation.toml", clock=lambda: NOW, randomness=Random(seed))


def add(programme: Programme, tx: Transaction, id_: str, mark: str, role: Role) -> None:
    """A person with a row in every table, a mark in every column that can hold one, and an earlier mark in the history.

    Their partner in the pair is of their own and has no mark.
    """
    other = f"{id_}-partner"
    person = Person(id=id_, given_name=f"{mark}-Vor", family_name=f"{mark}-Nach", call_name=f"{mark}-Ruf")
    tx.add(evolve(person, email=f"{mark}@example.org", phone=f"+49 351 {mark}"))
    tx.add(Person(id=other, given_name="Toni", family_name=f"Partner von {len(id_)}{id_[::-1]}"))
    others = Role.MENTOR if role is Role.MENTEE else Role.MENTEE
    for who, part, as_ in ((id_, f"{id_}-part", role), (other, f"{other}-part", others)):
        state = PartState.ADMITTED if as_ is Role.MENTEE else PartState.AVAILABLE
        made = Participation(id=part, person=who, round="r", role=as_, state=state, since=DAY, applied_on=DAY)
        made = evolve(made, admitted_on=DAY, left_on=date(2026, 6, 1))
        tx.add(filled(made, mark) if who == id_ else made)
    sides = {role.value: id_, others.value: other}
    part, pair = f"{id_}-part", f"{id_}-pair"
    tx.add(
        filled(
            Partnership(
                id=pair,
                round="r",
                mentee=sides["mentee"],
                mentor=sides["mentor"],
                mentee_part=f"{sides['mentee']}-part",
                mentor_part=f"{sides['mentor']}-part",
                state=PairState.CLOSED,
                decided_on=DAY,
                decided_by="kim",
                started=DAY,
                ended=date(2026, 6, 1),
                end_reason="completed",
            ),
            mark,
        )
    )
    by: dict[str, Any] = {"by": "kim"}
    about: dict[str, Any] = {"person": id_}
    of_part: dict[str, Any] = {"participation": part}
    of_pair: dict[str, Any] = {"partnership": pair}
    own_side = Side(role.value)
    outcome = Outcome(
        id=f"{id_}-1", **about, **of_part, **of_pair, round="r", category="JOB", began_on=DAY, confirmed_by=""
    )
    rows: list[Any] = [
        Interview(id=f"{id_}-1", **of_part, held_on=DAY, **by),
        Decision(id=f"{id_}-1", **of_part, move="admit", **by, decided_at=NOW),
        Override(id=f"{id_}-1", **of_part, rule="X", reason="", **by, on=DAY),
        DuplicateNotice(id=f"{id_}-1", **about, other=other, signs=(), noticed_on=DAY),
        Evidence(id=f"{id_}-1", **about, **of_part, kind="", seen_on=DAY, **by),
        DatedValue(id=f"{id_}-1", **of_part, field="story", seen_on=DAY, **by),
        Consent(id=f"{id_}-1", **about, purpose="programme", given_on=DAY, **by),
        PairConstraint(
            id=f"{id_}-1",
            round="r",
            mentee=sides["mentee"],
            mentor=sides["mentor"],
            kind=ConstraintKind.LOCK,
            reason="",
            made_at=NOW,
            **by,
        ),
        Acceptance(id=f"{id_}-1", **of_pair, side=own_side, accepted=True, on=DAY, **by),
        Agreement(id=f"{id_}-1", **of_pair, signed_on=DAY, **by),
        Pause(id=f"{id_}-1", **of_pair, began_on=DAY, ended_on=DAY, reason=""),
        StageEntry(id=f"{id_}-1", **of_pair, stage="s", entered_on=DAY, **by),
        *(Session(id=f"{id_}-{n}", **of_pair, held_on=DAY, minutes=60 + n, **by) for n in range(3)),
        Statement(id=f"{id_}-1", **of_pair, month=date(2026, 4, 1), meetings=2, minutes=90, **by),
        BoundaryNote(id=f"{id_}-1", **of_pair, on=DAY, blocked="", **by),
        Attendance(id=f"{id_}-1", event="e", **about, present=True, **by),
        MilestoneDone(id=f"{id_}-1", **of_pair, milestone="m", done_on=DAY, **by),
        outcome,
        FollowUp(id=f"{id_}-1", **about, **of_part, offset="o", due_on=DAY, outcome=outcome.id),
        Goal(id=f"{id_}-1", **of_pair, text="", agreed_on=DAY, **by),
        *(Feedback(id=f"{id_}-{side.value}", **of_pair, side=side, occasion="x", on=DAY, **by) for side in Side),
        EmployerContact(id=f"{id_}-1", employer="f", on=DAY, kind="talk", **of_pair, **by),
        Contact(id=f"{id_}-1", **about, **of_pair, on=DAY, kind="talk", **by),
        Contact(id=f"{id_}-2", person=other, **of_pair, on=DAY, kind="talk", **by),
        Task(id=f"{id_}-1", title="", owner="kim", **about),
        Task(id=f"{id_}-2", title="", owner="kim", **of_pair),
        filled_request(id_),
        LegalHold(id=f"{id_}-1", **about, reason="", **by, since=DAY, lifted_on=DAY),
    ]
    # A mentee's goal is nobody else's, so that of a mentor's pair there is nothing to mark.
    kept = [row for row in rows if not (isinstance(row, Goal) and role is Role.MENTOR)]
    for row in kept:
        added = tx.add(filled(row, f"{mark}-frueher"))
        tx.update(filled(added, mark))
    gone = tx.add(Contact(id=f"{id_}-gone", **about, on=DAY, kind="talk", note=f"{mark}-gegangen", **by))
    tx.delete(gone)
    for name in ("-frueher", ""):
        own = programme.participant(role)()
        tx.save_fields(programme.table(role), part, filled(own, mark + name))
    detail = programme.answers(programme.round()).outcomes.categories[0].detail
    assert detail is not None
    tx.save_fields("outcome_job", outcome.id, filled(detail(), mark))
    tx.note("shown", "people", id_, fields=["story"], told=f"{mark}-gesehen")
    # Others' records that name the person.
    named = f"Bitte {person.name} anrufen, {mark}@example.org"
    tx.add(Task(id=f"{id_}-of-others", title=named, owner="kim"))
    tx.add(Contact(id=f"{id_}-of-others", person=other, on=DAY, kind="talk", note=named, **by))
    sentence = {"sentence": f"{person.name}: {mark}", "sentences": {"de": f"{mark} de"}, "beside": {"gender": mark}}
    pairs = [{**{side: sides[side] for side in sides}, "place": "lead", "score": 1, "criteria": [], **sentence}]
    content = {"pairs": pairs, "unmatched": [{"mentee": id_, "reason_code": "x", "reason": f"{mark}", "reasons": {}}]}
    tx.add(
        Proposal(
            id=f"{id_}-1",
            round="r",
            objective="best_total",
            seed=0,
            region="marked",
            region_version="0",
            total=1,
            made_at=NOW,
            by="kim",
            content=content,
        )
    )


def filled_request(id_: str) -> Request:
    """A request of the person's that was answered long ago."""
    from geleit.model.office import RequestKind

    return Request(
        id=f"{id_}-1", person=id_, kind=RequestKind.ACCESS, received_on=DAY, deadline=DAY, by="kim", answered_on=DAY
    )


def filled(row: Any, mark: str) -> Any:
    """A row with a mark in every column that says something about people and can hold one."""
    cls = type(row)
    name = getattr(cls, "__geleit_table__", cls.__name__)
    values = {field.name: value for field in fields_of(cls) if (value := _marked(field, f"{mark}-{name}")) is not None}
    return evolve(row, **values)


def _marked(field: Field, mark: str) -> Any:
    text = f"{mark}-{field.name}"
    if field.name == "source_digest":
        return text
    if field.ask.sensitivity not in (Sensitivity.PERSONAL, Sensitivity.SPECIAL) or field.ask.vocabulary:
        return None
    if field.name in ("kind", "category") and isinstance(field.type, type) and issubclass(field.type, StrEnum):
        return None
    if field.name == "category":
        return None
    if field.type is str:
        return text
    if "tuple[str" in str(field.type):
        return (text,)
    return {"x": text} if "dict" in str(field.type) else None


def rows(programme: Programme) -> Mapping[tuple[str, str], tuple[Any, ...]]:
    """Every row of every table but the history, by table and key."""
    store = programme.store
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    for (table,) in store.rows(sql):
        if not table.startswith(("journal_", "_")):
            for row in store.rows(f'SELECT * FROM "{table}"'):
                found[table, row[0]] = row
    return found


def said(programme: Programme) -> str:
    """Everything that the database holds, history included, as one text."""
    history = programme.store.rows('SELECT * FROM "journal"')
    return repr(sorted(rows(programme).items(), key=str)) + repr(history)


def bytes_in(folder: Path) -> list[str]:
    """The files below a folder in which any mark stands, whatever its case."""
    marks = (MARK.encode(), MARK.encode("utf-16-le"))
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and any(mark in path.read_bytes().lower() for mark in marks):
            found.append(path.name)
    return found
