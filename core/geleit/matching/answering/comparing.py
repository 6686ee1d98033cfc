"""The objectives side by side: what each costs, whom each leaves out, and who would rather have somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs
import numpy as np

from geleit.matching.assigning.checking import Bools, Pairs
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.draft import Draft
from geleit.matching.proposing.equity import Group, by_group
from geleit.matching.proposing.measuring import in_order, may_be, rows_of
from geleit.matching.proposing.proposing import propose
from geleit.matching.proposing.standing import Pair, Standing
from geleit.matching.scoring.scores import Scores, score
from geleit.matching.scoring.totals import Whole
from geleit.questions.matching import Combine, MatchingPolicy, Objective

_CELLS = 2**22
"""Comparisons of a pair with all others of its row that are made at once."""


@attrs.frozen(kw_only=True)
class Measured:
    """One objective's draft, and the figures that a draft does not have.

    `matched`: mentees with at least one mentor. `mentee_rank`: the mean, over all pairs, of the mentor's place among
    the mentee's possible mentors by the mentee's own view; 1 is the first choice, and equal scores share the better
    place. `mentor_rank` is the same from the other side. Both are None without a pair.
    """

    draft: Draft
    matched: int
    mentee_rank: float | None
    mentor_rank: float | None

    @property
    def objective(self) -> str:
        """The objective's code."""
        return self.draft.objective

    @property
    def pairs(self) -> frozenset[Pair]:
        """The pairs by the ids of mentee and mentor."""
        return frozenset((pair.mentee, pair.mentor) for pair in self.draft.pairs)


@attrs.frozen(kw_only=True)
class Comparison:
    """All objectives over the same people, the same scores and the same places.

    `usual` is the policy's own objective; `combine` how it makes one score of both sides' views. `groups` are those of
    the policy's `equity` fields, small ones as well: who passes them on protects them first.
    """

    measured: tuple[Measured, ...]
    usual: str
    combine: Combine
    seed: int
    groups: tuple[Group, ...]

    def of(self, objective: str) -> Measured:
        """The figures of an objective. Raises KeyError."""
        return {one.objective: one for one in self.measured}[objective]

    def loss(self, objective: str) -> float:
        """How far an objective's total lies below the best of them all, in per cent of that; 0 where that is 0."""
        best = max(one.draft.total for one in self.measured)
        return 100 * (best - self.of(objective).draft.total) / best if best > 0 else 0.0

    def differing(self, objective: str, other: str) -> int:
        """How many pairs of one objective are no pairs of another."""
        return len(self.of(objective).pairs - self.of(other).pairs)


def compare(
    policy: MatchingPolicy,
    sides: Sides,
    *,
    capacities: Mapping[str, int],
    mentee_capacities: Mapping[str, int] | None = None,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    seed: int = 0,
    scores: Scores | None = None,
    waiting: Mapping[str, int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """The drafts of all objectives from one scoring; each is the one that `propose` makes alone.

    The arguments are those of `propose`. Raises as `propose` does.
    """
    scores = scores or score(policy, sides, progress=progress)
    fixed, never = tuple(locked), tuple(forbidden)
    drafts = [
        propose(
            policy,
            sides,
            capacities=capacities,
            mentee_capacities=mentee_capacities,
            objective=objective,
            seed=seed,
            scores=scores,
            waiting=waiting,
            locked=fixed,
            forbidden=never,
            progress=progress,
        )
        for objective in Objective
    ]
    return Comparison(
        measured=tuple(_measured(scores, draft) for draft in drafts),
        usual=policy.objective.value,
        combine=policy.combine,
        seed=seed,
        groups=by_group({draft.objective: draft.equity for draft in drafts}),
    )


def _measured(scores: Scores, draft: Draft) -> Measured:
    standing = Standing.of(draft)
    pairs = rows_of(scores, standing.pairs)
    mentee_places = in_order(standing.mentee_places, scores.sides.mentees.ids)
    places = in_order(standing.places, scores.sides.mentors.ids)
    possible = may_be(scores, standing) & (mentee_places > 0)[:, None] & (places > 0)
    for pair in pairs:
        possible[pair] = True
    return Measured(
        draft=draft,
        matched=len({pair.mentee for pair in draft.pairs}),
        mentee_rank=average_rank(scores.mentee_view, possible, pairs),
        mentor_rank=average_rank(scores.mentor_view.T, possible.T, tuple((column, row) for row, column in pairs)),
    )


def average_rank(view: Whole, possible: Bools, pairs: Pairs) -> float | None:
    """The mean rank of what each pair's row got among what is possible for that row: one more than the number of
    possible columns the row scores strictly higher; None without a pair. `view` and `possible`: (n, m)."""
    if not pairs:
        return None
    rows, columns = (np.array(side, dtype=np.intp) for side in zip(*pairs, strict=True))
    step = max(1, _CELLS // view.shape[1])
    better = 0
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        got = view[some, columns[start : start + step]]
        better += int(((view[some] > got[:, None]) & possible[some]).sum())
    return 1 + better / len(pairs)
