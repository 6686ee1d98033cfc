"""Scores: whole numbers whose parts add up, the same in every shape, and scorers that are held to their contract."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.labels import core_labels
from geleit.matching.columns.people import NeverField, Sides, build
from geleit.matching.scoring.evaluating import evaluate
from geleit.matching.scoring.scores import ScoringError, pair_vetoes, score
from geleit.matching.scoring.trial import try_scorer
from geleit.model.partnerships import Side
from geleit.questions.matching import Combine, Criterion, MatchingPolicy, Scorer, Veto
from geleit.standard import scorers
from geleit.standard.fields import Mentee, Mentor
from geleit.vocabulary.answer import Slot
from geleit.vocabulary.spoken import Spoken
from tests.organisations.scored import BUILT_IN, CODES, sides_of, two_sides

POLICY = MatchingPolicy(
    criteria=[Criterion(code, scorer, 1.5, neutral=0.3) for code, scorer in BUILT_IN.items()],
    vetoes=[Veto("apart", scorers.same_territory(), at_least=0.5)],
)


@given(two_sides(), st.sampled_from(sorted(BUILT_IN)))
@settings(deadline=None, max_examples=200)
def test_block_list_and_single_agree(sides: Sides, name: str) -> None:
    """Each built-in scorer gives a pair the same value in whatever shape it is asked, from 0 to 1 or NaN."""
    scorer = BUILT_IN[name]
    n, m = sides.mentees.columns.size, sides.mentors.columns.size
    block = evaluate(name, scorer, sides.mentees.block(), sides.mentors.block(), (n, m))
    pairs = [(i, j) for i in range(n) for j in range(m)]
    rows, columns = (np.array(side) for side in zip(*pairs, strict=True))
    listed = evaluate(name, scorer, sides.mentees.list(rows), sides.mentors.list(columns), (n * m,))
    single = [float(evaluate(name, scorer, sides.mentees.single(i), sides.mentors.single(j), ())) for i, j in pairs]
    np.testing.assert_array_equal(listed, block.ravel())
    np.testing.assert_array_equal(np.array(single), block.ravel())


@given(two_sides(), st.sampled_from(list(Combine)), st.lists(st.sampled_from([None, *Side]), min_size=10, max_size=10))
@settings(deadline=None, max_examples=100)
def test_parts_add_up_to_the_score_shown(sides: Sides, combine: Combine, wishes: list[Side | None]) -> None:
    """Counted parts add up to the pair's official integer, each rint(weight x value x 10,000)."""
    criteria = [attrs.evolve(one, wish_of=wish) for one, wish in zip(POLICY.criteria, wishes, strict=True)]
    policy = attrs.evolve(POLICY, criteria=criteria, combine=combine)
    scores = score(policy, sides)
    for i, j in np.ndindex(*scores.combined.shape):
        parts = scores.parts(i, j)
        assert sum(part.contribution for part in parts if part.counted) == scores.combined[i, j]
        assert all(
            part.contribution == round(part.weight * (0.3 if part.value is None else part.value) * 10_000)
            for part in parts
        )
        if combine is Combine.SMALLER:
            assert scores.combined[i, j] == min(scores.mentee_view[i, j], scores.mentor_view[i, j])
        else:
            assert all(part.counted for part in parts)
        assert scores.allowed[i, j] == (not scores.vetoes(i, j))
        assert scores.vetoes(i, j) == pair_vetoes(policy, sides, i, j)


def test_many_blocks_score_like_one() -> None:
    """Where a block begins changes neither scores nor parts."""
    mentees = [Mentee(experience_years=float(place)) for place in range(600)]
    sides = sides_of(mentees, [Mentor(experience_years=float(place)) for place in range(150)])
    policy = MatchingPolicy(criteria=[Criterion("c", scorers.closeness("experience_years", within=100), 1)])
    scores = score(policy, sides)
    expected = np.maximum(0, 10_000 - 100 * np.abs(np.arange(600)[:, None] - np.arange(150)))
    np.testing.assert_array_equal(scores.combined, expected)
    assert [part.contribution for part in scores.parts(599, 149)] == [expected[599, 149]]


