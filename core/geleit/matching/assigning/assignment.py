"""`assign`: scores in, the best pairs and their proof out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import attrs
import numpy as np
from numpy.typing import ArrayLike

from geleit.labels import Listed, say
from geleit.matching.assigning.certificate import Certificate
from geleit.matching.assigning.checking import AssignmentError, Ints, Pairs
from geleit.matching.assigning.exact import best_total, most_matched, per_person
from geleit.matching.assigning.fairest import fairest
from geleit.matching.assigning.instance import Ids, Instance, Scores, read_instance
from geleit.matching.assigning.prices import Prices
from geleit.matching.assigning.problem import Edges
from geleit.matching.assigning.solving import SOLVERS, Solved, available
from geleit.matching.assigning.stable import scores_of, stable
from geleit.matching.assigning.ties import Ring, ring_of


@attrs.frozen
class Assignment:
    """Who is matched with whom.

    Rows and columns are those of the scores given. `total` and `worst` are in units: the scores' own where they are
    integers, 1/10,000 of a point where they are fractions.
    """

    pairs: Pairs
    """(mentee's row, mentor's column), sorted; locked pairs are among them."""
    total: int
    """The sum of the pairs' scores, on the mentees' matrix."""
    unmatched: tuple[int, ...]
    """The rows of the mentees without any mentor."""
    objective: str
    worst: int | None
    """The smallest score of all pairs; None where there is no pair."""
    solver: str
    """Whose solver ran: `ortools` or `scipy`, with the same pairs either way; `geleit` for `stable`."""
    prices: Prices | None
    """What places are worth to the whole; None for `stable`, which optimises no sum."""
    certificate: Certificate
    """The proof, to be checked by `certificate.verify`."""


@attrs.frozen(eq=False)
class _Found:
    pairs: Edges
    solver: str
    prices: Prices | None = None
    proof: dict[str, object] = attrs.field(factory=dict)


Objective = Callable[[Instance, Callable[[], Ring], str | None], _Found]


def _most_matched(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> _Found:
    return _with_prices(most_matched(instance, ring, solver), per_person(instance))


def _best_total(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> _Found:
    return _with_prices(best_total(instance, ring, solver), 0)


def _fairest(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> _Found:
    found = fairest(instance, ring, solver)
    above = () if found.cover_above is None else tuple(found.cover_above.tolist())
    more = {"threshold": found.threshold, "cover": tuple(found.cover.tolist()), "cover_above": above}
    priced = _with_prices(found.solved, per_person(instance))
    return attrs.evolve(priced, proof={**priced.proof, **more})


def _stable(instance: Instance, ring: Callable[[], Ring], solver: str | None) -> _Found:
    return _Found(stable(instance, ring), "geleit")


def _with_prices(solved: Solved, each: int) -> _Found:
    prices = Prices(solved.face.levels, solved.prices, each)
    return _Found(solved.pairs, solved.solver, prices, {"prices": tuple(solved.prices.tolist())})


_OBJECTIVES: dict[str, Objective] = {
    "most_matched": _most_matched,
    "best_total": _best_total,
    "fairest": _fairest,
    "stable": _stable,
}


def assign(
    scores: Scores,
    *,
    mentor_scores: Scores | None = None,
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    mentee_capacity: ArrayLike | None = None,
    reservation: ArrayLike | None = None,
    locked: Iterable[tuple[int, int]] = (),
    objective: str = "most_matched",
    ids: Ids | None = None,
    seed: int = 0,
    solver: str | None = None,
) -> Assignment:
    """The best pairs of n mentees (rows) and m mentors (columns), exactly, with the proof.

    scores: (n, m). Integers are taken as they are; fractions are multiplied by 10,000 and rounded, so they are exact
        to 1/10,000 of a point. Or a `Table` that gives whole units block by block, for more pairs than fit in memory.
    mentor_scores: (n, m), the mentors' own view, for the objective `stable` only; without it both sides share `scores`.
    allowed: (n, m) of bool. A forbidden pair is never made and uses up nobody's place.
    capacity, mentee_capacity: places per mentor (m,) and per mentee (n,), or one number for all; 1 where not given.
        No pair is made twice, however many places both have.
    reservation: (n,) or one number, in the scores' points: what leaving one of a mentee's places empty is worth. No
        pair below it is made, except a locked one. Where not given nothing is too low, only that `best_total` makes
        no pair which lowers the total.
    locked: pairs that must be in the result. They are made first; each objective is then judged among the rest.
    objective: `most_matched`: as many mentees with at least one mentor as possible, then the best total;
        `best_total`: the best sum of scores and of the reservations of the mentees' empty places, of equal sums one
        with the most pairs;
        `fairest`: as many mentees as possible, then the best worst pair, then the best total;
        `stable`: no two would both rather have each other; mentees propose.
    ids: the permanent ids of mentees and of mentors, each side's differing as texts. Ties are broken by digests of
        id and seed, so the pairs stay the same in whatever order the rows come; without ids by row and column.
    seed: the round's; another seed breaks ties another way.
    solver: `ortools` (the extra `scale`) or `scipy`; the faster one that is installed where not given.

    Empty sides, nothing allowed and no places at all give a valid, empty assignment.
    Raises AssignmentError for arrays that cannot be matched (shape, type, NaN, infinity, too large to be added
    exactly) or a solver that is not installed, InfeasibleLocks with every contradiction among the locked pairs.
    """
    find = _OBJECTIVES.get(objective)
    if find is None:
        known = Listed(_OBJECTIVES, last="list.or")
        raise AssignmentError(say("assign.objective_unknown", found=objective, known=known))
    if solver is not None and solver not in SOLVERS:
        known = Listed(SOLVERS, last="list.or")
        raise AssignmentError(say("assign.solver_unknown", found=solver, known=known))
    available(solver)
    if mentor_scores is not None and find is not _stable:
        raise AssignmentError(say("assign.mentor_scores_unused", objective=objective))
    instance = read_instance(
        scores,
        mentor_scores=mentor_scores,
        allowed=allowed,
        capacity=capacity,
        mentee_capacity=mentee_capacity,
        reservation=reservation,
        locked=locked,
        ids=ids,
    )

    @cache
    def ring() -> Ring:
        return ring_of(instance.names.mentees, instance.names.mentors, seed)

    found = find(instance, ring, solver)
    row, column = np.array(instance.locked, np.int64).reshape(-1, 2).T
    reached = np.concatenate((found.pairs.score, scores_of(instance, row, column)))
    made = zip(found.pairs.row.tolist(), found.pairs.column.tolist(), strict=True)
    pairs = tuple(sorted((*instance.locked, *made)))
    total = int(reached.sum())
    return Assignment(
        pairs=pairs,
        total=total,
        unmatched=_without(instance.shape[0], pairs),
        objective=str(objective),
        worst=int(reached.min()) if len(reached) else None,
        solver=found.solver,
        prices=found.prices,
        certificate=Certificate(objective=str(objective), pairs=pairs, total=total, bound=total, **found.proof),  # type: ignore[arg-type]  # a proof's own keys
    )


def _without(n: int, pairs: Pairs) -> tuple[int, ...]:
    matched: Ints = np.zeros(n, np.int64)
    matched[[row for row, _ in pairs]] = 1
    return tuple(np.flatnonzero(matched == 0).tolist())
