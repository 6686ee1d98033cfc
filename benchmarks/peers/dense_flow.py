"""A minimum-cost flow over all pairs with OR-Tools: `python -m benchmarks.peers.dense_flow SCORES.npy PLACES`.

One arc for each pair, one for leaving a mentee alone (worth 0), one from each mentor with the places. Arcs are added
in blocks of rows, so that no second copy of all of them is made on the way.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from benchmarks.peers.reporting import measure, report

_ROWS = 1_000


def solve(scores: Any, places: int) -> tuple[int, int]:
    """The best total and the number of pairs."""
    n, m = scores.shape
    flow, sink = SimpleMinCostFlow(), n + m
    mentors = np.arange(n, n + m, dtype=np.int32)
    for start in range(0, n, _ROWS):
        block = scores[start : start + _ROWS]
        rows = np.arange(start, start + len(block), dtype=np.int32)
        flow.add_arcs_with_capacity_and_unit_cost(
            np.repeat(rows, m),
            np.tile(mentors, len(rows)),
            np.ones(block.size, np.int64),
            -block.ravel().astype(np.int64),
        )
    alone = flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(n, dtype=np.int32), np.full(n, sink, np.int32), np.ones(n, np.int64), np.zeros(n, np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        mentors, np.full(m, sink, np.int32), np.full(m, places, np.int64), np.zeros(m, np.int64)
    )
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), np.append(np.repeat([1, 0], [n, m]), -n))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow ended with {status}")
    return -int(flow.optimal_cost()), n - int(flow.flows(alone).sum())


def main(path: Path, places: int) -> None:
    """Solve a file's scores and say how long it took and what the pairs are worth."""
    scores = np.load(path)
    solve(scores[:50, :50], places)
    taken, (total, pairs) = measure(lambda: scores, lambda table: solve(table, places))
    report(**taken, total=total, pairs=pairs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
