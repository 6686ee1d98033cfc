"""From when on a person's data count as old, and which duties still keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import attrs

from geleit.config.retention import Category, Start
from geleit.model.lifecycle import OPEN_PAIRS, PartState, RoundState
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Role
from geleit.model.rounds import RoundRecord
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.progress.calendar_months import add_months
from geleit.store import Reads

KEPT: Mapping[Category, frozenset[str]] = {
    Category.REFUSED: frozenset({"participations", "interviews", "decisions", "overrides", "consents"}),
    Category.PARTICIPANTS: frozenset(
        {
            *("participations", "interviews", "decisions", "overrides", "consents", "attendances", "outcomes"),
            *("follow_ups", *(f"{role.value}_fields" for role in Role)),
        }
    ),
    Category.FUNDER: frozenset({"participations", "consents", "evidence", "attendances", "outcomes", "follow_ups"}),
    Category.EVIDENCE: frozenset({"evidence", "dated_values"}),
    Category.CONTACTS: frozenset({"contacts"}),
    Category.NOTES: frozenset(),
    Category.REQUESTS: frozenset({"requests"}),
}
"""The tables that a duty keeps for somebody, beyond name and birth date; their pairs with dates and hours stay anyway."""

_ENDED = frozenset({PartState.REFUSED, PartState.WITHDRAWN, PartState.UNREACHABLE, PartState.LEFT})


@attrs.frozen
class Duty:
    """A duty to keep somebody's data, in a category, until a day (None: not known yet), and on which basis."""

    category: Category
    until: date | None
    basis: str


@attrs.frozen
class Course:
    """When somebody's time in the programme began and ended.

    `starts` are the days from which months count, without those that are not known or have not come. `took_part`:
    admitted, or in a partnership, at some time. `lasts`: in some round it is not over.
    """

    starts: Mapping[Start, date]
    took_part: bool
    lasts: bool

    def belongs(self, category: Category) -> bool:
        """Whether somebody's data fall into a category at all."""
        if category is Category.REFUSED:
            return not self.took_part
        return self.took_part if category in (Category.PARTICIPANTS, Category.FUNDER) else True


@needs(Action.ERASE)
def courses(programme: Programme, reads: Reads, person: str | None = None) -> Mapping[str, Course]:
    """Everybody's course by id, or one person's."""
    equal = {} if person is None else {"person": person}
    parts: dict[str, list[Participation]] = defaultdict(list)
    for part in reads.all(Participation, **equal):
        parts[part.person].append(part)
    pairs: dict[str, list[Partnership]] = defaultdict(list)
    for pair in reads.all(Partnership):
        for side in (pair.mentee, pair.mentor):
            if side in parts:
                pairs[side].append(pair)
    ends = {record.id: _end_of(record) for record in reads.all(RoundRecord)}
    return {id_: _course(programme, found, pairs[id_], ends) for id_, found in parts.items()}


@needs(Action.ERASE)
def duties(programme: Programme, reads: Reads, person: str, on: date) -> tuple[Duty, ...]:
    """The duties that still keep a person's data on a day."""
    course = courses(programme, reads, person).get(person)
    found = []
    for category, rule in programme.config.retention.items():
        if rule.duty and course is not None and course.belongs(category):
            start = None if course.lasts else course.starts.get(_of_person(rule.start))
            until = None if start is None else add_months(start, rule.months)
            if until is None or until > on:
                found.append(Duty(category, until, rule.basis))
    return tuple(found)


def _of_person(start: Start) -> Start:
    """Single records whose own days differ are kept together, as long as the person's time counts."""
    return Start.EXIT if start is Start.ENTRY else start


def _end_of(record: RoundRecord) -> date | None:
    """When a closed round ended; None for one that is not closed."""
    if record.state is not RoundState.CLOSED:
        return None
    return record.end or (record.closed_at.date() if record.closed_at else None)


def _course(
    programme: Programme, parts: list[Participation], pairs: list[Partnership], ends: Mapping[str, date | None]
) -> Course:
    final = [part for part in parts if part.state is not PartState.CARRIED_OVER] or parts
    exits = [_exit_of(part, ends) for part in final]
    lasts = any(day is None for day in exits) or any(pair.state in OPEN_PAIRS for pair in pairs)
    rounds = [_planned_end(programme, part.round, ends) for part in final]
    ended = [pair.ended for pair in pairs if pair.ended is not None]
    days: dict[Start, list[date | None]] = {
        Start.APPLICATION: [part.applied_on for part in final],
        Start.DECISION: [part.since for part in final],
        Start.EXIT: exits,
        Start.PARTNERSHIP_END: [*ended] or exits,
        Start.ROUND_END: rounds,
    }
    starts = {}
    for start, found in days.items():
        known = [day for day in found if day is not None]
        if known and len(known) == len(found):
            starts[start] = max(known)
    took_part = bool(pairs) or any(part.admitted_on is not None for part in parts)
    return Course(starts, took_part, lasts)


def _planned_end(programme: Programme, round_id: str, ends: Mapping[str, date | None]) -> date | None:
    table = programme.config.round(round_id)
    return ends.get(round_id) or (table.end if table is not None else None)


def _exit_of(part: Participation, ends: Mapping[str, date | None]) -> date | None:
    if part.left_on is not None:
        return part.left_on
    return part.since if part.state in _ENDED else ends.get(part.round)
