"""Scores are the same whichever way they were found: by profile, by level, in blocks, in rectangles or one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.matching import assign
from geleit.matching.columns.people import Sides
from geleit.matching.columns.profiles import Profiling
from geleit.matching.scoring import profiled, sheets, tabling
from geleit.matching.scoring.evaluating import evaluate
from geleit.matching.scoring.levels import LevelUnits
from geleit.matching.scoring.scores import ScoringError, pair_parts, pair_vetoes, score, table
from geleit.matching.scoring.trial import try_scorer
from geleit.model.partnerships import Side
from geleit.questions.matching import Combine, Criterion, MatchingPolicy, Scorer, Veto
from geleit.standard import scorers
from geleit.standard.fields import Mentee, Mentor
from tests.organisations.scored import BUILT_IN, sides_of, two_sides


def picky(mentee: Any, mentor: Any) -> float | None:
    """A plain function that reads more of some people than of others."""
    if mentee.territory is None:
        return None if mentor.experience_years is None else min(mentor.experience_years, 40) / 40
    if mentee.territory == "one" and mentor.territory == "two":
        return 1.0 if mentee.languages == mentor.languages else 0.25
    return 0.5 if mentor.availability else 0.75


def waiting(mentee: Any, mentor: Any) -> Any:
    """A criterion of one side alone."""
    return np.where(mentee.experience_years_known, np.minimum(mentee.experience_years / 40, 1), np.nan)


def single(mentee: Any, mentor: Any) -> Any:
    """In single precision."""
    return np.exp(-np.abs(mentee.experience_years.astype(np.float32) - mentor.experience_years.astype(np.float32)))


ALL: dict[str, Scorer] = {
    **BUILT_IN,
    "picky": scorers.pairwise(picky),
    "waiting": waiting,
    "single": single,
    "numbered": lambda one, other: (one.each_index + other.each_index) % 3 / 2,
    "truth": lambda one, other: one.territory == other.territory,
    "whole": lambda one, other: (one.territory == other.territory).astype(np.int64),
}
PATHS: dict[str, dict[tuple[Any, str], int]] = {
    "as it comes": {},
    "asked directly": {(profiled, "_ALWAYS"): 0, (profiled, "SPARED"): 10**9},
    "wide sheets": {(sheets, "_MOST"): 0, (sheets, "_SHARE"): 10**9},
    "sheets joined": {(sheets, "_FEWER"): 0},
    "a row a block": {(tabling, "_BLOCK"): 1, (tabling, "_KEYED"): 1},
    "rectangles": {(tabling, "_RECTANGLE"): 0},
    "in lists": {(tabling, "_RECTANGLE"): 10**9, (profiled, "_ALWAYS"): 0},
}
criteria = st.lists(
    st.tuples(st.sampled_from(sorted(ALL)), st.sampled_from([0, 0.7, 1.5, 4]), st.sampled_from([None, *Side])),
    unique_by=lambda drawn: drawn[0],
    max_size=6,
)
vetoes = st.lists(
    st.builds(
        Veto,
        st.sampled_from(sorted(ALL)),
        st.none(),
        at_least=st.sampled_from([0.0, 0.3, 0.7, 1.0]),
        unknown=st.sampled_from(["allow", "refuse"]),
        block=st.booleans(),
    ),
    unique_by=lambda veto: veto.code,
    max_size=3,
).map(lambda drawn: [attrs.evolve(veto, scorer=ALL[veto.code]) for veto in drawn])


@st.composite
def policies(draw: st.DrawFn) -> MatchingPolicy:
    """Any criteria and vetoes."""
    return MatchingPolicy(
        criteria=[
            Criterion(code, ALL[code], weight, wish_of=wish, neutral=0.3) for code, weight, wish in draw(criteria)
        ],
        vetoes=draw(vetoes),
        combine=draw(st.sampled_from(list(Combine))),
    )


@contextmanager
def path(name: str) -> Iterator[None]:
    """Have scores found in one way only."""
    with pytest.MonkeyPatch.context() as patch:
        for (module, constant), value in PATHS[name].items():
            patch.setattr(module, constant, value)
        yield


def one_by_one(policy: MatchingPolicy, sides: Sides) -> tuple[list[list[int]], list[list[bool]]]:
    """The scores and what the vetoes leave, each pair by itself."""
    shape = sides.mentees.columns.size, sides.mentors.columns.size
    parts = pair_parts(policy, sides, np.ndindex(*shape))
    totals = [
        [sum(part.contribution for part in parts[i, j] if part.counted) for j in range(shape[1])]
        for i in range(shape[0])
    ]
    left = [[not pair_vetoes(policy, sides, i, j) for j in range(shape[1])] for i in range(shape[0])]
    return totals, left


@given(two_sides(), policies(), st.sampled_from(sorted(PATHS)))
@settings(deadline=None, max_examples=120)
def test_whichever_way_scores_are_found_they_are_those_of_the_single_pairs(
    sides: Sides, policy: MatchingPolicy, way: str
) -> None:
    """Official scores and vetoes equal those of each pair alone; only where a block veto rules out stands a 0."""
    totals, left = one_by_one(policy, sides)
    with path(way):
        scores = score(policy, sides)
    blocked = np.zeros(scores.combined.shape, np.bool_)
    for veto in policy.vetoes:
        if veto.block:
            blocked |= np.array([scores.ruled_out[veto.code][i] for i in range(len(blocked))])
    np.testing.assert_array_equal(scores.allowed, left)
    np.testing.assert_array_equal(scores.combined, np.where(blocked, 0, totals))
    assert not scores.allowed[blocked].any()


@given(two_sides(), policies(), st.sampled_from(sorted(PATHS)), st.data())
@settings(deadline=None, max_examples=40)
def test_any_part_of_the_streamed_table_is_that_of_all_scores(
    sides: Sides, policy: MatchingPolicy, way: str, data: st.DataObject
) -> None:
    """From any row to any other; no array of allowed pairs where there is no veto."""
    scores = score(policy, sides)
    start = data.draw(st.integers(0, len(scores.combined)))
    stop = data.draw(st.integers(start, len(scores.combined)))
    with path(way):
        streamed = table(policy, sides)
        units, allowed = streamed.block(start, stop)
    assert streamed.shape == scores.combined.shape
    np.testing.assert_array_equal(units, scores.combined[start:stop])
    assert (allowed is None) == (not policy.vetoes)
    if allowed is not None:
        np.testing.assert_array_equal(allowed, scores.allowed[start:stop])


@given(two_sides(), policies())
@settings(deadline=None, max_examples=40)
def test_a_block_veto_leaves_the_pairs_that_a_plain_one_leaves(sides: Sides, policy: MatchingPolicy) -> None:
    """And their scores; what it names as ruled out is the same, too."""
    plain = attrs.evolve(policy, vetoes=[attrs.evolve(veto, block=False) for veto in policy.vetoes])
    found, expected = score(policy, sides), score(plain, sides)
    np.testing.assert_array_equal(found.allowed, expected.allowed)
    np.testing.assert_array_equal(found.combined[found.allowed], expected.combined[found.allowed])
    for i, j in np.ndindex(*found.combined.shape):
        assert found.vetoes(i, j) == expected.vetoes(i, j)
        assert found.parts(i, j) == expected.parts(i, j)


@given(two_sides(), policies())
@settings(deadline=None, max_examples=40)
def test_each_sides_view_is_made_of_its_parts(sides: Sides, policy: MatchingPolicy) -> None:
    """All criteria but those that are the other side's wish."""
    policy = attrs.evolve(policy, vetoes=())
    scores = score(policy, sides)
    wishes = [criterion.wish_of for criterion in policy.criteria]
    for (i, j), parts in pair_parts(policy, sides, np.ndindex(*scores.combined.shape)).items():
        for view, other in ((scores.mentee_view, Side.MENTOR), (scores.mentor_view, Side.MENTEE)):
            seen = [part.contribution for part, wish in zip(parts, wishes, strict=True) if wish is not other]
            assert view[i, j] == sum(seen)


