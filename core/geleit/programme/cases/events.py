"""The events of a round with who was there, and attendance for many people at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from geleit.errors import UsageError
from geleit.labels import say
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.model.sessions import Attendance, Event
from geleit.permissions import Action
from geleit.programme.cases.listing import names_of
from geleit.programme.context import Programme
from geleit.programme.milestones import add_attendance, people_of_pairs
from geleit.programme.staff.permits import needs
from geleit.store import Reads
from geleit.vocabulary.names import sort_key


@attrs.frozen(kw_only=True)
class EventRow:
    """An event with how many people were present, how many were expected and did not come."""

    event: Event
    present: int
    absent: int


@attrs.frozen(kw_only=True)
class Guest:
    """Somebody for whom an event is; `present` None: nothing is known."""

    person: str
    name: str
    role: Role
    present: bool | None = None


@needs(Action.HOLD_EVENTS)
def events_of_round(programme: Programme, round_: Round[Any]) -> tuple[EventRow, ...]:
    """The events of a round, the latest first."""
    reads = programme.store
    events = reads.all(Event, round=round_.id, order="-held_on")
    counted: dict[tuple[str, bool], int] = {}
    for one in reads.all(Attendance, event=[event.id for event in events]) if events else ():
        if programme.permits.has_person(one.person):
            counted[one.event, one.present] = counted.get((one.event, one.present), 0) + 1
    return tuple(
        EventRow(event=event, present=counted.get((event.id, True), 0), absent=counted.get((event.id, False), 0))
        for event in events
    )


@needs(Action.HOLD_EVENTS)
def find_event(programme: Programme, round_: Round[Any], text: str, reads: Reads | None = None) -> Event:
    """An event of a round by its id, its title, or the code of its milestone where there is one such event only.
    Raises UsageError."""
    events = (reads or programme.store).all(Event, round=round_.id)
    exact = [event for event in events if event.id == text]
    named = exact or [event for event in events if text in (event.title, event.milestone)]
    if len(named) != 1:
        raise UsageError(say("cases.several_events" if named else "cases.no_event", event=text))
    return named[0]


@needs(Action.HOLD_EVENTS)
def guests(
    programme: Programme, round_: Round[Any], event: str | None = None, *, on: date | None = None
) -> tuple[Guest, ...]:
    """For whom an event is, mentees first, each group by name: everybody in an agreed pair, in one that has ended
    since, and whoever was there.

    Without an event: whom a new one is for, held on a day (today unless one is given). Raises UsageError as
    `find_event`.
    """
    reads = programme.store
    known = {}
    day = on or programme.today()
    if event is not None:
        found = find_event(programme, round_, event, reads)
        day = found.held_on
        known = {
            one.person: one.present
            for one in reads.all(Attendance, event=found.id)
            if programme.permits.has_person(one.person)
        }
    pairs = [pair for pair in reads.all(Partnership, round=round_.id) if programme.permits.has_pair(pair)]
    mentors = {pair.mentor for pair in pairs}
    ended = [pair for pair in pairs if pair.state is PairState.CLOSED and pair.ended is not None and pair.ended >= day]
    since = [person for pair in ended for person in (pair.mentee, pair.mentor)]
    names = names_of(programme, [*people_of_pairs(programme, round_, reads), *since, *known], reads)
    found_guests = (
        Guest(
            person=id_,
            name=name,
            role=Role.MENTOR if id_ in mentors else Role.MENTEE,
            present=known.get(id_),
        )
        for id_, name in names.items()
    )
    return tuple(sorted(found_guests, key=lambda one: (one.role is Role.MENTOR, sort_key(one.name), one.person)))


@needs(Action.HOLD_EVENTS)
def note_attendance(
    programme: Programme, round_: Round[Any], event: str, attendance: Mapping[str, bool | None]
) -> Event:
    """Record who was at an event: people's ids with present, absent, or None where nothing is known any more. Who is
    not named stays as they are. Raises UsageError for another event, or a day ahead."""
    with programme.store.write("event") as tx:
        found = find_event(programme, round_, event, tx)
        programme.happened_on(found.held_on)
        before = {one.person: one for one in tx.all(Attendance, event=found.id)}
        for person, present in attendance.items():
            programme.permits.person(person)
            old = before.get(person)
            if present is None and old is not None:
                tx.delete(old)
            elif present is not None and (old is None or old.present is not present):
                add_attendance(programme, tx, found, person, present)
    return found
