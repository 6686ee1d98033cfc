"""Every objective against answers that owe nothing to the engine, by every way the engine can take."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.matching import Assignment
from geleit.matching.assigning import solving
from geleit.matching.assigning.checking import AssignmentError
from tests.oracles.answers import blocking_by_definition, by_program, by_trying, proposing
from tests.oracles.instances import OBJECTIVES, Case, drawn, free_part, standing
from tests.oracles.ways import WAYS, taking

Answer = Callable[[Case, str], tuple[float, ...]]
SUMS = ("most_matched", "best_total", "fairest")


def solved(case: Case, objective: str, many_ties: bool) -> Assignment:
    """The one answer of all ways: the same pairs, sums and prices."""
    found = []
    for way in WAYS:
        with taking(way, many_ties=many_ties) as solver:
            found.append(case.solve(objective, solver=solver))
    first = found[0]
    for way, other in zip(WAYS, found, strict=True):
        assert attrs.evolve(other, solver=first.solver) == first, way
    return first


def equals_the_answer(case: Case, objective: str, many_ties: bool, answer: Answer) -> None:
    """Every way reaches the standing which the other answer names, and proves it."""
    result = solved(case, objective, many_ties)
    assert standing(case, objective, free_part(case, result)) == answer(case, objective)
    assert case.verifies(result.certificate)


@settings(max_examples=100)
@given(drawn(most=4), st.sampled_from(SUMS), st.booleans())
def test_every_way_equals_trying_everything(case: Case, objective: str, many_ties: bool) -> None:
    """Tiny instances: what no choice of pairs exceeds."""
    equals_the_answer(case, objective, many_ties, by_trying)


@settings(max_examples=50)
@given(drawn(most=12), st.sampled_from(SUMS), st.booleans())
def test_every_way_equals_an_integer_program(case: Case, objective: str, many_ties: bool) -> None:
    """Up to twelve on a side, where trying everything takes too long."""
    equals_the_answer(case, objective, many_ties, by_program)


@settings(max_examples=60)
@given(drawn(most=4), st.sampled_from(SUMS))
def test_the_other_answers_agree(case: Case, objective: str) -> None:
    """Trying and integer programs are no help unless they are right themselves."""
    assert by_trying(case, objective) == by_program(case, objective)


def nothing_blocks(case: Case) -> None:
    """Pair by pair, by the definition; the same block by block."""
    result = case.solve("stable")
    assert blocking_by_definition(case, free_part(case, result)) == ()
    assert case.verifies(result.certificate)
    with taking("dense, block by block"):
        assert attrs.evolve(case.solve("stable"), solver=result.solver) == result


@settings(max_examples=100)
@given(drawn(most=12))
def test_no_pair_blocks_a_stable_result(case: Case) -> None:
    """With several places on both sides, vetoes, locks, reservations and ties."""
    nothing_blocks(case)


@settings(max_examples=100)
@given(drawn(most=12, mentee_places=1, ties=False))
def test_strict_preferences_give_the_mentees_best_stable_result(case: Case) -> None:
    """One place on each side: the pairs of the textbook's method (Gale and Shapley 1962), which does without a ring."""
    single = case._replace(capacity=[min(places, 1) for places in case.capacity])
    used = {column for _, column in case.locked}
    single = single if len(used) == len(case.locked) else single._replace(locked=())
    assert free_part(single, single.solve("stable")) == proposing(single)


@settings(max_examples=50)
@given(drawn(most=8), st.sampled_from(OBJECTIVES))
def test_who_does_without_or_tools_gets_the_same(case: Case, objective: str) -> None:
    """SciPy is then chosen by itself; asking for the other is answered in a sentence."""
    usual = case.solve(objective)
    with patch.object(solving, "_installed", return_value=False):
        solver = "geleit" if objective == "stable" else "scipy"
        assert case.solve(objective) == attrs.evolve(usual, solver=solver)
        with pytest.raises(AssignmentError) as caught:
            case.solve(objective, solver="ortools")
    assert caught.value.sentence.code == "assign.no_ortools"


@pytest.mark.soak
@settings(max_examples=5_000)
@given(drawn(most=4), st.sampled_from(SUMS), st.booleans())
def test_every_way_equals_trying_everything_thousands_of_times(case: Case, objective: str, many_ties: bool) -> None:
    """The long version."""
    equals_the_answer(case, objective, many_ties, by_trying)


@pytest.mark.soak
@settings(max_examples=5_000)
@given(drawn(most=12), st.sampled_from(SUMS), st.booleans())
def test_every_way_equals_an_integer_program_thousands_of_times(case: Case, objective: str, many_ties: bool) -> None:
    """The long version."""
    equals_the_answer(case, objective, many_ties, by_program)


@pytest.mark.soak
@settings(max_examples=5_000)
@given(drawn(most=12))
def test_no_pair_blocks_a_stable_result_thousands_of_times(case: Case) -> None:
    """The long version."""
    nothing_blocks(case)
