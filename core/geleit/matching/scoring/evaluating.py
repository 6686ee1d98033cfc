"""One call of a scorer, its result checked: the only way in which the core ever calls one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from geleit.labels import Sentence, say
from geleit.matching.columns.views import NeverField, UnknownField, View
from geleit.questions.calling import Raised, RegionFailed, attempt
from geleit.questions.matching import Scorer

T = TypeVar("T")
Values = NDArray[np.float64]
Attempt = Callable[..., Any]
"""`quietly` of this module, or the same under a guard which is open already."""
_NOISE = 1e-9
"""How far beyond 0 and 1 a value may lie by rounding; it is then taken as 0 or 1."""
_WORDS: dict[str, tuple[type[Any], int]] = {
    "<f8": (np.uint64, int(np.float64(1).view(np.uint64))),
    "<f4": (np.uint32, int(np.float32(1).view(np.uint32))),
}
"""By type of float the integers that have its bits, and those of 1.0. Floats from 0 to 1 have the order of their bits
(IEEE 754); those of NaN, infinity, negative and larger numbers are all above."""


class BrokenScorer(RegionFailed):
    """A scorer failed or answered with something that is no value from 0 to 1.

    `problem` says what is wrong, without the criterion's name; `where` is the index of the first faulty value, None
    where there is no single one.
    """

    def __init__(self, code: str, problem: Sentence, where: tuple[int, ...] | None = None) -> None:
        super().__init__(say("scoring.broken", criterion=code, problem=problem))
        self.problem = problem
        self.where = where


def quietly(function: Callable[[], T], /, *, passing: tuple[type[Exception], ...] = ()) -> T:
    """See `geleit.questions.calling.attempt`. NumPy warns of nothing: infinity and NaN are judged later, and a warning
    would only reach a terminal that nobody reads."""
    with np.errstate(all="ignore"):
        return attempt(function, passing=passing)


def evaluate(
    code: str, scorer: Scorer, mentee: View, mentor: View, shape: tuple[int, ...], *, attempt: Attempt | None = None
) -> Values:
    """What a scorer says of the pairs of two views: values from 0 to 1 in `shape`, NaN where unknown.

    Raises BrokenScorer for whatever it raises, another shape, no numbers, and values outside; NeverField and UnknownField
    pass through.
    """
    answer = ask(code, scorer, mentee, mentor, shape, attempt=attempt)
    return np.broadcast_to(checked(code, answer), shape)


def ask(
    code: str, scorer: Scorer, mentee: View, mentor: View, shape: tuple[int, ...], *, attempt: Attempt | None = None
) -> NDArray[Any]:
    """A scorer's answer as it gave it: numbers, in `shape` or, for a block, one value for a whole row or column.

    Raises BrokenScorer, NeverField and UnknownField as `evaluate` does, only that values are not looked at.
    """
    answer: NDArray[Any] = called(code, lambda: np.asarray(scorer(mentee, mentor)), attempt or quietly)
    if answer.dtype.kind not in "biuf":
        raise BrokenScorer(code, say("scoring.no_numbers", found=answer.dtype))
    if answer.shape != shape and not _one_for_many(answer.shape, shape):
        raise BrokenScorer(code, say("scoring.shape", found=answer.shape, expected=shape))
    return answer


def called(code: str, function: Callable[[], T], attempt: Attempt) -> T:
    """What a function of a region answers. Raises BrokenScorer for whatever it raises; NeverField and UnknownField pass
    through."""
    try:
        answer: T = attempt(function, passing=(NeverField, UnknownField))
    except Raised as raised:
        raise BrokenScorer(code, say("scoring.raised", fault=raised.fault)) from raised
    return answer


def _one_for_many(found: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    """Whether an answer for a block depends on one side alone, or on neither."""
    return len(found) == len(expected) == 2 and all(
        size in (1, full) for size, full in zip(found, expected, strict=True)
    )


def all_known(answer: NDArray[Any]) -> bool:
    """Whether all values of a float answer are known and from 0 to 1, told in one pass. A negative zero is not told
    from what is wrong, so False is no verdict yet."""
    kind = _WORDS.get(answer.dtype.str)
    return kind is not None and answer.size > 0 and bool(answer.view(kind[0]).max() <= kind[1])


def checked(code: str, answer: NDArray[Any]) -> Values:
    """An answer as values from 0 to 1 or NaN. Raises BrokenScorer with the place of the first value outside."""
    values: Values = answer.astype(np.float64)
    if all_known(values):
        return values
    wrong = (values < -_NOISE) | (values > 1 + _NOISE)
    if wrong.any():
        where = tuple(int(axis) for axis in np.argwhere(wrong)[0])
        found = float(values[where])
        raise BrokenScorer(code, say("scoring.range", found=found if math.isfinite(found) else str(found)), where)
    return np.clip(values, 0.0, 1.0)


def units(code: str, answer: NDArray[Any], factor: float, neutral: float, *, out: Values | None = None) -> Values:
    """rint(factor x value), whole numbers in float64, the neutral value where an answer is unknown.

    `out` is used where it has the answer's shape. Raises BrokenScorer as `checked` does.
    """
    if answer.dtype.kind == "f" and not all_known(answer):
        known: Values = np.where(np.isnan(answer), np.float64(neutral), answer)
        if not all_known(known):
            values = checked(code, answer)
            known = np.where(np.isnan(values), neutral, values)
        answer = known
    elif answer.dtype.kind in "iu":
        answer = checked(code, answer)
    target = out if out is not None and answer.shape == out.shape else np.empty(answer.shape, np.float64)
    # Converting first is faster than multiplying single by double precision.
    np.copyto(target, answer)
    np.multiply(target, factor, out=target)
    return np.rint(target, out=target)
