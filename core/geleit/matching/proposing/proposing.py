"""`propose`: from two sides and a policy to a draft that explains itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.errors import UsageError
from geleit.labels import say
from geleit.matching.assigning.assignment import Assignment, assign
from geleit.matching.assigning.instance import SCALE, Bools, Ints, Pairs
from geleit.matching.assigning.ties import canonical_order
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.draft import Draft, DraftPair
from geleit.matching.proposing.equity import equity
from geleit.matching.proposing.explanation import explain
from geleit.matching.proposing.unmatched import Situation, why_unmatched
from geleit.matching.scoring.scores import Scores, score
from geleit.model.partnerships import Place
from geleit.questions.matching import MatchingPolicy, Objective


def propose(
    policy: MatchingPolicy,
    sides: Sides,
    *,
    capacities: Mapping[str, int],
    mentee_capacities: Mapping[str, int] | None = None,
    locked: Iterable[tuple[str, str]] = (),
    forbidden: Iterable[tuple[str, str]] = (),
    objective: Objective | None = None,
    seed: int = 0,
    scores: Scores | None = None,
) -> Draft:
    """The best pairs under a policy, with parts and a sentence each, and a reason for every mentee left without.

    `capacities` are the mentors' free places by id, `mentee_capacities` those of mentees (the policy's number where
    not given). `locked` pairs are made whatever they score, `forbidden` ones (declined earlier) never; both by ids of
    mentee and mentor, and a forbidden pair of somebody who is not among the candidates says nothing. `objective`
    replaces the policy's. `scores` are those of this policy and these sides, where they are known already.

    Returning people (`Candidate.priority`) go first with `most_matched` and `fairest`: among assignments of equally
    many mentees (and, with `fairest`, an equal worst pair) one with the most priority mentees is taken, and only then
    the best total; where mentees can have several mentors, those who have to be preferred are so in each of their
    places. `best_total` and `stable` do not know priority: it would contradict what they promise.

    Permuting candidates on either side changes nothing. Raises ScoringError, AssignmentError, InfeasibleLocks, and
    UsageError for a locked pair of somebody unknown.
    """
    scores = scores or score(policy, sides)
    rows = {id_: row for row, id_ in enumerate(sides.mentees.ids)}
    columns = {id_: column for column, id_ in enumerate(sides.mentors.ids)}
    ruled_out = frozenset(forbidden)
    fixed = tuple(dict.fromkeys((_row(rows, mentee), _row(columns, mentor)) for mentee, mentor in locked))
    may = scores.allowed.copy()
    for mentee, mentor in ruled_out:
        if mentee in rows and mentor in columns:
            may[rows[mentee], columns[mentor]] = False
    task = _Task(
        scores=scores,
        may=may,
        places=np.array([capacities.get(id_, 0) for id_ in columns], dtype=np.int64),
        mentee_places=np.array(
            [(mentee_capacities or {}).get(id_, policy.mentee_capacity) for id_ in rows], dtype=np.int64
        ),
        locked=fixed,
        objective=Objective(objective or policy.objective),
        seed=seed,
    )
    found = task.solve()
    pairs = _draft_pairs(task, found.pairs)
    situation = Situation(scores, may, task.places, found.pairs)
    matched = {pair.mentee for pair in pairs}
    waiting = [row for row in found.unmatched if task.mentee_places[row] > 0]
    return Draft(
        pairs=pairs,
        unmatched=tuple(sorted((why_unmatched(situation, row) for row in waiting), key=lambda one: one.mentee)),
        objective=task.objective.value,
        total=sum(pair.score for pair in pairs),
        seed=seed,
        equity=equity(policy.equity, sides.mentees.candidates, matched),
        places=dict(zip(columns, task.places.tolist(), strict=True)),
        mentee_places=dict(zip(rows, task.mentee_places.tolist(), strict=True)),
        forbidden=ruled_out,
    )


def _row(rows: Mapping[str, int], id_: str) -> int:
    if id_ not in rows:
        raise UsageError(say("propose.unknown_person", id=id_))
    return rows[id_]


@attrs.frozen(eq=False, kw_only=True)
class _Task:
    """What is to be assigned."""

    scores: Scores
    may: Bools
    places: Ints
    mentee_places: Ints
    locked: Pairs
    objective: Objective
    seed: int

    def solve(self) -> Assignment:
        """The best pairs, priority mentees first where the objective knows them."""
        fit = self.may & (self.scores.combined >= self.floor)
        found = self._assign(self.scores.combined, fit, self.objective)
        priority = np.array([candidate.priority for candidate in self.scores.sides.mentees.candidates], dtype=np.bool_)
        left = priority[list(found.unmatched)].any() if found.unmatched else False
        if not left or self.objective not in (Objective.MOST_MATCHED, Objective.FAIREST):
            # Everyone who goes first is matched, so no assignment can have more of them.
            return found
        combined = self.scores.combined
        if self.objective is Objective.FAIREST:
            worst = [int(combined[pair]) for pair in found.pairs if pair not in self.locked]
            fit &= combined >= min(worst, default=0)
        made = int(min(self.mentee_places.sum(), self.places.sum()))
        spread = int(combined.max(initial=0)) - int(combined.min(initial=0))
        # No sum of scores can outweigh one more priority mentee.
        bonus = made * spread + 1
        again = self._assign(combined + bonus * priority[:, None], fit, Objective.MOST_MATCHED)
        return attrs.evolve(again, objective=found.objective)

    @property
    def floor(self) -> int:
        """The minimum fit in units; below it a pair is made by hand only."""
        return round(self.scores.policy.minimum_fit * SCALE)

    def _assign(self, scores: Ints, fit: Bools, objective: Objective) -> Assignment:
        sides = self.scores.sides
        allowed = fit.copy()
        for pair in self.locked:
            allowed[pair] = self.may[pair]
        stable = objective is Objective.STABLE
        return assign(
            self.scores.mentee_view if stable else scores,
            mentor_scores=self.scores.mentor_view if stable else None,
            allowed=allowed,
            capacity=self.places,
            mentee_capacity=self.mentee_places,
            reservation=self.floor if objective is Objective.BEST_TOTAL and self.floor > 0 else None,
            locked=self.locked,
            objective=objective.value,
            ids=(sides.mentees.ids, sides.mentors.ids),
            seed=self.seed,
        )


def _draft_pairs(task: _Task, pairs: Pairs) -> tuple[DraftPair, ...]:
    scores, sides = task.scores, task.scores.sides
    policy = scores.policy
    parts = scores.parts_of(pairs)
    places = _mentor_places(task, pairs)
    made = []
    for i, j in pairs:
        mentee = sides.mentees.candidates[i]
        made.append(
            DraftPair(
                mentee=mentee.id,
                mentor=sides.mentors.ids[j],
                place=places[i, j],
                score=int(scores.combined[i, j]),
                mentee_score=int(scores.mentee_view[i, j]),
                mentor_score=int(scores.mentor_view[i, j]),
                parts=parts[i, j],
                sentence=explain(policy, sides, (i, j), parts[i, j]),
                beside={name: mentee.value(name) for name in policy.beside_the_pair},
                locked=(i, j) in task.locked,
            )
        )
    return tuple(sorted(made, key=lambda pair: (pair.mentee, pair.place is not Place.LEAD, pair.mentor)))


def _mentor_places(task: _Task, pairs: Pairs) -> dict[tuple[int, int], Place]:
    """Which of a mentee's mentors leads: a locked one, else the one that fits best, ties by the canonical order."""
    rank = _ranks(task.scores.sides.mentors.ids, task.seed)
    ordered = sorted(pairs, key=lambda pair: (pair not in task.locked, -int(task.scores.combined[pair]), rank[pair[1]]))
    leading: dict[int, tuple[int, int]] = {}
    for pair in ordered:
        leading.setdefault(pair[0], pair)
    return {pair: Place.LEAD if leading[pair[0]] == pair else Place.SECOND for pair in pairs}


def _ranks(ids: Sequence[str], seed: int) -> NDArray[np.intp]:
    order = canonical_order(ids, seed)
    ranks = np.empty(len(ids), dtype=np.intp)
    ranks[order] = np.arange(len(ids))
    return ranks
