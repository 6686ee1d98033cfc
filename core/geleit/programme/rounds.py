"""Rounds: planned in the configuration, opened with their parameters frozen, closed; cases carried over."""

from __future__ import annotations

from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import say
from geleit.model.evidence import DatedValue
from geleit.model.lifecycle import OPEN_PAIRS, RUNNING_PAIRS, PairState, PartState, RoundState
from geleit.model.lifecycle import ROUND as ROUND_MOVES
from geleit.model.partnerships import Agreement, Partnership, Pause, Side, StageEntry
from geleit.model.people import Interview, Participation, Role
from geleit.model.rounds import Round, RoundRecord
from geleit.permissions import Action
from geleit.programme import parameters
from geleit.programme.context import Programme
from geleit.programme.decisions import step
from geleit.programme.partnerships import move
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.store import Transaction

CARRIED_OVER = "carried_over"
"""The reason of a case's end in a round that another one continues."""


@needs(Action.MANAGE_ROUNDS)
def ensure(programme: Programme, tx: Transaction, round_: Round[Any]) -> RoundRecord:
    """The stored round, made as a planned one if nothing was stored about it yet; so is the one it continues."""
    stored = tx.get(RoundRecord, round_.id)
    if stored is None and round_.continues:
        ensure(programme, tx, programme.round(round_.continues))
    return stored or tx.add(
        RoundRecord(
            id=round_.id,
            title=round_.title,
            start=round_.start,
            end=round_.end,
            places=round_.places,
            number=round_.number,
            apply_by=round_.apply_by,
            continues=round_.continues,
        )
    )


@needs(Action.MANAGE_ROUNDS)
def open_round(programme: Programme, round_id: str | None = None) -> RoundRecord:
    """Open a round: its effective parameters are frozen, and running cases of the round before come along.

    Raises NotPossible for a round without a start, or one that is open already.
    """
    if round_id is None and len(programme.config.rounds) == 1:
        round_id = programme.config.rounds[0].id
    round_ = programme.round(round_id)
    if round_.start is None:
        raise NotPossible(say("rounds.no_start", round=round_.title))
    programme.answers(round_)
    with programme.store.write("open_round") as tx:
        record = ensure(programme, tx, round_)
        state = ROUND_MOVES.after(record.state, "open")
        reopened = record.state is RoundState.CLOSED
        opened = tx.update(
            evolve(
                record,
                state=state,
                title=round_.title,
                start=round_.start,
                end=round_.end,
                places=round_.places,
                apply_by=round_.apply_by,
                parameters=record.parameters if reopened else parameters.freeze(round_.settings),
                region=programme.asked.loaded.name,
                region_version=record.region_version if reopened else programme.asked.loaded.version,
                opened_at=programme.clock(),
                closed_at=None,
            )
        )
        if round_.continues and not reopened:
            carry_over(programme, tx, round_.continues, round_)
    programme.forget(round_.id)
    return opened


@needs(Action.MANAGE_ROUNDS)
def close_round(programme: Programme, round_id: str | None = None) -> RoundRecord:
    """Close a round. Raises NotPossible while partnerships run that no later round continues."""
    round_ = programme.round(round_id)
    with programme.store.write("close_round") as tx:
        record = tx.one(RoundRecord, round_.id)
        state = ROUND_MOVES.after(record.state, "shut")
        running = tx.count(Partnership, round=round_.id, state=tuple(RUNNING_PAIRS))
        continued = any(table.continues == round_.id for table in programme.config.rounds)
        if running and not continued:
            raise NotPossible(say("rounds.still_running", round=round_.title, n=running))
        closed = tx.update(evolve(record, state=state, closed_at=programme.clock()))
    programme.forget(round_.id)
    return closed


@needs(Action.MANAGE_ROUNDS)
def carry_over(programme: Programme, tx: Transaction, before: str, round_: Round[Any]) -> int:
    """Continue every running case of the round before in this one: accompanied here, started there.

    The participations come along with all that is known of them; the case in the round before is closed as carried over. What was
    agreed and has not started goes on waiting for its start here; open offers expire. Returns how many cases were
    running.
    """
    carried = 0
    parts: dict[str, Participation] = {}
    for case in tx.all(Partnership, round=before, state=tuple(OPEN_PAIRS)):
        if case.state is PairState.OFFERED:
            move(programme, tx, case, "expire", ended=programme.today())
            continue
        runs = case.state in RUNNING_PAIRS
        mentee = _carry_part(programme, tx, case.mentee_part, round_, parts)
        mentor = _carry_part(programme, tx, case.mentor_part, round_, parts)
        following = tx.add(
            evolve(
                case,
                id=programme.new_id(),
                rev=1,
                round=round_.id,
                mentee_part=mentee.id,
                mentor_part=mentor.id,
                predecessor=case.id,
                carried=runs,
            )
        )
        for agreement in tx.all(Agreement, partnership=case.id):
            tx.add(evolve(agreement, id=programme.new_id(), rev=1, partnership=following.id))
        _carry_lasting(programme, tx, case, following, round_)
        ended = {"ended": round_.start, "end_reason": CARRIED_OVER, "ended_by": Side.ORGANISATION}
        move(programme, tx, case, "close", CARRIED_OVER, **ended)
        carried += runs
    return carried


