"""What a change would make of a draft: who moves, what is gained and lost, and what cannot be tried."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import NotPossible, UsageError
from geleit.labels import Sentence, core_labels
from geleit.matching.answering.telling import in_words
from geleit.matching.answering.what_if import Change, Difference, what_if
from geleit.matching.answering.why import why_not
from geleit.matching.assigning.checking import InfeasibleLocks
from geleit.matching.assigning.gain import Gain
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.standing import Points, Standing
from geleit.matching.scoring.scores import score
from geleit.questions.matching import Criterion, MatchingPolicy, Objective
from geleit.standard import scorers
from tests.organisations.candidates import CLOSE, both, mentee, mentor, run


def german(sentence: Sentence) -> str:
    """A sentence in German."""
    return core_labels().text(sentence, "de")


def small() -> Sides:
    """Three mentees, two of whom fit X best; Y is worse for both; one lives elsewhere."""
    mentees = [
        mentee("a", 10, territory="one"),
        mentee("b", 9, territory="one"),
        mentee("c", 10, territory="two"),
    ]
    return both(mentees, [mentor("x", 10, territory="one"), mentor("y", 6, territory="one")])


def tried(
    sides: Sides, policy: MatchingPolicy = CLOSE, *, given: dict[str, Any] | None = None, **change: Any
) -> Difference:
    """A change tried on the draft of a policy."""
    draft = run(policy, sides, **(given or {}))
    return what_if(policy, sides, Standing.of(draft), Change(**change))


def test_one_more_place_says_who_moves_and_what_it_brings() -> None:
    """Both mentees are with X then; the figures are those before and after."""
    sides = small()
    found = tried(sides, places={"x": 1})
    assert [(move.mentee, move.code, move.before, move.after) for move in found.moves] == [
        ("b", "changes", ("y",), ("x",))
    ]
    assert (found.before.total, found.after.total) == (170_000, 190_000)
    assert [german(sentence) for sentence in in_words(sides, found)] == [
        "B: statt Y nun X (7,00 → 9,00 Punkte)",
        "Summe: vorher 17,00, nachher 19,00 Punkte (+2,00)",
        "Schwächstes Paar: vorher 7,00, nachher 9,00 Punkte (+2,00)",
        "Mentees mit Mentor:in: unverändert 2",
        "Paare, die beide lieber miteinander wären: unverändert 0",
    ]


def test_nothing_tried_changes_nothing() -> None:
    """A draft solved again is the draft."""
    sides = small()
    found = tried(sides)
    assert found.moves == ()
    assert found.before == found.after
    assert [german(sentence) for sentence in in_words(sides, found)] == ["An den Paaren ändert sich nichts."]


def test_a_forced_pair_moves_others() -> None:
    """B has X by force, so A goes to Y, and the two would both rather have it the other way round."""
    found = tried(small(), force=(("b", "x"),))
    assert {move.mentee: move.after for move in found.moves} == {"a": ("y",), "b": ("x",)}
    assert found.after.total - found.before.total == 90_000 + 60_000 - 170_000
    assert set(found.pairs) == {("a", "y"), ("b", "x")}


def test_a_forbidden_pair_is_not_made_and_somebody_may_lose_a_mentor() -> None:
    """Without Y nobody is left for B; without X for A, they change."""
    found = tried(small(), forbid=(("b", "y"),), places={"y": -1})
    assert [(move.mentee, move.code) for move in found.moves] == [("b", "loses")]
    assert (found.before.matched, found.after.matched) == (2, 1)
    gained = tried(small(), given={"forbidden": [("b", "y"), ("b", "x")]}, places={"x": 1})
    assert gained.moves == ()


def test_other_weights_are_measured_by_the_present_and_by_the_new_ones() -> None:
    """Both totals are said, each with the weights it is by."""
    sides = both(
        [mentee("a", 10, territory="one")], [mentor("x", 10, territory="one"), mentor("y", 0, territory="two")]
    )
    policy = MatchingPolicy(
        criteria=[
            Criterion("points", scorers.closeness("points", within=10), 1, neutral=0.0),
            Criterion("territory", scorers.same_territory(), 2),
        ]
    )
    found = tried(sides, policy, weights={"territory": 5.0})
    assert (found.before.total, found.after.total) == (30_000, 30_000)
    assert found.new_before is not None and found.new_after is not None
    assert (found.new_before.total, found.new_after.total) == (60_000, 60_000)
    said = [german(sentence) for sentence in in_words(sides, found)]
    assert "Summe mit den geltenden Gewichten: unverändert 3,00 Punkte" in said
    assert "Summe mit den neuen Gewichten: unverändert 6,00 Punkte" in said


def test_another_minimum_fit_leaves_the_weaker_pair_out() -> None:
    """Seven points are not enough any more."""
    found = tried(small(), minimum_fit=8.0)
    assert [(move.mentee, move.code) for move in found.moves] == [("b", "loses")]
    assert "B verliert Y (7,00 Punkte) und hätte niemanden" in [german(one) for one in in_words(small(), found)]


def test_another_objective_counts_what_would_rather_be_otherwise() -> None:
    """The stable answer has no blocking pair, whatever the total does."""
    sides = both(
        [mentee("a", 5, territory="one"), mentee("b", 10, territory="one")],
        [mentor("x", 6, territory="one"), mentor("y", 0, territory="one")],
    )
    found = tried(sides, given={"objective": Objective.FAIREST}, objective=Objective.STABLE)
    assert found.after.blocking == 0


def test_what_cannot_be_tried_is_refused_by_name() -> None:
    """An unknown criterion with those there are, a veto by its label, contradicting pairs with everybody's name."""
    sides = small()
    refused: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"weights": {"charm": 1.0}}, UsageError, "points"),
        ({"weights": {"points": -1.0}}, UsageError, "-1.0"),
        ({"weights": {"points": float("nan")}}, UsageError, "nan"),
        ({"weights": {"points": 1e15}}, UsageError, "1000000"),
        ({"minimum_fit": float("inf")}, UsageError, "inf"),
        ({"force": (("c", "x"),)}, NotPossible, "veto.apart"),
        ({"force": (("a", "x"),), "forbid": (("a", "x"),)}, UsageError, "A mit X"),
        ({"force": (("a", "z"),)}, UsageError, "z"),
        ({"places": {"z": 1}}, UsageError, "z"),
        ({"force": (("a", "x"), ("b", "x"))}, InfeasibleLocks, "Mentor:in X hat einen Platz"),
        ({"force": (("a", "x"), ("a", "y"))}, InfeasibleLocks, "Mentee A hat einen Platz"),
    ]
    for change, kind, word in refused:
        with pytest.raises(kind) as caught:
            tried(sides, **change)
        assert word in caught.value.in_language("de"), change  # type: ignore[attr-defined]  # all are GeleitErrors
    with pytest.raises(NotPossible):
        tried(sides, given={"forbidden": [("b", "x")]}, force=(("b", "x"),))
    assert tried(sides, force=(("a", "x"), ("b", "x")), places={"x": 1}).after.matched == 2


