"""Prices: what one more place with a mentor, and a mentee's own place, are worth in a best assignment.

From the assignment alone, whichever solver found it: the least prices by relaxation (Bellman and Ford), in integers
and hence exact. That they exist at all proves that the assignment is best among the pairs looked at (Shapley and Shubik
1971, complementary slackness).
"""

from __future__ import annotations

import attrs
import numpy as np

from geleit.matching.assigning.problem import Bools, Edges, Ints, Problem

_FAR = np.iinfo(np.int64).max // 4


class NotOptimal(Exception):
    """The assignment is not the best one among these pairs, so there are no prices for it."""


@attrs.frozen(eq=False)
class Duals:
    """`mentors` (m,) and `mentees` (n,): a pair that is not made is worth at most the sum of both less the mentee's
    `worth`, one that is made at least that. A mentor with a free place has the price 0."""

    mentors: Ints
    mentees: Ints


def least_prices(problem: Problem, edges: Edges, chosen: Bools) -> Duals:
    """The least prices under which the chosen pairs are best among `edges`. Raises NotOptimal if they are not."""
    n, m = problem.shape
    gain = edges.score - problem.worth[edges.row]
    own = np.flatnonzero(chosen)
    have = np.bincount(edges.row[own], minlength=n)
    filled = np.bincount(edges.column[own], minlength=m)
    empty = have < problem.places
    ceiling = np.where(empty, np.where(have == 0, -problem.bonus, 0), _FAR)
    others = np.flatnonzero(~chosen)
    row = edges.row[others]
    source, target, length = [], [], []
    # Somebody with an empty place would take any mentor for less: the price is at least the difference.
    eager = empty[row]
    source.append(np.full(int(eager.sum()), m))
    target.append(edges.column[others[eager]])
    length.append(gain[others[eager]] - ceiling[row[eager]])
    # Somebody with a mentor would change to another for less than the difference of the prices.
    first = np.searchsorted(edges.row[own], np.arange(n))
    for place in range(int(have.max(initial=0))):
        placed = have[row] > place
        at = own[first[row[placed]] + place]
        source.append(edges.column[at])
        target.append(edges.column[others[placed]])
        length.append(gain[others[placed]] - gain[at])
    prices = _relaxed(np.concatenate(source), np.concatenate(target), np.concatenate(length), m)
    values = ceiling
    np.minimum.at(values, edges.row[own], gain[own] - prices[edges.column[own]])
    lowest = np.where(have == 1, -problem.bonus, 0)
    if prices[filled < problem.capacity].any() or (values < lowest)[have > 0].any():
        raise NotOptimal
    return Duals(prices, values)


def _relaxed(source: Ints, target: Ints, length: Ints, m: int) -> Ints:
    """The least v >= 0 with v[target] >= v[source] + length for all arcs, where v[m] is 0."""
    prices = np.zeros(m + 1, np.int64)
    if not len(target):
        return prices[:m]
    order = np.argsort(target, kind="stable")
    source, target, length = source[order], target[order], length[order]
    starts = np.flatnonzero(np.r_[True, target[1:] != target[:-1]])
    reached = target[starts]
    for _ in range(m + 2):
        raised = np.maximum(prices[reached], np.maximum.reduceat(prices[source] + length, starts))
        if np.array_equal(raised, prices[reached]):
            return prices[:m]
        prices[reached] = raised
    raise NotOptimal
