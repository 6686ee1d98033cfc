"""`assign` against brute force, and what it promises about forbidden pairs, locks, order and numbers."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import GeleitError
from geleit.labels import core_labels
from geleit.matching import assign
from geleit.matching.assigning.checking import AssignmentError, InfeasibleLocks
from geleit.matching.assigning.stable import blocking_pairs
from tests.oracles.answers import blocking_by_definition, outcomes
from tests.oracles.instances import OBJECTIVES, Case, cases, free_part, newly_matched, open_pairs

SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(cases())
def test_most_matched_equals_brute_force(case: Case) -> None:
    """The most mentees, then the best total."""
    made = free_part(case, case.solve("most_matched"))
    best = max((count, value) for (count, _), value in outcomes(case, case.scores).items())
    assert (newly_matched(case, made), sum(int(case.scores[pair]) for pair in made)) == best


@SLOW
@given(cases())
def test_best_total_equals_brute_force(case: Case) -> None:
    """The best sum of scores and of the worth of empty places, and of equal sums the most pairs."""
    made = free_part(case, case.solve("best_total"))
    worth = np.array(case.reservation or [0] * len(case.scores), np.int64)[:, None]
    gain = 100 * (case.scores - worth) + 1
    assert sum(int(gain[pair]) for pair in made) == max(outcomes(case, gain).values())


@SLOW
@given(cases())
def test_fairest_equals_brute_force(case: Case) -> None:
    """The most mentees, then the best worst pair, then the best total."""
    made = free_part(case, case.solve("fairest"))
    every = outcomes(case, case.scores)
    # Where nobody can be newly matched, there is no worst pair to raise.
    best = max((count, worst if count else 0, value) for (count, worst), value in every.items())
    count = newly_matched(case, made)
    worst = min((float(case.scores[pair]) for pair in made), default=np.inf)
    assert (count, worst if count else 0, sum(int(case.scores[pair]) for pair in made)) == best


@SLOW
@given(cases())
def test_a_stable_result_has_no_blocking_pair(case: Case) -> None:
    """Neither by definition nor by `blocking_pairs`."""
    made = free_part(case, case.solve("stable"))
    assert blocking_by_definition(case, made) == ()
    places, capacity = case.rest()
    assert blocking_pairs(case.scores, case.mentor_scores, made, open_pairs(case), capacity, places) == ()


@SLOW
@given(cases(), st.sampled_from(OBJECTIVES))
def test_blocking_pairs_are_those_of_the_definition(case: Case, objective: str) -> None:
    """Also where an assignment is not stable."""
    result = case.solve(objective)
    made = tuple(pair for pair in result.pairs if pair not in case.locked)
    places, capacity = case.rest()
    found = blocking_pairs(
        case.scores, case.mentor_scores, made, open_pairs(case), capacity, places, reservation=case.reservation
    )
    assert found == blocking_by_definition(case, made)


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_no_mentee_does_better_in_any_stable_assignment(data: st.DataObject) -> None:
    """With strict preferences and one place per mentee, what mentees propose is their best stable outcome."""
    rows, columns = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    ranks = st.permutations(range(rows * columns))
    scores, theirs = (np.array(data.draw(ranks)).reshape(rows, columns) for _ in range(2))
    capacity = data.draw(st.lists(st.integers(0, 2), min_size=columns, max_size=columns))
    own = dict(assign(scores, mentor_scores=theirs, capacity=capacity, objective="stable").pairs)
    seen = 0
    for choice in product([*range(columns), None], repeat=rows):
        pairs = tuple((row, column) for row, column in enumerate(choice) if column is not None)
        if any(choice.count(column) > capacity[column] for column in range(columns)):
            continue
        if blocking_pairs(scores, theirs, pairs, None, capacity, None):
            continue
        seen += 1
        assert all(row in own and scores[row, own[row]] >= scores[row, column] for row, column in pairs)
    assert seen


@SLOW
@given(cases(), st.sampled_from(OBJECTIVES), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(case: Case, objective: str, seed: int, random: Any) -> None:
    """With ids, shuffled rows and columns give the identical pairs of people."""
    rows, columns = case.scores.shape
    mentees, mentors = [f"e{i}" for i in range(rows)], [f"o{j}" for j in range(columns)]
    first = case.solve(objective, ids=(mentees, mentors), seed=seed)
    down, across = random.sample(range(rows), rows), random.sample(range(columns), columns)
    both = np.ix_(down, across)
    shuffled = Case(
        case.scores[both],
        case.mentor_scores[both],
        case.allowed[both],
        [case.capacity[j] for j in across],
        [case.mentee_capacity[i] for i in down],
        None if case.reservation is None else [case.reservation[i] for i in down],
        tuple((down.index(i), across.index(j)) for i, j in case.locked),
    )
    ids = [mentees[i] for i in down], [mentors[j] for j in across]
    second = shuffled.solve(objective, ids=ids, seed=seed)
    assert {(mentees[i], mentors[j]) for i, j in first.pairs} == {(ids[0][i], ids[1][j]) for i, j in second.pairs}
    assert (first.total, first.worst) == (second.total, second.worst)


def test_the_seed_decides_ties() -> None:
    """Where everything ties, different seeds give different pairs, and the same seed the same."""
    ids = [f"e{i}" for i in range(6)], [f"o{j}" for j in range(6)]
    drawn = {assign(np.zeros((6, 6), int), ids=ids, seed=seed).pairs for seed in range(10)}
    assert len(drawn) > 1
    assert assign(np.zeros((6, 6), int), ids=ids, seed=3) == assign(np.zeros((6, 6), int), ids=ids, seed=3)


@pytest.mark.parametrize("objective", ["most_matched", "fairest"])
def test_a_forbidden_pair_never_uses_up_two_people(objective: str) -> None:
    """M2 may not have B, so M1 takes B and both are matched, though M1 with A alone scores highest."""
    allowed = [[True, True], [True, False]]
    result = assign([[10, 1], [5, 0]], allowed=allowed, objective=objective)
    assert (result.pairs, result.total, result.unmatched, result.worst) == (((0, 1), (1, 0)), 6, (), 1)


def test_the_best_total_leaves_a_mentee_alone_where_that_is_better() -> None:
    """The same people for the best total: 10 alone beats 1 + 5."""
    result = assign([[10, 1], [5, 0]], allowed=[[True, True], [True, False]], objective="best_total")
    assert (result.pairs, result.total, result.unmatched) == (((0, 0),), 10, (1,))


@pytest.mark.parametrize("objective", ["most_matched", "best_total", "fairest"])
def test_fractions_of_points_are_not_lost(objective: str) -> None:
    """0.8 + 0.3 = 1.1 is better than 0.3 + 0.1, also beside big scores."""
    result = assign([[0.3, 0.8], [0.3, 0.1]], objective=objective)
    assert (result.pairs, result.total) == (((0, 1), (1, 0)), 11_000)
    beside = assign([[0.3, 0.8, 0], [0.3, 0.1, 0], [0, 0, 900_000.0001]], objective=objective)
    assert (beside.pairs, beside.total) == (((0, 1), (1, 0), (2, 2)), 9_000_000_001 + 11_000)


def test_a_mentee_with_two_places_never_has_the_same_mentor_twice() -> None:
    """The second place goes to the second mentor, however much better the first one is."""
    result = assign([[9, 1], [8, 0]], capacity=[3, 3], mentee_capacity=[2, 1])
    assert result.pairs == ((0, 0), (0, 1), (1, 0))


def test_a_mentee_without_a_mentor_comes_before_a_second_mentor() -> None:
    """One more mentee matched outweighs any gain in points."""
    assert assign([[900, 800], [0, 1]], mentee_capacity=2).pairs == ((0, 0), (1, 1))
    assert assign([[900, 800], [0, 1]], mentee_capacity=2, objective="best_total").pairs == ((0, 0), (0, 1))


def test_no_pair_below_the_reservation_is_made_except_a_locked_one() -> None:
    """Below the minimum fit only by hand."""
    for objective in OBJECTIVES:
        assert assign([[4]], reservation=5, objective=objective).pairs == ()
        assert assign([[0.4]], reservation=0.5, objective=objective).pairs == ()
        assert assign([[5]], reservation=[5], objective=objective).pairs == ((0, 0),)
        assert assign([[4]], reservation=5, locked=[(0, 0)], objective=objective).pairs == ((0, 0),)


def test_the_worth_of_staying_unmatched_counts_in_the_best_total() -> None:
    """6 instead of 5 gains less than 5 instead of 0."""
    result = assign([[6], [5]], reservation=[5, 0], objective="best_total")
    assert result.pairs == ((1, 0),)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize(
    ("shape", "more"),
    [
        ((0, 0), {}),
        ((0, 3), {}),
        ((2, 0), {}),
        ((2, 3), {"allowed": np.zeros((2, 3), bool)}),
        ((2, 3), {"capacity": [0, 0, 0]}),
        ((2, 3), {"mentee_capacity": 0}),
        ((2, 3), {"mentee_capacity": 2, "capacity": 0}),
        ((2, 3), {"reservation": 1}),
    ],
)
def test_nobody_to_match_is_a_valid_answer(objective: str, shape: tuple[int, int], more: dict[str, Any]) -> None:
    """Empty sides, nothing allowed, no places: an empty assignment with everybody unmatched."""
    result = assign(np.zeros(shape), objective=objective, **more)
    assert (result.pairs, result.total, result.worst) == ((), 0, None)
    assert result.unmatched == tuple(range(shape[0]))
    assert result.certificate.verify(np.zeros(shape), **more)


def test_every_contradiction_among_the_locks_is_named() -> None:
    """Forbidden, twice, outside, and too many on either side, all in one error."""
    with pytest.raises(InfeasibleLocks) as caught:
        assign(
            np.ones((3, 3), int),
            allowed=[[True, True, False], [True, True, True], [True, True, True]],
            locked=[(0, 0), (0, 2), (1, 0), (1, 0), (7, 0)],
            ids=(["Ana", "Bo", "Cem"], ["Xaver", "Yusuf", "Zoe"]),
        )
    assert [problem.sentence.code for problem in caught.value.problems] == [
        "assign.lock_outside",
        "assign.lock_forbidden",
        "assign.lock_twice",
        "assign.lock_mentee_full",
        "assign.lock_mentor_full",
    ]
    spoken = caught.value.in_language("de")
    assert "5 Widersprüche" in spoken
    assert "Mentee Ana mit Mentor:in Zoe ist festgelegt, obwohl das Paar ausgeschlossen ist." in spoken
    assert "Mentor:in Xaver hat einen Platz für Mentees, festgelegt sind 2: Ana und Bo." in spoken


def test_the_pair_of_a_lock_is_not_made_again() -> None:
    """A mentee with a locked mentor and a free place gets another mentor."""
    result = assign([[9, 1]], capacity=[3, 1], mentee_capacity=2, locked=[(0, 0)])
    assert result.pairs == ((0, 0), (0, 1))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_score_that_is_no_finite_number_is_refused_by_name(bad: float) -> None:
    """NaN and infinity never reach a solver; the sentence says whose score it is."""
    with pytest.raises(AssignmentError, match="mentee Bo with mentor Zoe"):
        assign([[1.0, 2.0], [3.0, bad]], ids=(["Ana", "Bo"], ["Yusuf", "Zoe"]))
    with pytest.raises(AssignmentError, match="mentee 1 with mentor 0"):
        assign([[1, 2], [3, 4]], mentor_scores=[[1.0, 2.0], [bad, 4.0]], objective="stable")


@pytest.mark.parametrize(
    ("code", "scores", "more"),
    [
        ("objective_unknown", [[1]], {"objective": "best"}),
        ("mentor_scores_unused", [[1]], {"mentor_scores": [[1]]}),
        ("not_a_table", [1, 2], {}),
        ("wrong_shape", [[1, 2]], {"capacity": [1]}),
        ("wrong_shape", [[1, 2]], {"allowed": [[True], [True]]}),
        ("wrong_shape", [[1, 2]], {"ids": (["a"], ["b"])}),
        ("not_numbers", [["1"]], {}),
        ("not_integers", [[1]], {"capacity": [1.5]}),
        ("not_truth_values", [[1]], {"allowed": [[1]]}),
        ("not_finite", [[1]], {"reservation": np.nan}),
        ("not_whole", [[1]], {"reservation": 0.5}),
        ("negative", [[1]], {"mentee_capacity": [-1]}),
        ("too_large", [[2**60]], {}),
        ("too_large", [[1e300]], {}),
        ("too_large", [[2**51, 0], [0, 1]], {"solver": "scipy"}),
        ("too_large", [[2**52, 2**52], [0, 1]], {"mentee_capacity": 2, "solver": "scipy"}),
        ("solver_unknown", [[1]], {"solver": "guess"}),
        ("id_twice", [[1], [2]], {"ids": (["a", "a"], ["b"])}),
    ],
)
def test_what_cannot_be_matched_is_refused_in_both_languages(code: str, scores: Any, more: dict[str, Any]) -> None:
    """Each fault has its sentence, with all its values, in German and in English."""
    with pytest.raises(GeleitError) as caught:
        assign(scores, **more)
    assert caught.value.sentence.code == f"assign.{code}"
    for language in ("de", "en"):
        spoken = caught.value.in_language(language)
        assert spoken != caught.value.sentence.code
        assert "{" not in spoken


def test_every_text_exists_in_both_languages() -> None:
    """No sentence of this package falls back to the other language."""
    codes = [code for code in core_labels().codes() if code.startswith("assign.")]
    assert codes
    assert all(core_labels().languages_of(code) >= {"de", "en"} for code in codes)


def test_importing_the_package_costs_no_numpy() -> None:
    """The names are loaded on first use."""
    import subprocess
    import sys

    code = "import sys, geleit.matching; assert not {'numpy', 'scipy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
