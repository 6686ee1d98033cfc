"""SciPy's dense assignment solver on a table of scores: `python -m benchmarks.peers.dense_scipy SCORES.npy [PLACES]`.

The solver knows one place each; several are as many copies of the mentor's column.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.peers.reporting import measure, report


def solve(scores: Any, places: int) -> tuple[int, int]:
    """The best total and the number of pairs."""
    copies = scores if places == 1 else np.repeat(scores, places, axis=1)
    rows, columns = linear_sum_assignment(copies, maximize=True)
    return int(copies[rows, columns].sum(dtype=np.int64)), len(rows)


def main(path: Path, places: int) -> None:
    """Solve a file's scores and say how long it took and what the pairs are worth."""
    scores = np.load(path)
    solve(scores[:50, :50], places)
    taken, (total, pairs) = measure(lambda: scores, lambda table: solve(table, places))
    report(**taken, total=total, pairs=pairs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
