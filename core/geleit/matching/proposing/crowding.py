"""Balance within one proposal: a mentor's second new case already counts the first.

`free_capacity` scores the free share of a mentor's places as it stands before anybody is proposed, so many new people
would all go where most is free. Here every free place has its own worth: the k-th further case counts what is free
when the k - 1 before it are there. That falls with each place, so an exact assignment over places, one column for each,
fills them in that order and spreads the people as the criterion's weight says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np

from geleit.matching.assigning.assignment import Assignment, assign
from geleit.matching.assigning.checking import SCALE, Bools, InfeasibleLocks, Ints, Pairs
from geleit.matching.scoring.scores import Scores
from geleit.questions.matching import Combine, MatchingPolicy, Objective
from geleit.standard.scorers import FreeCapacity


def balanced(policy: MatchingPolicy) -> tuple[tuple[str, float, float], ...]:
    """The criteria by which cases are balanced: code, weight in points, neutral value.

    Where the smaller of both sides' views is the score, one that is a single side's wish is left out: what it takes
    from a pair is then not the same for all of a mentor's pairs.
    """
    smaller = policy.combine is Combine.SMALLER
    return tuple(
        (one.code, float(one.weight), float(one.neutral))
        for one in policy.criteria
        if isinstance(one.scorer, FreeCapacity) and not (smaller and one.wish_of is not None)
    )


def free_shares(loads: Any, places: Ints, most: int) -> Any:
    """The share of its places that is free before a mentor's first, second … further case: (m, most), from 0 to 1.

    loads: (m,), running cases by places before the first, NaN where unknown. places: (m,), free places; the last one
    takes up what is left.
    """
    left = np.maximum(places[:, None] - np.arange(most), 0)
    share = np.clip(1.0 - np.asarray(loads, np.float64), 0.0, 1.0)
    return share[:, None] * left / np.maximum(places, 1)[:, None]


def crowding_by_criterion(scores: Scores, places: Ints, most: int | None = None) -> Mapping[str, Ints]:
    """What each balancing criterion takes from a mentor's k-th further pair: code → (m, most) in units, rising along k.

    places: (m,), the free places; `most` of them are looked at, all where not given.
    """
    most = int(places.max(initial=0)) if most is None else most
    shares = free_shares(scores.sides.mentors.columns.flat["load"], places, max(most, 1))
    taken = {}
    for code, weight, neutral in balanced(scores.policy):
        units = np.rint(weight * np.where(np.isnan(shares), neutral, shares) * SCALE).astype(np.int64)
        taken[code] = units[:, :1] - units
    return taken


def crowding(scores: Scores, places: Ints, most: int | None = None) -> Ints | None:
    """What a mentor's k-th further pair counts less than the scores say, by all criteria: (m, most) in units; None
    where the policy does not balance, and so nothing is taken away."""
    by_criterion = crowding_by_criterion(scores, places, most)
    return np.sum(list(by_criterion.values()), axis=0) if by_criterion and places.size else None


def assign_balanced(
    scores: Ints,
    crowded: Ints | None,
    *,
    allowed: Bools,
    capacity: Ints,
    mentee_capacity: Ints,
    reservation: int | Ints | None = None,
    locked: Pairs = (),
    objective: Objective = Objective.MOST_MATCHED,
    ids: tuple[tuple[str, ...], tuple[str, ...]],
    seed: int = 0,
    solve: Callable[..., Assignment] = assign,
    **more: Any,
) -> Assignment:
    """`assign` over the mentors' places, each worth what `crowded` leaves of it: exact for `most_matched` and
    `best_total`; `fairest` raises the worst pair by the scores themselves and balances above it.

    Locked pairs take the first places. `total` and `worst` are by the scores themselves, whatever was taken from them;
    prices and certificate are those of the places. `stable` is not balanced, since it adds nothing up, nor is a run in
    which somebody may have several mentors, who could then get two places with the same. `solve` is called as `assign`
    is, with what is solved in the end; it can look at the proof.
    """
    plain = {
        "allowed": allowed,
        "capacity": capacity,
        "mentee_capacity": mentee_capacity,
        "reservation": reservation,
        "locked": locked,
        "ids": ids,
        "seed": seed,
        **more,
    }
    if crowded is None or objective is Objective.STABLE or int(mentee_capacity.max(initial=0)) > 1:
        return solve(scores, objective=objective.value, **plain)
    if objective is Objective.FAIREST:
        fairest = solve(scores, objective=objective.value, **plain)
        found = [int(scores[pair]) for pair in fairest.pairs if pair not in locked]
        plain["allowed"] = _above(scores, allowed, min(found, default=0), locked)
    places = _Places.of(np.minimum(capacity, len(scores)))
    held = places.hold(locked)
    if held is None:
        return solve(scores, objective=objective.value, **plain)
    worth = _PlaceScores(
        scores=scores,
        allowed=plain["allowed"],
        owner=places.owner,
        taken=crowded[places.owner, np.minimum(places.number, crowded.shape[1] - 1)],
        least=None if reservation is None else np.broadcast_to(reservation, len(scores)).reshape(-1, 1),
    )
    over = objective if objective is Objective.BEST_TOTAL else Objective.MOST_MATCHED
    told = plain | {
        "allowed": None,
        "capacity": places.exists,
        "locked": held,
        "ids": (ids[0], places.names(ids[1])),
    }
    try:
        chosen = solve(worth, objective=over.value, **told)
    except InfeasibleLocks:
        # The same contradiction, in the mentors' names instead of their places'.
        solve(scores, objective=objective.value, **plain)
        raise
    pairs = tuple(sorted((row, int(places.owner[column])) for row, column in chosen.pairs))
    reached = [int(scores[pair]) for pair in pairs]
    return attrs.evolve(
        chosen, pairs=pairs, total=sum(reached), objective=objective.value, worst=min(reached, default=None)
    )


def _above(scores: Ints, allowed: Bools, least: int, locked: Pairs) -> Bools:
    """The allowed pairs that reach a score, and the locked ones."""
    kept: Bools = allowed & (scores >= least)
    for pair in locked:
        kept[pair] = allowed[pair]
    return kept


@attrs.frozen(eq=False, kw_only=True)
class _PlaceScores:
    """The scores of mentees with places, worked out block by block: those with the places' owners, less what is
    `taken` from each place. A pair that reaches the `least` score (n, 1) does not fall below it by that."""

    scores: Ints
    allowed: Bools
    owner: Ints
    taken: Ints
    least: Ints | None

    @property
    def shape(self) -> tuple[int, int]:
        """Mentees and places."""
        return len(self.scores), len(self.owner)

    def block(self, start: int, stop: int) -> tuple[Ints, Bools]:
        """The scores of some mentees with all places in units, and which of them may be."""
        reached = self.scores[start:stop, self.owner].astype(np.int64)
        worth = reached - self.taken
        if self.least is not None:
            least = self.least[start:stop]
            worth = np.where(reached >= least, np.maximum(worth, least), worth)
        return worth, self.allowed[start:stop, self.owner]


@attrs.frozen(eq=False)
class _Places:
    """A column for each of the mentors' places: whose it is, the how manieth (from 0), and whether it exists; who has
    none keeps one that does not."""

    owner: Ints
    number: Ints
    exists: Ints

    @classmethod
    def of(cls, capacity: Ints) -> _Places:
        size = np.maximum(capacity, 1)
        owner = np.repeat(np.arange(len(capacity)), size)
        number = np.arange(len(owner)) - np.repeat(np.cumsum(size) - size, size)
        return cls(owner, number, (number < capacity[owner]).astype(np.int64))

    def hold(self, locked: Pairs) -> Pairs | None:
        """The first places of each mentor for the locked pairs; None where there are not as many."""
        first = np.flatnonzero(self.number == 0)
        sizes = np.bincount(self.owner, weights=self.exists, minlength=len(first))
        used: Counter[int] = Counter()
        held = []
        for row, column in locked:
            if not 0 <= column < len(first) or used[column] >= sizes[column]:
                return None
            held.append((row, int(first[column]) + used[column]))
            used[column] += 1
        return tuple(held)

    def names(self, mentors: tuple[str, ...]) -> tuple[str, ...]:
        """An id for each place."""
        return tuple(f"{mentors[j]} {k}" for j, k in zip(self.owner.tolist(), self.number.tolist(), strict=True))
