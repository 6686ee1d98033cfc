"""Mentees and mentors as a matching sees them, without an organisation around them, and two policies for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from geleit.fields import NEVER, Sensitivity, Vocabulary, ask, participant
from geleit.matching.columns.people import Candidate, Sides, build
from geleit.matching.proposing.draft import Draft
from geleit.matching.proposing.proposing import propose
from geleit.model.partnerships import Side
from geleit.model.people import Person
from geleit.questions.matching import Criterion, MatchingPolicy, Veto
from geleit.standard import fields as standard
from geleit.standard import scorers
from geleit.vocabulary.answer import Answer, Gender


@participant
class Mentee(standard.Mentee):
    """A mentee with a wish that is shown beside the pair, and a point score to make cases with."""

    wishes_gender: Annotated[Gender | None, ask(matching=NEVER)] = None
    points: float | None = None
    needs_ramp: Annotated[Answer | None, ask(sensitivity=Sensitivity.SPECIAL)] = None


@participant
class Mentor(standard.Mentor):
    """A mentor with the countries of their business."""

    business_countries: Annotated[tuple[str, ...] | None, ask(vocabulary=Vocabulary.COUNTRY)] = None
    points: float | None = None
    has_ramp: Annotated[Answer | None, ask(sensitivity=Sensitivity.SPECIAL)] = None


CLOSE = MatchingPolicy(
    criteria=[Criterion("points", scorers.closeness("points", within=10), 10, neutral=0.0)],
    vetoes=[Veto("apart", scorers.same_territory(), at_least=1.0)],
)
"""Ten points for equal numbers, one less for each step; another territory is no pair."""
FULL = MatchingPolicy(
    criteria=[
        Criterion("occupation", scorers.same_occupation(), 4),
        Criterion("languages", scorers.shared_languages(), 2),
        Criterion("territory", scorers.same_territory(), 2),
        Criterion("business", scorers.overlap("origin", "business_countries"), 2, lifts="origin", source="test"),
        Criterion("availability", scorers.overlap("availability", enough=2), 1, wish_of=Side.MENTOR),
    ],
    vetoes=[Veto("no_shared_language", scorers.shared_languages(enough=1), at_least=1.0)],
)


def person(id_: str, **known: Any) -> Person:
    """A person called by the id with a capital."""
    return Person(id=id_, given_name=id_.capitalize(), **known)


def mentee(id_: str, points: float | None = None, *, priority: bool = False, **answers: Any) -> Candidate:
    """A mentee; `gender` and `origin` are the person's."""
    known = {name: answers.pop(name) for name in ("gender", "origin") if name in answers}
    return Candidate(
        id=id_, person=person(id_, **known), participant=Mentee(points=points, **answers), priority=priority
    )


def mentor(id_: str, points: float | None = None, **answers: Any) -> Candidate:
    """A mentor; `gender` is the person's."""
    known = {"gender": answers.pop("gender")} if "gender" in answers else {}
    return Candidate(id=id_, person=person(id_, **known), participant=Mentor(points=points, **answers))


def both(mentees: Sequence[Candidate], mentors: Sequence[Candidate]) -> Sides:
    """The columns of both."""
    return build(mentees, mentors, Mentee, Mentor, loads={})


def run(policy: MatchingPolicy, sides: Sides, **more: Any) -> Draft:
    """A draft with one place per mentor unless told."""
    more.setdefault("capacities", dict.fromkeys(sides.mentors.ids, 1))
    return propose(policy, sides, **more)


def pairs_of(draft: Draft) -> set[tuple[str, str]]:
    """The pairs by ids."""
    return {(pair.mentee, pair.mentor) for pair in draft.pairs}
