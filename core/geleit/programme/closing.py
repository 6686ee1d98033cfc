"""The end of a partnership, who returns to the pool, and opening it again."""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Listed, say
from geleit.model.lifecycle import OPEN_PAIRS, PAIR, PairState, PartState
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.model.partnerships import Partnership, Pause, Side, StageEntry
from geleit.model.people import Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import decisions
from geleit.programme.capacity import check_stop
from geleit.programme.context import Programme
from geleit.programme.partnerships import find_pair, move
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.progress import follow_up_dates
from geleit.questions.outcomes import Moment
from geleit.store import Transaction
from geleit.vocabulary.answer import Answer

COMPLETED = "completed"
_WHO_LEFT = {"mentee_left": Side.MENTEE, "mentor_left": Side.MENTOR}


@needs(Action.END_CASES)
def close(
    programme: Programme,
    round_: Round[Any],
    text: str,
    reason: str,
    *,
    by: Side | None = None,
    goal_reached: Answer | None = None,
    on: date | None = None,
) -> Partnership:
    """End a partnership with one of the policy's reasons; whether the goal was reached is asked apart.

    Who ended it leaves; the other side returns to the round's pool with priority. A planned end lets both go, and the
    mentee's follow-ups are put on the list. `by` None: who the reason says has left, else the organisation.
    Raises UsageError for an unknown reason, or a day ahead or before the start.
    """
    ended_by = by or _WHO_LEFT.get(reason, Side.ORGANISATION)
    with programme.store.write("close") as tx:
        pair = find_pair(programme, round_, text, tx)
        return end(programme, tx, round_, pair, reason, by=ended_by, goal_reached=goal_reached, on=on)


@needs(Action.END_CASES)
def end(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    pair: Partnership,
    reason: str,
    *,
    by: Side,
    goal_reached: Answer | None = None,
    on: date | None = None,
) -> Partnership:
    """`close` within a unit of work that does more."""
    reasons = programme.answers(round_).sessions.end_reasons
    if reason not in reasons:
        raise UsageError(say("pairs.end_reason", reason=reason, reasons=Listed(reasons, "list.or")))
    day = programme.happened_on(on)
    if pair.started is not None and day < pair.started:
        raise UsageError(say("pairs.end_before_start", start=pair.started))
    closed = move(
        programme, tx, pair, "close", reason, ended=day, end_reason=reason, ended_by=by, goal_reached=goal_reached
    )
    for entry in tx.all(StageEntry, partnership=pair.id, left_on=None):
        tx.update(evolve(entry, left_on=day))
    for lasting in tx.all(Pause, partnership=pair.id, ended_on=None):
        tx.update(evolve(lasting, ended_on=max(lasting.began_on, day)))
    if reason != COMPLETED and by is not Side.MENTEE:
        _return_to_pool(programme, tx, pair)
    else:
        leave_round(programme, tx, round_, tx.one(Participation, pair.mentee_part), day)
    return closed


def _return_to_pool(programme: Programme, tx: Transaction, pair: Partnership) -> None:
    """The mentee waits again from today on, with priority."""
    part = tx.one(Participation, pair.mentee_part)
    if part.state is PartState.ADMITTED:
        tx.update(evolve(part, priority=True, waiting_since=programme.today(), reason="waiting.returned"))


@needs(Action.END_CASES)
def leave_round(programme: Programme, tx: Transaction, round_: Round[Any], part: Participation, on: date) -> None:
    """A mentee's exit: the dated values are frozen, and the follow-ups are put on the list."""
    applicant = find_part(programme, part.round, part.person, part.role, tx)
    tx.update(evolve(part, left_on=on, priority=False, at_exit=decisions.frozen_values(programme, applicant)))
    schedule_follow_ups(programme, tx, round_, part, exit_on=on)


@needs(Action.FOLLOW_UPS)
def schedule_follow_ups(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    part: Participation,
    *,
    exit_on: date | None = None,
    job_started_on: date | None = None,
) -> None:
    """Put the follow-ups on the list that count from an exit, or from the start of a job; each offset once."""
    offsets = programme.answers(round_).outcomes.follow_ups
    known = {one.offset for one in tx.all(FollowUp, participation=part.id)}
    for code, day in follow_up_dates(offsets, exit_on=exit_on, job_started_on=job_started_on):
        if code not in known:
            tx.add(FollowUp(id=programme.new_id(), person=part.person, participation=part.id, offset=code, due_on=day))


@needs(Action.END_CASES)
def reopen(programme: Programme, round_: Round[Any], text: str, reason: str) -> Partnership:
    """Open a closed partnership again. Raises NotPossible if either side has no place left."""
    with programme.store.write("reopen") as tx:
        pair = find_pair(programme, round_, text, tx)
        PAIR.after(pair.state, "reopen", reason)
        tx.note("reopen", "partnerships", pair.id, reason=reason)
        taken = tx.count(Partnership, mentee_part=pair.mentee_part, state=tuple(OPEN_PAIRS))
        if taken >= programme.answers(round_).matching.mentee_capacity:
            raise NotPossible(say("pairs.place_taken"))
        check_stop(programme, round_, find_part(programme, round_.id, pair.mentor, Role.MENTOR, tx), tx)
        part = tx.one(Participation, pair.mentee_part)
        if part.left_on is not None:
            forget_follow_ups(programme, tx, round_, part, Moment.EXIT)
        tx.update(evolve(part, left_on=None, at_exit=None, priority=False, reason=None))
        return move(
            programme, tx, pair, "reopen", reason, ended=None, end_reason=None, ended_by=None, goal_reached=None
        )


@needs(Action.FOLLOW_UPS)
def forget_follow_ups(
    programme: Programme, tx: Transaction, round_: Round[Any], part: Participation, counted_from: Moment
) -> None:
    """Take the follow-ups off the list that count from something that did not last or never was; those that were asked
    stay."""
    offsets = programme.answers(round_).outcomes.follow_ups
    codes = tuple(offset.code for offset in offsets if offset.counted_from is counted_from)
    for waiting in tx.all(FollowUp, participation=part.id, status=FollowUpStatus.DUE, offset=codes):
        tx.delete(waiting)


@needs(Action.DECIDE)
def mentor_leaves(
    programme: Programme, round_: Round[Any], person: str, reason: str, *, on: date | None = None
) -> tuple[Partnership, ...]:
    """A mentor leaves in mid-round: running partnerships end, open offers expire, the mentees return with priority.

    Returns the partnerships that ended.
    """
    leaving = find_part(programme, round_.id, person, Role.MENTOR)
    day = on or programme.today()
    ended = []
    with programme.store.write("mentor_leaves") as tx:
        for pair in tx.all(Partnership, round=round_.id, mentor=leaving.person.id, state=tuple(OPEN_PAIRS)):
            if pair.state is PairState.OFFERED:
                move(programme, tx, pair, "expire", ended=day)
            else:
                ended.append(end(programme, tx, round_, pair, "mentor_left", by=Side.MENTOR, on=day))
        decisions.step(programme, tx, leaving.part, "leave", reason)
    return tuple(ended)
