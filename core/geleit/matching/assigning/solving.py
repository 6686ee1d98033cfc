"""Prune, solve, price, certify: the exact answer to a problem, and the prices that prove it.

Of each mentee only the most promising pairs go to a solver. The least prices of its answer say of every other pair
whether it could improve anything; those that could are added, and it is solved again until there is none. By weak
duality the prices then bound every possible assignment by what was found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from itertools import count

import attrs
import numpy as np

from geleit.labels import say
from geleit.matching.assigning.checking import AssignmentError, too_large
from geleit.matching.assigning.dense import copies, dense_prices, fits_doubles
from geleit.matching.assigning.face import Face, face_of
from geleit.matching.assigning.pricing import NotOptimal, least_prices
from geleit.matching.assigning.problem import Bools, Edges, Ints, Problem, joined
from geleit.matching.assigning.searching import breaking, most_promising
from geleit.matching.assigning.settling import settle
from geleit.matching.assigning.ties import Ring

SOLVERS = ("ortools", "scipy")
WIDEST = 2**63
"""No sum of gains, bonuses and prices reaches it: what integers of 64 bits hold."""
_TINY, _SMALL, _LARGE = 100**2, 1_000**2, 5_000**2
"""Pairs up to which a table is solved by OR-Tools at once, by SciPy at once, and by SciPy where pruning does not help."""
_ENOUGH = 8
"""After which attempt pruning is said not to help."""
_EACH, _MORE = 20, 20
"""Pairs of each mentee that are tried first, and that are added where prices do not hold."""
_PATIENCE = 3
"""After so many attempts the number of pairs added is doubled, and again."""
_THINNING, _KEPT = 1, 10
"""After which attempt candidates are thinned out, once, and to how many of each mentee."""


@attrs.frozen(eq=False)
class Solved:
    """One best assignment with its proof: the mentors' prices (m,) and the face they make; and whose `solver` ran."""

    pairs: Edges
    prices: Ints
    face: Face
    solver: str


@attrs.frozen(eq=False)
class Priced:
    """The least prices (m,), and whose solver found them."""

    prices: Ints
    solver: str


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
    priced = prices_of(problem, solver)
    face = face_of(problem, priced.prices)
    pairs = settle(face, ring)
    value = int((pairs.score - problem.worth[pairs.row]).sum())
    value += int(problem.bonus[list(set(pairs.row.tolist()))].sum())
    if value != face.bound:
        raise AssignmentError(say("assign.not_proven", status=f"{value} / {face.bound}"))
    return Solved(pairs, priced.prices, face, priced.solver)


def prices_of(problem: Problem, solver: str | None = None) -> Priced:
    """The least prices of the best assignments, the same whichever solver finds one of them."""
    chosen = available(solver)
    require_exact(problem)
    size = problem.shape[0] * max(problem.shape[1], copies(problem))
    one_place = int(problem.places.max(initial=0)) <= 1 and fits_doubles(problem)
    # Importing SciPy's solver takes longer than solving a tiny problem by OR-Tools.
    if one_place and size <= _SMALL and (chosen == "scipy" or (solver is None and size > _TINY)):
        return Priced(dense_prices(problem), "scipy")
    if chosen == "ortools":
        from geleit.matching.assigning.flow import heaviest
    else:
        from geleit.matching.assigning.bipartite import heaviest
    edges = most_promising(problem, _EACH)
    for attempt in count():
        gain = edges.score - problem.worth[edges.row]
        made = heaviest(edges.row, edges.column, gain, problem.places, problem.capacity, problem.bonus)
        try:
            duals = least_prices(problem, edges, made)
        except NotOptimal:
            raise AssignmentError(say("assign.not_proven", status=chosen)) from None
        levels = duals.mentees + problem.worth
        found = breaking(problem, duals.mentors, levels, edges.only(made), _MORE << attempt // _PATIENCE)
        if not len(found):
            break
        if attempt == _ENOUGH and one_place and size <= _LARGE and solver is None:
            # Where most pairs compete for the same places, there is little to leave out.
            return Priced(dense_prices(problem), "scipy")
        if attempt == _THINNING:
            edges = _thinned(edges, edges.score - levels[edges.row] - duals.mentors[edges.column], made)
        edges = _grown(edges, found, problem)
    return Priced(duals.mentors, chosen)


def _thinned(edges: Edges, slack: Ints, made: Bools) -> Edges:
    """Without the pairs that good prices make least likely. What is missed is found again, as any other pair is."""
    kept = _KEPT * len(np.unique(edges.row))
    if len(edges) <= kept:
        return edges
    limit = np.partition(slack, len(slack) - kept)[len(slack) - kept]
    return edges.only((slack >= limit) | made)


def require_exact(problem: Problem) -> None:
    """Refuse scores whose sums would leave the integers of 64 bits. Raises AssignmentError."""
    most = problem.largest + int(problem.worth.max(initial=0)) + int(problem.bonus.max(initial=0))
    factor = 4 * (sum(problem.shape) + 2)
    if most * factor >= WIDEST:
        raise too_large(problem.largest, most * factor, WIDEST)


def _grown(edges: Edges, found: Edges, problem: Problem) -> Edges:
    """The pairs with those found added. Raises AssignmentError if all were there: a table answers differently."""
    grown = joined(edges, found, problem.shape[1])
    if len(grown) == len(edges):
        raise AssignmentError(say("assign.not_repeatable"))
    return grown