def test_a_pair_made_by_hand_stands_whatever_is_tried() -> None:
    """Locked pairs of the draft stay; forbidding one of them lets it go."""
    sides = small()
    draft = run(CLOSE, sides, locked=[("b", "x")])
    standing = Standing.of(draft)
    assert ("b", "x") in what_if(CLOSE, sides, standing, Change(objective=Objective.BEST_TOTAL)).pairs
    assert ("b", "x") not in what_if(CLOSE, sides, standing, Change(forbid=(("b", "x"),))).pairs


def test_points_have_two_decimals_and_a_change_its_sign() -> None:
    """Nothing is rounded to a sign of its own."""
    words = {
        Points(13_000): ("1,30", "1.30"),
        Points(-13_000): ("−1,30", "−1.30"),
        Points(13_000, signed=True): ("+1,30", "+1.30"),
        Points(-4, signed=True): ("±0,00", "±0.00"),
        Points(-4): ("0,00", "0.00"),
    }
    for points, expected in words.items():
        assert tuple(points.in_language(core_labels(), language) for language in ("de", "en")) == expected


@attrs.frozen
class Case:
    """A few people by points and territory, the mentors' places, the aim, how many mentors a mentee may have."""

    mentees: tuple[tuple[int, str], ...]
    mentors: tuple[tuple[int, str], ...]
    places: tuple[int, ...]
    objective: Objective
    several: int

    @property
    def sides(self) -> Sides:
        """The people."""
        return both(
            [mentee(f"m{n}", points, territory=where) for n, (points, where) in enumerate(self.mentees)],
            [mentor(f"p{n}", points, territory=where) for n, (points, where) in enumerate(self.mentors)],
        )

    @property
    def capacity(self) -> dict[str, int]:
        """The places by mentor."""
        return {f"p{n}": places for n, places in enumerate(self.places[: len(self.mentors)])}

    @property
    def policy(self) -> MatchingPolicy:
        """Who fits whom."""
        return attrs.evolve(CLOSE, objective=self.objective, mentee_capacity=self.several)


