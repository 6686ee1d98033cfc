"""What people ask about their own data: received, identity checked, decided with its basis, answered within a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geleit.config.privacy import PROGRAMME
from geleit.errors import NotPossible, UsageError
from geleit.fields import Field, evolve, fields_of
from geleit.labels import Listed, say
from geleit.model.office import Request, RequestKind
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.decisions import note_dated
from geleit.programme.privacy.consents import withdraw
from geleit.programme.privacy.purposes import find_purpose
from geleit.programme.roster import find_part, find_person
from geleit.programme.staff.permits import needs
from geleit.progress.calendar_months import add_months
from geleit.progress.items import DueItem, DueKind
from geleit.store import Reads, Transaction

_MONTHS, _LONGEST = 1, 3
_NOT_CORRECTED = frozenset({"id", "rev"})


def deadline_of(received_on: date, *, extended: bool = False) -> date:
    """The last day on which a request is answered in time: a month after it came, three months once it was extended.

    Rule: Art. 12 (3) GDPR; the same day of the month, or its last where it has no such day (Art. 3 (2) (c) Regulation
    1182/71). That regulation lets a last day on a weekend or a holiday end with the next working day; the earlier day
    is kept here.
    """
    return add_months(received_on, _LONGEST if extended else _MONTHS)


@needs(Action.REQUESTS)
def add_request(
    programme: Programme,
    person: str,
    kind: RequestKind,
    *,
    received_on: date | None = None,
    identity_checked_on: date | None = None,
    note: str | None = None,
    purpose: str | None = None,
    recipient: str | None = None,
) -> Request:
    """Record what somebody asks; a consent that is withdrawn ends with the day it came, whatever is decided later.

    Raises UsageError for a day ahead, or an unknown purpose or recipient.
    """
    day = programme.happened_on(received_on)
    table = None
    if kind is RequestKind.WITHDRAWAL:
        table = find_purpose(programme, purpose or PROGRAMME, recipient)
    elif purpose or recipient:
        raise UsageError(say("requests.no_purpose", kind=say(f"RequestKind.{kind.value}")))
    with programme.store.write("request") as tx:
        asking = find_person(programme, person, tx).id
        if table is not None:
            withdraw(programme, tx, asking, table, day)
        return tx.add(
            Request(
                id=programme.new_id(),
                person=asking,
                kind=kind,
                received_on=day,
                identity_checked_on=None
                if identity_checked_on is None
                else _after(programme, identity_checked_on, day),
                deadline=deadline_of(day),
                by=programme.actor.shown,
                note=note,
                purpose=table.purpose if table else None,
                recipient=table.recipient if table else None,
            )
        )


@needs(Action.REQUESTS)
def find_request(programme: Programme, text: str, reads: Reads | None = None) -> Request:
    """A request by its id, or the only one that a person still waits for an answer to. Raises UsageError."""
    reads = reads or programme.store
    found = reads.get(Request, text)
    if found is not None:
        return found
    person = find_person(programme, text, reads)
    waiting = reads.all(Request, person=person.id, answered_on=None)
    if len(waiting) == 1:
        return waiting[0]
    shown = Listed([f"{one.kind.value} = {one.id}" for one in waiting], "list.or")
    raise UsageError(say("requests.several" if waiting else "requests.none", person=person.name, requests=shown))


@needs(Action.REQUESTS)
def requests(programme: Programme, *, every: bool = False) -> tuple[Request, ...]:
    """The requests that wait for an answer, overdue ones first; with `every` the answered ones after them, and between
    the two the restrictions that still hold."""
    found = programme.store.all(Request, order="received_on")
    shown = [one for one in found if every or one.answered_on is None or one.restricts]
    return tuple(sorted(shown, key=lambda one: (one.answered_on is not None, not one.restricts, one.due_on, one.id)))


@needs(Action.REQUESTS)
def check_identity(programme: Programme, request: str, *, on: date | None = None) -> Request:
    """Record that somebody made sure who is asking. Raises UsageError for a day ahead or before it was received."""
    with programme.store.write("request_identity") as tx:
        found = _open(programme, tx, request)
        day = _after(programme, on, found.received_on)
        return tx.update(evolve(found, identity_checked_on=day))


@needs(Action.REQUESTS)
def extend_request(programme: Programme, request: str, reason: str, *, told_on: date | None = None) -> Request:
    """Take two further months, of which the person was told with the reason within the first one (Art. 12 (3) GDPR).

    Raises NotPossible for a request that was answered or extended already, without a reason, or once the month is over.
    """
    with programme.store.write("request_extended") as tx:
        found = _open(programme, tx, request)
        day = _after(programme, told_on, found.received_on)
        if not reason.strip():
            raise NotPossible(say("requests.reason_missing"))
        if found.extended_until is not None:
            raise NotPossible(say("requests.extended_already", day=found.extended_until))
        if day > found.deadline:
            raise NotPossible(say("requests.too_late_to_extend", day=found.deadline))
        until = deadline_of(found.received_on, extended=True)
        return tx.update(evolve(found, extended_until=until, extension_reason=reason, extension_told_on=day))


@needs(Action.REQUESTS)
def decide_request(
    programme: Programme,
    request: str,
    *,
    granted: bool,
    decision: str,
    basis: str,
    on: date | None = None,
    corrections: Mapping[str, Any] | None = None,
    round_: Round[Any] | None = None,
) -> Request:
    """Record what was decided, in words and with its basis in law, and by whom.

    `corrections` (field → value) are made in the same step: fields of the person, and with `round_` those of their part
    in it. A granted restriction holds from now on.
    Raises NotPossible for a second decision, without decision or basis, or in favour of somebody whose identity nobody
    has checked; UsageError for a correction that was not asked for, or a field there is not.
    """
    with programme.store.write("request_decided") as tx:
        found = _open(programme, tx, request)
        if found.granted is not None:
            raise NotPossible(say("requests.decided_already", day=found.decided_on))
        if not decision.strip() or not basis.strip():
            raise NotPossible(say("requests.words_missing"))
        if granted and found.identity_checked_on is None:
            raise NotPossible(say("requests.identity_missing"))
        day = _after(programme, on, found.identity_checked_on or found.received_on)
        corrected = found.corrected
        if corrections:
            if found.kind is not RequestKind.CORRECTION or not granted:
                raise UsageError(say("requests.no_correction"))
            corrected = _correct(programme, tx, found.person, corrections, round_)
        return tx.update(
            evolve(
                found,
                granted=granted,
                decision=decision,
                basis=basis,
                decided_on=day,
                decided_by=programme.actor.shown,
                corrected=corrected,
            )
        )


@needs(Action.REQUESTS)
def answer_request(programme: Programme, request: str, *, on: date | None = None) -> Request:
    """Record that the person has the answer. Raises NotPossible before the decision."""
    with programme.store.write("request_answered") as tx:
        found = _open(programme, tx, request)
        if found.decided_on is None:
            raise NotPossible(say("requests.not_decided"))
        return tx.update(evolve(found, answered_on=_after(programme, on, found.decided_on)))


@needs(Action.REQUESTS)
def lift_restriction(programme: Programme, request: str, *, told_on: date, on: date | None = None) -> Request:
    """Let a person's data be used again; the person was told before (Art. 18 (3) GDPR).

    Raises NotPossible for a request that restricts nothing, UsageError where the person was told later or before the
    restriction was decided on.
    """
    with programme.store.write("restriction_lifted") as tx:
        found = tx.get(Request, request) or _only_restriction(programme, tx, request)
        if not found.restricts or found.decided_on is None:
            raise NotPossible(say("requests.restricts_nothing"))
        told = _after(programme, told_on, found.decided_on)
        return tx.update(evolve(found, lift_told_on=told, lifted_on=_after(programme, on, told)))


@needs(Action.REQUESTS)
def correctable(programme: Programme, person: str, round_: Round[Any] | None = None) -> tuple[Field, ...]:
    """The fields in which a person's data can be corrected: their own, and those of their part in a round."""
    own = [field for field in fields_of(Person) if field.name not in _NOT_CORRECTED]
    if round_ is None:
        return tuple(own)
    return (*own, *fields_of(type(find_part(programme, round_.id, person).fields)))


