"""What a set of pairs is worth, in the figures by which two of them are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np

from geleit.matching.assigning.checking import SCALE, Bools, Ints, Pairs
from geleit.matching.assigning.stable import blocking_pairs as blocking_pairs_of
from geleit.matching.proposing.standing import Pair, Standing
from geleit.matching.scoring.scores import Scores


@attrs.frozen(kw_only=True)
class Measures:
    """`total` and `worst` are in 1/10,000 of a point (`worst` None without a pair), `matched` counts mentees with at
    least one mentor, `blocking` the pairs that would both rather have each other than what they have."""

    total: int
    worst: int | None
    matched: int
    pairs: int
    blocking: int


def rows_of(scores: Scores, pairs: Iterable[Pair]) -> Pairs:
    """The rows and columns of pairs given by ids; pairs of people who are not there are left out."""
    rows = {id_: row for row, id_ in enumerate(scores.sides.mentees.ids)}
    columns = {id_: column for column, id_ in enumerate(scores.sides.mentors.ids)}
    return tuple((rows[one], columns[other]) for one, other in pairs if one in rows and other in columns)


def measure(scores: Scores, standing: Standing, possible: Bools | None = None) -> Measures:
    """The figures of pairs as they stand, by some scores. `possible`: which pairs could be made, where that is known
    already."""
    made = rows_of(scores, standing.pairs)
    reached = [int(scores.combined[pair]) for pair in made]
    return Measures(
        total=sum(reached),
        worst=min(reached, default=None),
        matched=len({row for row, _ in made}),
        pairs=len(made),
        blocking=len(_blocking(scores, standing, made, possible)),
    )


def blocking_pairs(scores: Scores, standing: Standing) -> tuple[Pair, ...]:
    """Who would both rather have each other than what they have, by ids."""
    ids = scores.sides.mentees.ids, scores.sides.mentors.ids
    found = _blocking(scores, standing, rows_of(scores, standing.pairs))
    return tuple(sorted((ids[0][row], ids[1][column]) for row, column in found))


def _blocking(scores: Scores, standing: Standing, made: Pairs, possible: Bools | None = None) -> Pairs:
    return blocking(
        (scores.mentee_view, scores.mentor_view),
        may_be(scores, standing) if possible is None else possible,
        made,
        locked=frozenset(rows_of(scores, standing.locked)),
        mentee_places=in_order(standing.mentee_places, scores.sides.mentees.ids),
        places=in_order(standing.places, scores.sides.mentors.ids),
    )


def may_be(scores: Scores, standing: Standing) -> Bools:
    """The pairs that could be made: neither vetoed nor forbidden, and not below the policy's minimum fit."""
    floor = round(scores.policy.minimum_fit * SCALE)
    may: Bools = scores.allowed & (scores.combined >= floor)
    for pair in rows_of(scores, standing.forbidden):
        may[pair] = False
    return may


def in_order(places: Mapping[str, int], ids: Sequence[str]) -> Ints:
    """Places by id as a column in the order of the ids; who is not named has none."""
    return np.array([places.get(id_, 0) for id_ in ids], dtype=np.int64)


def blocking(
    views: tuple[Ints, Ints],
    possible: Bools,
    made: Pairs,
    *,
    locked: frozenset[tuple[int, int]],
    mentee_places: Ints,
    places: Ints,
) -> Pairs:
    """Which pairs block, judged among the rest: locked ones use up places and are nobody's to give up.

    `views` are what mentees and what mentors see in each pair, `possible` which could be made.
    """
    rest, left, room = possible.copy(), mentee_places.copy(), places.copy()
    for row, column in locked.intersection(made):
        rest[row, column] = False
        left[row] -= 1
        room[column] -= 1
    return blocking_pairs_of(
        *views,
        [pair for pair in made if pair not in locked],
        allowed=rest,
        capacity=np.maximum(room, 0),
        mentee_capacity=np.maximum(left, 0),
    )