def test_the_unknown_takes_the_neutral_value() -> None:
    """Neither side's silence costs the pair more or less than the policy says, and the part shows it as unknown."""
    sides = sides_of([Mentee(), Mentee(territory="one")], [Mentor(territory="one"), Mentor()])
    policy = MatchingPolicy(criteria=[Criterion("c", scorers.same_territory(), 2, neutral=0.25)])
    scores = score(policy, sides)
    assert scores.combined.tolist() == [[5_000, 5_000], [20_000, 5_000]]
    assert scores.parts(0, 0)[0].value is None


@pytest.mark.parametrize(("unknown", "expected"), [("allow", [True, True, False]), ("refuse", [False, True, False])])
def test_a_veto_says_what_the_unknown_does(unknown: str, expected: list[bool]) -> None:
    """The unknown is allowed or refused as the veto says; a value below the threshold is refused."""
    sides = sides_of([Mentee(), Mentee(territory="one"), Mentee(territory="two")], [Mentor(territory="one")])
    veto = Veto("apart", scorers.same_territory(), at_least=1.0, unknown=unknown)
    scores = score(MatchingPolicy(criteria=[], vetoes=[veto]), sides)
    assert scores.allowed[:, 0].tolist() == expected


def test_each_side_sees_all_but_the_others_wish() -> None:
    """What is nobody's wish is in both views; the smaller of both is the score where the policy says so."""
    sides = sides_of([Mentee(territory="one")], [Mentor(territory="one")])
    criteria = [
        Criterion("both", scorers.same_territory(), 1),
        Criterion("mentee", scorers.same_territory(), 2, wish_of=Side.MENTEE),
        Criterion("mentor", scorers.same_territory(), 4, wish_of=Side.MENTOR),
    ]
    scores = score(MatchingPolicy(criteria=criteria, combine=Combine.SMALLER), sides)
    assert (scores.mentee_view.item(), scores.mentor_view.item(), scores.combined.item()) == (30_000, 50_000, 30_000)
    assert [part.code for part in scores.parts(0, 0) if part.counted] == ["both", "mentee"]


@given(two_sides(), st.sampled_from(sorted(set(Slot))), st.sampled_from(CODES))
@settings(deadline=None, max_examples=50)
def test_longer_lists_never_score_lower(sides: Sides, slot: Slot, code: str) -> None:
    """Who states more times, languages or occupations loses no points with anybody."""
    policy = MatchingPolicy(
        criteria=[
            Criterion(name, BUILT_IN[name], 1, neutral=0) for name in ("same_occupation", "shared_languages", "overlap")
        ]
    )
    longer = []
    for candidate in sides.mentees.candidates:
        one: Any = candidate.participant
        more = attrs.evolve(
            one,
            availability=(*(one.availability or ()), slot),
            occupations=(*(one.occupations or ()), code),
            languages=(*(one.languages or ()), Spoken("ti")),
        )
        longer.append(attrs.evolve(candidate, participant=more))
    again = build(longer, sides.mentors.candidates, Mentee, Mentor, loads={})
    assert (score(policy, again).combined >= score(policy, sides).combined).all()


