"""Logging what happened in a partnership: sessions, monthly statements, boundary notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import Sensitivity, evolve
from geleit.labels import Listed, say
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership
from geleit.model.rounds import Round
from geleit.model.sessions import BoundaryNote, Session, Statement
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.partnerships import find_pair, start_if_due
from geleit.programme.staff.permits import needs
from geleit.store import Transaction

LOGGABLE = frozenset({PairState.ACCEPTED, PairState.ACTIVE, PairState.PAUSED, PairState.CLOSED})
"""The states of a partnership in which something can be logged; a closed one for what comes in late."""
_HOURS_A_MONTH = 31 * 24


@needs(Action.LOG)
def log_session(
    programme: Programme,
    round_: Round[Any],
    text: str,
    held_on: date,
    *,
    minutes: int | None = None,
    topics: Iterable[str] = (),
    note: str | None = None,
) -> Session:
    """Log a meeting of a partnership. Raises UsageError for a day ahead, an unknown topic, or a topic that needs a
    note, and NotPossible for a pair that is not agreed yet."""
    with programme.store.write("session") as tx:
        pair = find_pair(programme, round_, text, tx)
        return add_session(programme, tx, round_, pair, held_on, minutes=minutes, topics=tuple(topics), note=note)


@needs(Action.LOG)
def add_session(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    pair: Partnership,
    held_on: date,
    *,
    minutes: int | None = None,
    topics: tuple[str, ...] = (),
    note: str | None = None,
    digest: str | None = None,
    id_: str | None = None,
) -> Session:
    """`log_session` within a unit of work that does more; a session whose `id_` is known is changed.

    Raises UsageError also if that session is another partnership's.
    """
    _may_log(programme, pair, held_on)
    _check_topics(programme, round_, topics, note)
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise UsageError(say("log.minutes", found=minutes))
    known = tx.get(Session, id_) if id_ else None
    if known is not None and known.partnership != pair.id:
        raise UsageError(say("lists.id_taken", id=known.id))
    if known is not None and known.note is not None and known.note != note:
        programme.permits.may_write(["note"], Sensitivity.SPECIAL, pair.mentee)
    session = Session(
        id=id_ or programme.new_id(),
        rev=known.rev if known else 1,
        partnership=pair.id,
        held_on=held_on,
        minutes=minutes,
        topics=topics,
        note=note,
        by=programme.actor.shown,
        source_digest=digest,
    )
    session = tx.update(session) if known else tx.add(session)
    start_if_due(programme, tx, round_, pair)
    return session


def _may_log(programme: Programme, pair: Partnership, on: date) -> None:
    if pair.state not in LOGGABLE:
        raise NotPossible(say("log.not_agreed", state=say(f"PairState.{pair.state.value}")))
    programme.happened_on(on)


def _check_topics(programme: Programme, round_: Round[Any], topics: tuple[str, ...], note: str | None) -> None:
    policy = programme.answers(round_).sessions
    known = {topic.code: topic for topic in policy.topics}
    blocked = {task.code for task in policy.blocked}
    for code in topics:
        if code in blocked:
            raise UsageError(
                say("log.blocked", task=say(f"blocked.{code}"), referral=say(f"referral.{code}"), code=code)
            )
        if code not in known:
            raise UsageError(say("log.unknown_topic", topic=code, topics=Listed(list(known), "list.or")))
        if known[code].note_required and not (note or "").strip():
            raise UsageError(say("log.note_required", topic=say(f"topic.{code}")))


@needs(Action.LOG)
def note_boundary(
    programme: Programme, round_: Round[Any], text: str, on: date, blocked: str, *, note: str | None = None
) -> BoundaryNote:
    """Note a task that was asked for and is not the mentor's, with where to refer; it counts for no hours."""
    with programme.store.write("boundary_note") as tx:
        return add_boundary(programme, tx, round_, find_pair(programme, round_, text, tx), on, blocked, note=note)


@needs(Action.LOG)
def add_boundary(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    pair: Partnership,
    on: date,
    blocked: str,
    *,
    note: str | None = None,
) -> BoundaryNote:
    """`note_boundary` within a unit of work that does more."""
    codes = [task.code for task in programme.answers(round_).sessions.blocked]
    if blocked not in codes:
        raise UsageError(say("log.unknown_blocked", task=blocked, tasks=Listed(codes or ["–"], "list.or")))
    _may_log(programme, pair, on)
    return tx.add(
        BoundaryNote(
            id=programme.new_id(),
            partnership=pair.id,
            on=on,
            blocked=blocked,
            referred_to=programme.labels.text(f"referral.{blocked}", programme.language),
            note=note,
            by=programme.actor.shown,
        )
    )


@needs(Action.LOG)
def state_month(
    programme: Programme,
    round_: Round[Any],
    text: str,
    month: date,
    *,
    meetings: int | None = None,
    minutes: int | None = None,
    estimated: bool = False,
) -> Statement:
    """Record a pair's monthly statement; a second one for the same month replaces the first. Raises UsageError for a
    month ahead, or more meetings or hours than a month has room for."""
    with programme.store.write("statement") as tx:
        pair = find_pair(programme, round_, text, tx)
        return add_statement(programme, tx, pair, month, meetings=meetings, minutes=minutes, estimated=estimated)


@needs(Action.LOG)
def add_statement(
    programme: Programme,
    tx: Transaction,
    pair: Partnership,
    month: date,
    *,
    meetings: int | None = None,
    minutes: int | None = None,
    estimated: bool = False,
    digest: str | None = None,
) -> Statement:
    """`state_month` within a unit of work that does more."""
    first = month.replace(day=1)
    _may_log(programme, pair, first)
    if meetings is not None and not 0 <= meetings <= _HOURS_A_MONTH:
        raise UsageError(say("log.meetings", most=_HOURS_A_MONTH, found=meetings))
    if minutes is not None and not 0 <= minutes <= _HOURS_A_MONTH * 60:
        raise UsageError(say("log.hours", most=_HOURS_A_MONTH))
    new = Statement(
        id=programme.new_id(),
        partnership=pair.id,
        month=first,
        meetings=meetings,
        minutes=minutes,
        estimated=estimated,
        by=programme.actor.shown,
        source_digest=digest,
    )
    for stated in tx.all(Statement, partnership=pair.id, month=first):
        return tx.update(evolve(new, id=stated.id, rev=stated.rev))
    return tx.add(new)
