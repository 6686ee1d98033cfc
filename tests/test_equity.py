"""The equity table: who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geleit.matching.columns.people import Candidate
from geleit.matching.proposing.equity import EquityRow, by_group, equity
from geleit.model.people import Person
from geleit.programme.proposals.small_groups import protected
from geleit.standard.fields import Mentee
from geleit.vocabulary.answer import Gender
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken


def mentee(id_: str, gender: Gender | None = None, **answers: Any) -> Candidate:
    """A mentee."""
    return Candidate(id=id_, person=Person(id=id_, gender=gender), participant=Mentee(**answers))


def test_equity_counts_every_group_and_the_unknown() -> None:
    """In the order of the field's list, the unknown last; several values count in each."""
    people = [
        mentee("a", Gender.MALE, host_level=Cefr.B1, languages=(Spoken("ar"), Spoken("de"))),
        mentee("b", Gender.FEMALE, host_level=Cefr.A1, languages=()),
        mentee("c"),
    ]
    rows = equity(("host_level", "gender", "languages"), people, {"a": (), "c": ()})
    assert rows == (
        EquityRow("host_level", Cefr.A1, 1, 0),
        EquityRow("host_level", Cefr.B1, 1, 1),
        EquityRow("host_level", None, 1, 1),
        EquityRow("gender", Gender.FEMALE, 1, 0),
        EquityRow("gender", Gender.MALE, 1, 1),
        EquityRow("gender", None, 1, 1),
        EquityRow("languages", Spoken("ar"), 1, 1),
        EquityRow("languages", Spoken("de"), 1, 1),
        EquityRow("languages", None, 2, 1),
    )
    assert rows[-1].rate == 0.5


def test_nobody_gives_no_rows() -> None:
    """An empty side has no groups."""
    assert equity(("gender",), [], {}) == ()


def test_mean_score_and_median_wait_are_those_of_the_group() -> None:
    """The mean is over all pairs of the group, the median over those whose waiting is known, matched or not."""
    people = [mentee(id_, Gender.FEMALE) for id_ in "abcd"] + [mentee("e", Gender.MALE), mentee("f")]
    scores = {"a": (100_000, 40_000), "b": (70_000,), "e": (50_001,)}
    female, male, unknown = equity(("gender",), people, scores, waiting={"a": 1, "b": 300, "c": 9, "e": 0})
    assert (female.people, female.matched, female.mean_score) == (4, 2, 70_000)
    assert (female.waiting_days, female.waiting_known) == (9, 3)
    assert (male.mean_score, male.waiting_days) == (50_001, 0)
    assert (unknown.mean_score, unknown.waiting_days, unknown.waiting_known) == (None, None, 0)


def test_an_even_number_of_people_waits_the_mean_of_the_middle_two() -> None:
    """As a median is defined."""
    people = [mentee(id_, Gender.FEMALE) for id_ in "ab"]
    assert equity(("gender",), people, {}, waiting={"a": 4, "b": 7})[0].waiting_days == 5.5


def test_groups_stand_side_by_side_with_their_effect_in_people() -> None:
    """What one objective changes for a group against another; nothing where it is hidden."""
    people = [mentee(id_, Gender.FEMALE) for id_ in "abc"]
    rows = {code: equity(("gender",), people, dict.fromkeys(ids, ())) for code, ids in (("x", "a"), ("y", "abc"))}
    (group,) = by_group(rows)
    assert (group.people, group.matched, group.effect("y", "x"), group.effect("x", "y")) == (3, {"x": 1, "y": 3}, 2, -2)
    hidden = group.hide("small")
    assert (hidden.people, hidden.matched, hidden.effect("y", "x"), hidden.hidden) == (None, {}, None, "small")


def hidden(sizes: Sequence[tuple[int, int]], k: int = 5, *, special: bool = False) -> list[str | None]:
    """How the groups of one field are hidden, from the people in each and how many of them are matched."""
    groups = by_group({"x": [EquityRow("status", str(at), *size) for at, size in enumerate(sizes)]})
    return [group.hidden for group in protected(groups, k, frozenset({"status"} if special else ()))]


def test_a_small_group_is_hidden_with_the_smallest_other_that_protects_it() -> None:
    """One hidden group alone would be everybody less the others."""
    assert hidden([(20, 20), (3, 0), (9, 9), (12, 12)]) == [None, "small", "protecting", None]
    assert hidden([(20, 20), (3, 3), (4, 4)]) == [None, "small", "small"]
    assert hidden([(20, 1), (30, 29)]) == [None, None]
    assert hidden([(20, 1), (3, 0)], k=2) == [None, None]


def test_of_a_special_field_the_few_without_a_mentor_are_hidden_too() -> None:
    """Who knows the three that were left out must not learn from the table what status they have."""
    assert hidden([(20, 17), (30, 30), (12, 6)], special=True) == ["protecting", None, "protecting"]
    assert hidden([(20, 10), (30, 20)], special=True) == [None, None]
    assert hidden([(20, 17), (30, 30), (12, 6)]) == [None, None, None]


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12)).map(lambda g: (g[0], min(g))), min_size=1, max_size=6)
)
def test_no_group_below_the_threshold_can_be_worked_out_from_the_others(sizes: list[tuple[int, int]]) -> None:
    """No shown group is small, and everybody less the shown ones is nobody, or at least as many as the threshold,
    unless all are hidden."""
    marks = hidden(sizes)
    shown = [size for (size, _), mark in zip(sizes, marks, strict=True) if mark is None]
    rest = [size for (size, _), mark in zip(sizes, marks, strict=True) if mark is not None]
    assert all(size >= 5 for size in shown)
    assert not rest or not shown or sum(rest) >= 5
    assert len(rest) != 1 or not shown


def test_a_mean_over_few_people_is_left_out_of_a_group_that_is_shown() -> None:
    """Six people, of whom two are matched and one has a known wait."""
    row = EquityRow("status", "x", 6, 2, 70_000, 12.0, 1)
    (group,) = protected(by_group({"x": [row]}), 5, frozenset())
    assert (group.people, group.matched) == (6, {"x": 2})
    assert (group.mean_score, group.waiting_days, group.waiting_known) == ({"x": None}, None, None)
