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
    """For each mentee the `each` pairs of the best scores; equal scores are spread over the mentors."""
    n, m = problem.shape
    found: list[tuple[Ints, Ints, Ints]] = []
    factors, terms = _noise(n, m)
    bits = min(_SPREAD, 30 - problem.largest.bit_length())
    for block in reduced(problem):
        values = block.values
        if m <= each:
            row, column = np.nonzero(values > block.none)
        else:
            ranks = values
            if bits > 0:
                noise = factors[block.start : block.stop, None] * terms
                noise >>= np.uint32(32 - bits)
                ranks = np.where(values > block.none, (values << bits) + noise.view(np.int32), values)
            column = np.argpartition(ranks, m - each, axis=1)[:, m - each :].ravel()
            row = np.repeat(np.arange(block.stop - block.start), each)
            kept = values[row, column] > block.none
            row, column = row[kept], column[kept]
        found.append((row + block.start, column, values[row, column].astype(np.int64)))
    return together(found, m)


def breaking(problem: Problem, prices: Ints, worths: Ints, matched: Edges, each: int) -> Edges:
    """Pairs worth more than their mentee's value and their mentor's price together: of each mentee up to `each`.

    `worths` (n,) are the mentees' values in scores' units (their own worth included). None found: prices prove it.
    """
    m = problem.shape[1]
    found: list[tuple[Ints, Ints, Ints]] = []
    several = matched.keys(m) if int(problem.places.max(initial=0)) > 1 else None
    for block in reduced(problem, prices, several):
        limit = worths[block.start : block.stop]
        top = block.values.max(axis=1, initial=block.none).astype(np.int64)
        rows = np.flatnonzero((top > limit) & (top > block.none))
        if not len(rows):
            continue
        some = block.values[rows]
        if m > each:
            column = np.argpartition(some, m - each, axis=1)[:, m - each :].ravel()
            row = np.repeat(np.arange(len(rows)), each)
        else:
            row, column = np.indices(some.shape).reshape(2, -1)
        value = some[row, column].astype(np.int64)
        kept = (value > limit[rows[row]]) & (value > block.none)
        row, column, value = row[kept], column[kept], value[kept]
        found.append((rows[row] + block.start, column, value + prices[column]))
    return together(found, m)


def _noise(n: int, m: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Two fixed series whose products differ from pair to pair (Weyl sequences, Fibonacci hashing)."""
    rows = (np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
    columns = (np.arange(1, m + 1, dtype=np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)) >> np.uint64(32)
    return (rows | np.uint64(1)).astype(np.uint32), (columns | np.uint64(1)).astype(np.uint32)
