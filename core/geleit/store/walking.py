"""The people of a round page by page, in an order.

A few are put in order at once and their ids kept. Of many, each page is read from an index in the order wanted, from
the nearest place that is known: either end, what was read before, or one of the marks that are left on the way to a
place far off. So nothing sorts the whole, and no stretch of the index is gone through twice, however many people there
are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import attrs

from geleit.model.lifecycle import PartState
from geleit.store.browsing import (
    BY_NAME,
    PARTS,
    Choice,
    Key,
    Sort,
    Stretch,
    counted,
    counted_by_state,
    in_order,
    some,
    stretches,
)
from geleit.store.link import Row
from geleit.store.reading import Reads

FEW = 5_000
"""So many are put in order at once."""

APART = 4_096
"""How far the marks are from one another; a page is read from at most so many rows before it."""


@attrs.define
class _Part:
    """A stretch with how many it holds and what is known of it: place → key of the row that stands there."""

    stretch: Stretch
    count: int
    known: dict[int, Key] = attrs.field(factory=dict)


class Walk:
    """Many people in an order, of which pages are read. It may be used from any thread; `far` is how far a page may lie
    from a known place; `count` is how many there are, where that is known."""

    def __init__(
        self,
        reads: Reads,
        choice: Choice,
        sort: Sort,
        *,
        descending: bool = False,
        far: int = APART,
        count: int | None = None,
    ) -> None:
        self._choice = choice
        self._far = far
        wanted = stretches(sort, descending=descending, states=choice.states or tuple(PartState))
        if sort is Sort.STATE:
            by_state: Counter[str] = Counter()
            for (_, state), number in counted_by_state(reads, choice).items():
                by_state[state.value] += number
            self._parts = [_Part(each, by_state[each.parameters[0]]) for each in wanted]
        else:
            counts = [counted(reads, choice, each.condition) for each in wanted[: -1 if count is not None else None]]
            # Whoever stands in none of the others stands in the last one.
            counts += [] if count is None else [count - sum(counts)]
            self._parts = [_Part(each, number) for each, number in zip(wanted, counts, strict=True)]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(part.count for part in self._parts)

    def page(self, reads: Reads, offset: int, limit: int) -> tuple[str, ...]:
        """The ids from a place on, at most so many."""
        found: list[str] = []
        before = 0
        for part in self._parts:
            start = max(offset + len(found) - before, 0)
            if start < part.count and len(found) < limit:
                found += self._from(reads, part, start, limit - len(found))
            before += part.count
        return tuple(found)

    def _from(self, reads: Reads, part: _Part, start: int, limit: int) -> list[str]:
        limit = min(limit, part.count - start)
        behind = part.count - start - limit
        if behind <= self._far and behind < start - self._nearest(part, start):
            rows = self._rows(reads, part.stretch, behind, limit, backward=True)[::-1]
        else:
            place = self._approach(reads, part, start)
            rows = self._rows(reads, part.stretch, start - place, limit, key=part.known.get(place))
        if rows:
            part.known[start] = tuple(rows[0])
            part.known[start + len(rows) - 1] = tuple(rows[-1])
        return [row[-1] for row in rows]

    def _approach(self, reads: Reads, part: _Part, start: int) -> int:
        """The nearest known place before another one; on the way there marks are left."""
        place = self._nearest(part, start)
        while start - place > self._far:
            rows = self._rows(reads, part.stretch, self._far, 1, key=part.known.get(place))
            if not rows:
                break
            place += self._far
            part.known[place] = tuple(rows[0])
        return place

    @staticmethod
    def _nearest(part: _Part, start: int) -> int:
        return max((place for place in tuple(part.known) if place <= start), default=0)

    def _rows(
        self, reads: Reads, stretch: Stretch, skip: int, limit: int, *, key: Key | None = None, backward: bool = False
    ) -> list[Row]:
        sql, parameters = self._query(reads, stretch, key)
        sql = f"SELECT {', '.join(stretch.columns)} {sql}{stretch.order(backward=backward)} LIMIT ? OFFSET ?"
        return reads.rows(sql, [*parameters, limit, skip], "participations")

    def _query(self, reads: Reads, stretch: Stretch, key: Key | None) -> tuple[str, list[Any]]:
        conditions, parameters = self._choice.where(reads)
        conditions.append(stretch.condition)
        parameters += stretch.parameters
        if key is not None:
            condition, values = stretch.after(key)
            conditions.append(condition)
            parameters += values
        # Without a text nothing of the people is read where the order is not theirs.
        needs_people = stretch.columns == BY_NAME or self._choice.text.strip()
        return f"FROM {stretch.source if needs_people else PARTS} WHERE {' AND '.join(conditions)}", parameters


Ids = tuple[str, ...]
Order = Callable[[Reads, int, int], Ids]
"""Reads the ids of a page: from which place on, and how many at the most."""


def order(reads: Reads, choice: Choice, sort: Sort, *, descending: bool = False, few: int = FEW) -> tuple[int, Order]:
    """How many are chosen, and what reads their ids page by page in an order."""
    if choice.among is not None:
        return _kept(in_order(reads, choice, sort, descending=descending))
    most = counted(reads, attrs.evolve(choice, text="", places=None))
    if most <= few:
        return _kept(in_order(reads, choice, sort, descending=descending))
    if not choice.plain:
        found = some(reads, choice, few + 1)
        if len(found) <= few:
            return _kept(in_order(reads, attrs.evolve(choice, among=found), sort, descending=descending))
    walk = Walk(reads, choice, sort, descending=descending, count=most if choice.plain else None)
    return walk.count, walk.page


def _kept(ids: Ids) -> tuple[int, Order]:
    def page(_: Reads, offset: int, limit: int) -> Ids:
        return ids[offset : offset + limit]

    return len(ids), page
