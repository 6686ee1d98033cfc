"""`assign`: scores in, the best pairs out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import ArrayLike

from geleit.labels import Listed, say
from geleit.matching.assigning.exact import best_total, most_matched
from geleit.matching.assigning.fairest import fairest
from geleit.matching.assigning.instance import (
    AssignmentError,
    Bools,
    Instance,
    Pairs,
    counts,
    read_locks,
    read_names,
    read_table,
    truths,
    units,
)
from geleit.matching.assigning.stable import stable
from geleit.matching.assigning.ties import canonical_order

_SOLVERS: dict[str, Callable[[Instance], Bools]] = {
    "most_matched": most_matched,
    "best_total": best_total,
    "fairest": fairest,
    "stable": stable,
}


@attrs.frozen
class Assignment:
    """Who is matched with whom.

    Rows and columns are those of the scores given. `total` and `worst` are in units: the scores' own where they are
    integers, 1/10,000 of a point where they are fractions.
    """

    pairs: Pairs
    """(mentee's row, mentor's column), sorted; locked pairs are among them."""
    total: int
    """The sum of the pairs' scores, on the mentees' matrix."""
    unmatched: tuple[int, ...]
    """The rows of the mentees without any mentor."""
    objective: str
    worst: int | None
    """The smallest score of all pairs; None where there is no pair."""


def assign(
    scores: ArrayLike,
    *,
    mentor_scores: ArrayLike | None = None,
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    mentee_capacity: ArrayLike | None = None,
    reservation: ArrayLike | None = None,
    locked: Iterable[tuple[int, int]] = (),
    objective: str = "most_matched",
    ids: tuple[Sequence[object], Sequence[object]] | None = None,
    seed: int = 0,
) -> Assignment:
    """The best pairs of n mentees (rows) and m mentors (columns), exactly.

    scores: (n, m). Integers are taken as they are; fractions are multiplied by 10,000 and rounded, so they are exact
        to 1/10,000 of a point.
    mentor_scores: (n, m), the mentors' own view, for the objective `stable` only; without it both sides share `scores`.
    allowed: (n, m) of bool. A forbidden pair is never made and uses up nobody's place.
    capacity, mentee_capacity: places per mentor (m,) and per mentee (n,), or one number for all; 1 where not given.
        No pair is made twice, however many places both have.
    reservation: (n,) or one number, in the scores' points: what leaving one of a mentee's places empty is worth. No
        pair below it is made, except a locked one. Where not given nothing is too low, only that `best_total` makes
        no pair which lowers the total.
    locked: pairs that must be in the result. They are made first; each objective is then judged among the rest.
    objective: `most_matched`: as many mentees with at least one mentor as possible, then the best total;
        `best_total`: the best sum of scores and of the reservations of the mentees' empty places, of equal sums one
        with the most pairs;
        `fairest`: as many mentees as possible, then the best worst pair, then the best total;
        `stable`: no two would both rather have each other; mentees propose.
    ids: the permanent ids of mentees and of mentors, each side's differing as texts. Ties are broken by a digest of
        id and seed, so the pairs stay the same in whatever order the rows come; without ids by row and column.
    seed: the round's; another seed breaks ties another way.

    Empty sides, nothing allowed and no places at all give a valid, empty assignment.
    Raises AssignmentError for arrays that cannot be matched (shape, type, NaN, infinity, too large to be added
    exactly), InfeasibleLocks with every contradiction among the locked pairs.
    """
    solve = _SOLVERS.get(objective)
    if solve is None:
        known = Listed(_SOLVERS, last="list.or")
        raise AssignmentError(say("assign.objective_unknown", found=objective, known=known))
    if mentor_scores is not None and solve is not stable:
        raise AssignmentError(say("assign.mentor_scores_unused", objective=objective))

    table, scale = read_table(scores)
    n, m = table.shape
    names = read_names(ids, (n, m))
    points = units("assign.scores", table, scale, (n, m), names)
    if mentor_scores is None:
        mentor_points = points
    else:
        mentor_table, mentor_scale = read_table(mentor_scores)
        mentor_points = units("assign.mentor_scores", mentor_table, mentor_scale, (n, m), names)
    worth = units("assign.reservation", 0 if reservation is None else reservation, scale, (n,), names)
    instance = Instance(
        scores=points,
        mentor_scores=mentor_points,
        edges=truths("assign.allowed", allowed, (n, m)),
        places=counts("assign.mentee_capacity", mentee_capacity, n, names),
        capacity=counts("assign.capacity", capacity, m, names),
        worth=worth,
        newcomers=np.ones(n, np.bool_),
    )
    fixed = read_locks(locked, instance, names)
    rest = instance.without(fixed)
    if reservation is not None:
        rest = attrs.evolve(rest, edges=rest.edges & (points >= worth[:, None]))

    rows, columns = np.arange(n), np.arange(m)
    if ids is not None:
        rows, columns = canonical_order(names.mentees, seed), canonical_order(names.mentors, seed)
    row, column = np.nonzero(solve(rest.ordered(rows, columns)))
    made = zip(rows[row].tolist(), columns[column].tolist(), strict=True)
    pairs = tuple(sorted((*fixed, *made)))
    reached = [int(points[pair]) for pair in pairs]
    matched = {mentee for mentee, _ in pairs}
    return Assignment(
        pairs=pairs,
        total=sum(reached),
        unmatched=tuple(mentee for mentee in range(n) if mentee not in matched),
        objective=str(objective),
        worst=min(reached, default=None),
    )
