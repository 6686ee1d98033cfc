"""Raise the worst pair: no mentee less is matched for it, and among such assignments the best total is taken."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np

from geleit.matching.assigning.checking import Ints
from geleit.matching.assigning.exact import most_matched_problem
from geleit.matching.assigning.face import upper_bound
from geleit.matching.assigning.instance import Instance
from geleit.matching.assigning.problem import Problem
from geleit.matching.assigning.solving import Solved, prices_of, solve
from geleit.matching.assigning.tables import Bools, Table, Whole, spans
from geleit.matching.assigning.ties import Ring


@attrs.frozen(eq=False)
class Fairest:
    """The assignment, the `threshold` that all its new pairs reach (None where nobody new can be matched), and the
    proofs of both: covers (m,) of all pairs and of those above the threshold, 0 or 1 per mentor (König 1931)."""

    solved: Solved
    threshold: int | None
    cover: Ints
    cover_above: Ints | None


@attrs.frozen(eq=False)
class _Reaching:
    """Every pair that may be made and reaches the floor, worth nothing in itself."""

    table: Table
    floor: Ints | None

    @property
    def shape(self) -> tuple[int, int]:
        return self.table.shape

    def block(self, start: int, stop: int) -> tuple[Whole, Bools | None]:
        scores, allowed = self.table.block(start, stop)
        if self.floor is not None:
            reaching = scores >= self.floor[start:stop, None]
            allowed = reaching if allowed is None else reaching & allowed
        return np.zeros(scores.shape, np.int32), allowed


def cover_problem(instance: Instance, floor: Ints | None) -> Problem:
    """How many newcomers can have a mentor at all, by pairs that reach the floor."""
    plain = instance.problem(bonus=instance.newcomers.astype(np.int64))
    places = np.where(instance.newcomers, np.minimum(instance.places, 1), 0)
    return attrs.evolve(plain, table=_Reaching(instance.table, floor), places=places, largest=0)


def at_least(instance: Instance, level: int) -> Ints:
    """The floor raised to a level."""
    raised = np.full(instance.shape[0], level, np.int64)
    return raised if instance.floor is None else np.maximum(raised, instance.floor)


def fairest(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> Fairest:
    """The largest threshold that keeps the number of matched mentees, then the best total above it.

    The threshold holds for every pair made, second mentors too. Where no further mentee can be matched, there is no
    worst pair to raise and the total alone decides.
    """

    def covered(floor: Ints | None) -> tuple[int, Ints]:
        problem = cover_problem(instance, floor)
        prices = prices_of(problem, solver).prices
        return upper_bound(problem, prices), prices

    wanted, cover = covered(instance.floor)
    if not wanted:
        return Fairest(solve(most_matched_problem(instance, instance.floor), ring, solver), None, cover, None)
    low, high = _range(instance, wanted)
    above = covered(at_least(instance, high + 1))[1]
    while low < high:
        middle = (low + high + 1) // 2
        count, prices = covered(at_least(instance, middle))
        if count == wanted:
            low = middle
        else:
            high, above = middle - 1, prices
    solved = solve(most_matched_problem(instance, at_least(instance, low)), ring, solver)
    return Fairest(solved, low, cover, above)


def _range(instance: Instance, wanted: int) -> tuple[int, int]:
    """The lowest score of a pair that may be made, and one above which not all the wanted can be matched."""
    best = []
    low = instance.largest
    for start, stop in spans(*instance.shape):
        narrow, allowed = instance.table.block(start, stop)
        scores = narrow.astype(np.int64)
        rows = instance.newcomers[start:stop] & (instance.places[start:stop] > 0)
        may = np.ones(scores.shape, np.bool_) if allowed is None else allowed
        some = np.where(may, scores, -instance.largest - 1)[rows]
        best.append(some.max(axis=1, initial=-instance.largest - 1))
        low = min(low, int(np.where(may, scores, low)[rows].min(initial=low)))
    # Of those wanted each has a pair at the threshold, so it is no higher than the wanted-th best of the best pairs.
    reached = np.sort(np.concatenate(best))[::-1]
    return min(low, int(reached[wanted - 1])), int(reached[wanted - 1])
