"""The objectives side by side: each is what it is alone, and keeps what it promises."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.files.comparison_text import comparison_text
from geleit.labels import core_labels
from geleit.matching.answering.comparing import Comparison, Measured, average_rank, compare
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.equity import Group
from geleit.matching.scoring.scores import score
from geleit.model.partnerships import Side
from geleit.questions.matching import Combine, Criterion, MatchingPolicy, Objective
from geleit.standard import scorers
from geleit.vocabulary.answer import Gender
from tests.organisations.candidates import both, mentee, mentor, pairs_of, run

SIZE = 6
tables = st.lists(st.lists(st.integers(0, 4), min_size=SIZE, max_size=SIZE), min_size=SIZE, max_size=SIZE)


def wishes(mentees: list[list[int]], mentors: list[list[int]], combine: Combine, **more: Any) -> MatchingPolicy:
    """A policy of two tables: what mentees and what mentors wish, in points by the two people's numbers."""

    def of(side: Side, table: list[list[int]]) -> Criterion:
        scorer = scorers.pairwise(lambda one, other: table[int(one.points)][int(other.points)] / 4)
        return Criterion(f"of_{side.value}", scorer, 4, wish_of=side)

    criteria = (of(Side.MENTEE, mentees), of(Side.MENTOR, mentors))
    return MatchingPolicy(criteria=criteria, combine=combine, **more)


def numbered(n: int, m: int) -> Sides:
    """People numbered from 0, for `wishes`."""
    return both([mentee(f"e{at}", at) for at in range(n)], [mentor(f"o{at}", at) for at in range(m)])


@st.composite
def cases(draw: st.DrawFn) -> tuple[MatchingPolicy, Sides, dict[str, Any]]:
    """Small two-sided instances full of ties, with places on both sides, forbidden and locked pairs."""
    n, m = draw(st.integers(0, SIZE)), draw(st.integers(0, SIZE))
    sides = numbered(n, m)
    policy = wishes(draw(tables), draw(tables), draw(st.sampled_from(Combine)))
    every = [(one, other) for one in sides.mentees.ids for other in sides.mentors.ids]
    forbidden: set[tuple[str, str]] = set()
    if every:
        forbidden = draw(st.sets(st.sampled_from(every), max_size=8))
    told: dict[str, Any] = {
        "capacities": {id_: draw(st.integers(0, 2)) for id_ in sides.mentors.ids},
        "mentee_capacities": {id_: draw(st.integers(1, 2)) for id_ in sides.mentees.ids},
        "forbidden": forbidden,
        "seed": draw(st.integers(0, 2)),
    }
    open_ = [pair for pair in every if pair not in forbidden and told["capacities"][pair[1]]]
    with_a_lock = draw(st.booleans())
    if open_ and with_a_lock:
        told["locked"] = [draw(st.sampled_from(open_))]
    return policy, sides, told


@given(cases())
@settings(max_examples=25)
def test_each_objective_is_what_it_is_alone(case: Any) -> None:
    """The same pairs, total and equity as a proposal with that objective only."""
    policy, sides, told = case
    found = compare(policy, sides, **told)
    assert [one.objective for one in found.measured] == [objective.value for objective in Objective]
    for one in found.measured:
        alone = run(policy, sides, objective=Objective(one.objective), **told)
        assert one.pairs == pairs_of(alone)
        assert one.draft == alone


@given(cases())
@settings(max_examples=50)
def test_each_objective_keeps_its_promise_beside_the_others(case: Any) -> None:
    """Stable has no blocking pair, best_total the best total, most_matched the most people, and of those that match
    as many the fairest has the best worst pair."""
    policy, sides, told = case
    found = compare(policy, sides, **told)
    most, total, fairest, stable = found.measured
    assert stable.draft.blocking == ()
    assert total.draft.total == max(one.draft.total for one in found.measured)
    assert most.matched == fairest.matched == max(one.matched for one in found.measured)
    assert most.draft.total >= fairest.draft.total
    # What is locked is there whatever it scores, so only a comparison without locks says who is fair.
    for one in found.measured if "locked" not in told else ():
        if one.matched == fairest.matched and len(one.pairs) == one.matched:
            assert (fairest.draft.worst or 0) >= (one.draft.worst or 0)
    assert found.loss("best_total") == 0
    assert all(found.loss(one.objective) >= 0 for one in found.measured)


@given(cases())
@settings(max_examples=25)
def test_totals_ranks_and_blocking_pairs_agree_with_counting_by_hand(case: Any) -> None:
    """Pair by pair, in plain Python."""
    policy, sides, told = case
    scores = score(policy, sides)
    for one in compare(policy, sides, **told).measured:
        by_hand = _by_hand(one, sides, scores, told)
        assert (one.draft.mentee_total, one.draft.mentor_total, one.draft.worst) == by_hand["sums"]
        assert one.draft.blocking == by_hand["blocking"]
        for found, ranks in ((one.mentee_rank, by_hand["mentee"]), (one.mentor_rank, by_hand["mentor"])):
            assert found == (pytest.approx(sum(ranks) / len(ranks)) if ranks else None)


