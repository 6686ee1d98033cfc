"""Small problems with one place per mentee: SciPy's assignment solver on the whole table, and prices for its answer.

Doubles hold the integers exactly. A pair that may not be made is worth 0, just like staying alone: the solver picking
it *is* leaving both alone. So it never uses up anybody who could be matched, and each mentee's own column for staying
alone need not be stored.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geleit.matching.assigning.checking import EXACT, too_large
from geleit.matching.assigning.pricing import NotOptimal
from geleit.matching.assigning.problem import Ints, Problem
from geleit.matching.assigning.searching import reduced

Doubles = NDArray[np.float64]


def copies(problem: Problem) -> int:
    """How many columns the mentors' places make."""
    return int(np.minimum(problem.capacity, problem.shape[0]).sum())


def fits_doubles(problem: Problem) -> bool:
    """Whether all that the solver adds up stays an exact integer."""
    return _largest(problem) * _factor(problem) < EXACT


def _largest(problem: Problem) -> int:
    return problem.largest + int(np.abs(problem.worth).max(initial=0)) + int(problem.bonus.max(initial=0))


def _factor(problem: Problem) -> int:
    """No price of the solver exceeds the largest value times the number of pairs, twice in a sum."""
    return 4 * (min(problem.shape[0], copies(problem)) + 1)


def dense_prices(problem: Problem) -> Ints:
    """The least prices (m,) of a best assignment. Raises AssignmentError where the numbers are too large."""
    from scipy.optimize import linear_sum_assignment

    if not fits_doubles(problem):
        raise too_large(problem.largest, _largest(problem) * _factor(problem), EXACT)
    n, m = problem.shape
    worth = _worth(problem)
    places = np.repeat(np.arange(m), np.minimum(problem.capacity, n))
    single = np.array_equal(places, np.arange(m))
    clipped = worth if float(worth.min(initial=0)) >= 0 else np.maximum(worth, 0)
    rows, picked = linear_sum_assignment(clipped if single else clipped[:, places], maximize=True)
    columns = places[picked]
    made = worth[rows, columns] > 0
    return _least(problem, worth, rows[made], columns[made])


def _worth(problem: Problem) -> Doubles:
    """What every pair adds as its mentee's first one; minus infinity where there is no pair."""
    worth = np.empty(problem.shape)
    shift = problem.bonus - problem.worth
    for block in reduced(problem):
        part = worth[block.start : block.stop]
        np.add(block.values, shift[block.start : block.stop, None], out=part)
        if block.restricted:
            part[block.values == block.none] = -np.inf
    return worth


def _least(problem: Problem, over: Doubles, rows: Ints, columns: Ints) -> Ints:
    """The least prices, as `pricing.least_prices` finds them, from all pairs at once; uses up the table given.

    Whoever has a mentor would change for a gain: what a mentor is worth to others at the price of their own.
    """
    n, m = over.shape
    own = np.zeros(n)
    own[rows] = over[rows, columns]
    mate = np.full(n, m)
    mate[rows] = columns
    over -= own[:, None]
    over[problem.places == 0] = -np.inf
    over[rows, columns] = -np.inf
    prices = np.zeros(m + 1)
    prices[:m] = over.max(axis=0, initial=0.0)
    raised = np.flatnonzero(prices[mate] > 0)
    for _ in range(m + 2):
        if not len(raised):
            return np.rint(prices[:m]).astype(np.int64)
        before = prices.copy()
        np.maximum(prices[:m], (over[raised] + prices[mate[raised], None]).max(axis=0, initial=0.0), out=prices[:m])
        raised = np.flatnonzero(prices[mate] > before[mate])
    raise NotOptimal
