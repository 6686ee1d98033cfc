"""The heaviest assignment as a problem: what every exact objective comes down to.

Chosen are pairs that may be made, each at most once, at most `places` of a mentee and `capacity` of a mentor, so that
the sum of (score - worth) over the pairs, and of `bonus` over the mentees with at least one pair, is as large as
possible. Leaving a place empty is worth 0 throughout, so there is always an answer.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.assigning.tables import Table

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@attrs.frozen(eq=False, kw_only=True)
class Problem:
    """All in whole units. `places`, `worth`, `bonus` and `floor` are by mentee (n,), `capacity` by mentor (m,).

    Pairs that score below `floor` are not made (None: none is too low), nor are those of `excluded`: keys
    row x m + column, sorted. `largest` bounds every absolute score.
    """

    table: Table
    places: Ints
    capacity: Ints
    worth: Ints
    bonus: Ints
    floor: Ints | None = None
    excluded: Ints
    largest: int

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        return self.table.shape

    @property
    def most(self) -> int:
        """An upper bound of the number of pairs."""
        n, m = self.shape
        return min(int(np.minimum(self.places, m).sum()), int(np.minimum(self.capacity, n).sum()))


@attrs.frozen(eq=False)
class Edges:
    """Some pairs with their scores, sorted by row and column, each once."""

    row: Ints
    column: Ints
    score: Ints

    def __len__(self) -> int:
        return len(self.row)

    def only(self, which: NDArray[np.bool_]) -> Edges:
        """Those marked."""
        return Edges(self.row[which], self.column[which], self.score[which])

    def keys(self, m: int) -> Ints:
        """row x m + column: rising."""
        return self.row * m + self.column


def together(found: Iterable[tuple[Ints, Ints, Ints]], m: int) -> Edges:
    """Rows, columns and scores of pairs in any order and any number of times; of equal pairs one."""
    empty = np.zeros(0, np.int64)
    row, column, score = (np.concatenate([empty, *part]) for part in zip((empty,) * 3, *found, strict=True))
    keys = row * m + column
    if (keys[1:] > keys[:-1]).all():
        return Edges(row, column, score)
    _, first = np.unique(keys, return_index=True)
    return Edges(row[first], column[first], score[first])


def joined(one: Edges, other: Edges, m: int) -> Edges:
    """The pairs of both."""
    return together([(part.row, part.column, part.score) for part in (one, other)], m)
