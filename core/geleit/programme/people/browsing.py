"""The people of a round as a list of any length: looked for, filtered, in an order, read page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from geleit.errors import UsageError
from geleit.fields import Sensitivity, fields_of
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import PairState, PartState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.people.names import Named, find_names
from geleit.programme.people.unmet import Report, Unmet, unmet
from geleit.programme.staff.permits import needs
from geleit.store import Reads
from geleit.store.browsing import Choice, Sort, counted, counted_by_state, parts_of, sort_of
from geleit.store.people_rows import Beside, PartRow, beside, rows
from geleit.store.walking import Order
from geleit.store.walking import order as in_pages

__all__ = [
    "Browsed",
    "Choices",
    "Named",
    "Other",
    "PersonRow",
    "Query",
    "Sort",
    "Unmet",
    "browse",
    "choices",
    "find_names",
    "sort_of",
    "unmet",
]

_TERRITORY = "territory"


@attrs.frozen
class Query:
    """What is looked for: in a role, in some states, whose name has every word of a text in it, for whom a rule (by its
    code) is not met or unknown, who live in a district (its code or name) or in one within it; and in which order."""

    role: Role | None = None
    states: tuple[PartState, ...] = ()
    text: str = ""
    rule: str | None = None
    district: str | None = None
    sort: Sort = Sort.NAME
    descending: bool = False


@attrs.frozen
class Other:
    """Somebody on the other side of a partnership, and where that stands."""

    person: str
    name: str
    state: PairState


@attrs.frozen
class PersonRow:
    """A line of the list. `name` is the name people use, `listed` the same with the family name first; `place` says in
    words where they live, `beside` with whom they are in a partnership, or were."""

    person: str
    part: str
    name: str
    listed: str
    role: Role
    state: PartState
    since: date
    applied_on: date
    waiting_since: date | None
    priority: bool
    territory: str | None
    place: str | None
    beside: tuple[Other, ...] = ()


@attrs.frozen(eq=False)
class Browsed:
    """The people found: how many, of how many in the round; they are read page by page, from any thread."""

    query: Query
    found: int
    all: int
    _programme: Programme
    _order: Order

    def page(self, offset: int, limit: int) -> tuple[PersonRow, ...]:
        """The lines from a place on (0 is the first), at most so many; fewer at the end, and where somebody was erased
        meanwhile. Raises NotAllowed as `browse`."""
        return _page(self._programme, self._order, max(offset, 0), limit)


@attrs.frozen
class Choices:
    """What can be filtered by: states by role with how many there are, rules by role, districts, each with its words."""

    states: Mapping[Role, Mapping[PartState, int]]
    rules: tuple[tuple[Role, str, Sentence], ...]
    districts: tuple[tuple[str, str], ...]


@needs(Action.SEE_PEOPLE)
def browse(
    programme: Programme, round_: Round[Any], query: Query, *, known: Unmet | None = None, report: Report | None = None
) -> Browsed:
    """The people of a round who are looked for. Employed mentors find those of their own cases.

    A rule is checked person by person, unless `known` is what was found of it before; `report` is told how far that is
    and may raise to end it. Raises UsageError for a rule or a district that there is not, NotAllowed for a rule that
    reads what the actor may not see.
    """
    reads = programme.store
    own = _own_parts(programme, reads, round_)
    everybody = Choice(round=round_.id, among=own)
    among = own
    if query.rule is not None:
        if known is None or known.rule != query.rule:
            known = unmet(programme, round_, query.rule, query.role, report=report)
        allowed = None if own is None else frozenset(own)
        among = tuple(part for part in known.parts if allowed is None or part in allowed)
    tables = _tables(programme)
    choice = Choice(
        round=round_.id,
        role=query.role,
        states=query.states,
        text=query.text,
        places=None if query.district is None else _within(programme, query.district),
        tables=tables,
        among=among,
    )
    found, order = in_pages(reads, choice, query.sort, descending=query.descending)
    unfiltered = attrs.evolve(choice, tables=everybody.tables) == everybody
    return Browsed(query, found, found if unfiltered else counted(reads, everybody), programme, order)


@needs(Action.SEE_PEOPLE)
def choices(programme: Programme, round_: Round[Any]) -> Choices:
    """What the people of a round can be filtered by."""
    reads = programme.store
    found = counted_by_state(reads, Choice(round=round_.id, among=_own_parts(programme, reads, round_)))
    eligibility = programme.answers(round_).eligibility
    places = programme.asked.region.territories
    return Choices(
        states={role: {state: n for (one, state), n in found.items() if one is role} for role in Role},
        rules=tuple((role, rule.code, say(rule.label)) for role in Role for rule in eligibility.of(role)),
        districts=tuple((place.code, _place(programme, place.code) or place.code) for place in places),
    )


@needs(Action.SEE_PEOPLE)
def _page(programme: Programme, order: Order, offset: int, limit: int) -> tuple[PersonRow, ...]:
    reads = programme.store
    ids = order(reads, offset, limit)
    pairs = beside(reads, ids)
    places: dict[str, str | None] = {}
    made = []
    for one in rows(reads, ids, _tables(programme)):
        if one.territory is not None and one.territory not in places:
            places[one.territory] = _place(programme, one.territory)
        made.append(_line(programme, one, places, pairs.get(one.part, ())))
    return tuple(made)


def _line(programme: Programme, one: PartRow, places: Mapping[str, str | None], pairs: tuple[Beside, ...]) -> PersonRow:
    first = one.call_name or one.given_name
    sees = programme.permits.sees(Sensitivity.PERSONAL, one.person)
    territory = one.territory if sees else one.territory and HIDDEN
    return PersonRow(
        person=one.person,
        part=one.part,
        name=f"{first} {one.family_name}".strip() if sees else HIDDEN,
        listed=", ".join(filter(None, (one.family_name, first))) if sees else HIDDEN,
        role=one.role,
        state=one.state,
        since=one.since,
        applied_on=one.applied_on,
        waiting_since=one.waiting_since,
        priority=one.priority,
        territory=territory,
        place=places[one.territory] if sees and one.territory is not None else territory,
        beside=tuple(
            Other(pair.person, programme.permits.shown(pair.name, Sensitivity.PERSONAL, pair.person), pair.state)
            for pair in pairs
        ),
    )


def _own_parts(programme: Programme, reads: Reads, round_: Round[Any]) -> tuple[str, ...] | None:
    """The parts that the actor may see, None for all."""
    if not programme.permits.narrow:
        return None
    return tuple(part for part, person in parts_of(reads, round_.id) if programme.permits.has_person(person))


def _tables(programme: Programme) -> Mapping[Role, str]:
    """The tables of the roles whose people are asked where they live."""
    asked = {role: {field.name for field in fields_of(programme.participant(role))} for role in Role}
    return {role: programme.table(role) for role, names in asked.items() if _TERRITORY in names}


def _within(programme: Programme, district: str) -> tuple[str, ...]:
    """The codes of a district and of all within it."""
    places = programme.asked.region.territories
    reading = programme.reading
    meant = places.read(district, reading.labels, reading.languages)
    if len(meant) != 1:
        code = "people.districts" if meant else "people.no_district"
        candidates = [f"{_place(programme, place.code)} ({place.code})" for place in meant]
        raise UsageError(say(code, found=district, candidates=Listed(candidates, "list.or")))
    return tuple(place.code for place in places if places.within(place.code, meant[0].code))


def _place(programme: Programme, code: str) -> str | None:
    """A district in the user's language."""
    place = programme.asked.region.territories.get(code)
    return code if place is None else place.shown(programme.labels, programme.language)
