"""Rebalancing: who would be better off elsewhere, with as few moves as the gain allows."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import UsageError
from geleit.labels import core_labels
from geleit.matching.changing.rebalancing import rebalance
from geleit.matching.changing.transfers import Rebalancing
from geleit.matching.columns.people import Candidate, Sides, build
from geleit.matching.proposing.crowding import crowding
from geleit.matching.scoring.scores import score
from geleit.questions.matching import Criterion, MatchingPolicy, Veto
from geleit.standard import scorers
from tests.organisations.candidates import Mentee, Mentor, mentee, mentor

POINTS = MatchingPolicy(criteria=[Criterion("points", scorers.closeness("points", within=10), 10, neutral=0.0)])
"""Ten points for equal numbers, one less for each step."""
BALANCED = attrs.evolve(POINTS, criteria=[*POINTS.criteria, Criterion("free", scorers.free_capacity(), 3)])


def sides_of(mentees: list[Candidate], mentors: list[Candidate]) -> Sides:
    """Both sides, without any case that stays."""
    return build(mentees, mentors, Mentee, Mentor, loads=dict.fromkeys([one.id for one in mentors], 0.0))


def run(policy: MatchingPolicy, mentees: list[Candidate], mentors: list[Candidate], **told: Any) -> Rebalancing:
    """Two places for each mentor unless told."""
    told.setdefault("places", dict.fromkeys([one.id for one in mentors], 2))
    return rebalance(policy, sides_of(mentees, mentors), **told)


def moves(found: Rebalancing) -> list[tuple[str, str, str]]:
    """Who, from whom, to whom."""
    return [(one.mentee, one.source, one.target) for one in found.transfers]


X, Y = mentor("x", 1), mentor("y", 5)


def test_nobody_moves_unless_it_brings_more_than_a_move_is_worth() -> None:
    """Four points are gained: they suffice for a worth of 3.99 and not for one of 4."""
    people, running = [mentee("a", 5)], {"a": "x"}
    found = run(POINTS, people, [X, Y], running=running, worth=3.99)
    assert moves(found) == [("a", "x", "y")]
    assert (found.transfers[0].before, found.transfers[0].after, found.gain) == (60_000, 100_000, 40_000)
    assert (found.before, found.after) == ({"x": 1, "y": 0}, {"x": 0, "y": 1})
    stays = run(POINTS, people, [X, Y], running=running, worth=4.0)
    assert (stays.transfers, stays.staying, stays.before, stays.after) == ((), 1, stays.after, stays.before)
    assert run(POINTS, people, [X, Y], running=running).worth == 20_000


def test_who_stays_on_request_stays() -> None:
    """However much would be gained."""
    assert not run(POINTS, [mentee("a", 5)], [X, Y], running={"a": "x"}, worth=0.0, staying=["a"]).transfers


def test_what_is_ruled_out_is_no_move_and_what_runs_already_may_stay() -> None:
    """A veto, an earlier no and the minimum fit hold for moves; a present pair needs none of them."""
    near = [mentee("a", 5, territory="one")], [mentor("x", 1), mentor("y", 5, territory="two")]
    policy = attrs.evolve(POINTS, vetoes=[Veto("apart", scorers.same_territory(), at_least=1.0, unknown="refuse")])
    assert not run(policy, *near, running={"a": "x"}, worth=0.0).transfers
    assert not run(POINTS, *near, running={"a": "x"}, worth=0.0, forbidden=[("a", "y")]).transfers
    high = attrs.evolve(POINTS, minimum_fit=10.5)
    assert not run(high, *near, running={"a": "x"}, worth=0.0).transfers


def test_whoever_has_more_than_the_places_gives_and_does_not_receive() -> None:
    """Three cases with two places: one leaves if it gains, and nobody comes, however well they would fit."""
    people = [mentee("a", 1), mentee("b", 1), mentee("c", 5), mentee("d", 1)]
    running = {"a": "x", "b": "x", "c": "x", "d": "y"}
    found = run(POINTS, people, [X, Y], running=running, worth=1.0)
    assert moves(found) == [("c", "x", "y")]
    none = run(POINTS, people, [X, Y], running=running, worth=1.0, receiving=[])
    assert not none.transfers


def test_a_move_that_only_makes_room_says_for_whom() -> None:
    """`b` fits nobody but x, so `a` leaves a place that suited a little better."""
    people = [mentee("a", 2, territory="two"), mentee("b", 1, territory="one")]
    mentors = [mentor("x", 2), mentor("y", 4, territory="two")]
    policy = attrs.evolve(POINTS, vetoes=[Veto("apart", scorers.same_territory(), at_least=1.0)])
    found = run(policy, people, mentors, running={"a": "x"}, places={"x": 1, "y": 1})
    (move,) = found.transfers
    assert (move.mentee, move.target, move.gain, move.makes_room_for) == ("a", "y", -20_000, ("b",))
    assert [(one.mentee, one.mentor, one.score) for one in found.placings] == [("b", "x", 90_000)]
    labels = core_labels().over({"criterion.points": {"de": "Punktzahl", "en": "Number"}})
    assert labels.text(move.sentence, "de") == (
        "A von X zu Y: 8,00 statt 10,00 Punkte; dafür weniger bei Punktzahl (−2,00); macht bei X Platz für B."
    )
    assert labels.text(move.sentence, "en") == (
        "A from X to Y: 8.00 instead of 10.00 points; less for Number (−2.00) in return; makes room with X for B."
    )


def test_nobody_loses_a_case_to_somebody_who_waits() -> None:
    """One place, a case that fits badly and two who wait and fit well: the case stays, and of those who wait the
    returning one would go first where there is a place."""
    people = [mentee("a", 9), mentee("b", 1), mentee("c", 3, priority=True)]
    found = run(POINTS, people, [X], running={"a": "x"}, places={"x": 1})
    assert (found.transfers, found.placings, found.left) == ((), (), ("b", "c"))
    two = run(POINTS, people, [X], running={"a": "x"}, places={"x": 2})
    assert [one.mentee for one in two.placings] == ["c"]
    assert two.left == ("b",)


def test_a_full_caseload_gives_to_an_empty_one_until_a_move_no_longer_pays() -> None:
    """Six cases here, none there, three points for an empty caseload of six: each move brings the difference of the
    free shares, 2.5, 1.5 and 0.5 points."""
    people = [mentee(f"e{n}", 1) for n in range(6)]
    running = dict.fromkeys([one.id for one in people], "x")
    both = [mentor("x", 1), mentor("y", 1)]
    places = {"x": 6, "y": 6}
    for worth, counts, gain in ((0.0, (3, 3), 45_000), (1.0, (4, 2), 40_000), (2.0, (5, 1), 25_000), (2.5, (6, 0), 0)):
        found = run(BALANCED, people, both, running=running, places=places, worth=worth)
        assert (tuple(found.after.values()), found.gain) == (counts, gain)
        assert sum(one.changes["free"] for one in found.transfers) == gain


def test_what_cannot_be_asked_is_refused() -> None:
    """A worth below nothing, and people who are not there."""
    for wrong in ({"worth": -1.0}, {"worth": float("nan")}, {"staying": ["z"]}, {"running": {"a": "z"}}):
        with pytest.raises(UsageError):
            run(POINTS, [mentee("a", 1)], [X], **({"running": {"a": "x"}} | wrong))


numbers = st.lists(st.tuples(st.integers(0, 6), st.sampled_from((None, 0, 1)), st.booleans()), min_size=1, max_size=4)


@given(numbers, st.tuples(st.integers(0, 3), st.integers(0, 3)), st.sampled_from((0.0, 0.5, 2.0)), st.randoms())
@settings(deadline=None, max_examples=80)
def test_a_rebalancing_is_the_best_there_is_whatever_the_order(
    drawn: list[tuple[int, int | None, bool]], places: tuple[int, int], worth: float, random: Any
) -> None:
    """Whoever has a case keeps one; then most of those who wait, most returning ones, and the total less the moves."""
    mentees = [mentee(f"e{at}", float(value), priority=back) for at, (value, _, back) in enumerate(drawn)]
    mentors = [mentor("o0", 1.0), mentor("o1", 4.0)]
    running = {one.id: f"o{now}" for one, (_, now, _) in zip(mentees, drawn, strict=True) if now is not None}
    has = Counter(running.values())
    free = dict(zip(("o0", "o1"), places, strict=True))
    sides = sides_of(mentees, mentors)
    scores = score(BALANCED, sides)
    most = max(*places, *has.values(), 1)
    taken = crowding(scores, np.array(places), most)
    assert taken is not None

    def worth_of(chosen: tuple[int | None, ...]) -> tuple[int, int, int] | None:
        total, moved = 0, 0
        for j, id_ in enumerate(free):
            rows = [i for i, column in enumerate(chosen) if column == j]
            full = has[id_] > free[id_]
            came = [i for i in rows if running.get(f"e{i}") != id_]
            if len(rows) > max(free[id_], has[id_]) or (full and came):
                return None
            total += sum(int(scores.combined[i, j]) for i in rows) - int(taken[j, : len(rows)].sum())
            moved += sum(f"e{i}" in running for i in came)
        if any(column is None and f"e{i}" in running for i, column in enumerate(chosen)):
            return None
        placed = [i for i, column in enumerate(chosen) if column is not None]
        return len(placed), sum(drawn[i][2] for i in placed), 2 * total - moved * (round(2 * worth * 10_000) + 1)

    every = product([None, 0, 1], repeat=len(mentees))
    best = max(found for chosen in every if (found := worth_of(chosen)) is not None)
    before = rebalance(BALANCED, sides, running=running, places=free, worth=worth)
    now = running | {one.mentee: one.target for one in before.transfers}
    now |= {one.mentee: one.mentor for one in before.placings}
    assert worth_of(tuple(int(now[one.id][1:]) if one.id in now else None for one in mentees)) == best
    gained = [one.gain for one in before.transfers]
    assert before.gain == sum(gained)
    assert all(sum(one.changes.values()) == one.gain for one in before.transfers)
    random.shuffle(mentees)
    random.shuffle(mentors)
    after = rebalance(BALANCED, sides_of(mentees, mentors), running=running, places=free, worth=worth)
    assert after == before
