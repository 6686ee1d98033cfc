"""What all best assignments have in common, and where they may differ: read off the prices in one pass.

Given the mentors' prices, each mentee's best choice is a matter of their own row alone (Lagrange). The mentees' gains
and the price of all places together bound every possible assignment from above; an assignment that reaches the bound is
proven to be best, and all that reach it are made of the pairs found here.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.assigning.problem import Bools, Edges, Ints, Problem, together
from geleit.matching.assigning.searching import Reduced, reduced
from geleit.matching.assigning.tables import Whole, spans


@attrs.frozen(eq=False)
class Marks:
    """Some of all pairs, a bit for each: `bits` (n, m / 8 rounded up), the lowest bit first; `count` of them."""

    bits: NDArray[np.uint8]
    count: int
    m: int

    def rows(self, some: NDArray[np.intp]) -> Bools:
        """The marks of some rows (k, m)."""
        return np.unpackbits(self.bits[some], axis=1, count=self.m, bitorder="little").view(np.bool_)

    def edges(self) -> tuple[Ints, Ints]:
        """Rows and columns of all marked pairs, sorted."""
        rows, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for start, stop in spans(len(self.bits), self.m):
            row, column = np.nonzero(self.rows(np.arange(start, stop)))
            rows.append(row + start)
            columns.append(column)
        return np.concatenate(rows), np.concatenate(columns)


@attrs.frozen(eq=False, kw_only=True)
class Face:
    """The best assignments under some prices.

    `fixed` are pairs in all of them; of the `equal` pairs each mentee (n,) has at least `least` and at most `most`.
    `full` (m,) are the mentors all of whose places are taken; `room` (m,) is what the fixed pairs leave of their places. `values`
    (n,) are what a further place of each mentee is worth, or would have to be, in gains, `levels` the same in scores,
    so that an equal pair scores its mentee's level and its mentor's price of `prices` (m,) together. `bound` is what no assignment
    exceeds: the sum of gains and bonuses.
    """

    fixed: Edges
    equal: Marks
    least: Ints
    most: Ints
    full: Bools
    room: Ints
    values: Ints
    levels: Ints
    prices: Ints
    bound: int


def upper_bound(problem: Problem, prices: Ints) -> int:
    """What no assignment exceeds, whatever the prices (none below 0): the sum of gains and bonuses."""
    total = int((problem.capacity * prices).sum())
    for block in reduced(problem, prices):
        total += int(_choices(problem, block).gain.sum())
    return total


def face_of(problem: Problem, prices: Ints) -> Face:
    """The face of the best assignments; wrong prices show in a bound that no assignment reaches."""
    n, m = problem.shape
    least, most, values = np.zeros(n, np.int64), np.zeros(n, np.int64), -problem.bonus
    above: list[tuple[Ints, Ints, Ints]] = []
    bits = np.zeros((n, (m + 7) // 8), np.uint8)
    bound, count = int((problem.capacity * prices).sum()), 0
    for block in reduced(problem, prices):
        here = slice(block.start, block.stop)
        choices = _choices(problem, block)
        least[here], most[here] = choices.least, choices.most
        bound += int(choices.gain.sum())
        taking = choices.most > 0
        values[here] = np.where(taking | choices.several, choices.level, values[here])
        level = choices.level + problem.worth[here]
        equal = block.values == _narrow(level, taking, block)[:, None]
        count += int(np.count_nonzero(equal))
        bits[here] = np.packbits(equal, axis=1, bitorder="little")
        for at in np.flatnonzero(choices.several).tolist():
            column = np.flatnonzero((block.values[at] > level[at]) & (block.values[at] > block.none))
            score = block.values[at, column].astype(np.int64) + prices[column]
            above.append((np.full(len(column), block.start + at), column, score))
    fixed = together(above, m)
    room = problem.capacity - np.bincount(fixed.column, minlength=m)
    return Face(
        fixed=fixed,
        equal=Marks(bits, count, m),
        least=least,
        most=most,
        full=prices > 0,
        room=room,
        values=values,
        prices=prices,
        levels=values + problem.worth,
        bound=bound,
    )


@attrs.frozen(eq=False)
class _Choices:
    """Of the mentees of a block: the level at which pairs are equally good, how many of those, the gain of the best
    choice, and `several`: pairs above the level are fixed."""

    level: Ints
    least: Ints
    most: Ints
    gain: Ints
    several: Bools


def _choices(problem: Problem, block: Reduced) -> _Choices:
    here = slice(block.start, block.stop)
    worth, bonus, places = problem.worth[here], problem.bonus[here], problem.places[here]
    top = _top(block, max(1, int(places.max(initial=0))))
    low = np.iinfo(np.int64).min // 4
    gains = np.where(top > block.none, top.astype(np.int64) - worth[:, None], low)
    gains[np.arange(gains.shape[1]) >= places[:, None]] = low
    best = gains.max(axis=1, initial=low)
    held = (gains > 0).sum(axis=1)
    gain = np.maximum(gains, 0).sum(axis=1) + np.where(held > 0, bonus, np.maximum(bonus + np.minimum(best, 0), 0))
    every = (held == places) & (places > 0)
    last = np.take_along_axis(gains, np.maximum(places - 1, 0)[:, None], axis=1)[:, 0] if gains.shape[1] else best
    level = np.where(every, last, np.where(held > 0, 0, best))
    above = (gains > level[:, None]).sum(axis=1)
    alone = held == 0
    exists = best > low
    must = every | (alone & exists & (best + bonus > 0))
    least = np.where(every, places - above, np.where(must, 1, 0))
    most = np.where(every, places - above, np.where(alone & (best < 0), 1, places - above))
    possible = ~alone | (exists & (best <= 0) & (best + bonus >= 0))
    possible &= places > 0
    return _Choices(level, np.where(possible, least, 0), np.where(possible, most, 0), gain, above > 0)


def _top(block: Reduced, count: int) -> Whole:
    """The highest `count` values of each row, falling."""
    size = block.values.shape[1]
    if count == 1:
        highest: Whole = block.values.max(axis=1, initial=block.none)[:, None]
        return highest
    last = max(size - count, 0)
    some = np.partition(block.values, last, axis=1)[:, last:] if last else block.values.copy()
    some.sort(axis=1)
    wanted: Whole = np.full((len(some), count), block.none, some.dtype)
    wanted[:, : some.shape[1]] = some[:, ::-1]
    return wanted


def _narrow(level: Ints, taking: Bools, block: Reduced) -> Ints:
    """Levels in the block's own type; of mentees who take nothing one that no pair has."""
    limits = np.iinfo(block.values.dtype)
    inside = taking & (level > limits.min) & (level < limits.max)
    return np.where(inside, level, limits.max).astype(block.values.dtype)
