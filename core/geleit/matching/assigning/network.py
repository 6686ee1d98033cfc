"""Several places per mentee: a network flow as a linear programme, its answer proven in integers.

Repeating rows as well as columns would let a mentee have the same mentor twice; here every pair is one variable
between 0 and 1. The constraint matrix is that of a network and hence totally unimodular (Hoffman and Kruskal 1956):
the simplex method ends in whole pairs and whole prices.
"""

from __future__ import annotations

import numpy as np

from geleit.labels import say
from geleit.matching.assigning.instance import AssignmentError, Bools, Ints, require_exact


def coverage(edges: Bools, capacity: Ints) -> int:
    """How many rows can have one pair each, at most `capacity` in a column (Hopcroft and Karp 1973)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    copies = np.repeat(np.arange(len(capacity)), np.minimum(capacity, edges.sum(axis=0)))
    if not len(copies):
        return 0
    matched = maximum_bipartite_matching(csr_array(edges[:, copies]), perm_type="column")
    return int((matched >= 0).sum())


def heaviest_flow(weights: Ints, edges: Bools, places: Ints, capacity: Ints, counted: Bools) -> Bools:
    """The chosen pairs: the most counted rows with a pair, then the largest sum of weights.

    Variables: x per edge; y per row, its first pair if it is counted; z per row, its further pairs.
    Each row: sum of x = y + z. Each column: sum of x <= capacity. All rows: sum of y >= the coverage.
    Raises AssignmentError where the answer is not whole or its dual value does not equal its total.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    require_exact(weights, min(int(places.sum()), int(capacity.sum())) + 1)
    n, m = edges.shape
    covered = coverage(edges[counted], capacity)
    row, column = np.nonzero(edges)
    pairs = len(row)
    x, y, z = np.arange(pairs), pairs + np.arange(n), pairs + n + np.arange(n)
    each, size = np.arange(n), pairs + 2 * n
    further = places - counted
    ones = np.ones(pairs), np.ones(n)
    flow = coo_array(
        (np.concatenate((ones[0], -ones[1], -ones[1])), (np.concatenate((row, each, each)), np.concatenate((x, y, z)))),
        shape=(n, size),
    )
    limits = coo_array(
        (np.concatenate((ones[0], -ones[1])), (np.concatenate((column, np.full(n, m))), np.concatenate((x, y)))),
        shape=(m + 1, size),
    )
    upper = np.concatenate((ones[0], counted, further))
    answer = linprog(
        np.concatenate((-weights[edges], np.zeros(2 * n))),
        A_ub=limits.tocsr(),
        b_ub=np.append(capacity, -covered),
        A_eq=flow.tocsr(),
        b_eq=np.zeros(n),
        bounds=np.column_stack((np.zeros(size), upper)),
        method="highs-ds",
    )
    if answer.status != 0:
        raise AssignmentError(say("assign.not_proven", status=answer.message))
    chosen = np.zeros_like(edges)
    chosen[edges] = answer.x[:pairs] > 0.5
    u = -np.rint(answer.eqlin.marginals).astype(np.int64)
    prices = -np.rint(answer.ineqlin.marginals).astype(np.int64)
    v, per_newcomer = np.maximum(prices[:m], 0), max(int(prices[m]), 0)
    # Weak duality: with any u, any v >= 0 and any price per newcomer >= 0, no assignment that covers as many rows
    # has a larger total than this. Equal to the total found, it proves it.
    bound = (
        int((capacity * v).sum())
        - per_newcomer * covered
        + int(np.maximum(weights - u[:, None] - v, 0)[edges].sum())
        + int((np.maximum(u + per_newcomer, 0) * counted).sum())
        + int((np.maximum(u, 0) * further).sum())
    )
    kept = (
        (chosen.sum(axis=1) <= places).all()
        and (chosen.sum(axis=0) <= capacity).all()
        and int((chosen.any(axis=1) & counted).sum()) == covered
    )
    if not kept or bound != int(weights[chosen].sum()):
        raise AssignmentError(say("assign.not_proven", status=answer.message))
    return chosen
