"""Passes over all pairs of a problem: the most promising ones, and those that prices do not hold back.

Nothing of the size of the table is kept; a block is reduced by the mentors' prices in one scratch array.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.assigning.problem import Edges, Ints, Problem, together
from geleit.matching.assigning.tables import Whole, spans

_NARROW = 2**31 - 2
_SAMPLED = 8
"""Blocks from which the mentors' averages are taken, about."""
_SPREAD = 10
"""Bits of noise by which equal scores are spread when candidates are chosen, so that not everybody tries the same."""


@attrs.frozen(eq=False)
class Reduced:
    """A block of scores less the prices: `values` (k, m), `none` where there is no pair; rows from `start`.

    Where it is not `restricted`, all are pairs.
    """

    start: int
    stop: int
    values: Whole
    none: int
    restricted: bool


def reduced(problem: Problem, prices: Ints | None = None, without: Ints | None = None) -> Iterator[Reduced]:
    """All blocks, to be read only: each in the same scratch array. `without`: keys of pairs that are left out, sorted."""
    n, m = problem.shape
    highest = 0 if prices is None else int(np.abs(prices).max(initial=0))
    wide = problem.largest + highest > _NARROW
    kind = np.int64 if wide else np.int32
    none = int(np.iinfo(kind).min)
    own = None if prices is None else prices.astype(kind)
    gone = problem.excluded if without is None else np.union1d(problem.excluded, without)
    placed = problem.places > 0
    scratch: Whole | None = None
    for start, stop in spans(n, m):
        scores, allowed = problem.table.block(start, stop)
        if scratch is None or len(scratch) < stop - start:
            scratch = np.empty((stop - start, m), kind)
        values = scratch[: stop - start]
        restricted = allowed is not None or problem.floor is not None
        if own is None and scores.dtype == kind and not restricted and not len(gone) and placed.all():
            yield Reduced(start, stop, scores, none, restricted=False)
            continue
        if own is None:
            np.copyto(values, scores, casting="unsafe")
        else:
            np.subtract(scores, own, out=values, casting="unsafe")
        if allowed is not None:
            np.copyto(values, none, where=~allowed)
        if problem.floor is not None:
            np.copyto(values, none, where=scores < problem.floor[start:stop, None])
        for bare in np.flatnonzero(~placed[start:stop]).tolist():
            values[bare] = none
            restricted = True
        first, last = np.searchsorted(gone, (start * m, stop * m))
        if last > first:
            here = gone[first:last] - start * m
            values[here // m, here % m] = none
            restricted = True
        yield Reduced(start, stop, values, none, restricted)


def most_promising(problem: Problem, each: int) -> Edges:
    """For each mentee the `each` pairs of the best scores, half of them of those best beside the mentor's average: where
    everybody wants the same mentors, the others are needed as well. Equal scores are spread over the mentors."""
    n, m = problem.shape
    found: list[tuple[Ints, Ints, Ints]] = []
    spread = _Spread(n, m)
    average = _averages(problem)
    for block in reduced(problem):
        values, none = block.values, block.none
        if m <= each:
            row, column = np.nonzero(values > none)
            found.append((row + block.start, column, values[row, column].astype(np.int64)))
            continue
        beside = values - average.astype(values.dtype)
        np.copyto(beside, none, where=values == none)
        for ranks, bound in ((values, problem.largest), (beside, 2 * problem.largest)):
            row, column = spread.highest(ranks, block.start, none, bound, max(1, each // 2))
            kept = values[row, column] > none
            row, column = row[kept], column[kept]
            found.append((row + block.start, column, values[row, column].astype(np.int64)))
    return together(found, m)


def breaking(problem: Problem, prices: Ints, worths: Ints, matched: Edges, each: int) -> Edges:
    """Pairs worth more than their mentee's value and their mentor's price together: of each mentee up to `each`.

    `worths` (n,) are the mentees' values in scores' units (their own worth included). None found: prices prove it.
    """
    n, m = problem.shape
    found: list[tuple[Ints, Ints, Ints]] = []
    spread = _Spread(n, m)
    several = matched.keys(m) if int(problem.places.max(initial=0)) > 1 else None
    bound = problem.largest + int(prices.max(initial=0))
    for block in reduced(problem, prices, several):
        limit = worths[block.start : block.stop]
        top = block.values.max(axis=1, initial=block.none).astype(np.int64)
        rows = np.flatnonzero((top > limit) & (top > block.none))
        if not len(rows):
            continue
        some = block.values[rows]
        row, column = spread.highest(some, block.start, block.none, bound, min(each, m))
        value = some[row, column].astype(np.int64)
        kept = (value > limit[rows[row]]) & (value > block.none)
        row, column, value = row[kept], column[kept], value[kept]
        found.append((rows[row] + block.start, column, value + prices[column]))
    return together(found, m)


def _averages(problem: Problem) -> Ints:
    """What each mentor's pairs score on average (m,), by a sample of the mentees."""
    n, m = problem.shape
    total, count = np.zeros(m), np.zeros(m)
    blocks = [*spans(n, m)]
    for start, stop in blocks[:: max(1, len(blocks) // _SAMPLED)]:
        scores, allowed = problem.table.block(start, stop)
        total += scores.sum(axis=0) if allowed is None else scores.sum(axis=0, where=allowed)
        count += stop - start if allowed is None else allowed.sum(axis=0)
    return np.rint(total / np.maximum(count, 1)).astype(np.int64)


class _Spread:
    """Choosing the highest values of rows so that of equal ones not everybody gets the same: by a noise below one unit,
    products of two fixed series (Weyl sequences, Fibonacci hashing)."""

    def __init__(self, n: int, m: int) -> None:
        self._rows, self._columns = _series(n, 0x9E3779B97F4A7C15), _series(m, 0xC2B2AE3D27D4EB4F)

    def highest(self, values: Whole, start: int, none: int, bound: int, each: int) -> tuple[Ints, Ints]:
        """Rows and columns of the `each` highest values of every row; no absolute value is above `bound`."""
        k, m = values.shape
        if each >= m:
            row, column = np.indices(values.shape).reshape(2, -1)
            return row, column
        ranks = values
        bits = min(_SPREAD, 30 - bound.bit_length())
        if bits > 0:
            noise = self._rows[start : start + k, None] * self._columns
            noise >>= np.uint32(32 - bits)
            ranks = np.where(values > none, (values << bits) + noise.view(np.int32), none)
        column = np.argpartition(ranks, m - each, axis=1)[:, m - each :].ravel()
        return np.repeat(np.arange(k), each), column


def _series(size: int, step: int) -> NDArray[np.uint32]:
    terms = (np.arange(1, size + 1, dtype=np.uint64) * np.uint64(step)) >> np.uint64(32)
    return (terms | np.uint64(1)).astype(np.uint32)
