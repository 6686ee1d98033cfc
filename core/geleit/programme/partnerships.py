"""Pairs and cases from the offer to the end: acceptance, start, pause, close, reopen, and who returns to the pool."""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Listed, say
from geleit.model.lifecycle import OPEN_PAIRS, PAIR, RUNNING_PAIRS, PairState
from geleit.model.partnerships import Agreement, Partnership, Pause, StageEntry
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.progress import started_on
from geleit.store import Reads, Transaction


@needs(Action.SEE_CASES)
def find_pair(programme: Programme, round_: Round[Any], text: str, reads: Reads | None = None) -> Partnership:
    """A partnership by its id, or the one a person of the round is in now (or was in last). Raises UsageError."""
    reads = reads or programme.store
    found = reads.get(Partnership, text)
    if found is not None:
        programme.permits.pair(found)
        return found
    person = find_person(programme, text, reads)
    theirs = [pair for pair in reads.all(Partnership, round=round_.id) if person.id in (pair.mentee, pair.mentor)]
    pairs = [pair for pair in theirs if programme.permits.has_pair(pair)]
    if theirs and not pairs:
        raise programme.permits.not_own()
    current = [pair for pair in pairs if pair.state in OPEN_PAIRS]
    if len(current) > 1:
        shown = [f"{pair_name(reads, pair)} = {pair.id}" for pair in current]
        raise UsageError(say("pairs.several", person=person.name, pairs=Listed(shown, "list.or")))
    if not pairs:
        raise UsageError(say("pairs.none", person=person.name, round=round_.id))
    return (current or sorted(pairs, key=lambda pair: (pair.started or pair.decided_on, pair.id)))[-1]


@needs(Action.SEE_CASES)
def pairs_of_round(programme: Programme, round_: Round[Any]) -> tuple[Partnership, ...]:
    """The partnerships of a round, in the order in which they were decided."""
    pairs = programme.store.all(Partnership, round=round_.id, order="decided_on")
    return tuple(pair for pair in pairs if programme.permits.has_pair(pair))


def pair_name(reads: Reads, pair: Partnership) -> str:
    """Both names, the mentee's first."""
    return f"{reads.one(Person, pair.mentee).name} & {reads.one(Person, pair.mentor).name}"


@needs(Action.RUN_CASES)
def move(
    programme: Programme, /, tx: Transaction, pair: Partnership, name: str, reason: str | None = None, **changes: Any
) -> Partnership:
    """Move a partnership on within a unit of work. Raises NotPossible, saying what is possible."""
    state = PAIR.after(pair.state, name, reason)
    return tx.update(evolve(pair, state=state, **changes))


@needs(Action.RUN_CASES)
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


@needs(Action.RUN_CASES)
def sign_agreement(
    programme: Programme, round_: Round[Any], text: str, *, signed_on: date | None = None
) -> Partnership:
    """Record the signed agreement; where it is the policy's clock, the partnership starts with it. Raises UsageError
    for a day ahead."""
    day = programme.happened_on(signed_on)
    with programme.store.write("agreement") as tx:
        pair = find_pair(programme, round_, text, tx)
        if pair.state not in OPEN_PAIRS or pair.state is PairState.OFFERED:
            raise NotPossible(say("pairs.no_agreement", state=say(f"PairState.{pair.state.value}")))
        tx.add(Agreement(id=programme.new_id(), partnership=pair.id, signed_on=day, by=programme.actor.shown))
        return start_if_due(programme, tx, round_, pair)


@needs(Action.RUN_CASES)
def enter_stage(programme: Programme, tx: Transaction, pair: Partnership, stage: str, on: date) -> Partnership:
    """Enter a stage, leaving the present one; a stage may be entered again."""
    for entry in tx.all(StageEntry, partnership=pair.id, left_on=None):
        tx.update(evolve(entry, left_on=on))
    tx.add(StageEntry(id=programme.new_id(), partnership=pair.id, stage=stage, entered_on=on, by=programme.actor.shown))
    return tx.update(evolve(pair, stage=stage))


@needs(Action.RUN_CASES)
def change_stage(
    programme: Programme, round_: Round[Any], text: str, stage: str, on: date | None = None
) -> Partnership:
    """Move a running case to another stage. Raises UsageError for a stage the policy does not have, or a day ahead or before the
    present stage."""
    codes = [one.code for one in programme.answers(round_).sessions.stages]
    if stage not in codes:
        raise UsageError(say("pairs.unknown_stage", stage=stage, stages=Listed(codes or ["–"], "list.or")))
    with programme.store.write("stage") as tx:
        pair = find_pair(programme, round_, text, tx)
        if pair.state not in RUNNING_PAIRS:
            raise NotPossible(say("pairs.not_running", state=say(f"PairState.{pair.state.value}")))
        day = programme.happened_on(on)
        for entry in tx.all(StageEntry, partnership=pair.id, left_on=None):
            if day < entry.entered_on:
                raise UsageError(say("pairs.stage_too_early", day=entry.entered_on))
        return enter_stage(programme, tx, pair, stage, day)


@needs(Action.RUN_CASES)
def pause(
    programme: Programme,
    round_: Round[Any],
    text: str,
    reason: str,
    *,
    began_on: date | None = None,
    until: date | None = None,
) -> Partnership:
    """Pause a running partnership: nothing is expected while the pause lasts. Raises UsageError for an end before its
    beginning."""
    day = began_on or programme.today()
    if until is not None and until < day:
        raise UsageError(say("pairs.pause_days", began=day, until=until))
    with programme.store.write("pause") as tx:
        pair = find_pair(programme, round_, text, tx)
        paused = move(programme, tx, pair, "pause", reason, pause_until=until)
        tx.add(Pause(id=programme.new_id(), partnership=pair.id, began_on=day, expected_until=until, reason=reason))
    return paused


@needs(Action.RUN_CASES)
def resume(programme: Programme, round_: Round[Any], text: str, *, on: date | None = None) -> Partnership:
    """End a pause; the day is the first that counts again. Raises UsageError for one before the pause."""
    day = on or programme.today()
    with programme.store.write("resume") as tx:
        pair = find_pair(programme, round_, text, tx)
        for lasting in tx.all(Pause, partnership=pair.id, ended_on=None):
            if day < lasting.began_on:
                raise UsageError(say("pairs.pause_days", began=lasting.began_on, until=day))
            tx.update(evolve(lasting, ended_on=day))
        return move(programme, tx, pair, "resume", pause_until=None)


@needs(Action.RUN_CASES)
def tell_reason(
    programme: Programme, round_: Round[Any], text: str, *, reason: str | None = None, told_on: date | None = None
) -> Partnership:
    """Edit the plain sentence why these two, or note the day it was told to them."""
    with programme.store.write("pair_reason") as tx:
        pair = find_pair(programme, round_, text, tx)
        changed = pair if reason is None else evolve(pair, reason=reason)
        return tx.update(changed if told_on is None else evolve(changed, reason_told_on=told_on))
