"""Assignment problems of J. E. Beasley's OR-Library, whose optima are published (Journal of the Operational Research
Society 41, 1990, 133-139). The files are not part of this repository.

`assign<n>.txt`: n, then n x n costs row by row. `assignp<n>.txt`: n, then triples i, j, cost counted from 1; a pair
that is not listed is forbidden. Whole numbers, parted by any white space.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

OPTIMA = {"assign100": 305, "assign200": 475, "assign300": 626, "assign400": 804, "assignp800": 2239}
"""The least cost of each."""
CEILING = 101
"""A cost c is the score 101 - c: costs go from 1 to 100, and the product looks for the best total."""


@attrs.frozen(eq=False)
class Problem:
    """n people a side: `scores` (n, n) are 101 - cost, `allowed` says which pairs there are, None for all."""

    scores: NDArray[np.int32]
    allowed: NDArray[np.bool_] | None

    def cost(self, total: int) -> int:
        """The cost of an assignment of everybody, from its total score."""
        return CEILING * len(self.scores) - total


def read(path: Path) -> Problem:
    """A file of either format; the name says which. Raises ValueError where the numbers do not add up."""
    numbers = np.array(path.read_text().split(), np.int64)
    if not len(numbers) or numbers[0] < 1:
        raise ValueError(f"{path}: must begin with the number of people a side")
    n, rest = int(numbers[0]), numbers[1:]
    if path.name.startswith("assignp"):
        return _listed(path, n, rest)
    if len(rest) != n * n:
        raise ValueError(f"{path}: {len(rest)} costs, expected {n} x {n} = {n * n}")
    return Problem((CEILING - rest).reshape(n, n).astype(np.int32), None)


def _listed(path: Path, n: int, rest: NDArray[Any]) -> Problem:
    if len(rest) % 3:
        raise ValueError(f"{path}: {len(rest)} numbers do not make triples of mentee, mentor and cost")
    row, column, cost = rest.reshape(-1, 3).T
    if len(rest) and not (min(row.min(), column.min()) >= 1 and max(row.max(), column.max()) <= n):
        raise ValueError(f"{path}: a pair lies outside of 1 to {n}")
    scores, allowed = np.zeros((n, n), np.int32), np.zeros((n, n), np.bool_)
    scores[row - 1, column - 1] = CEILING - cost
    allowed[row - 1, column - 1] = True
    if int(allowed.sum()) != len(row):
        raise ValueError(f"{path}: a pair is listed twice")
    return Problem(scores, allowed)
