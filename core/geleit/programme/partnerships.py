"""Pairs and cases from the offer to the end: acceptance, start, pause, close, reopen, and who returns to the pool."""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Listed, say
from geleit.model.lifecycle import OPEN_PAIRS, PAIR, RUNNING_PAIRS, PairState, PartState
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.model.partnerships import Acceptance, Agreement, Partnership, Pause, Side, StageEntry
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import Round
from geleit.programme import decisions
from geleit.programme.capacity import check_stop
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.roster import find_part, find_person
from geleit.progress import follow_up_dates, started_on
from geleit.questions.outcomes import Moment
from geleit.questions.sessions import Clock
from geleit.store import Reads, Transaction
from geleit.vocabulary.answer import Answer

COMPLETED = "completed"


def find_pair(programme: Programme, round_: Round[Any], text: str, reads: Reads | None = None) -> Partnership:
    """A partnership by its id, or the one a person of the round is in now (or was in last). Raises UsageError."""
    reads = reads or programme.store
    found = reads.get(Partnership, text)
    if found is not None:
        return found
    person = find_person(programme, text, reads)
    pairs = [pair for pair in reads.all(Partnership, round=round_.id) if person.id in (pair.mentee, pair.mentor)]
    current = [pair for pair in pairs if pair.state in OPEN_PAIRS]
    if len(current) > 1:
        shown = [f"{pair_name(reads, pair)} = {pair.id}" for pair in current]
        raise UsageError(say("pairs.several", person=person.name, pairs=Listed(shown, "list.or")))
    if not pairs:
        raise UsageError(say("pairs.none", person=person.name, round=round_.id))
    return (current or sorted(pairs, key=lambda pair: (pair.started or pair.decided_on, pair.id)))[-1]


def pair_name(reads: Reads, pair: Partnership) -> str:
    """Both names, the mentee's first."""
    return f"{reads.one(Person, pair.mentee).name} & {reads.one(Person, pair.mentor).name}"


def move(
    programme: Programme, tx: Transaction, pair: Partnership, name: str, reason: str | None = None, **changes: Any
) -> Partnership:
    """Move a partnership on within a unit of work. Raises NotPossible, saying what is possible."""
    state = PAIR.after(pair.state, name, reason)
    return tx.update(evolve(pair, state=state, **changes))


def answer_offer(
    programme: Programme, round_: Round[Any], text: str, side: Side, *, accepted: bool, reason: str | None = None
) -> Partnership:
    """Record a side's yes or no to an offered pair; with the last yes the pair stands, with a no it is declined.

    A no takes one of the policy's coded reasons, and the pair is never proposed again.
    Raises UsageError for an unknown reason, NotPossible for a side that is not asked.
    """
    policy = programme.answers(round_).matching.acceptance
    if side not in policy.sides:
        raise NotPossible(say("pairs.not_asked", side=say(f"Side.{side.value}")))
    if not accepted and reason not in policy.decline_reasons:
        raise UsageError(say("pairs.decline_reason", reasons=Listed(policy.decline_reasons, "list.or")))
    with programme.store.write("answer to an offer") as tx:
        pair = find_pair(programme, round_, text, tx)
        PAIR.after(pair.state, "accept" if accepted else "decline", reason)
        tx.add(
            Acceptance(
                id=programme.new_id(),
                partnership=pair.id,
                side=side,
                accepted=accepted,
                reason=reason,
                on=programme.today(),
                by=programme.actor.shown,
            )
        )
        if not accepted:
            return move(programme, tx, pair, "decline", reason, ended=programme.today(), end_reason=reason)
        said_yes = {one.side for one in tx.all(Acceptance, partnership=pair.id) if one.accepted}
        if said_yes >= set(policy.sides):
            pair = move(programme, tx, pair, "accept", contacts_released_on=programme.today())
            pair = start_if_due(programme, tx, round_, pair)
        return pair


def expire_offers(programme: Programme, round_: Round[Any]) -> tuple[Partnership, ...]:
    """Let the offers expire whose deadline has passed."""
    today = programme.today()
    with programme.store.write("expire offers") as tx:
        late = [
            pair
            for pair in tx.all(Partnership, round=round_.id, state=PairState.OFFERED)
            if pair.offer_until is not None and pair.offer_until < today
        ]
        return tuple(move(programme, tx, pair, "expire", ended=today) for pair in late)