def test_plain_python_is_asked_once_per_pair_of_answers() -> None:
    """A thousand people with two answers cost four calls besides the one that finds out what is read."""
    calls = []

    def counted(mentee: Any, mentor: Any) -> float:
        calls.append((mentee.territory, mentor.territory))
        return float(mentee.territory == mentor.territory)

    mentees = [Mentee(territory=("one", "two")[row % 2], experience_years=float(row)) for row in range(500)]
    mentors = [Mentor(territory=("one", "two")[row % 2], experience_years=float(row)) for row in range(500)]
    policy = MatchingPolicy(criteria=[Criterion("same", scorers.pairwise(counted), 1)])
    scores = score(policy, sides_of(mentees, mentors))
    assert len(calls) == 5
    np.testing.assert_array_equal(scores.combined, 10_000 * (np.add.outer(np.arange(500), np.arange(500)) % 2 == 0))


def test_values_that_are_equal_but_not_the_same_are_told_apart() -> None:
    """1.0 and True, and a zero with its sign, may be answered differently by plain Python."""
    sides = sides_of([Mentee(experience_years=0.0), Mentee(experience_years=-0.0)], [Mentor()])
    profiles = Profiling(sides.mentees.columns)
    assert profiles.of(frozenset({"experience_years"})).size == 2
    assert profiles.of(frozenset({"each.experience_years"})).size == 2
    assert profiles.of(frozenset({"territory"})).size == 1
    assert profiles.of(frozenset()).size == 1