PERSON = st.tuples(st.integers(0, 10), st.sampled_from(["one", "two", "one"]))
CASES = st.builds(
    Case,
    mentees=st.lists(PERSON, min_size=1, max_size=5).map(tuple),
    mentors=st.lists(PERSON, min_size=1, max_size=4).map(tuple),
    places=st.tuples(*[st.integers(0, 2)] * 4),
    objective=st.sampled_from([Objective.MOST_MATCHED, Objective.BEST_TOTAL]),
    several=st.integers(1, 2),
)


@settings(max_examples=40, deadline=None)
@given(case=CASES, data=st.data())
def test_differences_add_up(case: Case, data: st.DataObject) -> None:
    """Who moves accounts for every pair and every point between before and after."""
    sides, capacity, policy = case.sides, case.capacity, case.policy
    change = Change(
        weights=data.draw(st.sampled_from([{}, {"points": 3.5}])),
        objective=data.draw(st.sampled_from([None, *Objective])),
        places={data.draw(st.sampled_from(sides.mentors.ids)): data.draw(st.integers(0, 2))},
        minimum_fit=data.draw(st.sampled_from([None, 4.0])),
    )
    standing = Standing.of(run(policy, sides, capacities=capacity))
    difference = what_if(policy, sides, standing, change)
    moved = sum(move.points_after - move.points_before for move in difference.moves)
    assert difference.before.total + moved == difference.after.total
    pairs = set(standing.pairs)
    for move in difference.moves:
        pairs -= {(move.mentee, mentor) for mentor in move.before}
        pairs |= {(move.mentee, mentor) for mentor in move.after}
    assert pairs == set(difference.pairs)
    codes = [move.code for move in difference.moves]
    assert difference.before.matched + codes.count("gains") - codes.count("loses") == difference.after.matched
    known = score(policy, sides)
    assert what_if(policy, sides, standing, change, scores=known) == difference


@settings(max_examples=40, deadline=None)
@given(case=CASES)
def test_a_price_is_what_one_more_place_brings(case: Case) -> None:
    """Where the aim is the total, of each mentor: exactly the mentees and the points that solving once more shows."""
    sides, capacity, policy = case.sides, case.capacity, case.policy
    draft = run(policy, sides, capacities=capacity)
    assert draft.prices is not None
    for id_ in sides.mentors.ids:
        difference = what_if(policy, sides, Standing.of(draft), Change(places={id_: 1}))
        people = difference.after.matched - difference.before.matched
        points = difference.after.total - difference.before.total
        people = people if policy.objective is Objective.MOST_MATCHED else 0
        assert draft.prices.place(id_) == Gain(people, points)


@settings(max_examples=40, deadline=None)
@given(case=CASES, data=st.data())
def test_a_pair_costs_at_least_what_the_prices_say(case: Case, data: st.DataObject) -> None:
    """First in mentees with a mentor, then in points; never more than solving once more with the pair shows."""
    sides, capacity, policy = case.sides, case.capacity, case.policy
    draft = run(policy, sides, capacities=capacity)
    standing = Standing.of(draft)
    one, other = data.draw(st.sampled_from(sides.mentees.ids)), data.draw(st.sampled_from(sides.mentors.ids))
    answer = why_not(policy, sides, standing, one, other, prices=draft.prices, exact=True)
    if answer.code != "better_elsewhere":
        assert answer.exact is None and answer.least_cost is None
        return
    assert answer.exact is not None and answer.least_cost is not None
    before, after = answer.exact.before, answer.exact.after
    people = before.matched - after.matched if policy.objective is Objective.MOST_MATCHED else 0
    assert (0, 0) <= (answer.least_cost.people, answer.least_cost.points) <= (people, before.total - after.total)
