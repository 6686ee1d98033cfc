"""Balance within one proposal: each further case of a mentor counts those proposed before it."""

from __future__ import annotations

from itertools import product
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.matching.columns.people import Candidate, Sides, build
from geleit.matching.proposing.crowding import crowding
from geleit.matching.proposing.proposing import propose
from geleit.matching.scoring.scores import score
from geleit.model.partnerships import Side
from geleit.questions.matching import Combine, Criterion, MatchingPolicy, Objective
from geleit.standard import scorers
from tests.organisations.candidates import Mentee, Mentor, mentee, mentor, pairs_of

POLICY = MatchingPolicy(
    criteria=[
        Criterion("points", scorers.closeness("points", within=10), 6, neutral=0.0),
        Criterion("free", scorers.free_capacity(), 3),
    ]
)
"""Six points for equal numbers, three for an empty caseload."""


def sides_of(mentees: list[Candidate], mentors: list[Candidate], **loads: float) -> Sides:
    """Both sides; a mentor has nobody yet unless told."""
    known = dict.fromkeys([one.id for one in mentors], 0.0) | loads
    return build(mentees, mentors, Mentee, Mentor, loads=known)


def cases(draft: Any, *mentors: str) -> list[int]:
    """How many each gets."""
    return [len(draft.of_mentor(id_)) for id_ in mentors]


@pytest.mark.parametrize("objective", [Objective.MOST_MATCHED, Objective.BEST_TOTAL, Objective.FAIREST])
def test_twenty_new_people_are_spread_evenly_over_mentors_who_fit_alike(objective: Objective) -> None:
    """Four mentors with eight places each get five, not eight, eight and four."""
    mentees = [mentee(f"e{n:02}", 1) for n in range(20)]
    mentors = [mentor(id_, 1) for id_ in "wxyz"]
    found = propose(POLICY, sides_of(mentees, mentors), capacities=dict.fromkeys("wxyz", 8), objective=objective)
    assert cases(found, *"wxyz") == [5, 5, 5, 5]
    assert {pair.score for pair in found.pairs} == {90_000}
    assert found.total == 20 * 90_000


def test_who_has_cases_already_gets_fewer_and_a_smaller_post_fills_in_proportion() -> None:
    """Free shares even out: with four of eight cases two are added where an empty caseload gets six; half a post gets
    half as many."""
    mentees = [mentee(f"e{n:02}", 1) for n in range(8)]
    sides = sides_of(mentees, [mentor("x", 1), mentor("y", 1)], x=0.5)
    assert cases(propose(POLICY, sides, capacities={"x": 4, "y": 8}), "x", "y") == [2, 6]
    twelve = [mentee(f"e{n:02}", 1) for n in range(12)]
    sides = sides_of(twelve, [mentor("x", 1), mentor("y", 1)])
    assert cases(propose(POLICY, sides, capacities={"x": 8, "y": 16}), "x", "y") == [4, 8]


def test_balance_weighs_what_the_criterion_weighs() -> None:
    """A mentor who fits better by more than a full caseload costs gets all; without the criterion nothing changes."""
    mentees = [mentee(f"e{n}", 1) for n in range(4)]
    sides = sides_of(mentees, [mentor("x", 1), mentor("y", 10)])
    assert cases(propose(POLICY, sides, capacities={"x": 4, "y": 4}), "x", "y") == [4, 0]
    unbalanced = attrs.evolve(POLICY, criteria=POLICY.criteria[:1])
    scores = score(unbalanced, sides)
    assert crowding(scores, np.array([4, 4])) is None


def test_a_wish_of_one_side_is_not_balanced_where_the_smaller_side_counts() -> None:
    """What it takes from a pair would differ from mentee to mentee."""
    free = Criterion("free", scorers.free_capacity(), 3, wish_of=Side.MENTEE)
    policy = attrs.evolve(POLICY, criteria=[POLICY.criteria[0], free], combine=Combine.SMALLER)
    sides = sides_of([mentee("a", 1)], [mentor("x", 1)])
    assert crowding(score(policy, sides), np.array([2])) is None
    both = attrs.evolve(policy, combine=Combine.SUM)
    assert crowding(score(both, sides), np.array([2])).tolist() == [[0, 15_000]]  # type: ignore[union-attr]  # it balances


def test_locked_pairs_take_the_first_places() -> None:
    """Two are fixed with the one mentor, so the next go to the other."""
    sides = sides_of([mentee(f"e{n}", 1) for n in range(4)], [mentor("x", 1), mentor("y", 1)])
    found = propose(POLICY, sides, capacities={"x": 3, "y": 3}, locked=[("e0", "x"), ("e1", "x")])
    assert cases(found, "x", "y") == [2, 2]


def test_who_returns_goes_first_in_a_balanced_proposal_as_well() -> None:
    """One place too few: the one with priority is among those who have somebody."""
    people = [mentee("a", 1), mentee("b", 1), mentee("c", 8, priority=True)]
    found = propose(POLICY, sides_of(people, [mentor("x", 1)]), capacities={"x": 2})
    assert "c" in {pair.mentee for pair in found.pairs}
    assert len(found.pairs) == 2


people = st.lists(st.integers(0, 6), min_size=1, max_size=4)
mentors_drawn = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=3)


@given(people, mentors_drawn, st.integers(0, 2), st.sampled_from([Objective.MOST_MATCHED, Objective.BEST_TOTAL]))
@settings(deadline=None, max_examples=60)
def test_the_balance_is_exact(
    numbers: list[int], others: list[tuple[int, int]], seed: int, objective: Objective
) -> None:
    """The sum of the scores, less what each further case takes from it, is that of the best of all assignments."""
    mentees = [mentee(f"e{at}", float(value)) for at, value in enumerate(numbers)]
    mentors = [mentor(f"o{at}", float(value)) for at, (value, _) in enumerate(others)]
    sides = sides_of(mentees, mentors)
    places = [count for _, count in others]
    scores = score(POLICY, sides)
    taken = crowding(scores, np.array(places))
    assert taken is not None

    def worth(chosen: tuple[int | None, ...]) -> tuple[int, int] | None:
        total = 0
        for j, count in enumerate(places):
            rows = [i for i, column in enumerate(chosen) if column == j]
            if len(rows) > count:
                return None
            total += sum(int(scores.combined[i, j]) for i in rows) - int(taken[j, : len(rows)].sum())
        return sum(column is not None for column in chosen), total

    every = product([None, *range(len(mentors))], repeat=len(mentees))
    best = max(found for chosen in every if (found := worth(chosen)) is not None)
    draft = propose(
        POLICY,
        sides,
        capacities=dict(zip(sides.mentors.ids, places, strict=True)),
        objective=objective,
        seed=seed,
    )
    pairs = dict(pairs_of(draft))
    reached = worth(tuple(int(pairs[one.id][1:]) if one.id in pairs else None for one in mentees))
    assert reached == best
