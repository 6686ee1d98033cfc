"""What is to be solved: tables of scores, places, and the pairs that are made already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import ArrayLike

from geleit.errors import Problem as Fault
from geleit.labels import Listed, say
from geleit.matching.assigning.checking import (
    AssignmentError,
    InfeasibleLocks,
    Ints,
    Names,
    Pairs,
    counts,
    read_names,
    read_table,
    table_units,
    too_large,
    truths,
    units,
)
from geleit.matching.assigning.problem import Problem
from geleit.matching.assigning.tables import ArrayTable, Bools, Masked, Table, widest

Scores = ArrayLike | Table
Ids = tuple[Sequence[object], Sequence[object]]

_WIDEST = 2**61
"""The scores of all pairs together stay below it, so that sums of their differences are exact in 64 bits."""


@attrs.frozen(eq=False, kw_only=True)
class Instance:
    """What there is to assign, in whole units; n mentees, m mentors.

    `places` (n,) and `capacity` (m,) count what each side may still take beside the `locked` pairs, which are made
    already; `newcomers` (n,) have no mentor by them. `worth` (n,) is what leaving a place empty is worth, and what a
    pair must reach where it is `given`. `largest` bounds every absolute score and worth.
    """

    table: Table
    mentor_table: Table
    names: Names
    places: Ints
    capacity: Ints
    worth: Ints
    given: bool
    newcomers: Bools
    locked: Pairs
    largest: int

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        return self.table.shape

    @property
    def floor(self) -> Ints | None:
        """What pairs must reach, by mentee."""
        return self.worth if self.given else None

    def problem(self, *, worth: Ints | None = None, bonus: Ints | None = None, floor: Ints | None = None) -> Problem:
        """The heaviest assignment of the rest, with nothing counted but what is given."""
        nothing = np.zeros(self.shape[0], np.int64)
        return Problem(
            table=self.table,
            places=self.places,
            capacity=self.capacity,
            worth=nothing if worth is None else worth,
            bonus=nothing if bonus is None else bonus,
            floor=floor,
            excluded=np.array([row * self.shape[1] + column for row, column in self.locked], np.int64),
            largest=self.largest,
        )


def read_instance(
    scores: Scores,
    *,
    mentor_scores: Scores | None,
    allowed: ArrayLike | None,
    capacity: ArrayLike | None,
    mentee_capacity: ArrayLike | None,
    reservation: ArrayLike | None,
    locked: Iterable[tuple[int, int]],
    ids: Ids | None = None,
) -> Instance:
    """The arguments of `assign`, checked. Raises AssignmentError, InfeasibleLocks."""
    if isinstance(scores, Table):
        (n, m), scale = scores.shape, 1
    else:
        array, scale = read_table(scores)
        n, m = array.shape
    names = read_names(ids, (n, m))
    mine = _table("assign.scores", scores, (n, m), names)
    theirs = mine if mentor_scores is None else _table("assign.mentor_scores", mentor_scores, (n, m), names)
    worth = units("assign.reservation", 0 if reservation is None else reservation, scale, (n,), names)
    table, mentor_table = mine, theirs
    if allowed is not None:
        may = truths("assign.allowed", allowed, (n, m))
        if not may.all():
            table, mentor_table = Masked(mine, may), Masked(theirs, may)
    places = np.minimum(counts("assign.mentee_capacity", mentee_capacity, n, names), m)
    free = np.minimum(counts("assign.capacity", capacity, m, names), n)
    fixed = _locks(
        locked,
        table,
        counts("assign.mentee_capacity", mentee_capacity, n, names),
        counts("assign.capacity", capacity, m, names),
        names,
    )
    newcomers = np.ones(n, np.bool_)
    for row, column in fixed:
        places[row] -= 1
        free[column] -= 1
        newcomers[row] = False
    instance = Instance(
        table=table,
        mentor_table=mentor_table,
        names=names,
        places=places,
        capacity=free,
        worth=worth,
        given=reservation is not None,
        newcomers=newcomers,
        locked=fixed,
        largest=max(widest(table), int(np.abs(worth).max(initial=0))),
    )
    pairs = instance.problem().most + len(fixed)
    if instance.largest * pairs >= _WIDEST:
        raise too_large(instance.largest, instance.largest * pairs, _WIDEST)
    return instance


def _table(what: str, scores: Scores, shape: tuple[int, int], names: Names) -> Table:
    if isinstance(scores, Table):
        if scores.shape != shape:
            raise AssignmentError(say("assign.wrong_shape", what=say(what), found=scores.shape, expected=shape))
        kind = scores.block(0, min(1, shape[0]))[0].dtype
        if kind.kind != "i":
            raise AssignmentError(say("assign.not_integers", what=say(what), found=kind))
        return scores
    array, scale = read_table(scores)
    if array.shape != shape:
        raise AssignmentError(say("assign.wrong_shape", what=say(what), found=array.shape, expected=shape))
    return ArrayTable(table_units(what, array, scale, names))


def _locks(locked: Iterable[tuple[int, int]], table: Table, places: Ints, capacity: Ints, names: Names) -> Pairs:
    """The locked pairs, sorted. Raises InfeasibleLocks with every contradiction at once."""
    rows, columns = table.shape
    wanted = Counter((int(row), int(column)) for row, column in locked)
    wrong = [
        say("assign.lock_outside", row=row, column=column, rows=rows, columns=columns)
        for row, column in wanted
        if not (0 <= row < rows and 0 <= column < columns)
    ]
    inside = sorted((row, column) for row, column in wanted if 0 <= row < rows and 0 <= column < columns)
    for row, column in inside:
        pair = {"mentee": names.mentees[row], "mentor": names.mentors[column]}
        if wanted[row, column] > 1:
            wrong.append(say("assign.lock_twice", **pair))
        _, may = table.block(row, row + 1)
        if may is not None and not may[0, column]:
            wrong.append(say("assign.lock_forbidden", **pair))
    for row in sorted({row for row, _ in inside}):
        others = [names.mentors[column] for other, column in inside if other == row]
        count = int(places[row])
        if len(others) > count:
            args = {"mentee": names.mentees[row], "n": count, "locks": len(others), "others": Listed(others)}
            wrong.append(say("assign.lock_mentee_full", **args))
    for column in sorted({column for _, column in inside}):
        others = [names.mentees[row] for row, other in inside if other == column]
        count = int(capacity[column])
        if len(others) > count:
            args = {"mentor": names.mentors[column], "n": count, "locks": len(others), "others": Listed(others)}
            wrong.append(say("assign.lock_mentor_full", **args))
    if wrong:
        raise InfeasibleLocks(say("assign.locks", n=len(wrong)), [Fault("", 0, "", sentence) for sentence in wrong])
    return tuple(inside)
