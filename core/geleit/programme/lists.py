"""The other lists that come in: sessions, statements, attendance, outcomes, employers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs

from geleit.errors import UsageError
from geleit.fields import evolve, fields_of
from geleit.files.intake import IntakeRow
from geleit.files.tables import CHECKS, TABLES, coded
from geleit.labels import say
from geleit.model.office import Employer, EmployerContact
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.model.rounds import Round
from geleit.model.sessions import Attendance, BoundaryNote, Event, Session, Statement
from geleit.permissions import Action
from geleit.programme import office, rounds
from geleit.programme.context import Programme
from geleit.programme.intake import Apply, Done, Effect, Import, Plan, take_in
from geleit.programme.milestones import add_attendance, add_event
from geleit.programme.outcomes import Result, add_outcome
from geleit.programme.partnerships import find_pair
from geleit.programme.roster import find_person
from geleit.programme.sessions import LOGGABLE, add_boundary, add_session, add_statement
from geleit.programme.staff.permits import needs
from geleit.store import Transaction

_MINUTES = 60
_OF_RESULT = frozenset(attrs.fields_dict(Result))


@needs(Action.TAKE_IN)
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
        lines: dict[str, int] = {}

        def apply(tx: Transaction, row: IntakeRow) -> Done:
            met[row.digest] += 1
            done = Effect.UNCHANGED
            if met[row.digest] > known[row.digest]:
                done = keep(programme, tx, round_, row, lines)
            lines.setdefault(row.digest, row.line)
            return Done(done)

        return apply

    plan = Plan(columns=columns, checks=CHECKS[what], start=start)
    return take_in(programme, path, plan, encoding=encoding, dry_run=dry_run, accept_valid=accept_valid)


def _pair(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow) -> Partnership:
    """The pair of a row: by the mentee, and by the mentor where the mentee has or had several.

    A mentee and a mentor who are no pair are a mistake in the list, never a reason to take the mentee's other pair.
    """
    mentor = row.values.get("mentor")
    if mentor is None:
        return find_pair(programme, round_, row.values["mentee"], tx)
    mentee, other = (find_person(programme, row.values[name], tx) for name in ("mentee", "mentor"))
    found = tx.all(Partnership, round=round_.id, mentee=mentee.id, mentor=other.id)
    if not found:
        raise UsageError(say("lists.no_pair", mentee=mentee.name, mentor=other.name, round=round_.id))
    return max(found, key=lambda pair: (pair.state in LOGGABLE, pair.started or pair.decided_on, pair.id))


Lines = Mapping[str, int]
"""Digest of a row → the line on which the list had it."""


def _agreeing(before: str | None, row: IntakeRow, lines: Lines) -> bool:
    """Whether a record says what the row says, by the digest of the row it came from.

    Raises UsageError if it came from another row of the same list: which of the two holds is not for their order to
    say.
    """
    if before is not None and before in lines and before != row.digest:
        raise UsageError(say("lists.contradiction", line=lines[before]))
    return before == row.digest


def _minutes(row: IntakeRow) -> int | None:
    hours = row.values.get("hours")
    minutes: int | None = row.values.get("minutes")
    return minutes if minutes is not None or hours is None else round(hours * _MINUTES)


def _session(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow, lines: Lines) -> Effect:
    pair = _pair(programme, tx, round_, row)
    known = tx.get(Session, row.source_id) if row.source_id else None
    note = row.values.get("note", known.note if known else None)
    blocked = row.values.get("blocked")
    if blocked:
        same = {"partnership": pair.id, "on": row.values["held_on"], "blocked": blocked, "note": note}
        if tx.all(BoundaryNote, **same):
            return Effect.UNCHANGED
        add_boundary(programme, tx, round_, pair, row.values["held_on"], blocked, note=note)
        return Effect.ACCEPTED
    minutes = _minutes(row)
    topics = row.values.get("topics", known.topics if known else ())
    session = add_session(
        programme,
        tx,
        round_,
        pair,
        row.values["held_on"],
        minutes=known.minutes if known and minutes is None else minutes,
        topics=topics,
        note=note,
        digest=row.digest,
        id_=row.source_id,
    )
    return Effect.ACCEPTED if session.rev == 1 else Effect.UPDATED


def _statement(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow, lines: Lines) -> Effect:
    pair = _pair(programme, tx, round_, row)
    for before in tx.all(Statement, partnership=pair.id, month=row.values["month"]):
        if _agreeing(before.source_digest, row, lines):
            return Effect.UNCHANGED
    stated = add_statement(
        programme,
        tx,
        pair,
        row.values["month"],
        meetings=row.values.get("meetings"),
        minutes=_minutes(row),
        estimated=bool(row.values.get("estimated")),
        digest=row.digest,
    )
    return Effect.ACCEPTED if stated.rev == 1 else Effect.UPDATED


def _attendance(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow, lines: Lines) -> Effect:
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
    for before in tx.all(Attendance, event=event.id, person=person.id):
        if _agreeing(before.source_digest, row, lines):
            return Effect.UNCHANGED
    attended = add_attendance(programme, tx, event, person.id, row.values.get("present", True), row.digest)
    return Effect.ACCEPTED if attended.rev == 1 else Effect.UPDATED


def _outcome(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow, lines: Lines) -> Effect:
    values = {name: value for name, value in row.values.items() if name in _OF_RESULT}
    stored = add_outcome(
        programme,
        tx,
        round_,
        row.values["person"],
        Result(**values),
        confirmed_by=row.values.get("confirmed_by"),
        digest=row.digest,
        id_=row.source_id,
    )
    return Effect.ACCEPTED if stored.rev == 1 else Effect.UPDATED


def _employer(programme: Programme, tx: Transaction, round_: Round[Any], row: IntakeRow, lines: Lines) -> Effect:
    names = {field.name for field in fields_of(Employer)} - {"id", "rev", "source_digest"}
    values = {name: value for name, value in row.values.items() if name in names}
    known = (
        tx.get(Employer, row.source_id) if row.source_id else next(iter(tx.all(Employer, name=values["name"])), None)
    )
    if known is None:
        effect = Effect.ACCEPTED
        kept = tx.add(Employer(id=row.source_id or programme.new_id(), source_digest=row.digest, **values))
    else:
        effect, kept = Effect.UNCHANGED, known
        if any(getattr(known, name) != value for name, value in values.items()):
            _agreeing(known.source_digest, row, lines)
            effect, kept = Effect.UPDATED, tx.update(evolve(known, source_digest=row.digest, **values))
    if "contact_on" in row.values:
        kind = row.values.get("contact_kind") or "talk"
        day, note = row.values["contact_on"], row.values.get("contact_note")
        if not tx.all(EmployerContact, employer=kept.id, on=day, kind=kind):
            office.add_employer_contact(programme, tx, kept.id, kind, day, note)
            effect = effect if effect is Effect.ACCEPTED else Effect.UPDATED
    return effect


_KEEPERS: dict[str, Callable[[Programme, Transaction, Round[Any], IntakeRow, Lines], Effect]] = {
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