@given(two_sides(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_permuted_rows_keep_their_scores(sides: Sides, random: Any) -> None:
    """A pair's score does not depend on where the two stand."""
    rows, columns = list(range(sides.mentees.columns.size)), list(range(sides.mentors.columns.size))
    random.shuffle(rows)
    random.shuffle(columns)
    loads = dict(zip(sides.mentors.ids, sides.mentors.columns.flat["load"].tolist(), strict=True))
    mentees, mentors = sides.mentees.candidates, sides.mentors.candidates
    shuffled = build([mentees[row] for row in rows], [mentors[at] for at in columns], Mentee, Mentor, loads=loads)
    before, after = score(POLICY, sides), score(POLICY, shuffled)
    np.testing.assert_array_equal(after.combined, before.combined[np.ix_(rows, columns)])
    np.testing.assert_array_equal(after.allowed, before.allowed[np.ix_(rows, columns)])


def test_empty_sides_have_no_scores() -> None:
    """No mentor or no mentee is a valid, empty table, and no scorer is called."""
    assert score(POLICY, sides_of([Mentee()], [])).combined.shape == (1, 0)
    assert score(POLICY, sides_of([], [Mentor()])).combined.shape == (0, 1)


def fails_for_two(mentee: Any, mentor: Any) -> float:
    """A plain function with one pair it cannot take."""
    return 1 / (0 if mentee.territory == "two" and mentor.territory == "one" else 1)


BROKEN: dict[str, tuple[Scorer, str]] = {
    "raises": (scorers.pairwise(fails_for_two), "ZeroDivisionError"),
    "shape": (lambda one, other: np.ones(3), r"shape \(3,\)"),
    "above": (lambda one, other: (one.territory_known & other.territory_known) * 1.5, "1.5"),
    "below": (lambda one, other: (one.territory_known & other.territory_known) * -1, "-1"),
    "infinite": (lambda one, other: 1 / (0.0 * (one.territory_known & other.territory_known)), "inf"),
    "texts": (lambda one, other: np.full((2, 1), "x"), "no numbers"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
@pytest.mark.parametrize("kind", ["criterion", "veto"])
def test_a_broken_scorer_is_named(name: str, kind: str) -> None:
    """An exception, a wrong shape, no numbers, values outside 0 to 1: the error says what, and in which criterion."""
    scorer, said = BROKEN[name]
    sides = sides_of([Mentee(territory="one"), Mentee(territory="two")], [Mentor(territory="one")] * 2)
    criteria = [Criterion("mine", scorer, 1)] if kind == "criterion" else []
    vetoes = [Veto("mine", scorer)] if kind == "veto" else []
    with pytest.raises(ScoringError, match=said) as caught:
        score(MatchingPolicy(criteria=criteria, vetoes=vetoes), sides)
    assert f"{kind}.mine" in str(caught.value)
    if name == "raises":
        assert "e1 with o0" in str(caught.value)
    if name in {"above", "below", "infinite"}:
        assert "e0 with o0" in str(caught.value)


def test_a_scorer_that_reads_what_it_must_not_stops_the_run() -> None:
    """The error is the one that names field and criterion."""
    policy = MatchingPolicy(criteria=[Criterion("mine", lambda one, other: one.gender == other.gender, 1)])
    with pytest.raises(NeverField, match=r"gender.*mine"):
        score(policy, sides_of([Mentee()], [Mentor()]))


def test_a_scorer_that_does_not_repeat_itself_is_refused() -> None:
    """Parts that do not add up are never shown."""
    answers = iter((0.25, 0.5))
    policy = MatchingPolicy(criteria=[Criterion("mine", lambda one, other: np.full((1, 1), next(answers)), 1)])
    scores = score(policy, sides_of([Mentee()], [Mentor()]))
    with pytest.raises(ScoringError, match="e0 with o0"):
        scores.parts(0, 0)


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_built_in_scorers_pass_the_trial(name: str) -> None:
    """The trial finds nothing wrong with what works."""
    assert try_scorer(name, BUILT_IN[name], Mentee, Mentor, None) == []


TRIED: dict[str, tuple[Scorer, str]] = {
    "never": (lambda one, other: one.gender == other.gender, "trial.never"),
    "never_in_python": (scorers.pairwise(lambda one, other: one.birth_date is None), "trial.never"),
    "origin": (scorers.overlap("origin", "territory"), "trial.never"),
    "misspelt": (lambda one, other: one.languags_set, "trial.unknown_field"),
    "text": (lambda one, other: one.referred_by, "trial.no_column"),
    "raises": (lambda one, other: 1 // 0, "trial.broken"),
    "branches": (lambda one, other: 1.0 if one.territory == other.territory else 0.0, "trial.broken"),
    "length": (lambda one, other: np.ones((len(one.territory), 1)), "trial.broken"),
    "constant": (lambda one, other: 0.5, "trial.broken"),
    "outside": (lambda one, other: one.experience_years + other.experience_years, "trial.range"),
    "across_rows": (lambda one, other: (one.education >= one.education.max()) & other.load_known, "trial.differs"),
}


@pytest.mark.parametrize("name", sorted(TRIED))
def test_the_trial_says_what_is_wrong(name: str) -> None:
    """Each mistake of a region's author has its sentence, in both languages."""
    scorer, code = TRIED[name]
    found = try_scorer(name, scorer, Mentee, Mentor, None)
    assert {sentence.code for sentence in found} == {code}
    for language in ("de", "en"):
        assert name in core_labels().text(found[0], language)


def test_the_trial_knows_a_lifted_field() -> None:
    """What a criterion may see is not held against it; nothing but the origin can be lifted."""
    scorer = scorers.overlap("origin", "territory")
    assert try_scorer("business", scorer, Mentee, Mentor, "origin") == []
    found = try_scorer("mine", scorers.overlap("gender", "territory"), Mentee, Mentor, "gender")
    assert [sentence.code for sentence in found] == ["trial.never"]