def test_only_rectangles_are_scored_where_a_block_veto_leaves_little() -> None:
    """Of sixty towns with ten people on each side, only the pairs within a town reach a criterion that tells everybody
    apart."""
    asked = []

    def counted(mentee: Any, mentor: Any) -> Any:
        values = np.minimum(np.abs(mentee.each_index - mentor.each_index) / 600, 1)
        asked.append(values.size)
        return values

    towns = [f"town {row % 60}" for row in range(600)]
    sides = sides_of([Mentee(territory=town) for town in towns], [Mentor(territory=town) for town in towns])
    policy = MatchingPolicy(
        criteria=[Criterion("c", counted, 1)], vetoes=[Veto("apart", scorers.same_territory(), at_least=1, block=True)]
    )
    scores = score(policy, sides)
    assert sum(asked) == 60 * 10 * 10 + 1
    rows, columns = np.nonzero(scores.allowed)
    np.testing.assert_array_equal(rows % 60, columns % 60)
    np.testing.assert_array_equal(scores.combined[rows, columns], np.rint(np.abs(rows - columns) / 600 * 10_000))
    del asked[:]
    streamed = table(policy, sides)
    units, allowed = streamed.block(0, 600)
    assert sum(asked) == 60 * 10 * 10 + 1
    np.testing.assert_array_equal(units, scores.combined)
    np.testing.assert_array_equal(allowed, scores.allowed)


def test_a_streamed_table_is_assigned_like_an_array() -> None:
    """The assignment takes it as it is."""
    mentees = [Mentee(experience_years=float(row)) for row in range(12)]
    mentors = [Mentor(experience_years=float((5 * row) % 12)) for row in range(12)]
    policy = MatchingPolicy(criteria=[Criterion("c", scorers.closeness("experience_years", within=20), 1)])
    sides = sides_of(mentees, mentors)
    streamed: Any = table(policy, sides)
    assert assign(streamed).pairs == assign(score(policy, sides).combined).pairs


def test_scores_take_four_bytes_a_pair() -> None:
    """Without vetoes the table of allowed pairs takes none, and without wishes both sides see the score itself."""
    sides = sides_of([Mentee(territory="one")] * 30, [Mentor(territory="one")] * 20)
    scores = score(MatchingPolicy(criteria=[Criterion("c", scorers.same_territory(), 2)]), sides)
    assert scores.combined.dtype == np.int32
    assert scores.combined.nbytes == 4 * 600
    assert (scores.allowed.shape, scores.allowed.strides) == ((30, 20), (0, 0))
    assert scores.allowed.all()
    assert scores.mentee_view is scores.mentor_view is scores.combined
    for array in (scores.combined, scores.allowed):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 0


def test_large_weights_are_added_exactly_or_refused() -> None:
    """Beyond 32 bits in 64, and beyond what doubles hold exactly not at all; the error names the points."""
    sides = sides_of([Mentee(territory="one")], [Mentor(territory="one")])

    def scored(weight: float) -> Any:
        criteria = [Criterion(code, scorers.same_territory(), weight) for code in ("a", "b")]
        return score(MatchingPolicy(criteria=criteria), sides).combined

    assert scored(300_000).dtype == np.int64
    assert scored(300_000).tolist() == [[6_000_000_000]]
    with pytest.raises(ScoringError, match=r"1e\+12.*900719925474"):
        scored(5e11)


