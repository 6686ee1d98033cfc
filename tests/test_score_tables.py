"""Scores in every type, order and size that arrays come in, or streamed: the same pairs, or a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geleit.errors import GeleitError
from geleit.matching import Assignment, assign
from geleit.matching.assigning.checking import AssignmentError
from geleit.matching.assigning.gain import Gain
from tests.oracles.answers import by_trying
from tests.oracles.instances import OBJECTIVES, Case, drawn, free_part, standing
from tests.oracles.ways import WAYS, taking

SUMS = ("most_matched", "best_total", "fairest")
SOLVERS = ("scipy", "ortools")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
FRACTIONS = ("float16", "float32", "float64", "longdouble")


class Streamed:
    """A table that works its blocks out into the same scratch arrays every time."""

    def __init__(self, scores: NDArray[Any], allowed: NDArray[np.bool_] | None = None) -> None:
        self._scores, self._allowed = scores, allowed
        self._scratch, self._may = scores.copy(), np.ones(scores.shape, np.bool_)

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""
        return self._scores.shape[0], self._scores.shape[1]

    def block(self, start: int, stop: int) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
        """Only valid until the next one."""
        self._scratch[:] = 111
        scores, may = self._scratch[: stop - start], self._may[: stop - start]
        scores[:] = self._scores[start:stop]
        if self._allowed is None:
            return scores, None
        may[:] = self._allowed[start:stop]
        return scores, may


def example() -> NDArray[np.int64]:
    """Ties, and more mentees than mentors."""
    return np.random.default_rng(5).integers(0, 6, (9, 7))


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("kind", [*INTEGERS, "bool"])
def test_every_integer_type_gives_the_same(kind: str, solver: str, objective: str) -> None:
    """Also for places and reservations of narrow types."""
    scores = example() > 2 if kind == "bool" else example()
    plain = assign(scores.astype(np.int64), capacity=[2] * 7, reservation=[1] * 9, objective=objective, solver=solver)
    places = np.full(7, 2, "int8" if kind == "bool" else kind)
    own = np.ones(9, places.dtype)
    narrow = assign(
        scores.astype(kind), capacity=places, mentee_capacity=own, reservation=own, objective=objective, solver=solver
    )
    assert narrow == plain


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("kind", FRACTIONS)
def test_every_type_of_fractions_gives_the_same(kind: str, objective: str) -> None:
    """Quarters of points are exact in all of them: 10,000 units a point."""
    quarters = example() - 2
    exact = assign(2_500 * quarters, reservation=[-2_500] * 9, objective=objective)
    assert assign((quarters / 4).astype(kind), reservation=[-0.25] * 9, objective=objective) == exact


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("solver", SOLVERS)
def test_memory_order_does_not_matter_and_nothing_given_is_changed(solver: str, objective: str) -> None:
    """Columns first, every second entry of a larger array, backwards, read-only, in the other byte order."""
    scores = example()
    plain = assign(scores, objective=objective, solver=solver)
    wide = np.repeat(np.repeat(scores, 2, axis=0), 3, axis=1)
    fixed = scores.copy()
    fixed.setflags(write=False)
    kinds = [
        np.asfortranarray(scores),
        wide[::2, ::3],
        scores[::-1, ::-1].copy()[::-1, ::-1],
        fixed,
        scores.astype(">i8"),
    ]
    for other in [*kinds, scores.astype(np.int32).T.copy().T, scores.astype(float), scores.astype(">f8")]:
        before = other.copy()
        again = assign(other, objective=objective, solver=solver)
        assert again.pairs == plain.pairs
        assert np.array_equal(other, before)


@settings(max_examples=80)
@given(drawn(most=9), st.sampled_from(OBJECTIVES), st.sampled_from(["int8", "int16", "int32", "int64"]))
def test_a_streamed_table_gives_the_same_as_an_array(case: Case, objective: str, kind: str) -> None:
    """Blocks of a few rows, each overwriting the last, with permissions in the table, beside it, or both."""
    small = np.clip(case.scores, -128, 127)
    theirs = np.clip(case.mentor_scores, -128, 127)
    expected = case._replace(scores=small, mentor_scores=theirs).solve(objective)
    part = np.random.default_rng(small.size).random(small.shape) < 0.5
    more: dict[str, Any] = {} if objective != "stable" else {"mentor_scores": Streamed(theirs.astype(kind))}
    for inside, beside in ((case.allowed, None), (None, case.allowed), (case.allowed | part, case.allowed | ~part)):
        table = Streamed(small.astype(kind), inside)
        for way in ("dense, block by block", "flow, pruned, block by block"):
            with taking(way) as solver:
                found = assign(
                    table,
                    allowed=beside,
                    capacity=case.capacity,
                    mentee_capacity=case.mentee_capacity,
                    reservation=case.reservation,
                    locked=case.locked,
                    objective=objective,
                    solver=solver,
                    **more,
                )
                assert found.pairs == expected.pairs
                assert found.certificate == expected.certificate
                assert found.certificate.verify(
                    table,
                    allowed=beside,
                    capacity=case.capacity,
                    mentee_capacity=case.mentee_capacity,
                    reservation=case.reservation,
                    locked=case.locked,
                    **more,
                )


@pytest.mark.parametrize("kind", ["uint8", "float64", "bool"])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_table_of_anything_but_whole_units_is_refused(kind: str, objective: str) -> None:
    """Neither cut off nor wrapped round."""
    with pytest.raises(AssignmentError) as caught:
        assign(Streamed(example().astype(kind)), objective=objective)
    assert caught.value.sentence.code == "assign.not_integers"


def test_the_lowest_integer_of_a_type_is_the_worst_score() -> None:
    """-128 has no negative in 8 bits; nobody takes it for the best."""
    table = Streamed(np.array([[-128, -127], [0, 1]], np.int8))
    for objective in OBJECTIVES:
        result = assign(table, objective=objective, capacity=[1, 2])
        assert (0, 0) not in result.pairs
    assert assign(table, objective="stable", capacity=[1, 2]).pairs == ((0, 1), (1, 1))


@settings(max_examples=60)
@given(drawn(most=4), st.sampled_from(SUMS), st.sampled_from([2**29, 2**30, 2**31, 2**40]), st.integers(-2, 2))
def test_large_scores_are_exact(case: Case, objective: str, large: int, about: int) -> None:
    """Where 32 bits end and far beyond, with both signs, one unit still decides."""
    signs = np.random.default_rng(case.scores.size).choice([-1, 1], case.scores.shape)
    scores = signs * (case.scores % 3 + large + about)
    reservation = None if case.reservation is None else [value % 3 * large for value in case.reservation]
    other = case._replace(scores=scores, reservation=reservation)
    best = by_trying(other, objective)
    for way in WAYS:
        with taking(way) as solver:
            result = other.solve(objective, solver=solver)
        assert standing(other, objective, free_part(other, result)) == best
        assert other.verifies(result.certificate)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("solver", [None, *SOLVERS])
@pytest.mark.parametrize("largest", [2**k for k in range(42, 54, 2)])
def test_a_sum_is_exact_or_refused(largest: int, solver: str | None, objective: str) -> None:
    """Many pairs of large scores: never a sum that wrapped round, never a bare overflow."""
    for places in (1, 40):
        try:
            result = assign(
                np.full((40, 40), largest), objective=objective, solver=solver, capacity=places, mentee_capacity=places
            )
        except GeleitError as error:
            assert error.sentence.code == "assign.too_large"
        else:
            assert result.total == largest * 40 * places


def test_what_one_solver_cannot_hold_is_left_to_the_other() -> None:
    """Without a solver named, numbers too large for doubles are no reason to refuse."""
    scores = np.full((120, 120), 2**40)
    scores[np.diag_indices(120)] += 1
    for objective in SUMS:
        assert assign(scores, objective=objective).pairs == tuple((i, i) for i in range(120))


@pytest.mark.parametrize("objective", SUMS)
@pytest.mark.parametrize("low", [-(2**40), -(2**52), 2**40])
def test_a_reservation_far_from_all_scores_is_exact(low: int, objective: str) -> None:
    """So low that everything reaches it, or so high that nothing does."""
    for scores in ([[1]], np.array([[1]], np.int8), Streamed(np.array([[1]], np.int8))):
        assert assign(scores, reservation=low, objective=objective).pairs == (((0, 0),) if low < 0 else ())


def people(result: Assignment) -> tuple[int, int]:
    """How many pairs, and how many are left out."""
    return len(result.pairs), len(result.unmatched)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("solver", [None, *SOLVERS])
def test_sides_of_very_different_size(solver: str | None, objective: str) -> None:
    """1,500 for one and one for 1,500: the best gets the place."""
    many = np.arange(1500)[:, None] % 997
    down = assign(many, objective=objective, solver=solver)
    assert (down.pairs, len(down.unmatched)) == (((996, 0),), 1499)
    across = assign(many.T, objective=objective, solver=solver)
    assert (across.pairs, across.unmatched) == (((0, 996),), ())
    two = assign(many.T, objective=objective, solver=solver, mentee_capacity=2)
    # A second mentor must reach what the first one does where the worst pair counts.
    assert two.total == (996 if objective == "fairest" else 996 + 995)
    assert down.certificate.verify(many)


@pytest.mark.parametrize("solver", [None, *SOLVERS])
def test_bad_scores_are_still_scores(solver: str | None) -> None:
    """Everything -5: as many as can be where people count, nobody where the sum does, everybody where it is stable."""
    scores = np.full((4, 3), -5)
    matched = {
        objective: people(assign(scores, objective=objective, solver=solver, capacity=2, mentee_capacity=2))
        for objective in OBJECTIVES
    }
    assert matched == {"most_matched": (4, 0), "best_total": (0, 4), "fairest": (4, 0), "stable": (6, 0)}


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("solver", [None, *SOLVERS])
def test_more_places_than_people_are_as_many_as_there_are_people(solver: str | None, objective: str) -> None:
    """10**9 places on both sides, in any type that holds them."""
    scores = np.arange(6).reshape(2, 3)
    whole = tuple((i, j) for i in range(2) for j in range(3))
    for places in (3, 10**9, np.int32(10**9), np.uint64(2**63), 2**62):
        result = assign(scores, capacity=places, mentee_capacity=places, objective=objective, solver=solver)
        # Only a pair that adds nothing, or is worse than the worst that has to be, may be missing.
        assert set(result.pairs) >= ({(0, 2)} if objective == "fairest" else set(whole) - {(0, 0)})
        assert result.certificate.verify(scores, capacity=places, mentee_capacity=places)
        if result.prices is not None:
            assert [result.prices.place(j) for j in range(3)] == [Gain(0, 0)] * 3


def test_the_solver_named_is_the_one_that_ran() -> None:
    """At a size that SciPy's dense solver answers faster, it is named also where OR-Tools is installed."""
    scores = np.random.default_rng(1).integers(0, 9, (120, 110))
    assert assign(scores).solver == "scipy"
    assert assign(scores, solver="ortools").solver == "ortools"
    assert assign(scores, objective="stable").solver == "geleit"