def start_if_due(programme: Programme, tx: Transaction, round_: Round[Any], pair: Partnership) -> Partnership:
    """Start an accepted pair if the policy's clock runs: from the round's start, the first meeting, the agreement."""
    if pair.state is not PairState.ACCEPTED:
        return pair
    policy = programme.answers(round_).sessions
    start = started_on(policy, histories(programme, round_, tx, [pair.id])[pair.id])
    if start is None:
        return pair
    started = move(programme, tx, pair, "start", started=start)
    if policy.stages:
        started = enter_stage(programme, tx, started, policy.stages[0].code, start)
    return started


def sign_agreement(
    programme: Programme, round_: Round[Any], text: str, *, signed_on: date | None = None
) -> Partnership:
    """Record the signed agreement; where it is the policy's clock, the partnership starts with it."""
    day = signed_on or programme.today()
    with programme.store.write("agreement signed") as tx:
        pair = find_pair(programme, round_, text, tx)
        if pair.state not in OPEN_PAIRS or pair.state is PairState.OFFERED:
            raise NotPossible(say("pairs.no_agreement", state=say(f"PairState.{pair.state.value}")))
        tx.add(Agreement(id=programme.new_id(), partnership=pair.id, signed_on=day, by=programme.actor.shown))
        return start_if_due(programme, tx, round_, pair)


def enter_stage(programme: Programme, tx: Transaction, pair: Partnership, stage: str, on: date) -> Partnership:
    """Enter a stage, leaving the present one; a stage may be entered again."""
    for entry in tx.all(StageEntry, partnership=pair.id, left_on=None):
        tx.update(evolve(entry, left_on=on))
    tx.add(StageEntry(id=programme.new_id(), partnership=pair.id, stage=stage, entered_on=on, by=programme.actor.shown))
    return tx.update(evolve(pair, stage=stage))


def change_stage(
    programme: Programme, round_: Round[Any], text: str, stage: str, on: date | None = None
) -> Partnership:
    """Move a running case to another stage. Raises UsageError for a stage the policy does not have."""
    codes = [one.code for one in programme.answers(round_).sessions.stages]
    if stage not in codes:
        raise UsageError(say("pairs.unknown_stage", stage=stage, stages=Listed(codes or ["–"], "list.or")))
    with programme.store.write(f"stage {stage}") as tx:
        pair = find_pair(programme, round_, text, tx)
        if pair.state not in RUNNING_PAIRS:
            raise NotPossible(say("pairs.not_running", state=say(f"PairState.{pair.state.value}")))
        return enter_stage(programme, tx, pair, stage, on or programme.today())


def pause(
    programme: Programme,
    round_: Round[Any],
    text: str,
    reason: str,
    *,
    began_on: date | None = None,
    until: date | None = None,
) -> Partnership:
    """Pause a running partnership: nothing is expected while the pause lasts."""
    day = began_on or programme.today()
    with programme.store.write("pause") as tx:
        pair = find_pair(programme, round_, text, tx)
        paused = move(programme, tx, pair, "pause", reason, pause_until=until)
        tx.add(Pause(id=programme.new_id(), partnership=pair.id, began_on=day, expected_until=until, reason=reason))
    return paused


def resume(programme: Programme, round_: Round[Any], text: str, *, on: date | None = None) -> Partnership:
    """End a pause; the day is the first that counts again."""
    day = on or programme.today()
    with programme.store.write("resume") as tx:
        pair = find_pair(programme, round_, text, tx)
        for lasting in tx.all(Pause, partnership=pair.id, ended_on=None):
            tx.update(evolve(lasting, ended_on=max(lasting.began_on, day)))
        return move(programme, tx, pair, "resume", pause_until=None)


