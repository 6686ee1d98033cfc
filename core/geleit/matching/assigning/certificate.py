"""The proof that goes with an assignment: whoever has the scores can check it in one pass, trusting no solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import ArrayLike

from geleit.labels import say
from geleit.matching.assigning.checking import AssignmentError, Ints, Pairs
from geleit.matching.assigning.exact import best_total_problem, most_matched_problem
from geleit.matching.assigning.face import upper_bound
from geleit.matching.assigning.fairest import at_least, cover_problem
from geleit.matching.assigning.instance import Instance, Scores, read_instance
from geleit.matching.assigning.problem import Problem
from geleit.matching.assigning.stable import blocking, scores_of
from geleit.matching.assigning.tables import spans

_HIGHEST = 2**61
"""No price of a problem that can be solved in 64 bits reaches it, and no score less such a price leaves them."""


@attrs.frozen(kw_only=True)
class Certificate:
    """What proves an assignment; all numbers in units.

    `total` is the sum of all pairs' scores. `bound`: no assignment that may be compared with it (that matches as many
    mentees, reaches the threshold, counts empty places) has a larger total. `prices` of the mentors' places prove it by
    weak duality (of `best_total` the sum, not that of equal sums it has the most pairs); a stable assignment needs none,
    there it is checked that no pair blocks. With `fairest`, `cover` proves that no more mentees can be matched, and
    `cover_above` that not as many can above the `threshold` (König 1931).
    """

    objective: str
    pairs: Pairs
    total: int
    bound: int
    prices: tuple[int, ...] = ()
    threshold: int | None = None
    cover: tuple[int, ...] = ()
    cover_above: tuple[int, ...] = ()

    def verify(
        self,
        scores: Scores,
        *,
        mentor_scores: Scores | None = None,
        allowed: ArrayLike | None = None,
        capacity: ArrayLike | None = None,
        mentee_capacity: ArrayLike | None = None,
        reservation: ArrayLike | None = None,
        locked: Iterable[tuple[int, int]] = (),
    ) -> bool:
        """Whether the pairs keep everything that binds them and no better assignment exists; arguments as in `assign`.

        Raises AssignmentError for arrays that `assign` would refuse.
        """
        instance = read_instance(
            scores,
            mentor_scores=mentor_scores,
            allowed=allowed,
            capacity=capacity,
            mentee_capacity=mentee_capacity,
            reservation=reservation,
            locked=locked,
        )
        made = _made(instance, self.pairs)
        if made is None:
            return False
        row, _, reached = made
        total = int(reached.sum()) + int(_locked_scores(instance).sum())
        if total != self.total or self.bound != self.total:
            return False
        if self.objective == "stable":
            rest = set(self.pairs) - set(instance.locked)
            return not _blocking_beside_locks(instance, rest)
        if self.objective == "fairest" and not self._fairest(instance, row, reached):
            return False
        problem = self._problem(instance)
        prices = _whole(self.prices, instance.shape[1])
        if prices is None:
            return False
        value = int((reached - problem.worth[row]).sum()) + int(problem.bonus[np.unique(row)].sum())
        return _proves(problem, prices, value)

    def _problem(self, instance: Instance) -> Problem:
        if self.objective == "best_total":
            return best_total_problem(instance)
        floor = instance.floor if self.threshold is None else at_least(instance, self.threshold)
        return most_matched_problem(instance, floor)

    def _fairest(self, instance: Instance, row: Ints, reached: Ints) -> bool:
        """As many mentees as possible, all pairs at the threshold, and not as many above it."""
        matched = int(instance.newcomers[np.unique(row)].sum())
        cover = _whole(self.cover, instance.shape[1])
        if cover is None or not _proves(cover_problem(instance, instance.floor), cover, matched):
            return False
        if self.threshold is None:
            return matched == 0
        above = _whole(self.cover_above, instance.shape[1])
        if above is None or not len(reached) or int(reached.min()) < self.threshold:
            return False
        return _proves(cover_problem(instance, at_least(instance, self.threshold + 1)), above, matched - 1)

    def to_json(self) -> dict[str, Any]:
        """Plain lists and numbers, to be kept with a proposal."""
        return {
            key: [list(pair) for pair in value]
            if key == "pairs"
            else list(value)
            if isinstance(value, tuple)
            else value
            for key, value in attrs.asdict(self, recurse=False).items()
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Certificate:
        """What `to_json` made. Raises AssignmentError where it is something else."""
        try:
            return cls(
                objective=str(kept["objective"]),
                pairs=tuple((int(row), int(column)) for row, column in kept["pairs"]),
                total=int(kept["total"]),
                bound=int(kept["bound"]),
                prices=tuple(map(int, kept["prices"])),
                threshold=None if kept["threshold"] is None else int(kept["threshold"]),
                cover=tuple(map(int, kept["cover"])),
                cover_above=tuple(map(int, kept["cover_above"])),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise AssignmentError(say("assign.no_certificate", fault=str(error))) from error


def _whole(prices: tuple[int, ...], m: int) -> Ints | None:
    """Prices as an array; None where they prove nothing: not one per mentor, below 0, or too high to calculate with."""
    inside = len(prices) == m and all(0 <= price < _HIGHEST for price in prices)
    return np.array(prices, np.int64) if inside else None


def _proves(problem: Problem, prices: Ints, value: int) -> bool:
    """Whether no assignment of the problem exceeds the value, by these prices."""
    # All places together are added without a limit first, since a sum that leaves 64 bits would prove anything.
    spent = sum(places * price for places, price in zip(problem.capacity.tolist(), prices.tolist(), strict=True))
    return spent <= value and upper_bound(problem, prices) <= value


def _made(instance: Instance, pairs: Pairs) -> tuple[Ints, Ints, Ints] | None:
    """Rows, columns and scores of the pairs beside the locked ones; None where they do not keep what binds them."""
    n, m = instance.shape
    beside = sorted(set(pairs) - set(instance.locked))
    inside = all(0 <= row < n and 0 <= column < m for row, column in pairs)
    if not inside or len(set(pairs)) < len(pairs) or not set(instance.locked) <= set(pairs):
        return None
    row, column = np.array(beside, np.int64).reshape(-1, 2).T
    reached = scores_of(instance, row, column)
    kept = (np.bincount(row, minlength=n) <= instance.places).all()
    kept &= (np.bincount(column, minlength=m) <= instance.capacity).all()
    if instance.floor is not None:
        kept &= (reached >= instance.floor[row]).all()
    for start, stop in spans(n, m):
        first, last = np.searchsorted(row, (start, stop))
        _, allowed = instance.table.block(start, stop)
        if allowed is not None:
            kept &= allowed[row[first:last] - start, column[first:last]].all()
    return (row, column, reached) if kept else None


def _locked_scores(instance: Instance) -> Ints:
    row, column = np.array(instance.locked, np.int64).reshape(-1, 2).T
    return scores_of(instance, row, column)


def _blocking_beside_locks(instance: Instance, pairs: set[tuple[int, int]]) -> Pairs:
    """Blocking pairs judged among the rest: what the locks leave of everybody's places."""
    return tuple(pair for pair in blocking(instance, pairs) if pair not in instance.locked)