def test_progress_is_told_after_each_block() -> None:
    """With the mentees done and all of them, up to the last."""
    told: list[tuple[int, int]] = []
    sides = sides_of([Mentee()] * 7, [Mentor()] * 3)
    policy = MatchingPolicy(criteria=[Criterion("c", scorers.same_territory(), 1)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabling, "_BLOCK", 9)
        score(policy, sides, progress=lambda done, rows: told.append((done, rows)))
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_stopping_at_the_keyboard_stops_scoring() -> None:
    """Nothing turns it into another error."""

    def stop(done: int, rows: int) -> None:
        raise KeyboardInterrupt

    policy = MatchingPolicy(criteria=[Criterion("c", scorers.same_territory(), 1)])
    with pytest.raises(KeyboardInterrupt):
        score(policy, sides_of([Mentee()], [Mentor()]), progress=stop)


@pytest.mark.parametrize("way", ["as it comes", "asked directly", "in lists"])
@pytest.mark.parametrize("kind", ["criterion", "veto", "block veto"])
def test_who_is_at_fault_is_named_on_every_path(way: str, kind: str) -> None:
    """The first two people with the answers that a function cannot take."""

    def fails(mentee: Any, mentor: Any) -> float:
        return 1 / (0 if mentee.territory == "two" and mentor.experience_years == 3 else 1)

    mentees = [Mentee(territory=town) for town in ("one", "one", "two", "two")]
    mentors = [Mentor(experience_years=years) for years in (1.0, 3.0, 3.0)]
    scorer = scorers.pairwise(fails)
    policy = MatchingPolicy(
        criteria=[Criterion("mine", scorer, 1)] if kind == "criterion" else [],
        vetoes=[Veto("mine", scorer, block=kind.startswith("block"))] if kind != "criterion" else [],
    )
    with path(way), pytest.raises(ScoringError, match=r"ZeroDivisionError.*e2 with o1|e2 with o1.*ZeroDivisionError"):
        score(policy, sides_of(mentees, mentors))


@given(two_sides(), st.sampled_from(["shared_languages", "same_territory", "overlap"]))
@settings(deadline=None, max_examples=40)
def test_levels_stand_for_the_values_themselves(sides: Sides, name: str) -> None:
    """What a level is worth is what the scorer says, the unknown included."""
    scorer: Any = BUILT_IN[name]
    mentee, mentor = sides.mentees.block(), sides.mentors.block()
    values = evaluate(name, scorer, mentee, mentor, (sides.mentees.columns.size, sides.mentors.columns.size))
    expected = np.rint(np.where(np.isnan(values), 0.3, values) * 15_000)
    units = LevelUnits.of(scorer, 15_000, 0.3, np.dtype(np.int32))
    level: Any = scorer.level(mentee, mentor)
    np.testing.assert_array_equal(units(level, np.empty(values.shape, np.int32)), expected)
    np.testing.assert_array_equal(units.table[level], expected)


@attrs.frozen
class Wrong:
    """A scorer whose levels are not its values."""

    levels: tuple[float, ...]

    def level(self, mentee: Any, mentor: Any) -> Any:
        """Equal or not."""
        return (mentee.territory == mentor.territory).astype(np.uint8)

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        """The same as values."""
        return np.where(mentee.territory == mentor.territory, 1.0, 0.0)


def test_the_trial_compares_levels_with_values() -> None:
    """Levels that are the values pass; others are said, and so are those that are none."""
    assert try_scorer("mine", Wrong((0.0, 1.0)), Mentee, Mentor, None) == []
    for levels in ((0.0, 0.5), (0.0,), ("a", "b"), (0.0,) * 300):
        found = try_scorer("mine", Wrong(levels), Mentee, Mentor, None)  # type: ignore[arg-type]  # that is the mistake
        assert [sentence.code for sentence in found] == ["trial.levels"]


def test_a_criterion_of_one_side_alone_is_a_criterion() -> None:
    """It may answer with a value for each row, or each column, of a block."""
    sides = sides_of([Mentee(experience_years=20.0), Mentee()], [Mentor(), Mentor()])
    scores = score(MatchingPolicy(criteria=[Criterion("c", waiting, 1)]), sides)
    assert scores.combined.tolist() == [[5_000, 5_000], [5_000, 5_000]]
    assert [part.value for part in scores.parts(0, 1)] == [0.5]
    assert try_scorer("waiting", waiting, Mentee, Mentor, None) == []