def close(
    programme: Programme,
    round_: Round[Any],
    text: str,
    reason: str,
    *,
    by: Side = Side.ORGANISATION,
    goal_reached: Answer | None = None,
    on: date | None = None,
) -> Partnership:
    """End a partnership with one of the policy's reasons; whether the goal was reached is asked apart.

    Who ended it leaves; the other side returns to the round's pool with priority. A planned end lets both go, and the
    mentee's follow-ups are put on the list. Raises UsageError for an unknown reason.
    """
    with programme.store.write(f"close: {reason}") as tx:
        pair = find_pair(programme, round_, text, tx)
        return end(programme, tx, round_, pair, reason, by=by, goal_reached=goal_reached, on=on)


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
    day = on or programme.today()
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
    """The mentee waits again, with priority and with the days already waited."""
    part = tx.one(Participation, pair.mentee_part)
    if part.state is PartState.ADMITTED:
        tx.update(evolve(part, priority=True, waiting_since=programme.today(), reason="waiting.returned"))


def leave_round(programme: Programme, tx: Transaction, round_: Round[Any], part: Participation, on: date) -> None:
    """A mentee's exit: the dated values are frozen, and the follow-ups are put on the list."""
    applicant = find_part(programme, part.round, part.person, part.role, tx)
    tx.update(evolve(part, left_on=on, priority=False, at_exit=decisions.frozen_values(programme, applicant)))
    schedule_follow_ups(programme, tx, round_, part, exit_on=on)


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


def reopen(programme: Programme, round_: Round[Any], text: str, reason: str) -> Partnership:
    """Open a closed partnership again. Raises NotPossible if either side has no place left."""
    with programme.store.write(f"reopen: {reason}") as tx:
        pair = find_pair(programme, round_, text, tx)
        PAIR.after(pair.state, "reopen", reason)
        taken = tx.count(Partnership, mentee_part=pair.mentee_part, state=tuple(OPEN_PAIRS))
        if taken >= programme.answers(round_).matching.mentee_capacity:
            raise NotPossible(say("pairs.place_taken"))
        check_stop(programme, round_, find_part(programme, round_.id, pair.mentor, Role.MENTOR, tx), tx)
        part = tx.one(Participation, pair.mentee_part)
        if part.left_on is not None:
            _forget_exit(programme, tx, round_, part)
        tx.update(evolve(part, left_on=None, at_exit=None, priority=False, reason=None))
        return move(
            programme, tx, pair, "reopen", reason, ended=None, end_reason=None, ended_by=None, goal_reached=None
        )


def _forget_exit(programme: Programme, tx: Transaction, round_: Round[Any], part: Participation) -> None:
    """Take the follow-ups off the list that count from an exit that did not last; those that were asked stay."""
    offsets = programme.answers(round_).outcomes.follow_ups
    from_exit = tuple(offset.code for offset in offsets if offset.counted_from is Moment.EXIT)
    for waiting in tx.all(FollowUp, participation=part.id, status=FollowUpStatus.DUE, offset=from_exit):
        tx.delete(waiting)


def mentor_leaves(
    programme: Programme, round_: Round[Any], person: str, reason: str, *, on: date | None = None
) -> tuple[Partnership, ...]:
    """A mentor leaves in mid-round: running partnerships end, open offers expire, the mentees return with priority.

    Returns the partnerships that ended.
    """
    leaving = find_part(programme, round_.id, person, Role.MENTOR)
    day = on or programme.today()
    ended = []
    with programme.store.write(f"mentor leaves: {reason}") as tx:
        for pair in tx.all(Partnership, round=round_.id, mentor=leaving.person.id, state=tuple(OPEN_PAIRS)):
            if pair.state is PairState.OFFERED:
                move(programme, tx, pair, "expire", ended=day)
            else:
                ended.append(end(programme, tx, round_, pair, "mentor_left", by=Side.MENTOR, on=day))
        decisions.step(programme, tx, leaving.part, "leave", reason)
    return tuple(ended)


def tell_reason(
    programme: Programme, round_: Round[Any], text: str, *, reason: str | None = None, told_on: date | None = None
) -> Partnership:
    """Edit the plain sentence why these two, or note the day it was told to them."""
    with programme.store.write("reason of a pair") as tx:
        pair = find_pair(programme, round_, text, tx)
        changed = pair if reason is None else evolve(pair, reason=reason)
        return tx.update(changed if told_on is None else evolve(changed, reason_told_on=told_on))


def waits_for(clock: Clock) -> str:
    """The label of what an accepted pair still waits for under a clock."""
    return f"pairs.waits_for_{clock.value}"
