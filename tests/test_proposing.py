"""Drafts: the best pairs with their reasons, everybody else with theirs, whatever order the people come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, permutations
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import UsageError
from geleit.labels import core_labels
from geleit.matching.assigning.checking import InfeasibleLocks
from geleit.matching.assigning.gain import Gain
from geleit.matching.columns.people import Candidate
from geleit.matching.scoring.scores import score
from geleit.model.partnerships import Place, Side
from geleit.model.people import Person
from geleit.questions.matching import Combine, Criterion, MatchingPolicy, Objective
from geleit.standard import scorers
from geleit.vocabulary.answer import Gender, Slot
from geleit.vocabulary.spoken import Spoken
from tests.organisations import candidates
from tests.organisations.candidates import FULL, Mentee, both, mentee, mentor, pairs_of, run

CLOSE = attrs.evolve(candidates.CLOSE, beside_the_pair=("wishes_gender", "gender"))

codes = st.sampled_from(("2512", "2513", "25", "7"))
people: Any = st.fixed_dictionaries(
    {
        "languages": st.none() | st.lists(st.sampled_from(("de", "ar", "en")).map(Spoken), unique=True).map(tuple),
        "occupations": st.none() | st.lists(codes, unique=True).map(tuple),
        "territory": st.none() | st.sampled_from(("one", "two")),
        "availability": st.none() | st.lists(st.sampled_from(list(Slot)[:4]), unique=True).map(tuple),
        "gender": st.none() | st.sampled_from(Gender),
    }
)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[list[Candidate], list[Candidate], dict[str, Any]]:
    """Small sides that tie a lot, and what a run may be told besides."""
    wish = st.none() | st.sampled_from(Gender)
    mentees = [
        mentee(f"e{at}", priority=draw(st.booleans()), wishes_gender=draw(wish), **answers)
        for at, answers in enumerate(draw(st.lists(people, max_size=6)))
    ]
    mentors = [mentor(f"o{at}", **answers) for at, answers in enumerate(draw(st.lists(people, max_size=4)))]
    told = {
        "capacities": {one.id: draw(st.integers(0, 2)) for one in mentors},
        "mentee_capacities": {one.id: draw(st.integers(1, 2)) for one in mentees},
        "objective": draw(st.sampled_from(Objective)),
        "seed": draw(st.integers(0, 3)),
    }
    return mentees, mentors, told


@given(programmes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_permuting_the_rows_changes_nothing(programme: Any, random: Any) -> None:
    """The whole draft is equal: pairs, parts, sentences, reasons, equity."""
    mentees, mentors, told = programme
    before = run(FULL, both(mentees, mentors), **told)
    random.shuffle(mentees)
    random.shuffle(mentors)
    assert run(FULL, both(mentees, mentors), **told) == before


@given(programmes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_permuting_every_gender_and_every_gender_wish_changes_no_pair(programme: Any, random: Any) -> None:
    """Neither decides anything: pairs, scores and reasons stay; only what is shown beside follows."""
    mentees, mentors, told = programme
    policy = attrs.evolve(FULL, beside_the_pair=("wishes_gender",), equity=())
    before = run(policy, both(mentees, mentors), **told)
    genders = [one.person.gender for one in (*mentees, *mentors)]
    wishes = [one.participant.wishes_gender for one in mentees]
    random.shuffle(genders)
    random.shuffle(wishes)
    exchanged = [
        Candidate(
            id=one.id,
            person=Person(id=one.id, given_name=one.person.given_name, gender=gender),
            participant=one.participant,
            priority=one.priority,
        )
        for one, gender in zip((*mentees, *mentors), genders, strict=True)
    ]
    wishing = [
        attrs.evolve(one, participant=attrs.evolve(cast("Mentee", one.participant), wishes_gender=wish))
        for one, wish in zip(exchanged[: len(mentees)], wishes, strict=True)
    ]
    after = run(policy, both(wishing, exchanged[len(mentees) :]), **told)
    assert [attrs.evolve(pair, beside={}) for pair in after.pairs] == [
        attrs.evolve(pair, beside={}) for pair in before.pairs
    ]
    assert after.unmatched == before.unmatched
    assert [pair.beside["wishes_gender"] for pair in after.pairs] == [
        dict(zip([one.id for one in mentees], wishes, strict=True))[pair.mentee] for pair in after.pairs
    ]


@given(programmes())
@settings(deadline=None, max_examples=100)
def test_everybody_is_either_in_a_pair_or_has_a_reason(programme: Any) -> None:
    """Nobody is lost; every pair keeps the places, the vetoes and the sums, and every sentence has words."""
    mentees, mentors, told = programme
    sides = both(mentees, mentors)
    draft = run(FULL, sides, **told)
    matched, unmatched = {pair.mentee for pair in draft.pairs}, {one.mentee for one in draft.unmatched}
    assert matched | unmatched == set(sides.mentees.ids)
    assert not matched & unmatched
    scores = score(FULL, sides)
    for pair in draft.pairs:
        assert scores.allowed[sides.mentees.ids.index(pair.mentee), sides.mentors.ids.index(pair.mentor)]
        assert sum(part.contribution for part in pair.parts if part.counted) == pair.score
        leads = [one.place for one in draft.of_mentee(pair.mentee)]
        assert leads.count(Place.LEAD) == 1
        assert len(leads) <= told["mentee_capacities"][pair.mentee]
    for one in mentors:
        assert len(draft.of_mentor(one.id)) <= told["capacities"][one.id]
    assert draft.total == sum(pair.score for pair in draft.pairs)
    assert draft.proof.bound == (None if draft.objective == Objective.STABLE else draft.total)
    assert draft.mentee_total == sum(pair.mentee_score for pair in draft.pairs)
    assert draft.mentor_total == sum(pair.mentor_score for pair in draft.pairs)
    assert draft.worst == min((pair.score for pair in draft.pairs), default=None)
    assert draft.proof.proven
    if draft.objective == Objective.STABLE:
        assert (draft.blocking, draft.prices) == ((), None)
    for sentence in (*(pair.sentence for pair in draft.pairs), *(one.reason for one in draft.unmatched)):
        for language in ("de", "en"):
            assert sentence.code not in core_labels().text(sentence, language)


def test_below_the_minimum_fit_a_pair_is_made_by_hand_only() -> None:
    """Whatever the objective; a locked pair stands."""
    policy = attrs.evolve(CLOSE, minimum_fit=5.0)
    sides = both([mentee("a", 2, territory="one")], [mentor("x", 10, territory="one")])
    for objective in Objective:
        assert not run(policy, sides, objective=objective).pairs
        (pair,) = run(policy, sides, objective=objective, locked=[("a", "x")]).pairs
        assert (pair.score, pair.locked) == (20_000, True)


def test_locked_pairs_are_kept_and_contradictions_named() -> None:
    """A lock goes before the best total; a veto against it, or somebody unknown, is an error."""
    sides = both(
        [mentee("a", 10, territory="one"), mentee("b", 2, territory="one"), mentee("c", 1, territory="two")],
        [mentor("x", 10, territory="one")],
    )
    assert pairs_of(run(CLOSE, sides, locked=[("b", "x")])) == {("b", "x")}
    with pytest.raises(InfeasibleLocks):
        run(CLOSE, sides, locked=[("c", "x")])
    with pytest.raises(UsageError, match="nobody"):
        run(CLOSE, sides, locked=[("nobody", "x")])


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("ab")), max_size=4),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ab")), max_size=3),
    st.sampled_from([Objective.MOST_MATCHED, Objective.FAIREST]),
)
@settings(deadline=None, max_examples=150)
def test_returning_people_go_first_among_equally_many(mentees: Any, mentors: Any, objective: Objective) -> None:
    """By brute force: most mentees, (the best worst pair,) most priority mentees, then the best total."""
    sides = both(
        [mentee(f"e{at}", p, priority=first, territory=where) for at, (p, first, where) in enumerate(mentees)],
        [mentor(f"o{at}", p, territory=where) for at, (p, where) in enumerate(mentors)],
    )
    draft = run(CLOSE, sides, objective=objective)
    scores = score(CLOSE, sides)

    def worth(pairs: list[tuple[int, int]]) -> tuple[int, ...]:
        reached = [int(scores.combined[pair]) for pair in pairs]
        worst = min(reached, default=0) if objective is Objective.FAIREST else 0
        return len(pairs), worst, sum(mentees[i][1] for i, _ in pairs), sum(reached)

    slots = [*range(len(mentors)), *[-1] * len(mentees)]
    best = max(
        worth([(i, j) for i, j in enumerate(order) if j >= 0 and scores.allowed[i, j]])
        for order in permutations(slots, len(mentees))
    )
    rows = [(sides.mentees.ids.index(one.mentee), sides.mentors.ids.index(one.mentor)) for one in draft.pairs]
    assert worth(rows) == best


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(1, 2)), max_size=3),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=3),
)
@settings(deadline=None, max_examples=100)
def test_who_returns_goes_first_where_others_may_have_two_mentors(mentees: Any, mentors: Any) -> None:
    """By brute force: most mentees with a mentor; where somebody who returns would be left out, most of their places;
    then the best total."""
    sides = both(
        [mentee(f"e{at}", points, priority=first) for at, (points, first, _) in enumerate(mentees)],
        [mentor(f"o{at}", points) for at, (points, _) in enumerate(mentors)],
    )
    places, rooms = [many for _, many in mentors], [many for *_, many in mentees]
    draft = run(
        CLOSE,
        sides,
        capacities=dict(zip(sides.mentors.ids, places, strict=True)),
        mentee_capacities=dict(zip(sides.mentees.ids, rooms, strict=True)),
    )
    scores = score(CLOSE, sides)
    cells = [(i, j) for i in range(len(mentees)) for j in range(len(mentors))]

    def fits(pairs: tuple[tuple[int, int], ...]) -> bool:
        mine, theirs = Counter(i for i, _ in pairs), Counter(j for _, j in pairs)
        return all(mine[i] <= rooms[i] for i in mine) and all(theirs[j] <= places[j] for j in theirs)

    def worth(pairs: Iterable[tuple[int, int]], preferring: bool) -> tuple[int, ...]:
        made = list(pairs)
        first = sum(mentees[i][1] for i, _ in made) if preferring else 0
        return len({i for i, _ in made}), first, sum(int(scores.combined[pair]) for pair in made)

    possible = [some for size in range(len(cells) + 1) for some in combinations(cells, size) if fits(some)]
    made = [(sides.mentees.ids.index(one.mentee), sides.mentors.ids.index(one.mentor)) for one in draft.pairs]
    # Of equally good answers without preference, the one found may or may not leave out somebody who returns.
    assert worth(made, True) == max(worth(one, True) for one in possible) or (
        worth(made, False) == max(worth(one, False) for one in possible)
        and all(any(i == at for i, _ in made) for at, (_, first, room) in enumerate(mentees) if first and room)
    )
    assert draft.proof.proven


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=3),
    st.sampled_from([Objective.MOST_MATCHED, Objective.BEST_TOTAL]),
)
@settings(deadline=None, max_examples=60)
def test_a_place_is_worth_what_it_adds_also_where_somebody_goes_first(
    mentees: Any, mentors: Any, objective: Objective
) -> None:
    """Solved once more with that place: so many more have a mentor, and so much more (or less) is the total."""
    sides = both(
        [mentee(f"e{at}", points, priority=first) for at, (points, first) in enumerate(mentees)],
        [mentor(f"o{at}", points) for at, (points, _) in enumerate(mentors)],
    )
    places = dict(zip(sides.mentors.ids, (many for _, many in mentors), strict=True))
    draft = run(CLOSE, sides, capacities=places, objective=objective)
    assert draft.prices is not None
    for id_, count in places.items():
        more = run(CLOSE, sides, capacities=places | {id_: count + 1}, objective=objective)
        people = len(more.pairs) - len(draft.pairs) if objective is Objective.MOST_MATCHED else 0
        assert draft.prices.place(id_) == Gain(people, more.total - draft.total)
        assert more.proof.proven


def test_thousands_can_go_first_without_leaving_exact_numbers() -> None:
    """Each of those who return gets one of the places, and of them those who fit best."""
    returning, others = 1100, 1100
    mentees = [mentee(f"e{at}", at % 11, priority=at < returning) for at in range(returning + others)]
    mentors = [mentor(f"o{at}", 10) for at in range(4)]
    sides = both(mentees, mentors)
    draft = run(CLOSE, sides, capacities=dict.fromkeys(sides.mentors.ids, 200), scores=score(CLOSE, sides))
    assert len(draft.pairs) == 800
    best = sorted((at % 11 for at in range(returning)), reverse=True)[:800]
    assert {int(pair.mentee[1:]) < returning for pair in draft.pairs} == {True}
    assert draft.total == draft.proof.bound == sum(best) * 10_000
    assert draft.proof.proven


@given(programmes())
@settings(deadline=None, max_examples=50)
def test_blocking_pairs_are_those_who_would_both_rather(programme: Any) -> None:
    """By definition, pair by pair: possible, not made, and each has a free place or somebody they see less in."""
    mentees, mentors, told = programme
    sides = both(mentees, mentors)
    draft, scores = run(FULL, sides, **told), score(FULL, sides)
    found = set()
    for i, one in enumerate(sides.mentees.ids):
        for j, other in enumerate(sides.mentors.ids):
            has, holds = draft.of_mentee(one), draft.of_mentor(other)
            made = any(pair.mentor == other for pair in has)
            rather = len(has) < told["mentee_capacities"][one] or any(
                pair.mentee_score < scores.mentee_view[i, j] for pair in has
            )
            too = len(holds) < told["capacities"][other] or any(
                pair.mentor_score < scores.mentor_view[i, j] for pair in holds
            )
            if scores.allowed[i, j] and not made and told["capacities"][other] and rather and too:
                found.add((one, other))
    assert set(draft.blocking) == found
    assert list(draft.blocking) == sorted(found)


def test_a_second_mentor_comes_after_the_leading_one() -> None:
    """The better fitting mentor leads, unless another was locked."""
    policy = attrs.evolve(CLOSE, mentee_capacity=2)
    sides = both(
        [mentee("a", 10, territory="one")], [mentor(name, at, territory="one") for name, at in (("x", 9), ("y", 5))]
    )
    places = {pair.mentor: pair.place for pair in run(policy, sides).pairs}
    assert places == {"x": Place.LEAD, "y": Place.SECOND}
    places = {pair.mentor: pair.place for pair in run(policy, sides, locked=[("a", "y")]).pairs}
    assert places == {"y": Place.LEAD, "x": Place.SECOND}


def test_a_pair_good_for_one_side_only_is_not_called_good() -> None:
    """With the smaller of both views, a middling pair goes before one that only one side wants."""
    criteria = [
        Criterion("wish", scorers.closeness("points", within=10), 10, wish_of=Side.MENTEE),
        Criterion("other", scorers.closeness("experience_years", within=10), 10, wish_of=Side.MENTOR),
    ]
    policy = MatchingPolicy(criteria=criteria, combine=Combine.SMALLER)
    sides = both([mentee("a", 10, experience_years=10)], [
        mentor("lopsided", 10, experience_years=1), mentor("even", 5, experience_years=5)
    ])  # fmt: skip
    assert pairs_of(run(policy, sides)) == {("a", "even")}
    (pair,) = run(attrs.evolve(policy, combine=Combine.SUM), sides, objective=Objective.BEST_TOTAL).pairs
    assert (pair.mentor, pair.mentee_score, pair.mentor_score) == ("lopsided", 100_000, 10_000)
