"""Mentees and mentors with any answers to the standard's questions, and every built-in scorer."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from geleit.matching.columns.people import Candidate, Sides, build
from geleit.model.people import Person
from geleit.questions.matching import Scorer
from geleit.standard import scorers
from geleit.standard.fields import Mentee, Mentor
from geleit.vocabulary.answer import Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken

CODES = ("2512", "2513", "25", "7", "5120")
BUILT_IN: dict[str, Scorer] = {
    "same_occupation": scorers.same_occupation(),
    "shared_languages": scorers.shared_languages(),
    "same_territory": scorers.same_territory(),
    "overlap": scorers.overlap("availability", enough=3),
    "similarity": scorers.similarity("territory", table={("one", "two"): 0.4, ("three", "nowhere"): 0.7}),
    "closeness": scorers.closeness("experience_years", within=7),
    "prefers": scorers.prefers("occupations", "occupations"),
    "prefers_of_mentor": scorers.prefers("languages", "languages", of_mentor=True),
    "free_capacity": scorers.free_capacity(),
    "pairwise": scorers.pairwise(
        lambda one, other: None if one.territory is None else one.territory == other.territory
    ),
}

languages = st.lists(st.sampled_from(("de", "ar", "en", "fa")).map(lambda code: Spoken(code, Cefr.B1)), unique=True)
answers: dict[str, st.SearchStrategy[Any]] = {
    "languages": st.none() | languages.map(tuple),
    "occupations": st.none() | st.lists(st.sampled_from(CODES), unique=True).map(tuple),
    "territory": st.none() | st.sampled_from(("one", "two", "three")),
    "availability": st.none() | st.lists(st.sampled_from(list(Slot)[:5]), unique=True).map(tuple),
    "experience_years": st.none() | st.floats(0, 40),
}


@st.composite
def two_sides(draw: st.DrawFn) -> Sides:
    """A few mentees and mentors with any answers."""
    people = [
        [
            Candidate(id=f"{letter}{place}", person=Person(id=f"{letter}{place}"), participant=made)
            for place, made in enumerate(draw(st.lists(st.builds(cls, **answers), min_size=1, max_size=5)))
        ]
        for letter, cls in (("e", Mentee), ("o", Mentor))
    ]
    loads = {one.id: load for one in people[1] if (load := draw(st.none() | st.floats(0, 1.5))) is not None}
    return build(people[0], people[1], Mentee, Mentor, loads=loads)


def sides_of(mentees: list[Mentee], mentors: list[Mentor]) -> Sides:
    """Sides of answers alone."""
    people: list[list[Candidate]] = [
        [
            Candidate(id=f"{letter}{at}", person=Person(id=f"{letter}{at}"), participant=one)
            for at, one in enumerate(all_)
        ]
        for letter, all_ in (("e", mentees), ("o", mentors))
    ]
    return build(people[0], people[1], Mentee, Mentor, loads={})
