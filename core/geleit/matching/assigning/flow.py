"""The heaviest choice among some pairs as a network flow, by OR-Tools: exact in 64-bit integers.

Arcs: mentee to mentor (one unit, costing less the more the pair is worth), mentor to sink, and mentee to sink for
places that stay empty, of which the last costs the bonus.
"""

from __future__ import annotations

import numpy as np

from geleit.labels import say
from geleit.matching.assigning.checking import AssignmentError, too_large
from geleit.matching.assigning.problem import Bools, Ints

WIDEST = 2**62
"""Costs times nodes stay below it, as the solver multiplies costs by the number of nodes."""


def heaviest(row: Ints, column: Ints, gain: Ints, places: Ints, capacity: Ints, bonus: Ints) -> Bools:
    """Which of the pairs are chosen (e,). Raises AssignmentError where numbers are too large or nothing is proven."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    n, m = len(places), len(capacity)
    scores = int(np.abs(gain).max(initial=0))
    reached = max(scores, int(bonus.max(initial=0))) * (n + m + 2)
    if reached >= WIDEST:
        raise too_large(scores, reached, WIDEST)
    sink = n + m
    further = np.flatnonzero(places > 1)
    active = np.flatnonzero(places > 0)
    mentors = np.arange(n, n + m)
    network = SimpleMinCostFlow()
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        np.concatenate((row, active, further, mentors)),
        np.concatenate((column + n, np.full(len(active) + len(further) + m, sink))),
        np.concatenate((np.ones(len(row) + len(active), np.int64), places[further] - 1, capacity)),
        np.concatenate((-gain, bonus[active], np.zeros(len(further) + m, np.int64))),
    )
    network.set_nodes_supplies(np.append(np.arange(n), sink), np.append(places, -places.sum()))
    status = network.solve()
    if status != network.OPTIMAL:
        raise AssignmentError(say("assign.not_proven", status=status))
    chosen: Bools = network.flows(arcs[: len(row)]) > 0
    return chosen
