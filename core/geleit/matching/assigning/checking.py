"""Arrays as they are given, checked: shapes, types, finite numbers, whole units; every fault named with its place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from geleit.errors import GeleitError, Problem
from geleit.labels import Sentence, say
from geleit.matching.assigning.tables import Whole, spans

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pairs = tuple[tuple[int, int], ...]

SCALE = 10_000
"""Units in one point: fractional scores are exact to 1/10,000 of a point."""
EXACT = 2**53
"""Every integer of at most this absolute value is a double (IEEE 754), and no sum below it is rounded."""
_SHOWN = 10


class AssignmentError(GeleitError):
    """The arrays given to `assign` cannot be matched; says which and where."""

    exit_code = 2


class InfeasibleLocks(AssignmentError):
    """The locked pairs contradict the vetoes, the places or each other; `problems` names every contradiction."""


_NARROW = 2**30


def too_large(largest: int, reached: int, limit: int) -> AssignmentError:
    """Scores of an absolute value of `largest` take sums to `reached`, which is not below `limit`."""
    return AssignmentError(
        say("assign.too_large", what=say("assign.scores"), found=largest, limit=(limit - 1) * largest // reached)
    )


@attrs.frozen
class Names:
    """How people are called in sentences: by their id, or by their row or column counted from 0."""

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]

    def place(self, index: tuple[int, ...], side: str) -> Sentence:
        """Where an array's entry stands: a pair in a table, otherwise one person of the side."""
        if len(index) == 2:
            return say("assign.pair", mentee=self.mentees[index[0]], mentor=self.mentors[index[1]])
        return say(f"assign.{side}", id=(self.mentees if side == "mentee" else self.mentors)[index[0]])


def read_names(ids: tuple[Sequence[object], Sequence[object]] | None, shape: tuple[int, int]) -> Names:
    """The ids as texts, one per row and per column, each once on its side."""
    if ids is None:
        return Names(*(tuple(map(str, range(size))) for size in shape))
    texts = tuple(tuple(map(str, side)) for side in ids)
    for what, side, size in zip(("assign.mentee_ids", "assign.mentor_ids"), texts, shape, strict=True):
        if len(side) != size:
            raise AssignmentError(say("assign.wrong_shape", what=say(what), found=(len(side),), expected=(size,)))
        twice = [text for text, times in Counter(side).items() if times > 1]
        if twice:
            raise AssignmentError(say("assign.id_twice", what=say(what), id=twice[0]))
    return Names(*texts)


def read_table(values: ArrayLike) -> tuple[NDArray[Any], int]:
    """The scores as they are, and how many units one of them is: 1 for integers, `SCALE` for fractions."""
    table = np.asarray(values)
    if table.ndim != 2:
        raise AssignmentError(say("assign.not_a_table", found=table.shape))
    return table, SCALE if table.dtype.kind == "f" else 1


def table_units(what: str, table: NDArray[Any], scale: int, names: Names) -> Whole:
    """A table in whole units, `scale` to a point: as it is where it can be, in 32 bits where they suffice.

    Raises AssignmentError as `units` does.
    """
    if table.dtype.kind not in "if" or table.dtype.itemsize < 4:
        return _narrowed(units(what, table, scale, table.shape, names))
    n, m = table.shape
    largest = 0
    for start, stop in spans(n, m):
        part = table[start:stop]
        high, low = (part.max().item(), part.min().item()) if part.size else (0, 0)
        if not math.isfinite(high) or not math.isfinite(low):
            _refuse(what, "assign.not_finite", ~np.isfinite(table), table, names)
        largest = max(largest, high, -low)
    if largest * scale > EXACT:
        raise AssignmentError(say("assign.too_large", what=say(what), found=f"{largest:g}", limit=EXACT // scale))
    kind = np.int32 if largest * scale < _NARROW else np.int64
    if table.dtype.kind == "i":
        kept: Whole = table.astype(kind, copy=False)
        return kept
    whole = np.empty((n, m), kind)
    for start, stop in spans(n, m):
        whole[start:stop] = np.rint(table[start:stop].astype(np.float64) * scale)
    return whole


def _narrowed(whole: Ints) -> Whole:
    return whole.astype(np.int32) if int(np.abs(whole).max(initial=0)) < _NARROW else whole


def units(what: str, values: ArrayLike, scale: int, shape: tuple[int, ...], names: Names) -> Ints:
    """Values as whole units, `scale` to a point, of the given shape (one number stands for all).

    `what` is the label's code. Raises AssignmentError for other types, shapes, NaN, infinity, decimals where
    `scale` is 1, and absolute values above 2**53.
    """
    array = _shaped(what, np.asarray(values), shape)
    if array.dtype.kind not in "iufb":
        raise AssignmentError(say("assign.not_numbers", what=say(what), found=array.dtype))
    if array.dtype.kind == "f":
        _refuse(what, "assign.not_finite", ~np.isfinite(array), array, names)
    largest = max((abs(array.max().item()), abs(array.min().item())), default=0) if array.size else 0
    if largest * scale > EXACT:
        raise AssignmentError(say("assign.too_large", what=say(what), found=f"{largest:g}", limit=EXACT // scale))
    if array.dtype.kind != "f":
        return array.astype(np.int64) * scale
    scaled = array.astype(np.float64) * scale
    if scale == 1:
        _refuse(what, "assign.not_whole", scaled != np.rint(scaled), array, names)
    whole: Ints = np.rint(scaled).astype(np.int64)
    return whole


def counts(what: str, values: ArrayLike | None, size: int, names: Names) -> Ints:
    """Places, 1 each where nothing is said."""
    array = _shaped(what, np.asarray(1 if values is None else values), (size,))
    if not array.size:
        return np.zeros(size, np.int64)
    if array.dtype.kind not in "iu":
        raise AssignmentError(say("assign.not_integers", what=say(what), found=array.dtype))
    _refuse(what, "assign.negative", array < 0, array, names)
    # Narrow integers cannot hold the limit themselves; none is below 0 here.
    whole: Ints = np.minimum(array.astype(np.uint64), EXACT).astype(np.int64)
    return whole


def truths(what: str, values: ArrayLike | None, shape: tuple[int, int]) -> Bools:
    """A yes or no for each pair, yes where nothing is said."""
    array = _shaped(what, np.asarray(True if values is None else values), shape)
    if array.size and array.dtype.kind != "b":
        raise AssignmentError(say("assign.not_truth_values", what=say(what), found=array.dtype))
    return array.astype(np.bool_)


def _shaped(what: str, array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """One number stands for all; anything else must have the shape itself."""
    if array.shape not in ((), shape):
        raise AssignmentError(say("assign.wrong_shape", what=say(what), found=array.shape, expected=shape))
    return np.broadcast_to(array, shape)


def _refuse(what: str, code: str, wrong: NDArray[np.bool_], array: NDArray[Any], names: Names) -> None:
    """Raise with the first faulty entries by name and the number of all, if there is any."""
    if not wrong.any():
        return
    side = "mentor" if what == "assign.capacity" else "mentee"
    problems = [
        Problem(
            "", 0, "", say("assign.found_at", place=names.place(tuple(index), side), found=f"{array[tuple(index)]:g}")
        )
        for index in np.argwhere(wrong)[:_SHOWN].tolist()
    ]
    raise AssignmentError(say(code, what=say(what), n=int(wrong.sum())), problems)
