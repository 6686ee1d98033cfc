"""The table of all pairs, worked out a block of mentees at a time and never kept as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
import numpy as np

from geleit.labels import say
from geleit.matching.assigning.checking import EXACT, SCALE, Bools
from geleit.matching.columns.people import Sides
from geleit.matching.columns.profiles import Codes, Profiles
from geleit.matching.columns.views import Rows
from geleit.matching.scoring.asking import People, ScoringError
from geleit.matching.scoring.totals import Scratch, Totals, Whole
from geleit.matching.scoring.vetoes import OneVeto, Vetoes
from geleit.model.partnerships import Side as WishOf
from geleit.questions.matching import Combine, MatchingPolicy

_BLOCK = 2**17
"""Pairs that are scored at once: few enough for the processor's cache."""
_KEYED = 2**21
"""The same where block vetoes leave few of them."""
_RECTANGLE = 2**12
"""Pairs from which on a rectangle is worth being scored by itself, and not pair by pair with others."""
Progress = Callable[[int, int], None]
"""Called with the mentees done and all mentees."""


@attrs.frozen(eq=False)
class PolicyTable:
    """The scores of a policy for two sides in 1/10,000 of a point, and what its vetoes leave, block by block.

    It is the `Table` that `assign` takes, and keeps nothing that grows with the number of pairs. Pairs which a block
    veto rules out have no score; 0 stands for it.
    """

    policy: MatchingPolicy
    people: People
    by_wish: Mapping[WishOf | None, Totals]
    each_veto: tuple[OneVeto, ...]
    keys: Vetoes
    others: Vetoes
    kind: np.dtype[Any]

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        return self.people.shape

    def block(self, start: int, stop: int) -> tuple[Whole, Bools | None]:
        """The scores of the mentees from `start` up to `stop` in whole units (k, m), and which pairs the vetoes leave;
        None where there is no veto. Raises ScoringError."""
        n = self.shape[0]
        units, allowed = self._empty(min(stop, n) - start)
        scratch = Scratch(self.kind)
        with self.people.calls:
            for first, last in self.spans(start, min(stop, n)):
                self._fill(np.arange(first, last), start, units, allowed, scratch)
        return units, allowed

    def whole(self, progress: Progress | None = None) -> tuple[Whole, Bools | None]:
        """All scores at once, and which pairs the vetoes leave; `progress` is called after each block. Raises
        ScoringError."""
        n = self.shape[0]
        units, allowed = self._empty(n)
        # People with the same mentors left are scored together, whatever their rows.
        order = np.arange(n) if self.keys.mentees is None else np.argsort(self.keys.mentees.codes, kind="stable")
        scratch = Scratch(self.kind)
        with self.people.calls:
            for start, stop in self.spans(0, n):
                self._fill(order[start:stop], 0, units, allowed, scratch)
                if progress is not None:
                    progress(stop, n)
        return units, allowed

    def _empty(self, size: int) -> tuple[Whole, Bools | None]:
        """Room for some mentees' scores, zeros where not all of it will be written."""
        shape, made = (size, self.shape[1]), np.zeros if self.keys else np.empty
        return made(shape, self.kind), made(shape, np.bool_) if self.each_veto else None

    def spans(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The blocks in which mentees are scored, as (start, stop)."""
        size = max(1, (_KEYED if self.keys else _BLOCK) // max(self.shape[1], 1))
        if self.shape[1]:
            for first in range(start, stop, size):
                yield first, min(first + size, stop)

    def _fill(self, rows: Codes, offset: int, units: Whole, allowed: Bools | None, scratch: Scratch) -> None:
        """Write the scores of mentees and what the vetoes leave into the rows of arrays that begin with the row
        `offset`; the mentees' rows follow each other where there is no block veto."""
        if allowed is None or not self.keys:
            part = slice(int(rows[0]) - offset, int(rows[-1]) + 1 - offset)
            left = None if allowed is None else allowed[part]
            self._rectangle(slice(int(rows[0]), int(rows[-1]) + 1), None, units[part], left, scratch)
            return
        kept = np.empty((len(rows), self.shape[1]), np.bool_)
        self.keys.block(rows, None, kept)
        singly: list[tuple[Codes, Codes]] = []
        for same in _alike(self.keys.mentees, rows):
            columns = np.flatnonzero(kept[same[0]])
            if len(same) * len(columns) < _RECTANGLE:
                singly += [(np.full(len(columns), row), columns) for row in rows[same].tolist()]
                continue
            found, left = np.empty((len(same), len(columns)), self.kind), np.empty((len(same), len(columns)), np.bool_)
            self._rectangle(rows[same], columns, found, left, scratch)
            here = np.ix_(rows[same] - offset, columns)
            units[here], allowed[here] = found, left
        if sum(len(columns) for _, columns in singly):
            each, columns = (np.concatenate(side) for side in zip(*singly, strict=True))
            units[each - offset, columns] = self.listed(each, columns)
            allowed[each - offset, columns] = self.others.listed(each, columns)

    def _rectangle(
        self, rows: Rows, columns: Codes | None, units: Whole, allowed: Bools | None, scratch: Scratch
    ) -> None:
        self.by_wish[None].block(rows, columns, units, scratch)
        wishes = [(side, one) for side, one in self.by_wish.items() if side is not None]
        found = [scratch.whole(units.shape, side) for side, _ in wishes]
        for (_, one), part in zip(wishes, found, strict=True):
            one.block(rows, columns, part, scratch)
        if found:
            units += self._of_both(found)
        if allowed is not None:
            self.others.block(rows, columns, allowed)

    def _of_both(self, wishes: list[Whole]) -> Whole | int:
        """What the wishes of either side add to a pair's score: of two sides the smaller, or both."""
        if self.policy.combine is not Combine.SMALLER:
            return sum(wishes)
        return np.minimum(*wishes) if len(wishes) == 2 else np.minimum(wishes[0], 0) if wishes else 0

    def listed(self, rows: Codes, columns: Codes) -> Whole:
        """The scores of mentees and mentors taken one by one."""
        wishes = [one.listed(rows, columns) for side, one in self.by_wish.items() if side is not None]
        return self.by_wish[None].listed(rows, columns) + self._of_both(wishes)

    def view(self, side: WishOf, rows: Rows, units: Whole, scratch: Scratch) -> None:
        """Write what one side sees of some mentees' pairs: all but what is the other's wish alone."""
        self.by_wish[None].block(rows, None, units, scratch)
        if side in self.by_wish:
            part = scratch.whole(units.shape, side)
            self.by_wish[side].block(rows, None, part, scratch)
            units += part


def table(policy: MatchingPolicy, sides: Sides) -> PolicyTable:
    """The table of a policy for two sides; scorers are asked about the profiles here, about the rest block by block.

    Raises ScoringError where a scorer fails, or where the points could be too many to be added exactly.
    """
    largest = sum(abs(one.weight) * max(1.0, abs(one.neutral)) * SCALE + 1 for one in policy.criteria)
    if largest >= EXACT:
        points = largest / SCALE
        raise ScoringError(say("scoring.too_large", found=f"{points:g}", limit=EXACT // SCALE))
    kind = np.dtype(np.int32 if largest < np.iinfo(np.int32).max else np.int64)
    people = People.of(sides)
    empty = 0 in people.shape
    criteria, vetoes = ((), ()) if empty else (policy.criteria, policy.vetoes)
    # Whatever is not the wish of one of the two is seen by both.
    wishes = [one.wish_of if one.wish_of in (WishOf.MENTEE, WishOf.MENTOR) else None for one in criteria]
    n, m = people.shape
    with people.calls:
        blocking = {veto.code: OneVeto.of(veto, people, n * m) for veto in vetoes if veto.block}
        keys = Vetoes.of(blocking.values())
        pairs = keys.left(n, m) if keys else n * m
        each_veto = tuple(blocking.get(veto.code) or OneVeto.of(veto, people, pairs) for veto in vetoes)
        others = Vetoes.of(one for one in each_veto if not one.veto.block)
        by_wish: dict[WishOf | None, Totals] = {
            side: Totals.of(
                [one for one, wish in zip(criteria, wishes, strict=True) if wish is side], people, kind, pairs
            )
            for side in (None, WishOf.MENTEE, WishOf.MENTOR)
            if side is None or side in wishes
        }
    return PolicyTable(policy, people, by_wish, each_veto, keys, others, kind)


def _alike(profiles: Profiles | None, rows: Codes) -> list[Codes]:
    """The places of rows with the same profile, together."""
    if profiles is None:
        return list(np.arange(len(rows))[:, None])
    codes = profiles.codes[rows]
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)
