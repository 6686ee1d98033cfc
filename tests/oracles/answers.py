"""Answers to small instances that owe nothing to the engine: by trying every choice, by definition, by an integer program."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from tests.oracles.instances import Case, Pairs, open_pairs


def outcomes(case: Case, weights: NDArray[np.int64]) -> dict[tuple[int, float], int]:
    """By brute force: the largest sum of weights for each (newly matched mentees, smallest score) that can be had.

    Goes through every set of mentors of every mentee in turn; keeps what the choices so far leave of each mentor.
    """
    places, capacity = case.rest()
    reached: dict[tuple[tuple[int, ...], int, float], int] = {(tuple(capacity), 0, np.inf): 0}
    for row in range(len(places)):
        possible = [column for column in range(len(capacity)) if case.open(row, column)]
        newcomer = all(row != other for other, _ in case.locked)
        following: dict[tuple[tuple[int, ...], int, float], int] = {}
        sets = [chosen for size in range(places[row] + 1) for chosen in combinations(possible, size)]
        for (left, count, worst), value in reached.items():
            for chosen in sets:
                if any(not left[column] for column in chosen):
                    continue
                key = (
                    tuple(free - (column in chosen) for column, free in enumerate(left)),
                    count + (newcomer and bool(chosen)),
                    min([worst, *(float(case.scores[row, column]) for column in chosen)]),
                )
                gained = value + sum(int(weights[row, column]) for column in chosen)
                following[key] = max(gained, following.get(key, gained))
        reached = following
    best: dict[tuple[int, float], int] = {}
    for (_, count, worst), value in reached.items():
        best[count, worst] = max(value, best.get((count, worst), value))
    return best


def by_trying(case: Case, objective: str) -> tuple[float, ...]:
    """The best standing there is, by brute force."""
    if objective == "best_total":
        worth = np.array(case.reservation or [0] * len(case.scores), np.int64)[:, None]
        best = max(outcomes(case, _BEST_TOTAL * (case.scores - worth) + 1).values())
        return _sum_and_pairs(best)
    every = outcomes(case, case.scores).items()
    if objective == "fairest":
        return max((count, worst if count else 0, value) for (count, worst), value in every)
    return max((count, value) for (count, _), value in every)


_BEST_TOTAL = 100
"""More than there are pairs in any case."""


def _sum_and_pairs(value: int) -> tuple[float, ...]:
    """Taken apart again: gains were counted `_BEST_TOTAL` times, pairs once."""
    return divmod(value, _BEST_TOTAL)


def by_program(case: Case, objective: str) -> tuple[float, ...]:
    """The best standing there is, by integer programs, one for each thing that counts in turn."""
    if objective == "best_total":
        worth = np.array(case.reservation or [0] * len(case.scores), np.int64)[:, None]
        return _sum_and_pairs(_program(case, _BEST_TOTAL * (case.scores - worth) + 1, -_FAR, 0))
    count = _matched(case, -_FAR)
    if objective == "most_matched":
        return count, _program(case, case.scores, -_FAR, count)
    if not count:
        return 0, 0, _program(case, case.scores, -_FAR, 0)
    possible = np.unique(case.scores).tolist()
    threshold = max(level for level in possible if _matched(case, level) == count)
    return count, threshold, _program(case, case.scores, threshold, count)


_FAR = 2**40


def _matched(case: Case, level: int) -> int:
    """The most mentees who can be newly matched by pairs that reach the level."""
    return _program(case, np.zeros_like(case.scores), level, 0, people=1)


def _program(case: Case, weights: NDArray[np.int64], level: int, at_least: int, people: int = 0) -> int:
    """The largest sum of weights, and of `people` for each newly matched mentee, with `at_least` of these."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows, columns = case.scores.shape
    if not rows or not columns:
        return 0
    places, capacity = case.rest()
    # Unknowns: each pair, then whether each mentee is newly matched.
    row, column = np.indices((rows, columns)).reshape(2, -1)
    size = rows * columns
    mentees, mentors = np.zeros((rows, size + rows)), np.zeros((columns, size + rows))
    mentees[row, np.arange(size)] = 1
    mentors[column, np.arange(size)] = 1
    matched = -mentees
    matched[np.arange(rows), size + np.arange(rows)] = 1
    everybody = np.repeat([[0.0, 1.0]], [size, rows], axis=1)
    newcomer = [all(i != locked for locked, _ in case.locked) for i in range(rows)]
    possible = open_pairs(case) & (case.scores >= level)
    found = milp(
        -np.concatenate([weights.ravel(), np.full(rows, people)]).astype(float),
        integrality=1,
        bounds=Bounds(0, np.concatenate([possible.ravel(), newcomer]).astype(float)),
        constraints=[
            LinearConstraint(mentees, ub=places),
            LinearConstraint(mentors, ub=capacity),
            LinearConstraint(matched, ub=0),
            LinearConstraint(everybody, lb=at_least),
        ],
        options={"mip_rel_gap": 0},
    )
    assert found.success
    return round(-float(found.fun))


def proposing(case: Case) -> Pairs:
    """The textbook's deferred acceptance, for strict preferences and one place at most on each side."""
    free = [row for row, places in enumerate(case.rest()[0]) if places]
    wishes = {
        row: sorted((j for j in range(case.scores.shape[1]) if case.open(row, j)), key=lambda j: case.scores[row, j])
        for row in free
    }
    held: dict[int, int] = {}
    while free:
        row = free.pop()
        if not wishes[row]:
            continue
        column = wishes[row].pop()
        rival = held.get(column)
        if not case.rest()[1][column] or (
            rival is not None and case.mentor_scores[rival, column] > case.mentor_scores[row, column]
        ):
            free.append(row)
            continue
        held[column] = row
        if rival is not None:
            free.append(rival)
    return tuple(sorted((row, column) for column, row in held.items()))


def blocking_by_definition(case: Case, made: Pairs) -> Pairs:
    """Pair by pair: both would strictly gain, judged among what the locks leave."""
    places, capacity = case.rest()

    def mentee_gains(row: int, column: int) -> bool:
        own = [case.scores[pair] for pair in made if pair[0] == row]
        if case.reservation is not None and case.scores[row, column] <= case.reservation[row]:
            return False
        return len(own) < places[row] or any(case.scores[row, column] > score for score in own)

    def mentor_gains(row: int, column: int) -> bool:
        own = [case.mentor_scores[pair] for pair in made if pair[1] == column]
        return len(own) < capacity[column] or any(case.mentor_scores[row, column] > score for score in own)

    every = product(range(case.scores.shape[0]), range(case.scores.shape[1]))
    return tuple(p for p in every if p not in made and case.open(*p) and mentee_gains(*p) and mentor_gains(*p))
