"""Stable assignments: no mentee and mentor would both rather have each other.

Deferred acceptance with places on both sides (Gale and Shapley 1962; Roth 1984 for several places on both sides):
mentees propose, so among strict preferences and with one place each no mentee does better in any stable assignment.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappush, heappushpop

import numpy as np
from numpy.typing import ArrayLike

from geleit.matching.assigning.instance import Bools, Instance, Pairs, counts, read_names, read_table, truths, units


def stable(instance: Instance) -> Bools:
    """Mentees propose from their best score downwards, mentors keep the best; equal scores go by row and column."""
    orders = np.argsort(-instance.scores, axis=1, kind="stable")
    wishes = [iter(order[edges[order]].tolist()) for order, edges in zip(orders, instance.edges, strict=True)]
    free = instance.places.tolist()
    capacity = instance.capacity.tolist()
    kept: list[list[tuple[int, int]]] = [[] for _ in capacity]
    waiting = list(reversed(range(len(free))))
    while waiting:
        mentee = waiting.pop()
        while free[mentee] > 0 and (mentor := next(wishes[mentee], None)) is not None:
            offer = (int(instance.mentor_scores[mentee, mentor]), -mentee)
            if len(kept[mentor]) < capacity[mentor]:
                heappush(kept[mentor], offer)
                free[mentee] -= 1
            elif capacity[mentor]:
                refused = -heappushpop(kept[mentor], offer)[1]
                if refused != mentee:
                    free[mentee] -= 1
                    free[refused] += 1
                    waiting.append(refused)
    chosen = np.zeros_like(instance.edges)
    for mentor, offers in enumerate(kept):
        chosen[[-place for _, place in offers], mentor] = True
    return chosen


def blocking_pairs(
    mentee_scores: ArrayLike,
    mentor_scores: ArrayLike,
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
    table, scale = read_table(mentee_scores)
    shape = (table.shape[0], table.shape[1])
    names = read_names(None, shape)
    mine = units("assign.scores", table, scale, shape, names)
    other, other_scale = read_table(mentor_scores)
    theirs = units("assign.mentor_scores", other, other_scale, shape, names)
    places = counts("assign.mentee_capacity", mentee_capacity, shape[0], names)
    capacities = counts("assign.capacity", capacity, shape[1], names)
    held = np.zeros(shape, np.bool_)
    for row, column in pairs:
        held[row, column] = True

    lowest, highest = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    # What has to be beaten: the worst of a full side (nothing can beat a side without places), or nothing.
    mentee_bar = np.where(held, mine, highest).min(axis=1, initial=highest)
    mentee_bar[held.sum(axis=1) < places] = lowest
    if reservation is not None:
        floor = units("assign.reservation", reservation, scale, (shape[0],), names)
        mentee_bar = np.maximum(mentee_bar, floor)
    mentor_bar = np.where(held, theirs, highest).min(axis=0, initial=highest)
    mentor_bar[held.sum(axis=0) < capacities] = lowest
    gains = ~held & (mine > mentee_bar[:, None]) & (theirs > mentor_bar) & truths("assign.allowed", allowed, shape)
    rows, columns = np.nonzero(gains)
    return tuple(zip(rows.tolist(), columns.tolist(), strict=True))
