"""The heaviest choice among some pairs by SciPy's sparse assignment solver, for all who do without OR-Tools.

Every place becomes a row or a column of its own. Where both have several places, the pair gets a row and a column in
between, so that it is not made twice (Tutte 1954).
"""

from __future__ import annotations

import numpy as np

from geleit.matching.assigning.checking import EXACT, too_large
from geleit.matching.assigning.problem import Bools, Ints


def heaviest(row: Ints, column: Ints, gain: Ints, places: Ints, capacity: Ints, bonus: Ints) -> Bools:
    """Which of the pairs are chosen (e,). Raises AssignmentError where the numbers are too large."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    pairs = np.arange(len(row))
    degree = np.bincount(column, minlength=len(capacity))
    capacity = np.minimum(capacity, degree)
    places = np.minimum(places, np.bincount(row, minlength=len(places)))
    first_row, first_column = _firsts(places), _firsts(capacity)
    n, m = int(places.sum()), int(capacity.sum())
    between = np.flatnonzero((places[row] > 1) & (capacity[column] > 1))
    step = np.full(len(row), -1)
    step[between] = np.arange(len(between))
    # A pair's edges: from each of the mentee's places to each of the mentor's, or to the step in between and from there.
    to_step, direct = pairs[step >= 0], pairs[step < 0]
    left, right, weight = [], [], []

    def add(rows: Ints, columns: Ints, values: Ints) -> None:
        left.append(rows)
        right.append(columns)
        weight.append(values)

    for edges, target in ((direct, None), (to_step, m + step[to_step])):
        each = np.repeat(edges, places[row[edges]])
        place = _counting(places[row[edges]])
        value = gain[each] + np.where(place == 0, bonus[row[each]], 0)
        if target is not None:
            add(first_row[row[each]] + place, np.repeat(target, places[row[edges]]), value)
            continue
        twice = np.repeat(np.arange(len(each)), capacity[column[each]])
        spot = _counting(capacity[column[each]])
        add(first_row[row[each[twice]]] + place[twice], first_column[column[each[twice]]] + spot, value[twice])
    each = np.repeat(to_step, capacity[column[to_step]])
    add(n + step[each], first_column[column[each]] + _counting(capacity[column[to_step]]), np.zeros(len(each), int))
    add(n + step[to_step], m + step[to_step], np.zeros(len(to_step), int))
    rows = n + len(between)
    # Each place may stay empty, in a column of its own; the first place then has no bonus.
    add(np.arange(n), m + len(between) + np.arange(n), np.zeros(n, int))
    values = np.concatenate(weight)
    largest = int(np.abs(values).max(initial=0))
    reached = (largest + 1) * 8 * (rows + 1)
    if reached >= EXACT:
        raise too_large(int(np.abs(gain).max(initial=0)), reached, EXACT)
    chosen = np.zeros(len(row), np.bool_)
    if not rows:
        return chosen
    # A weight of 0 would be no edge; every row is matched once, so adding the same to all changes nothing.
    table = coo_array(
        ((values + largest + 1).astype(np.float64), (np.concatenate(left), np.concatenate(right))),
        shape=(rows, m + len(between) + n),
    ).tocsr()
    at, reached = min_weight_full_bipartite_matching(table, maximize=True)
    owner_row, owner_column = np.repeat(np.arange(len(places)), places), np.repeat(np.arange(len(capacity)), capacity)
    people = at < n
    mentee, got = owner_row[at[people]], reached[people]
    keys = row * len(capacity) + column
    straight = got < m
    made = mentee[straight] * len(capacity) + owner_column[got[straight]]
    chosen[np.searchsorted(keys, made)] = True
    stepped = (got >= m) & (got < m + len(between))
    chosen[between[got[stepped] - m]] = True
    return chosen


def _firsts(sizes: Ints) -> Ints:
    return np.cumsum(sizes) - sizes


def _counting(sizes: Ints) -> Ints:
    """0, 1, … up to each size, one after the other."""
    return np.arange(int(sizes.sum())) - np.repeat(_firsts(sizes), sizes)
