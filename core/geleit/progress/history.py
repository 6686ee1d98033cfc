"""Everything that was recorded about one partnership, as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

import attrs

from geleit.model.partnerships import Agreement, Partnership, Pause
from geleit.model.sessions import BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.progress.calendar_months import first_of_month


class _Kept(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def rev(self) -> int: ...


R = TypeVar("R", bound=_Kept)


@attrs.frozen
class Gathering:
    """An event of the round and the ids of the people who were present."""

    event: Event
    present: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class History:
    """What was recorded about a partnership, in any order.

    `events` are all events of its round, for both people's attendance. `predecessors` are the partnerships it
    continues or replaces, each with its own history, listed flat or one inside the other.
    """

    partnership: Partnership
    round_start: date | None = None
    round_end: date | None = None
    sessions: tuple[Session, ...] = ()
    statements: tuple[Statement, ...] = ()
    pauses: tuple[Pause, ...] = ()
    boundary_notes: tuple[BoundaryNote, ...] = ()
    events: tuple[Gathering, ...] = ()
    done: tuple[MilestoneDone, ...] = ()
    agreement: Agreement | None = None
    predecessors: tuple[History, ...] = ()


def as_of(history: History, on: date) -> History:
    """The history as far as it had happened on a day; a record given twice is kept once, in its highest revision.

    A statement belongs to its month and is read from the month's first day on.
    """
    agreement = history.agreement
    return attrs.evolve(
        history,
        sessions=_once(each for each in history.sessions if each.held_on <= on),
        statements=_once(each for each in history.statements if first_of_month(each.month) <= on),
        pauses=_once(each for each in history.pauses if each.began_on <= on),
        boundary_notes=_once(each for each in history.boundary_notes if each.on <= on),
        events=_gathered(each for each in history.events if each.event.held_on <= on),
        done=_once(each for each in history.done if each.done_on <= on),
        agreement=agreement if agreement is not None and agreement.signed_on <= on else None,
    )


def _gathered(events: Iterable[Gathering]) -> tuple[Gathering, ...]:
    """Every event once, by id. Who was present is compared only where an event is given twice: a round's events come
    with every pair of it."""
    given: dict[str, list[Gathering]] = {}
    for each in events:
        given.setdefault(each.event.id, []).append(each)
    return tuple(
        max(same, key=lambda each: (each.event.rev, sorted(each.present))) if len(same) > 1 else same[0]
        for _, same in sorted(given.items())
    )


def _once(records: Iterable[R]) -> tuple[R, ...]:
    newest: dict[str, R] = {}
    for record in records:
        known = newest.get(record.id)
        if known is None or record.rev >= known.rev:
            newest[record.id] = record
    return tuple(newest[key] for key in sorted(newest))


def whole_case(history: History) -> History:
    """A case that was carried into its round, together with what the earlier rounds recorded about it.

    Any other partnership is its own whole case: a successor with another mentor starts anew.
    """
    records = _case(history)
    if len(records) == 1:
        return history
    return attrs.evolve(
        history,
        sessions=tuple(each for record in records for each in record.sessions),
        statements=tuple(each for record in records for each in record.statements),
        pauses=tuple(each for record in records for each in record.pauses),
        boundary_notes=tuple(each for record in records for each in record.boundary_notes),
        events=tuple(each for record in records for each in record.events),
        done=tuple(each for record in records for each in record.done),
        agreement=next((record.agreement for record in records if record.agreement is not None), None),
    )


def earlier_of_mentee(history: History) -> tuple[History, ...]:
    """The mentee's earlier partnerships, each once and without those that belong to the whole case.

    A predecessor of the mentor with another mentee adds nothing to this mentee's hours.
    """
    own = {record.partnership.id for record in _case(history)}
    mentee = history.partnership.mentee
    earlier = _earlier(history)
    return tuple(
        earlier[key] for key in sorted(earlier) if key not in own and earlier[key].partnership.mentee == mentee
    )


def _earlier(history: History) -> dict[str, History]:
    found: dict[str, History] = {}
    waiting = list(history.predecessors)
    while waiting:
        each = waiting.pop(0)
        found.setdefault(each.partnership.id, each)
        waiting += each.predecessors
    return found


def _case(history: History) -> tuple[History, ...]:
    """The records of one case, the newest first: as long as one was carried over, the one before it belongs to it."""
    earlier = _earlier(history)
    records = {history.partnership.id: history}
    last = history
    while last.partnership.carried and last.partnership.predecessor in earlier.keys() - records.keys():
        last = earlier[last.partnership.predecessor]
        records[last.partnership.id] = last
    return tuple(records.values())
