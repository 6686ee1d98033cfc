"""The histories of a round's partnerships, from which progress and what is due are worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Agreement, Partnership, Pause
from geleit.model.rounds import Round
from geleit.model.sessions import BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.roster import grouped
from geleit.programme.staff.permits import needs
from geleit.progress import Gathering, History, WorkingDays
from geleit.store import Reads
from geleit.store.overview import bare_sessions, present_at


@needs(Action.SEE_CASES)
def histories(
    programme: Programme,
    round_: Round[Any],
    reads: Reads | None = None,
    only: Iterable[str] | None = None,
    *,
    states: Collection[PairState] | None = None,
    bare: bool = False,
) -> Mapping[str, History]:
    """What was recorded about each partnership of a round (or about some: by id, by state), with its predecessors.

    `bare` reads of a session only its day and its length, for who looks at thousands of partnerships.
    """
    reads = reads or programme.store
    wanted = None if only is None else set(only)
    in_states: dict[str, Any] = {} if states is None else {"state": frozenset(states)}
    pairs = [
        pair
        for pair in reads.all(Partnership, round=round_.id, **in_states)
        if (wanted is None or pair.id in wanted) and programme.permits.has_pair(pair)
    ]
    line = _with_predecessors(reads, pairs)
    ids = list(line)
    sessions = bare_sessions(reads, ids) if bare else grouped(reads, Session, "partnership", ids)
    statements = grouped(reads, Statement, "partnership", ids)
    pauses = grouped(reads, Pause, "partnership", ids)
    notes = grouped(reads, BoundaryNote, "partnership", ids)
    done = grouped(reads, MilestoneDone, "partnership", ids)
    agreements = grouped(reads, Agreement, "partnership", ids)
    events = {id_: gatherings(reads, id_) for id_ in {pair.round for pair in line.values()}}
    rounds = {id_: programme.round(id_) for id_ in events if programme.config.round(id_) is not None}

    def made(pair: Partnership) -> History:
        before = line.get(pair.predecessor or "")
        within = rounds.get(pair.round)
        signed = sorted(agreements.get(pair.id, ()), key=lambda one: one.signed_on)
        return History(
            partnership=pair,
            round_start=within.start if within else None,
            round_end=within.end if within else None,
            sessions=sessions.get(pair.id, ()),
            statements=statements.get(pair.id, ()),
            pauses=pauses.get(pair.id, ()),
            boundary_notes=notes.get(pair.id, ()),
            events=events[pair.round],
            done=done.get(pair.id, ()),
            agreement=signed[0] if signed else None,
            predecessors=(made(before),) if before else (),
        )

    return {pair.id: made(pair) for pair in pairs}


def _with_predecessors(reads: Reads, pairs: Iterable[Partnership]) -> dict[str, Partnership]:
    line = {pair.id: pair for pair in pairs}
    missing = {pair.predecessor for pair in line.values() if pair.predecessor} - set(line)
    while missing:
        found = [pair for id_ in missing if (pair := reads.get(Partnership, id_)) is not None]
        line.update((pair.id, pair) for pair in found)
        missing = {pair.predecessor for pair in found if pair.predecessor} - set(line)
    return line


def gatherings(reads: Reads, round_id: str) -> tuple[Gathering, ...]:
    """The events of a round with who was present."""
    events = reads.all(Event, round=round_id)
    present = present_at(reads, [event.id for event in events])
    return tuple(Gathering(event, present.get(event.id, frozenset())) for event in events)


def working_days(programme: Programme) -> WorkingDays:
    """The region's public holidays; where several territories differ, those of a person's own territory count."""
    region = programme.asked.region
    return WorkingDays(tuple(region.holidays), None, region.territories)
