"""The two objectives that are a sum: the most mentees and then the best total, or the best total alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from geleit.matching.assigning.checking import Ints, too_large
from geleit.matching.assigning.instance import Instance
from geleit.matching.assigning.problem import Problem
from geleit.matching.assigning.solving import WIDEST, Solved, solve
from geleit.matching.assigning.ties import Ring


def per_person(instance: Instance) -> int:
    """What one more mentee with a mentor counts: more than any gain in points can outweigh."""
    # A price is a chain of pairs made and undone, one more than there are at most, and a pair's cost is two of them:
    # its points stay below half of this, so that people and points can be told apart.
    return 8 * (instance.problem().most + 1) * instance.largest + 1


def most_matched_problem(instance: Instance, floor: Ints | None) -> Problem:
    """As many newcomers as possible, and among those assignments the best total of pairs that reach the floor.

    Raises AssignmentError where a person would count more than 64 bits hold.
    """
    each = per_person(instance)
    if each >= WIDEST:
        raise too_large(instance.largest, each, WIDEST)
    bonus = np.where(instance.newcomers, each, 0).astype(np.int64)
    return instance.problem(bonus=bonus, floor=floor)


def best_total_problem(instance: Instance) -> Problem:
    """The best sum of scores and of the worth of the mentees' empty places."""
    return instance.problem(worth=instance.worth)


def most_matched(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> Solved:
    """As many mentees with at least one mentor as possible, and among those the best total."""
    return solve(most_matched_problem(instance, instance.floor), ring, solver)


def best_total(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> Solved:
    """The best sum of scores and of the worth of the mentees' empty places; of equal sums, one with the most pairs."""
    return solve(best_total_problem(instance), ring, solver)
