"""One call of a scorer, its result checked: the only way in which the core ever calls one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.labels import Sentence, say
from geleit.matching.columns.people import NeverField, UnknownField, View
from geleit.questions.calling import Raised, RegionFailed, attempt
from geleit.questions.matching import Scorer

Values = NDArray[np.float64]
_NOISE = 1e-9
"""How far beyond 0 and 1 a value may lie by rounding; it is then taken as 0 or 1."""


class BrokenScorer(RegionFailed):
    """A scorer failed or answered with something that is no value from 0 to 1.

    `problem` says what is wrong, without the criterion's name; `where` is the index of the first faulty value, None
    where there is no single one.
    """

    def __init__(self, code: str, problem: Sentence, where: tuple[int, ...] | None = None) -> None:
        super().__init__(say("scoring.broken", criterion=code, problem=problem))
        self.problem = problem
        self.where = where


def evaluate(code: str, scorer: Scorer, mentee: View, mentor: View, shape: tuple[int, ...]) -> Values:
    """What a scorer says of the pairs of two views: values from 0 to 1 in `shape`, NaN where unknown.

    Raises BrokenScorer for whatever it raises, another shape, no numbers, and values outside; NeverField and UnknownField
    pass through.
    """
    try:
        # Infinity and NaN are judged below; a warning would only reach a terminal that nobody reads.
        with np.errstate(all="ignore"):
            answer: Any = attempt(lambda: np.asarray(scorer(mentee, mentor)), passing=(NeverField, UnknownField))
    except Raised as raised:
        raise BrokenScorer(code, say("scoring.raised", fault=raised.fault)) from raised
    if answer.dtype.kind not in "biuf":
        raise BrokenScorer(code, say("scoring.no_numbers", found=answer.dtype))
    if answer.shape != shape:
        raise BrokenScorer(code, say("scoring.shape", found=answer.shape, expected=shape))
    values: Values = answer.astype(np.float64)
    wrong = (values < -_NOISE) | (values > 1 + _NOISE)
    if wrong.any():
        where = tuple(int(axis) for axis in np.argwhere(wrong)[0])
        found = float(values[where])
        raise BrokenScorer(code, say("scoring.range", found=found if math.isfinite(found) else str(found)), where)
    return np.clip(values, 0.0, 1.0)
