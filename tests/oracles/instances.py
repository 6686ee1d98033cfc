"""Small assignment instances, and what binds every answer to one of them."""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from geleit.matching import Assignment, assign
from geleit.matching.assigning.certificate import Certificate

OBJECTIVES = ("most_matched", "best_total", "fairest", "stable")
Pairs = tuple[tuple[int, int], ...]


class Case(NamedTuple):
    """A small instance; `reservation` is None or one value per mentee."""

    scores: NDArray[np.int64]
    mentor_scores: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    capacity: list[int]
    mentee_capacity: list[int]
    reservation: list[int] | None
    locked: Pairs

    def solve(self, objective: str, **more: Any) -> Assignment:
        if objective == "stable":
            more["mentor_scores"] = self.mentor_scores
        return assign(
            self.scores,
            allowed=self.allowed,
            capacity=self.capacity,
            mentee_capacity=self.mentee_capacity,
            reservation=self.reservation,
            locked=self.locked,
            objective=objective,
            **more,
        )

    def verifies(self, certificate: Certificate) -> bool:
        """Whether the certificate proves its pairs to be the best of this case."""
        return certificate.verify(
            self.scores,
            mentor_scores=self.mentor_scores,
            allowed=self.allowed,
            capacity=self.capacity,
            mentee_capacity=self.mentee_capacity,
            reservation=self.reservation,
            locked=self.locked,
        )

    def open(self, row: int, column: int) -> bool:
        """Whether the pair may be made without being locked."""
        enough = self.reservation is None or self.scores[row, column] >= self.reservation[row]
        return bool(self.allowed[row, column]) and enough and (row, column) not in self.locked

    def rest(self) -> tuple[list[int], list[int]]:
        """The places the locks leave, of mentees and of mentors."""
        rows, columns = self.scores.shape
        return (
            [self.mentee_capacity[i] - sum(row == i for row, _ in self.locked) for i in range(rows)],
            [self.capacity[j] - sum(column == j for _, column in self.locked) for j in range(columns)],
        )


@st.composite
def cases(draw: st.DrawFn, most: int = 5, places: int = 3, mentee_places: int = 3) -> Case:
    """Instances with ties, vetoes, capacities, reservations and locks that can be kept."""
    rows, columns = draw(st.integers(0, most)), draw(st.integers(0, most))
    score = st.integers(*draw(st.sampled_from([(0, 3), (-3, 6), (0, 230_000)])))
    table = st.lists(score, min_size=rows * columns, max_size=rows * columns)
    scores = np.array(draw(table), np.int64).reshape(rows, columns)
    mentor_scores = np.array(draw(table), np.int64).reshape(rows, columns)
    veto = st.lists(st.sampled_from([True, True, False]), min_size=rows * columns, max_size=rows * columns)
    allowed = np.array(draw(veto), np.bool_).reshape(rows, columns)
    capacity = draw(st.lists(st.integers(0, places), min_size=columns, max_size=columns))
    mentee_capacity = draw(st.lists(st.integers(0, mentee_places), min_size=rows, max_size=rows))
    reservation = draw(st.none() | st.lists(st.integers(-3, 4), min_size=rows, max_size=rows))
    locked: list[tuple[int, int]] = []
    left = list(mentee_capacity), list(capacity)
    for row, column in draw(st.permutations(list(zip(*map(np.ndarray.tolist, np.nonzero(allowed)), strict=True))))[:2]:
        if left[0][row] and left[1][column] and draw(st.booleans()):
            locked.append((row, column))
            left[0][row] -= 1
            left[1][column] -= 1
    return Case(scores, mentor_scores, allowed, capacity, mentee_capacity, reservation, tuple(locked))


def invented(seed: int, most: int = 12, mentee_places: int = 3, ties: bool = True) -> Case:
    """A case drawn from a seed at once, which is much faster than number by number; sides of any size up to `most`."""
    rng = np.random.default_rng(seed)
    rows, columns = (int(size) for size in rng.integers(0, most + 1, 2))
    shape = rows, columns
    ranges = [(0, 3), (-3, 7), (-5, -4), (0, 230_001)]
    low, high = ranges[int(rng.integers(len(ranges)))]
    scores, mentor_scores = rng.integers(low, high, (2, *shape))
    if not ties:
        scores, mentor_scores = (rng.permutation(rows * columns).reshape(shape) - 5 for _ in range(2))
    allowed = rng.random(shape) < rng.choice([0.3, 0.7, 1.0])
    capacity = rng.integers(0, rng.integers(1, 5), columns)
    mentee_capacity = rng.integers(0, rng.integers(1, mentee_places + 1) + 1, rows)
    reservation = None if rng.random() < 0.5 else rng.integers(low - 1, low + (high - low) // 2 + 1, rows).tolist()
    locked: list[tuple[int, int]] = []
    wanted = int(rng.choice([0, 0, 1, 3]))
    for row, column in rng.permutation(np.argwhere(allowed)).tolist():
        used = [pair[0] for pair in locked].count(row), [pair[1] for pair in locked].count(column)
        if len(locked) < wanted and used[0] < mentee_capacity[row] and used[1] < capacity[column]:
            locked.append((row, column))
    return Case(scores, mentor_scores, allowed, capacity.tolist(), mentee_capacity.tolist(), reservation, tuple(locked))


def drawn(most: int = 12, mentee_places: int = 3, ties: bool = True) -> st.SearchStrategy[Case]:
    """Cases from seeds. What fails is shown as it is, not the smallest that fails."""
    seeds = st.integers(0, 2**32 - 1)
    return st.builds(invented, seeds, st.just(most), st.just(mentee_places), st.just(ties))


def free_part(case: Case, result: Assignment) -> Pairs:
    """The pairs the solver chose, checked against everything that binds it."""
    assert set(case.locked) <= set(result.pairs)
    assert list(result.pairs) == sorted(set(result.pairs))
    made = tuple(pair for pair in result.pairs if pair not in case.locked)
    assert all(case.open(*pair) for pair in made)
    rows, columns = case.scores.shape
    assert all(sum(row == i for row, _ in result.pairs) <= case.mentee_capacity[i] for i in range(rows))
    assert all(sum(column == j for _, column in result.pairs) <= case.capacity[j] for j in range(columns))
    matched = {row for row, _ in result.pairs}
    assert result.unmatched == tuple(i for i in range(rows) if i not in matched)
    values = [int(case.scores[pair]) for pair in result.pairs]
    assert (result.total, result.worst) == (sum(values), min(values, default=None))
    return made


def newly_matched(case: Case, made: Pairs) -> int:
    """Mentees matched by the solver who were not locked with anybody."""
    return len({row for row, _ in made} - {row for row, _ in case.locked})


def open_pairs(case: Case) -> NDArray[np.bool_]:
    """The pairs that may be made, as a table."""
    shape = case.scores.shape
    return np.array([case.open(*pair) for pair in product(*map(range, shape))], np.bool_).reshape(shape)


def standing(case: Case, objective: str, made: Pairs) -> tuple[float, ...]:
    """How good the pairs beside the locked ones are by an objective that is a sum; the larger the better."""
    count, total = newly_matched(case, made), sum(int(case.scores[pair]) for pair in made)
    if objective == "best_total":
        worth = case.reservation or [0] * len(case.scores)
        return total - sum(worth[row] for row, _ in made), len(made)
    # Where nobody can be newly matched, there is no worst pair to raise.
    worst = min(int(case.scores[pair]) for pair in made) if count else 0
    return (count, worst, total) if objective == "fairest" else (count, total)