@needs(Action.DECIDE)
def carry_person(
    programme: Programme, round_: Round[Any], person: str, to: str | None = None, role: Role | None = None
) -> Participation:
    """Take somebody who has no partnership over to another round: the one that continues this, if none is named.

    The answers, their dated values and the interviews come along; the decision is taken anew, by the other round's
    rules. Raises UsageError if there is no such round or the person takes part in it already, NotPossible by the present state.
    """
    following = next((table.id for table in programme.config.rounds if table.continues == round_.id), None)
    target = programme.round(to or following) if to or following else None
    if target is None or target.id == round_.id:
        raise UsageError(say("rounds.none_follows", round=round_.title))
    with programme.store.write("carry_over") as tx:
        applicant = find_part(programme, round_.id, person, role, tx)
        part = applicant.part
        side = {"mentee_part" if part.role is Role.MENTEE else "mentor_part": part.id}
        if tx.all(Partnership, state=tuple(OPEN_PAIRS), **side):
            raise NotPossible(say("rounds.has_partnership", person=applicant.person.name))
        if tx.all(Participation, round=target.id, person=part.person, role=part.role):
            raise UsageError(say("rounds.takes_part", person=applicant.person.name, round=target.title))
        ensure(programme, tx, target)
        step(programme, tx, part, "carry_over")
        again = PartState.APPLIED if part.role is Role.MENTEE else PartState.SIGNED
        state = PartState.INTERVIEWED if part.role is Role.MENTEE and applicant.interviews else again
        today = programme.today()
        new = evolve(part, id=programme.new_id(), rev=1, round=target.id, state=state, since=today, reason=None)
        carried = tx.add(evolve(new, admitted_on=None, at_entry=None, left_on=None, at_exit=None))
        _bring_along(programme, tx, part, carried)
    return carried


def _bring_along(programme: Programme, tx: Transaction, part: Participation, following: Participation) -> None:
    """What is known of a participation, for the one that continues it: answers, their dated values, interviews."""
    table, cls = programme.table(part.role), programme.participant(part.role)
    tx.save_fields(table, following.id, tx.fields(table, cls, part.id) or cls())
    known: tuple[DatedValue | Interview, ...] = (
        *tx.all(DatedValue, participation=part.id),
        *tx.all(Interview, participation=part.id),
    )
    for record in known:
        tx.add(evolve(record, id=programme.new_id(), rev=1, participation=following.id))


def _carry_lasting(
    programme: Programme, tx: Transaction, case: Partnership, following: Partnership, round_: Round[Any]
) -> None:
    """The pause and the stage in which a case is go on in the round that continues it, where they can end."""
    for pause in tx.all(Pause, partnership=case.id, ended_on=None):
        day = max(pause.began_on, round_.start or pause.began_on)
        tx.update(evolve(pause, ended_on=day))
        tx.add(evolve(pause, id=programme.new_id(), rev=1, partnership=following.id, began_on=day))
    for entry in tx.all(StageEntry, partnership=case.id, left_on=None):
        day = max(entry.entered_on, round_.start or entry.entered_on)
        tx.update(evolve(entry, left_on=day))
        tx.add(evolve(entry, id=programme.new_id(), rev=1, partnership=following.id, entered_on=day))


def _carry_part(
    programme: Programme, tx: Transaction, part_id: str, round_: Round[Any], done: dict[str, Participation]
) -> Participation:
    if part_id in done:
        return done[part_id]
    part = tx.one(Participation, part_id)
    existing = tx.all(Participation, round=round_.id, person=part.person, role=part.role)
    if existing:
        done[part_id] = existing[0]
        return existing[0]
    today = programme.today()
    following = tx.add(evolve(part, id=programme.new_id(), rev=1, round=round_.id, since=today))
    _bring_along(programme, tx, part, following)
    tx.update(evolve(part, state=PartState.CARRIED_OVER, since=today))
    done[part_id] = following
    return following
