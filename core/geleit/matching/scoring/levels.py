"""A fast path for scorers that know few values: they tell which one it is, and what it is worth is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.labels import say
from geleit.matching.columns.views import View
from geleit.matching.scoring.evaluating import Attempt, BrokenScorer, called

Level = NDArray[np.uint8]
Whole = NDArray[np.signedinteger[Any]]
LEVELS = 256


@runtime_checkable
class Levelled(Protocol):
    """A scorer that knows few values only and may tell which one it is, instead of the value.

    `levels` are the values, 255 at the most. `level` gives the number of a pair's value in uint8, in the shape in
    which it is asked; a number beyond the values stands for unknown. It may answer None, and is then asked for values.
    """

    @property
    def levels(self) -> Sequence[float]:
        """The values from 0 to 1 by level."""
        ...

    def level(self, mentee: Any, mentor: Any) -> Level | None:
        """The level of each pair."""
        ...


def ask_level(
    code: str, scorer: Levelled, mentee: View, mentor: View, shape: tuple[int, ...], *, attempt: Attempt
) -> Level | None:
    """The levels of a scorer that has some, in `shape`; None where it cannot tell them this time.

    Raises BrokenScorer where they are no levels, NeverField and UnknownField.
    """
    answer: Any = called(code, lambda: scorer.level(mentee, mentor), attempt)
    if answer is None:
        return None
    level: NDArray[Any] = np.asarray(answer)
    if level.dtype != np.uint8:
        raise BrokenScorer(code, say("scoring.no_numbers", found=level.dtype))
    if level.shape != shape:
        raise BrokenScorer(code, say("scoring.shape", found=level.shape, expected=shape))
    return level


@attrs.frozen(eq=False)
class LevelUnits:
    """What each level contributes, in whole units. Where that grows evenly, by `step` up to level `top`, and is the
    same from there to the last level, it is multiplied, which is faster than looking it up."""

    table: Whole
    count: int
    step: Whole
    top: int | None

    @classmethod
    def of(cls, scorer: Levelled, factor: float, neutral: float, kind: np.dtype[Any]) -> LevelUnits:
        """rint(factor x value) by level, the neutral value for those beyond the values."""
        levels = np.array(scorer.levels, np.float64)
        values = np.full(LEVELS, neutral)
        values[: len(levels)] = levels
        table = np.rint(values * factor).astype(kind)
        known = table[: len(levels)]
        grows = np.flatnonzero(known != known[-1])
        top = int(grows[-1]) + 1 if len(grows) else 0
        even = top > 0 and bool((known[: top + 1] == known[1] * np.arange(top + 1)).all())
        return cls(table, len(levels), table[1:2], top if even else None)

    def __call__(self, level: Level, out: Whole) -> Whole:
        """The contributions of some levels, in `out` or in a new array."""
        if self.top is not None and level.max() < self.count:
            # A row of the same number is compared faster than the number itself.
            capped = np.minimum(level, np.full((1, level.shape[1]), self.top, np.uint8))
            return np.multiply(capped, self.step, out=out, dtype=out.dtype)
        # No level is beyond the table, and this is the fastest mode.
        return self.table.take(level, mode="wrap")
