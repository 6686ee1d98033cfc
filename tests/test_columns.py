"""Columns: what scorers see of people, coded alike on both sides, and what they never see."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import numpy as np
import pytest

from geleit.errors import GeleitError
from geleit.fields import NEVER, Vocabulary, ask, participant
from geleit.matching.columns.people import Candidate, NeverField, Sides, UnknownField, build, touched
from geleit.model.people import Person
from geleit.standard import fields as standard
from geleit.standard.scorers import overlap, pairwise
from geleit.vocabulary.answer import Gender, Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken


@participant
class Mentee(standard.Mentee):
    """A mentee with a wish nobody scores, and a gender asked under another name."""

    wishes_gender: Annotated[Gender | None, ask(matching=NEVER)] = None
    called: Gender | None = None
    free_from: date | None = None
    numbers: tuple[int, ...] | None = None


@participant
class Mentor(standard.Mentor):
    """A mentor with the countries of their business."""

    business_countries: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.COUNTRY)] = None


def mentee(id_: str, origin: str | None = None, gender: Gender | None = None, **answers: Any) -> Candidate:
    """A mentee."""
    return Candidate(id=id_, person=Person(id=id_, origin=origin, gender=gender), participant=Mentee(**answers))


def mentor(id_: str, **answers: Any) -> Candidate:
    """A mentor."""
    return Candidate(id=id_, person=Person(id=id_), participant=Mentor(**answers))


def sides(mentees: list[Candidate], mentors: list[Candidate], **loads: float) -> Sides:
    """The columns of both."""
    return build(mentees, mentors, Mentee, Mentor, loads=loads)


def test_views_broadcast_in_three_shapes() -> None:
    """A block is a column against a row, a list is flat, a single pair has no axis."""
    built = sides([mentee("a"), mentee("b"), mentee("c")], [mentor("x"), mentor("y")])
    rows = np.array([2, 0])
    assert built.mentees.block(rows).territory.shape == (2, 1)
    assert built.mentors.block().territory.shape == (1, 2)
    assert built.mentees.list(rows).territory.shape == (2,)
    assert built.mentors.single(1).territory.shape == ()
    assert built.mentees.block(rows).each_index.ravel().tolist() == [2, 0]


def test_unknown_is_minus_one_or_nan_and_never_an_empty_set() -> None:
    """`_known` tells an empty set from one nobody asked about."""
    people = [mentee("a"), mentee("b", availability=(), experience_years=2.0, host_level=Cefr.A1)]
    view = sides(people, []).mentees.list(np.arange(2))
    assert view.host_level.dtype == np.int16
    assert view.host_level.tolist() == [-1, list(Cefr).index(Cefr.A1)]
    assert np.isnan(view.experience_years).tolist() == [True, False]
    assert view.availability_set.tolist() == [0, 0]
    assert view.availability_known.tolist() == [False, True]
    assert view.referred_by_known.tolist() == [False, False]


def test_columns_by_kind() -> None:
    """Dates are days, several numbers a set, languages masks without their levels, occupations masks of digits."""
    one = mentee(
        "a",
        free_from=date(2024, 5, 17),
        numbers=(3, 5),
        languages=(Spoken("ar", Cefr.C2), Spoken("de", Cefr.B1)),
        occupations=("2512", "51"),
        availability=(Slot.MO_AM, Slot.TU_AM),
    )
    other = mentor("x", languages=(Spoken("ar"),), occupations=("2513",))
    built = sides([one], [other])
    mine, theirs = built.mentees.single(0), built.mentors.single(0)
    assert mine.free_from == date(2024, 5, 17).toordinal()
    assert int(mine.numbers_set).bit_count() == 2
    assert int(mine.languages_set & theirs.languages_set).bit_count() == 1
    shared = [int(getattr(mine, f"occupations_{n}") & getattr(theirs, f"occupations_{n}")) != 0 for n in (1, 2, 3, 4)]
    assert shared == [True, True, True, False]
    assert int(mine.occupations_3).bit_count() == 1
    assert int(mine.availability) == 0b1001


def test_codes_are_shared_by_all_fields_of_a_vocabulary() -> None:
    """A mentee's country of origin, lifted, compares with the countries a mentor does business with."""
    built = sides([mentee("a", "SY"), mentee("b", "UA")], [mentor("x", business_countries=("AT", "SY"))])
    scorer = overlap("origin", "business_countries")
    values = scorer(built.mentees.block().lifting("origin", criterion="business"), built.mentors.block())
    assert values.tolist() == [[1.0], [0.0]]
    view = built.mentors.block()
    assert view.code("business_countries", "SY") == built.mentees.block().lifting("origin").code("origin", "SY") >= 0
    assert (view.code("business_countries", "FR"), view.code("business_countries", None)) == (-2, -1)


