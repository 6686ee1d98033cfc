"""The heaviest assignment, exactly: the most newcomers first, then the largest sum of weights.

One place per mentee is an assignment problem, which SciPy's dense solver answers. Several places per mentee are a
network flow (no pair twice), see `geleit.matching.assigning.network`.
"""

from __future__ import annotations

import numpy as np

from geleit.matching.assigning.instance import Bools, Instance, Ints, require_exact
from geleit.matching.assigning.network import heaviest_flow


def most_matched(instance: Instance) -> Bools:
    """As many mentees with at least one mentor as possible, and among those the best total."""
    return heaviest(instance.scores, instance.edges, instance.places, instance.capacity, instance.newcomers)


def best_total(instance: Instance) -> Bools:
    """The best sum of scores and of the worth of the mentees' empty places; of equal sums, one with the most pairs."""
    gain = instance.scores - instance.worth[:, None]
    n, m = gain.shape
    pairs = min(int(np.minimum(instance.places, m).sum()), int(np.minimum(instance.capacity, n).sum()))
    # One unit outweighs one more pair everywhere, so a pair that is worth just staying alone is made.
    require_exact(gain, 8 * pairs * (pairs + 2))
    nobody = np.zeros_like(instance.newcomers)
    return heaviest(gain * (pairs + 1) + 1, instance.edges, instance.places, instance.capacity, nobody)


def heaviest(weights: Ints, edges: Bools, places: Ints, capacity: Ints, counted: Bools) -> Bools:
    """The chosen pairs (n, m): the most `counted` rows with a pair, then the largest sum of `weights`.

    Only edges are chosen, each at most once, at most `places` in a row and `capacity` in a column.
    Raises AssignmentError where the numbers are too large to be added exactly as doubles.
    """
    edges = edges & (places > 0)[:, None] & (capacity > 0)
    edges &= (weights > 0) | counted[:, None]
    places = np.minimum(places, edges.sum(axis=1))
    capacity = np.minimum(capacity, edges.sum(axis=0))
    chosen = np.zeros_like(edges)
    rows, columns = np.flatnonzero(places), np.flatnonzero(capacity)
    if not len(rows):
        return chosen
    both = np.ix_(rows, columns)
    parts = (weights[both], edges[both], places[rows], capacity[columns], counted[rows])
    if places.max() == 1:
        chosen[both] = _dense(*parts)
    else:
        chosen[both] = heaviest_flow(*parts)
    return chosen


def _dense(weights: Ints, edges: Bools, places: Ints, capacity: Ints, counted: Bools) -> Bools:
    """One place per row: SciPy's assignment solver, each column repeated once per place, doubles holding integers.

    Each counted pair gets a bonus no sum of weights can outweigh, so leaving a mentee alone is worth 0 throughout.
    A cell without an edge is worth just that: the solver picking it *is* leaving both alone, and the result drops it.
    So it never uses up anybody who could be matched, and each row's own column for staying alone need not be stored.
    """
    from scipy.optimize import linear_sum_assignment

    pairs = min(len(places), int(capacity.sum()))
    # |any sum| <= pairs * largest: a bonus above twice that decides first; the solver's prices stay below 4 * pairs
    # times the largest value it sees.
    spread = 2 * pairs if counted.any() else 0
    require_exact(weights, 4 * pairs * (spread + 2))
    bonus = spread * int(np.abs(weights).max()) + 1
    gain = np.where(edges, np.maximum(weights + bonus * counted[:, None], 0), 0).astype(np.float64)
    copies = np.repeat(np.arange(len(capacity)), capacity)
    rows, picked = linear_sum_assignment(gain[:, copies], maximize=True)
    chosen = np.zeros_like(edges)
    chosen[rows, copies[picked]] = True
    return chosen & edges
