"""Prune, solve, price, certify: the exact answer to a problem, and the prices that prove it.

Of each mentee only the most promising pairs go to a solver. The least prices of its answer say of every other pair
whether it could improve anything; those that could are added, and it is solved again until there is none. By weak
duality the prices then bound every possible assignment by what was found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

import attrs

from geleit.labels import say
from geleit.matching.assigning.checking import AssignmentError
from geleit.matching.assigning.dense import copies, dense_prices
from geleit.matching.assigning.face import Face, face_of
from geleit.matching.assigning.pricing import NotOptimal, least_prices
from geleit.matching.assigning.problem import Edges, Ints, Problem, joined
from geleit.matching.assigning.searching import breaking, most_promising
from geleit.matching.assigning.settling import settle
from geleit.matching.assigning.ties import Ring

SOLVERS = ("ortools", "scipy")
WIDEST = 2**63
_TINY, _SMALL = 100**2, 1_000**2
_EACH, _MORE = 20, 20
"""Pairs of each mentee that are tried first, and that are added where prices do not hold."""


@attrs.frozen(eq=False)
class Solved:
    """One best assignment with its proof: the mentors' prices (m,), the face they make, and its objective value."""

    pairs: Edges
    prices: Ints
    face: Face
    value: int


def available(solver: str | None) -> str:
    """The solver asked for, otherwise OR-Tools where it is installed. Raises AssignmentError if it is not there."""
    if solver != "scipy" and _installed():
        return "ortools"
    if solver == "ortools":
        raise AssignmentError(say("assign.no_ortools"))
    return "scipy"


@cache
def _installed() -> bool:
    """Looked up once: it takes as long as a small assignment."""
    return find_spec("ortools") is not None


def solve(problem: Problem, ring: Callable[[], Ring], solver: str | None = None) -> Solved:
    """The best assignment, proven; of equally good ones the one the ring decides on.

    Raises AssignmentError where numbers are too large to be exact, or the proof fails.
    """
    prices = prices_of(problem, solver)
    face = face_of(problem, prices)
    pairs = settle(face, ring)
    value = int((pairs.score - problem.worth[pairs.row]).sum())
    value += int(problem.bonus[list(set(pairs.row.tolist()))].sum())
    if value != face.bound:
        raise AssignmentError(say("assign.not_proven", status=f"{value} / {face.bound}"))
    return Solved(pairs, prices, face, value)


def prices_of(problem: Problem, solver: str | None = None) -> Ints:
    """The least prices (m,) of the best assignments, the same whichever solver finds one of them."""
    chosen = available(solver)
    require_exact(problem)
    size = problem.shape[0] * copies(problem)
    one_place = int(problem.places.max(initial=0)) <= 1
    # Importing SciPy's solver takes longer than solving a tiny problem by OR-Tools.
    if one_place and size <= _SMALL and (chosen == "scipy" or (solver is None and size > _TINY)):
        return dense_prices(problem)
    if chosen == "ortools":
        from geleit.matching.assigning.flow import heaviest
    else:
        from geleit.matching.assigning.bipartite import heaviest
    edges = most_promising(problem, _EACH)
    while True:
        gain = edges.score - problem.worth[edges.row]
        made = heaviest(edges.row, edges.column, gain, problem.places, problem.capacity, problem.bonus)
        try:
            duals = least_prices(problem, edges, made)
        except NotOptimal:
            raise AssignmentError(say("assign.not_proven", status=chosen)) from None
        found = breaking(problem, duals.mentors, duals.mentees + problem.worth, edges.only(made), _MORE)
        if not len(found):
            return duals.mentors
        edges = _grown(edges, found, problem)


def require_exact(problem: Problem) -> None:
    """Refuse scores whose sums would leave the integers of 64 bits. Raises AssignmentError."""
    most = problem.largest + int(problem.worth.max(initial=0)) + int(problem.bonus.max(initial=0))
    factor = 4 * (sum(problem.shape) + 2)
    if most * factor >= WIDEST:
        limit = WIDEST // (factor * (most // max(problem.largest, 1) + 1))
        raise AssignmentError(say("assign.too_large", what=say("assign.scores"), found=problem.largest, limit=limit))


def _grown(edges: Edges, found: Edges, problem: Problem) -> Edges:
    """The pairs with those found added. Raises AssignmentError if all were there: a table answers differently."""
    grown = joined(edges, found, problem.shape[1])
    if len(grown) == len(edges):
        raise AssignmentError(say("assign.not_repeatable"))
    return grown