@pytest.mark.parametrize("name", ["gender", "gender_set", "gender_known", "origin", "wishes_gender", "called", "age"])
def test_a_field_no_scorer_may_see_raises(name: str) -> None:
    """Neither a column nor a person in plain Python gives it away; the error names field and criterion."""
    built = sides([mentee("a", "SY", Gender.FEMALE, wishes_gender=Gender.FEMALE, called=Gender.MALE)], [mentor("x")])
    view = built.mentees.block().lifting(None, criterion="sympathy")
    with pytest.raises(NeverField, match="sympathy") as caught:
        getattr(view, name)
    assert isinstance(caught.value, GeleitError)
    assert caught.value.field == name.removesuffix("_set").removesuffix("_known")
    with pytest.raises(NeverField):
        getattr(view.each[0, 0], caught.value.field)
    with pytest.raises(NeverField):
        getattr(view, name, None)


def test_only_the_origin_can_be_lifted_and_only_for_its_criterion() -> None:
    """Lifting gives a new view; the old one, and any other field, stay closed."""
    view = sides([mentee("a", "SY")], []).mentees.block()
    lifted = view.lifting("origin", criterion="business")
    assert lifted.origin_known.tolist() == [[True]]
    assert lifted.each[0, 0].origin == "SY"
    with pytest.raises(NeverField):
        _ = view.origin
    for field in ("gender", "wishes_gender"):
        with pytest.raises(NeverField):
            view.lifting(field)


def test_columns_hold_nothing_of_what_is_never_seen() -> None:
    """The arrays and answers a view stands on have no entry for such a field."""
    columns = sides([mentee("a", "SY", Gender.FEMALE, wishes_gender=Gender.FEMALE)], []).mentees.columns
    closed = {"gender", "wishes_gender", "called", "given_name", "email"}
    assert not closed & {columns.owner(name) for name in (*columns.flat, *columns.answers, *columns.lifted)}
    assert closed <= columns.never


def test_unknown_fields_and_texts_say_so() -> None:
    """A misspelt field and one without a column are two different mistakes."""
    built = sides([mentee("a", referred_by="work")], [mentor("x")])
    with pytest.raises(UnknownField, match="does not exist"):
        _ = built.mentees.block().territorry
    with pytest.raises(UnknownField, match="pairwise"):
        _ = built.mentees.block().referred_by
    with pytest.raises(UnknownField):
        _ = built.mentees.block().load
    assert built.mentees.block().each[0, 0].referred_by == "work"


def test_columns_cannot_be_changed() -> None:
    """A scorer that writes into a column is stopped, in every shape."""
    side = sides([mentee("a", experience_years=1.0)], []).mentees
    for view in (side.block(), side.list(np.array([0])), side.single(0)):
        with pytest.raises(ValueError, match="read-only"):
            view.experience_years[...] = 0


def test_load_is_known_only_where_it_is_given() -> None:
    """A mentor without a load is unknown, not free."""
    view = sides([], [mentor("x"), mentor("y")], y=0.5).mentors.block()
    assert view.load_known.tolist() == [[False, True]]
    assert view.load[0, 1] == 0.5
    assert [one.load for one in view.each[0]] == [None, 0.5]


def test_more_values_than_a_machine_word_has_bits() -> None:
    """Beyond 64 values masks are Python's integers, with the same results in all three shapes."""
    codes = [f"{number:04}" for number in range(2110, 2190)]
    mentees = [mentee(code, occupations=(code,)) for code in codes]
    mentors = [mentor(f"m{place}", occupations=(codes[place], codes[-1])) for place in (0, 70)]
    built = sides(mentees, mentors)
    assert built.mentees.block().occupations_set.dtype == object
    assert built.mentees.block().occupations_1.dtype == np.uint64
    scorer = overlap("occupations", enough=2)
    block = scorer(built.mentees.block(), built.mentors.block())
    assert block.sum() == 2.0
    for i, j in ((0, 0), (70, 1), (79, 0), (5, 1)):
        assert float(scorer(built.mentees.single(i), built.mentors.single(j))) == block[i, j]


def test_a_view_remembers_what_was_read() -> None:
    """Fields by their own name, whichever column of theirs was read, in plain Python too."""
    built = sides([mentee("a", territory="one")], [mentor("x", territory="one")])
    mine, theirs = built.mentees.single(0), built.mentors.single(0)
    pairwise(lambda one, other: float(one.territory == other.territory))(mine, theirs)
    _ = mine.languages_known
    assert touched(mine) == {"territory", "languages"}
    assert touched(theirs) == {"territory"}
