"""What an overview lists: matters that wait for somebody, each with what to open to deal with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

import attrs

from geleit.fields import Sensitivity
from geleit.labels import Sentence
from geleit.model.people import Person
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs

NAMED = 4
"""So many people of a matter are named; an event concerns a whole round."""

LISTED = 200
"""So many matters are listed unless more are asked for; the whole number is always said."""


class Opens(StrEnum):
    """What a matter leads to."""

    PERSON = "person"
    PAIR = "pair"
    TASK = "task"
    FOLLOW_UP = "follow_up"
    REQUEST = "request"
    MILESTONE = "milestone"


@attrs.frozen
class Target:
    """The record that a matter leads to: its id (a milestone's code), and the round in which it stands."""

    kind: Opens
    id: str
    round: str | None = None


@attrs.frozen
class Somebody:
    """A person as a list names them; the sign for what is hidden stands for a name that the reader may not see."""

    id: str
    name: str


@attrs.frozen(kw_only=True)
class Matter:
    """Something that waits. `what` is its kind's label code, `who` the first of the `people` that it concerns.

    `since` is the day from which it is listed, `due_on` the day by which it is to be done; either may be open.
    """

    what: str
    who: tuple[Somebody, ...] = ()
    people: int = 0
    round: str | None = None
    since: date | None = None
    due_on: date | None = None
    new: bool = False
    sentence: Sentence
    opens: Target


M = TypeVar("M", bound=Matter)


@attrs.frozen
class Listing(Generic[M]):
    """The first matters of a list; `count` is how many there are in all, `new` how many of them are new, and `kinds`
    how many there are of each kind."""

    items: tuple[M, ...]
    count: int
    new: int = 0
    kinds: Mapping[str, int] = attrs.field(factory=dict)


def listed(matters: Sequence[M], limit: int | None, only: str | None = None) -> Listing[M]:
    """A list cut to its first matters (of one kind, where it is named), with the numbers of all of them."""
    kinds: dict[str, int] = {}
    for one in matters:
        kinds[one.what] = kinds.get(one.what, 0) + 1
    shown = matters if only is None else [one for one in matters if one.what == only]
    return Listing(tuple(shown[:limit]), len(matters), sum(one.new for one in matters), kinds)


@needs(Action.SEE_PEOPLE)
def named(programme: Programme, ids: Iterable[str]) -> Mapping[str, Somebody]:
    """Some people by id, as a list names them; read in one go."""
    wanted = tuple(dict.fromkeys(ids))
    found = programme.store.all(Person, id=wanted) if wanted else ()
    return {one.id: Somebody(one.id, programme.permits.shown(one.name, Sensitivity.PERSONAL, one.id)) for one in found}


def unnamed(ids: Sequence[str]) -> tuple[Somebody, ...]:
    """The first of some people, whose names are still to be read."""
    return tuple(Somebody(id_, id_) for id_ in ids[:NAMED])


@needs(Action.SEE_PEOPLE)
def with_names(programme: Programme, listing: Listing[M]) -> Listing[M]:
    """The same list with the names of the people in it, and of nobody else."""
    known = named(programme, (one.id for matter in listing.items for one in matter.who))
    return attrs.evolve(
        listing,
        items=tuple(
            attrs.evolve(matter, who=tuple(known.get(one.id, one) for one in matter.who)) for matter in listing.items
        ),
    )
