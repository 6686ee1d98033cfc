"""What is to be assigned, and the order of its aims: everybody first, then those who go first, then the total."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np

from geleit.matching.assigning.assignment import Assignment
from geleit.matching.assigning.checking import SCALE, Bools, Ints, Pairs
from geleit.matching.proposing.crowding import assign_balanced
from geleit.matching.proposing.proof import Ids, Proof, Prover
from geleit.matching.scoring.scores import Scores
from geleit.questions.matching import Objective


@attrs.frozen(eq=False, kw_only=True)
class Task:
    """What is to be assigned: `may` are the pairs that are neither vetoed nor forbidden, `places` and `mentee_places`
    what both sides can still take, `crowded` what a mentor's further cases count less. `pulse` is called before each
    solving, and whatever it raises ends the work."""

    scores: Scores
    may: Bools
    places: Ints
    mentee_places: Ints
    locked: Pairs
    crowded: Ints | None
    objective: Objective
    seed: int
    pulse: Callable[[], None] = lambda: None

    @property
    def floor(self) -> int:
        """The minimum fit in units; below it a pair is made by hand only."""
        return round(self.scores.policy.minimum_fit * SCALE)

    @property
    def fit(self) -> Bools:
        """The pairs that may be made and reach the minimum fit."""
        reached: Bools = self.may & (self.scores.combined >= self.floor)
        return reached

    @property
    def ids(self) -> Ids:
        """Both sides' ids, in the order of rows and columns."""
        return self.scores.sides.mentees.ids, self.scores.sides.mentors.ids

    def solve(self) -> tuple[Assignment, Proof]:
        """The best pairs, priority mentees first where the objective knows them, and why there are no better ones."""
        prover = Prover()
        found = self._assign(prover, self.scores.combined, self.fit, self.objective, None)
        priority = np.array([candidate.priority for candidate in self.scores.sides.mentees.candidates], dtype=np.bool_)
        left = bool(priority[list(found.unmatched)].any()) if found.unmatched else False
        if not left or self.objective not in (Objective.MOST_MATCHED, Objective.FAIREST):
            # Everyone who goes first is matched, so no assignment can have more of them.
            return found, prover.proof(self.ids, found.total)
        return self._preferring(priority, found, prover)

    def _preferring(self, priority: Bools, found: Assignment, before: Prover) -> tuple[Assignment, Proof]:
        """As many mentees as found, most of those who go first among them, and then the best total."""
        combined, fit = self.scores.combined, self.fit
        if self.objective is Objective.FAIREST:
            worst = [int(combined[pair]) for pair in found.pairs if pair not in self.locked]
            fit &= combined >= min(worst, default=0)
        if int(self.mentee_places.max(initial=0)) > 1:
            prover = Prover(priced=False, before=before)
            preferred = combined.astype(np.int64) + self._unit * priority[:, None]
            again = self._assign(prover, preferred, fit, Objective.MOST_MATCHED, None)
        else:
            # Leaving somebody alone costs two units, somebody who goes first three. The sets of mentees who can all be
            # matched are a matroid (Edmonds and Fulkerson 1965), so the dearest of them has the most people and of
            # those who go first the most, whatever the ratio of the two.
            prover = Prover(unit=self._unit, before=before)
            alone = -self._unit * (2 + priority.astype(np.int64))
            again = self._assign(prover, combined, fit, Objective.BEST_TOTAL, alone)
        pairs = again.pairs
        reached = [int(combined[pair]) for pair in pairs]
        total, least = sum(reached), min(reached, default=None)
        kept = attrs.evolve(again, objective=found.objective, total=total, worst=least)
        return kept, prover.proof(self.ids, total)

    @property
    def _unit(self) -> int:
        """More than twice any difference between two sums of scores, so that what is counted in units can be told from
        points; also with the one more place that a price is about."""
        combined = self.scores.combined
        most, least = int(combined.max(initial=0)), int(combined.min(initial=0))
        taken = 0 if self.crowded is None else int(self.crowded.max(initial=0))
        return 2 * int(min(self.mentee_places.sum(), self.places.sum() + 1)) * (most - least + taken) + 1

    def _assign(
        self, prover: Prover, scores: Ints, fit: Bools, objective: Objective, reservation: int | Ints | None
    ) -> Assignment:
        self.pulse()
        allowed = fit.copy()
        for pair in self.locked:
            allowed[pair] = self.may[pair]
        stable = objective is Objective.STABLE
        return assign_balanced(
            self.scores.mentee_view if stable else scores,
            self.crowded,
            mentor_scores=self.scores.mentor_view if stable else None,
            allowed=allowed,
            capacity=self.places,
            mentee_capacity=self.mentee_places,
            reservation=reservation,
            locked=self.locked,
            objective=objective,
            ids=self.ids,
            seed=self.seed,
            solve=prover,
        )
