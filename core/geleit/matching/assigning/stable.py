"""Stable assignments: no mentee and mentor would both rather have each other.

Deferred acceptance with places on both sides (Gale and Shapley 1962; Roth 1984 for several places on both sides):
mentees propose, so among strict preferences and with one place each no mentee does better in any stable assignment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappush, heappushpop

import numpy as np
from numpy.typing import ArrayLike

from geleit.matching.assigning.checking import Ints, Pairs
from geleit.matching.assigning.instance import Instance, Scores, read_instance
from geleit.matching.assigning.problem import Edges, together
from geleit.matching.assigning.tables import Bools, Whole, lasting, spans
from geleit.matching.assigning.ties import Ring, ranks

_FEW = 32


def stable(instance: Instance, ring: Callable[[], Ring]) -> Edges:
    """Mentees propose from their best score downwards, mentors keep the best; equal scores go by canonical order."""
    order = ring()
    standing = ranks(order.mentees).tolist()
    free, capacity = instance.places.tolist(), instance.capacity.tolist()
    wishes = _wishes(instance, order)
    kept: list[list[tuple[int, int, int]]] = [[] for _ in capacity]
    waiting = order.mentees[::-1].tolist()
    while waiting:
        mentee = waiting.pop()
        wish = wishes[mentee]
        while free[mentee] > 0 and (proposal := next(wish, None)) is not None:
            mentor, score = proposal
            offer = score, -standing[mentee], mentee
            if len(kept[mentor]) < capacity[mentor]:
                heappush(kept[mentor], offer)
                free[mentee] -= 1
            elif capacity[mentor]:
                refused = heappushpop(kept[mentor], offer)[2]
                if refused != mentee:
                    free[mentee] -= 1
                    free[refused] += 1
                    waiting.append(refused)
    made = [(mentee, mentor) for mentor, offers in enumerate(kept) for _, _, mentee in offers]
    row, column = np.array(sorted(made), np.int64).reshape(-1, 2).T
    return together([(row, column, scores_of(instance, row, column))], instance.shape[1])


def _wishes(instance: Instance, order: Ring) -> list[Iterator[tuple[int, int]]]:
    """By mentee the mentors that may be had, the best first, each with the mentor's own score."""
    made: list[Iterator[tuple[int, int]]] = []
    n, m = instance.shape
    short = np.uint16 if m <= np.iinfo(np.uint16).max else np.int32
    mentors = order.mentors.astype(short)
    for start, stop in spans(n, m):
        scores, _ = instance.table.block(start, stop)
        theirs = instance.mentor_table.block(start, stop)[0]
        if not lasting(instance.mentor_table):
            theirs = theirs.copy()
        # The complement falls as the score rises, and unlike the negative it exists for the lowest integer too.
        ranked = mentors[np.argsort(~scores[:, order.mentors], axis=1, kind="stable")]
        open_ = _open(instance, start, stop)
        for row in range(stop - start):
            wished = ranked[row] if open_ is None else ranked[row][open_[row][ranked[row]]]
            made.append(_few_at_a_time(wished, theirs[row]))
    return made


def _few_at_a_time(wished: Whole, theirs: Whole) -> Iterator[tuple[int, int]]:
    """Mentors with their scores; hardly anybody proposes to many."""
    for start in range(0, len(wished), _FEW):
        some = wished[start : start + _FEW]
        yield from zip(some.tolist(), theirs[some].tolist(), strict=True)


def _open(instance: Instance, start: int, stop: int) -> Bools | None:
    """Which pairs of a block can be made beside the locked ones; None for all."""
    scores, allowed = instance.table.block(start, stop)
    locked = [pair for pair in instance.locked if start <= pair[0] < stop]
    if allowed is None and not locked and instance.floor is None:
        return None
    open_ = np.ones(scores.shape, np.bool_) if allowed is None else allowed.copy()
    if instance.floor is not None:
        open_ &= scores >= instance.floor[start:stop, None]
    for row, column in locked:
        open_[row - start, column] = False
    return open_


def scores_of(instance: Instance, row: Ints, column: Ints) -> Ints:
    """The scores of some pairs, sorted by row."""
    found = np.zeros(len(row), np.int64)
    for start, stop in spans(*instance.shape):
        first, last = np.searchsorted(row, (start, stop))
        if last > first:
            scores, _ = instance.table.block(start, stop)
            found[first:last] = scores[row[first:last] - start, column[first:last]]
    return found


def blocking_pairs(
    mentee_scores: Scores,
    mentor_scores: Scores,
    pairs: Iterable[tuple[int, int]],
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    mentee_capacity: ArrayLike | None = None,
    *,
    reservation: ArrayLike | None = None,
) -> Pairs:
    """The allowed pairs, sorted, of which both sides would strictly gain; none of them in a stable assignment.

    A side gains if its score beats the worst it has, or if it has a free place; a mentee's score must beat the
    reservation as well, where there is one. Arrays are as in `assign`. Raises AssignmentError as `assign` does.
    """
    instance = read_instance(
        mentee_scores,
        mentor_scores=mentor_scores,
        allowed=allowed,
        capacity=capacity,
        mentee_capacity=mentee_capacity,
        reservation=reservation,
        locked=(),
    )
    return blocking(instance, pairs)


def blocking(instance: Instance, pairs: Iterable[tuple[int, int]]) -> Pairs:
    """The same for what has been read; locked pairs are pairs like others if they are among those given."""
    n, m = instance.shape
    row, column = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2).T
    lowest, highest = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    # What has to be beaten: the worst of a full side (nothing can beat a side without places), or nothing.
    mentee_bar, mentor_bar = np.full(n, highest), np.full(m, highest)
    for start, stop in spans(n, m):
        first, last = np.searchsorted(row, (start, stop))
        rows, columns = row[first:last], column[first:last]
        np.minimum.at(mentee_bar, rows, instance.table.block(start, stop)[0][rows - start, columns])
        np.minimum.at(mentor_bar, columns, instance.mentor_table.block(start, stop)[0][rows - start, columns])
    mentee_bar[np.bincount(row, minlength=n) < instance.places] = lowest
    mentor_bar[np.bincount(column, minlength=m) < instance.capacity] = lowest
    if instance.floor is not None:
        mentee_bar = np.maximum(mentee_bar, instance.floor)
    found: list[tuple[int, int]] = []
    for start, stop in spans(n, m):
        scores, allowed = instance.table.block(start, stop)
        gains = (scores > mentee_bar[start:stop, None]) & (instance.mentor_table.block(start, stop)[0] > mentor_bar)
        if allowed is not None:
            gains &= allowed
        first, last = np.searchsorted(row, (start, stop))
        gains[row[first:last] - start, column[first:last]] = False
        rows, columns = np.nonzero(gains)
        found.extend(zip((rows + start).tolist(), columns.tolist(), strict=True))
    return tuple(found)
