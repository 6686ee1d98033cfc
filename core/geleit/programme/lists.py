"""The other lists that come in: sessions, statements, attendance, outcomes, employers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geleit.fields import evolve, fields_of
from geleit.files.intake import IntakeRow
from geleit.files.tables import CHECKS, TABLES, coded
from geleit.model.office import Employer, EmployerContact
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.model.rounds import Round
from geleit.model.sessions import Attendance, BoundaryNote, Event, Session, Statement
from geleit.programme import office, rounds
from geleit.programme.context import Programme
from geleit.programme.intake import Apply, Done, Effect, Import, Plan, take_in
from geleit.programme.milestones import add_attendance, add_event
from geleit.programme.outcomes import Result, add_outcome
from geleit.programme.partnerships import find_pair
from geleit.programme.roster import find_person
from geleit.programme.sessions import add_boundary, add_session, add_statement
from geleit.store import Transaction

_MINUTES = 60


def import_list(
    programme: Programme,
    round_: Round[Any],
    what: str,
    path: Path,
    *,
    encoding: str | None = None,
    dry_run: bool = False,
    accept_valid: bool = False,
) -> Import:
    """Take in a list of `sessions`, `statements`, `attendance`, `outcomes` or `employers`.

    The same row twice changes nothing. What the round's policy does not allow (an unknown topic, a pair that is not
    agreed) refuses the row. Raises KeyError for another list.
    """
    answers = programme.answers(round_)
    programme.derive_details(round_)
    codes = {
        "topics": ("topic", [topic.code for topic in answers.sessions.topics]),
        "blocked": ("blocked", [task.code for task in answers.sessions.blocked]),
        "category": ("outcome", [category.code for category in answers.outcomes.categories]),
    }
    columns = coded(TABLES[what], {name: code for name, code in codes.items() if code[1]})

    def start(tx: Transaction) -> Apply:
        rounds.ensure(programme, tx, round_)
        known = Counter(record.source_digest for record in tx.all(_RECORDS[what]))
        keep = _KEEPERS[what]
        met: Counter[str] = Counter()

        def apply(tx: Transaction, row: IntakeRow) -> Done:
            met[row.digest] += 1
            if met[row.digest] <= known[row.digest]:
                return Done(Effect.UNCHANGED)
            return Done(keep(programme, tx, round_, row))

        return apply

    plan = Plan(columns=columns, checks=CHECKS[what], reason=f"import {path.name}", start=start)
    return take_in(programme, path, plan, encoding=encoding, dry_run=dry_run, accept_valid=accept_valid)


def _pair(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Partnership:
    """The pair of a row: by the mentee, and by the mentor where the mentee has or had several."""
    mentor = row.values.get("mentor")
    if mentor is None:
        return find_pair(programme, round_, row.values["mentee"], tx)
    mentee, other = (find_person(programme, row.values[name], tx) for name in ("mentee", "mentor"))
    found = tx.all(Partnership, round=round_.id, mentee=mentee.id, mentor=other.id)
    return found[-1] if found else find_pair(programme, round_, mentee.id, tx)


def _minutes(row: IntakeRow) -> int | None:
    hours = row.values.get("hours")
    minutes: int | None = row.values.get("minutes")
    return minutes if minutes is not None or hours is None else round(hours * _MINUTES)


def _session(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Effect:
    pair = _pair(programme, tx, round_, row)
    note = row.values.get("note")
    blocked = row.values.get("blocked")
    if blocked:
        same = {"partnership": pair.id, "on": row.values["held_on"], "blocked": blocked, "note": note}
        if tx.all(BoundaryNote, **same):
            return Effect.UNCHANGED
        add_boundary(programme, tx, round_, pair, row.values["held_on"], blocked, note=note)
        return Effect.ACCEPTED
    topics = tuple(row.values.get("topics") or ())
    session = add_session(
        programme,
        tx,
        round_,
        pair,
        row.values["held_on"],
        minutes=_minutes(row),
        topics=topics,
        note=note,
        digest=row.digest,
        id_=row.source_id,
    )
    return Effect.ACCEPTED if session.rev == 1 else Effect.UPDATED


def _statement(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Effect:
    stated = add_statement(
        programme,
        tx,
        _pair(programme, tx, round_, row),
        row.values["month"],
        meetings=row.values.get("meetings"),
        minutes=_minutes(row),
        estimated=bool(row.values.get("estimated")),
        digest=row.digest,
    )
    return Effect.ACCEPTED if stated.rev == 1 else Effect.UPDATED


def _attendance(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Effect:
    name, held_on = row.values["event"], row.values["held_on"]
    milestones = {one.code for one in programme.answers(round_).sessions.milestones if one.group}
    events = [
        event
        for event in tx.all(Event, round=round_.id, held_on=held_on)
        if name in (event.title, event.milestone, event.id)
    ]
    if events:
        event = events[0]
    else:
        milestone = name if name in milestones else None
        title = programme.say(f"milestone.{name}") if milestone else name
        event = add_event(programme, tx, round_, title, held_on, milestone=milestone)
    person = find_person(programme, row.values["person"], tx)
    attended = add_attendance(programme, tx, event, person.id, row.values.get("present", True), row.digest)
    return Effect.ACCEPTED if attended.rev == 1 else Effect.UPDATED


def _outcome(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Effect:
    names = {field.name for field in fields_of_result()}
    values = {name: value for name, value in row.values.items() if name in names}
    add_outcome(
        programme,
        tx,
        round_,
        row.values["person"],
        Result(**values),
        confirmed_by=row.values.get("confirmed_by"),
        digest=row.digest,
    )
    return Effect.ACCEPTED


def fields_of_result() -> tuple[Any, ...]:
    """The attributes of a result."""
    import attrs

    return attrs.fields(Result)


def _employer(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Effect:
    names = {field.name for field in fields_of(Employer)} - {"id", "rev", "source_digest"}
    values = {name: value for name, value in row.values.items() if name in names}
    known = (
        tx.get(Employer, row.source_id) if row.source_id else next(iter(tx.all(Employer, name=values["name"])), None)
    )
    if known is None:
        effect = Effect.ACCEPTED
        kept = tx.add(Employer(id=row.source_id or programme.new_id(), source_digest=row.digest, **values))
    else:
        changed = any(getattr(known, name) != value for name, value in values.items())
        effect = Effect.UPDATED if changed else Effect.UNCHANGED
        kept = tx.update(evolve(known, source_digest=row.digest, **values))
    if "contact_on" in row.values:
        kind = row.values.get("contact_kind") or "talk"
        day, note = row.values["contact_on"], row.values.get("contact_note")
        if not tx.all(EmployerContact, employer=kept.id, on=day, kind=kind):
            office.add_employer_contact(programme, tx, kept.id, kind, day, note)
            effect = effect if effect is Effect.ACCEPTED else Effect.UPDATED
    return effect


_KEEPERS: dict[str, Callable[[Programme, Transaction, Round[Any], IntakeRow], Effect]] = {
    "sessions": _session,
    "statements": _statement,
    "attendance": _attendance,
    "outcomes": _outcome,
    "employers": _employer,
}
_RECORDS: dict[str, type[Any]] = {
    "sessions": Session,
    "statements": Statement,
    "attendance": Attendance,
    "outcomes": Outcome,
    "employers": Employer,
}
LISTS = tuple(_KEEPERS)
"""The lists that can be taken in."""
