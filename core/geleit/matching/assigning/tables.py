"""Score tables as the solvers read them: block by block, in whole units, never copied as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, runtime_checkable

import attrs
import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]

_BLOCK = 2**18
"""Pairs that are looked at together: few enough to stay in the processor's cache."""


@runtime_checkable
class Table(Protocol):
    """Scores of n mentees and m mentors that are worked out, or looked up, a block of mentees at a time."""

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        ...

    def block(self, start: int, stop: int) -> tuple[Whole, Bools | None]:
        """The scores of the mentees from `start` up to `stop` in whole units (k, m), and which pairs may be made
        (None: all). The same block always has the same scores. The arrays are only read, and before the next
        block is asked for: they may be used again for it."""
        ...


@attrs.frozen(eq=False)
class ArrayTable:
    """Scores that are there already, with or without a table of which pairs may be made."""

    scores: Whole
    allowed: Bools | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        return self.scores.shape[0], self.scores.shape[1]

    def block(self, start: int, stop: int) -> tuple[Whole, Bools | None]:
        """A part of both, not a copy."""
        return self.scores[start:stop], None if self.allowed is None else self.allowed[start:stop]


@attrs.frozen(eq=False)
class Masked:
    """A table with a further table of which pairs may be made."""

    table: Table
    allowed: Bools

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        return self.table.shape

    def block(self, start: int, stop: int) -> tuple[Whole, Bools | None]:
        """Pairs that both allow."""
        scores, allowed = self.table.block(start, stop)
        own = self.allowed[start:stop]
        return scores, own if allowed is None else own & allowed


def lasting(table: Table) -> bool:
    """Whether a block stays as it is when the next one is asked for."""
    return isinstance(table.table if isinstance(table, Masked) else table, ArrayTable)


def spans(n: int, m: int) -> Iterator[tuple[int, int]]:
    """The blocks in which n mentees are looked at beside m mentors, as (start, stop)."""
    size = max(1, _BLOCK // max(m, 1))
    for start in range(0, n, size):
        yield start, min(start + size, n)


def widest(table: Table) -> int:
    """The largest absolute score of all pairs, allowed or not; one pass."""
    largest = 0
    for start, stop in spans(*table.shape):
        scores, _ = table.block(start, stop)
        if scores.size:
            largest = max(largest, int(scores.max()), -int(scores.min()))
    return largest
