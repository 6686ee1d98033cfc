"""`rebalance`: who would be better off with another mentor, where nobody is moved for less than a move is worth.

Every running case may stay or move, and who waits may get a place. Each move has to bring a stated number of points:
present pairs count that much more than they score, so the assignment that is best in total is also the one that moves
as few as the gain allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import attrs
import numpy as np

from geleit.errors import UsageError
from geleit.labels import say
from geleit.matching.assigning.assignment import Assignment
from geleit.matching.assigning.checking import SCALE, Bools, Ints
from geleit.matching.changing.transfers import Footing, Rebalancing, told
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.crowding import assign_balanced, crowding
from geleit.matching.scoring.scores import Scores, score
from geleit.questions.matching import MatchingPolicy

_NOBODY = ""


def usual_worth(policy: MatchingPolicy) -> float:
    """The points that a move has to bring where nobody says: a fifth of what a pair can have at the most."""
    return sum(float(criterion.weight) for criterion in policy.criteria) / 5


def rebalance(
    policy: MatchingPolicy,
    sides: Sides,
    *,
    running: Mapping[str, str],
    places: Mapping[str, int],
    fixed: Mapping[str, int] | None = None,
    receiving: Collection[str] | None = None,
    staying: Iterable[str] = (),
    forbidden: Collection[tuple[str, str]] = (),
    worth: float | None = None,
    seed: int = 0,
) -> Rebalancing:
    """The best pairs of those with a running case and those who wait, with as few moves as the gain allows.

    sides: the mentees with a running case that may move, those who wait, and their mentors with the loads that the
    `fixed` cases (by mentor's id) make alone. running: mentee → mentor. places: what each mentor can have besides the
    fixed cases. receiving: the mentors who may get somebody, all where not given; who has more than the places gives
    only. staying: mentees who are not moved. forbidden: pairs that are never made. worth: points, `usual_worth` where
    not given.

    Whoever has a case keeps one; then as many as possible of those who wait get a place (returning people first);
    then the total, less `worth` for each move, is the greatest there is. A move below the policy's minimum fit, or one
    that a veto rules out, is not made; what runs already may stay as it is.

    Raises UsageError for a worth below 0 and for somebody unknown, ScoringError and AssignmentError.
    """
    points = usual_worth(policy) if worth is None else worth
    if not np.isfinite(points) or points < 0:
        raise UsageError(say("rebalance.worth", found=points))
    unknown = [*({*running, *staying} - set(sides.mentees.ids)), *(set(running.values()) - set(sides.mentors.ids))]
    if unknown:
        raise UsageError(say("propose.unknown_person", id=min(unknown)))
    task = _Task.of(policy, sides, running, places, receiving, frozenset(staying), frozenset(forbidden))
    found = task.solve(round(points * SCALE), seed)
    chosen = {sides.mentees.ids[row]: sides.mentors.ids[column] for row, column in found.pairs}
    most = max([*Counter(running.values()).values(), *task.capacity.tolist()], default=0)
    footing = Footing(scores=task.scores, running=running, free=task.free, most=most)
    return told(footing, chosen, fixed or {}, round(points * SCALE), seed)


@attrs.frozen(eq=False, kw_only=True)
class _Task:
    """What is to be assigned: `now` holds each row's present column, -1 for who waits."""

    scores: Scores
    now: Ints
    free: Ints
    capacity: Ints
    allowed: Bools

    @classmethod
    def of(
        cls,
        policy: MatchingPolicy,
        sides: Sides,
        running: Mapping[str, str],
        places: Mapping[str, int],
        receiving: Collection[str] | None,
        staying: frozenset[str],
        forbidden: frozenset[tuple[str, str]],
    ) -> _Task:
        scores = score(policy, sides)
        columns = {id_: column for column, id_ in enumerate(sides.mentors.ids)}
        now = np.array([columns.get(running.get(id_, _NOBODY), -1) for id_ in sides.mentees.ids], dtype=np.int64)
        free = np.array([places.get(id_, 0) for id_ in columns], dtype=np.int64)
        has = np.bincount(now[now >= 0], minlength=len(columns)).astype(np.int64)
        gets = np.array([receiving is None or id_ in receiving for id_ in columns], dtype=np.bool_) & (has <= free)
        allowed = scores.allowed & (scores.combined >= round(policy.minimum_fit * SCALE)) & gets
        rows = {id_: row for row, id_ in enumerate(sides.mentees.ids)}
        for mentee, mentor in forbidden:
            if mentee in rows and mentor in columns:
                allowed[rows[mentee], columns[mentor]] = False
        allowed[[rows[id_] for id_ in staying]] = False
        present = np.flatnonzero(now >= 0)
        allowed[present, now[present]] = True
        return cls(
            scores=scores,
            now=now,
            free=free,
            capacity=np.where(gets, free, has),
            allowed=allowed,
        )

    def solve(self, worth: int, seed: int) -> Assignment:
        """The best assignment; a second run where somebody who has to have a place was left without one."""
        crowded = crowding(self.scores, self.free, int(self.capacity.max(initial=0)))
        # Doubled, so that a move which brings exactly what it is worth can be told from one that brings more.
        weights = 2 * self.scores.combined.astype(np.int64)
        taken = None if crowded is None else 2 * crowded
        rows = np.flatnonzero(self.now >= 0)
        weights[rows, self.now[rows]] += 2 * worth + 1
        found = self._assign(weights, taken, self.allowed, self.capacity, seed)
        returning = np.array([one.priority for one in self.scores.sides.mentees.candidates], dtype=np.bool_)
        first = (self.now >= 0) | returning
        left = list(found.unmatched)
        if not first[left].any():
            return found
        # As many are left out as before (whoever can be placed at all can be so together with those who have a case),
        # so everybody is matched, some of those who wait with nobody; a place there is worth more than all scores to
        # who does not return.
        most = 2 * int(np.abs(weights).max(initial=0)) + (0 if taken is None else int(taken.max(initial=0)))
        nobody = np.where(returning, 0, len(rows) + len(self.now) * most + 1)[:, None]
        return self._assign(
            np.hstack([weights, nobody]),
            None if taken is None else np.vstack([taken, np.zeros_like(taken[:1])]),
            np.hstack([self.allowed, (self.now < 0)[:, None]]),
            np.append(self.capacity, len(left)),
            seed,
        )

    def _assign(self, weights: Ints, crowded: Ints | None, allowed: Bools, capacity: Ints, seed: int) -> Assignment:
        sides, m = self.scores.sides, len(self.capacity)
        mentors = (*sides.mentors.ids, _NOBODY)[: len(capacity)]
        found = assign_balanced(
            weights,
            crowded,
            allowed=allowed,
            capacity=capacity,
            mentee_capacity=np.ones(len(weights), np.int64),
            ids=(sides.mentees.ids, mentors),
            seed=seed,
        )
        return attrs.evolve(found, pairs=tuple(pair for pair in found.pairs if pair[1] < m))