def _by_hand(one: Measured, sides: Sides, scores: Any, told: dict[str, Any]) -> dict[str, Any]:
    mentees, mentors = sides.mentees.ids, sides.mentors.ids
    mine = {(e, o): int(scores.mentee_view[i, j]) for i, e in enumerate(mentees) for j, o in enumerate(mentors)}
    theirs = {(e, o): int(scores.mentor_view[i, j]) for i, e in enumerate(mentees) for j, o in enumerate(mentors)}
    both_ = {(e, o): int(scores.combined[i, j]) for i, e in enumerate(mentees) for j, o in enumerate(mentors)}
    possible = {pair for pair in mine if pair not in told["forbidden"] and told["capacities"][pair[1]]}
    locked = set(told.get("locked", ()))

    def gains(view: dict[Any, int], pair: Any, has: list[Any], places: int) -> bool:
        return len(has) < places or any(view[other] < view[pair] for other in has if other not in locked)

    blocking = [
        (e, o)
        for e, o in sorted(possible - one.pairs)
        if gains(mine, (e, o), [pair for pair in one.pairs if pair[0] == e], told["mentee_capacities"][e])
        and gains(theirs, (e, o), [pair for pair in one.pairs if pair[1] == o], told["capacities"][o])
    ]
    return {
        "sums": (
            sum(mine[pair] for pair in one.pairs),
            sum(theirs[pair] for pair in one.pairs),
            min((both_[pair] for pair in one.pairs), default=None),
        ),
        "blocking": tuple(blocking),
        "mentee": [1 + sum(mine[e, o] < mine[e, x] for x in mentors if (e, x) in possible) for e, o in one.pairs],
        "mentor": [1 + sum(theirs[e, o] < theirs[x, o] for x in mentees if (x, o) in possible) for e, o in one.pairs],
    }


def test_equal_scores_share_the_better_rank() -> None:
    """Second of two that are best is still a first choice; what is not possible takes nobody's place."""
    view = np.array([[5, 5, 3, 9]])
    possible = np.array([[True, True, True, False]])
    ranks = [average_rank(view, possible, ((0, column),)) for column in range(3)]
    assert ranks == [1, 1, 3]
    assert average_rank(view, possible, ()) is None


def test_both_sides_are_kept_apart_and_a_one_sided_pair_is_not_called_good() -> None:
    """Four points for one side and none for the other are none where the smaller counts, and four where both add up."""
    one_sided = [[4, 2], [2, 0]], [[0, 2], [2, 4]]
    padded = [[[*row, 0, 0, 0, 0] for row in table] for table in one_sided]
    sides = numbered(2, 2)
    smaller = compare(wishes(padded[0], padded[1], Combine.SMALLER), sides, capacities={"o0": 1, "o1": 1})
    best = smaller.of("best_total")
    assert best.pairs == {("e0", "o1"), ("e1", "o0")}
    assert (best.draft.total, best.draft.mentee_total, best.draft.mentor_total) == (40_000, 40_000, 40_000)
    added = compare(wishes(padded[0], padded[1], Combine.SUM), sides, capacities={"o0": 1, "o1": 1})
    assert added.of("best_total").draft.total == 80_000
    assert (smaller.combine, added.combine) == (Combine.SMALLER, Combine.SUM)


def three() -> Comparison:
    """Three mentees and two mentors: the best total, the fairest and the stable pairs are all others."""
    mine = [[4, 3], [3, 0], [0, 0]]
    theirs = [[4, 3], [3, 0], [0, 1]]
    padded = [[[*row, 0, 0, 0, 0] for row in table] for table in (mine, theirs)]
    genders = (Gender.FEMALE, Gender.MALE, None)
    people = [mentee(f"e{at}", at, gender=gender) for at, gender in enumerate(genders)]
    sides = both(people, [mentor(f"o{at}", at) for at in range(2)])
    policy = attrs.evolve(wishes(padded[0], padded[1], Combine.SUM), equity=("gender",))
    return compare(policy, sides, capacities={"o0": 1, "o1": 1}, waiting={"e0": 10, "e2": 30})


def test_what_an_objective_costs_and_changes_is_said_against_the_best_total_and_the_usual_one() -> None:
    """Loss in per cent, differing pairs, and for each group how many people more or fewer."""
    found = three()
    assert found.usual == "most_matched"
    totals = {one.objective: one.draft.total // 10_000 for one in found.measured}
    assert totals == {"most_matched": 12, "best_total": 12, "fairest": 12, "stable": 9}
    assert found.loss("stable") == pytest.approx(25)
    assert (found.differing("stable", "best_total"), found.differing("fairest", "best_total")) == (2, 0)
    by_value = {group.value: group for group in found.groups}
    assert {value: group.effect("stable", "best_total") for value, group in by_value.items()} == {
        Gender.FEMALE: 0,
        Gender.MALE: -1,
        None: 1,
    }
    assert [by_value[value].waiting_days for value in (Gender.FEMALE, Gender.MALE, None)] == [10, None, 30]


def test_the_text_fits_the_terminal_and_hides_what_is_hidden() -> None:
    """At most 98 columns in both languages, which leaves two for an indent; of a hidden group there is its name and a sign."""
    found = three()
    shown: list[tuple[str, str, Group]] = [
        ("Gender", str(group.value), group if group.value else group.hide("small")) for group in found.groups
    ]
    for language, sign, mark in (("de", "beste Summe", ","), ("en", "best total", ".")):
        lines = comparison_text(found, shown, 5, core_labels(), language)
        assert max(map(len, lines)) <= 98
        (row,) = [line for line in lines if line.startswith(sign) and ":" not in line]
        assert row.split()[-8:] == [
            number.replace(".", mark) for number in ("12.00", "0.0", "6.00", "6.00", "6.00", "1.5", "1.5", "1")
        ]
        (hidden,) = [line for line in lines if line.strip().startswith("None")]
        assert hidden.split() == ["None", "<5"]


def test_nobody_at_all_is_compared_without_a_figure() -> None:
    """An empty round has no worst pair and no rank, and loses nothing."""
    found = compare(wishes([], [], Combine.SUM), numbered(0, 0), capacities={})
    for one in found.measured:
        assert (one.matched, one.draft.total, one.draft.worst, one.mentee_rank, one.mentor_rank) == (
            0,
            0,
            None,
            None,
            None,
        )
        assert found.loss(one.objective) == 0