@needs(Action.REQUESTS)
def due_requests(programme: Programme, *, on: date, since: date | None = None) -> tuple[DueItem, ...]:
    """The requests that wait for an answer on a day, from the day each was received until it is answered."""
    return tuple(
        DueItem(
            what=DueKind.REQUEST,
            who=(one.person,),
            about=one.id,
            due_on=one.due_on,
            since=one.received_on,
            new=since is None or one.received_on > since,
            sentence=say(
                "requests.overdue" if one.due_on < on else "requests.due",
                kind=say(f"RequestKind.{one.kind.value}"),
                day=one.due_on,
            ),
        )
        for one in programme.store.all(Request, answered_on=None)
        if one.received_on <= on
    )


def _open(programme: Programme, tx: Transaction, text: str) -> Request:
    found = find_request(programme, text, tx)
    if found.answered_on is not None:
        raise NotPossible(say("requests.answered_already", day=found.answered_on))
    return found


def _only_restriction(programme: Programme, tx: Transaction, text: str) -> Request:
    person = find_person(programme, text, tx)
    standing = [one for one in tx.all(Request, person=person.id, kind=RequestKind.RESTRICTION) if one.restricts]
    if len(standing) != 1:
        raise NotPossible(say("requests.restricts_nothing"))
    return standing[0]


def _after(programme: Programme, day: date | None, first: date) -> date:
    """A day that has come and does not lie before another one; today unless one is given. Raises UsageError."""
    happened = programme.happened_on(day)
    if happened < first:
        raise UsageError(say("requests.too_early", day=happened, first=first))
    return happened


def _correct(
    programme: Programme, tx: Transaction, person: str, values: Mapping[str, Any], round_: Round[Any] | None
) -> tuple[str, ...]:
    """Change fields of a person, and of their part in a round; returns what was changed, as table and field."""
    known = {field.name for field in fields_of(Person)} - _NOT_CORRECTED
    own = {name: value for name, value in values.items() if name in known}
    rest = {name: value for name, value in values.items() if name not in known}
    if own:
        tx.update(evolve(tx.one(Person, person), **own))
    changed = [f"people.{name}" for name in own]
    if rest:
        if round_ is None:
            raise UsageError(say("requests.which_round", fields=Listed(sorted(rest))))
        one = find_part(programme, round_.id, person, reads=tx)
        fields = {field.name: field for field in fields_of(type(one.fields))}
        if unknown := sorted(rest.keys() - fields.keys()):
            raise UsageError(say("requests.unknown_field", fields=Listed(unknown)))
        table = programme.table(one.part.role)
        tx.save_fields(table, one.part.id, evolve(one.fields, **rest))
        for name, value in rest.items():
            if fields[name].ask.dated and value is not None:
                note_dated(programme, tx, one.part, name, fields[name].kind.stored(value))
        changed += [f"{table}.{name}" for name in rest]
    return tuple(changed)
