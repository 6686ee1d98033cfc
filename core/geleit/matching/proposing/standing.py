"""Pairs as they stand and what holds around them: a draft that was kept, or one just made."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from geleit.errors import UsageError
from geleit.labels import Labels, Listed, Sentence, number, say
from geleit.matching.assigning.checking import SCALE
from geleit.matching.columns.people import Side, Sides
from geleit.matching.proposing.draft import Draft
from geleit.questions.matching import Objective

Pair = tuple[str, str]
"""The ids of a mentee and of a mentor."""


@attrs.frozen(kw_only=True)
class Standing:
    """Pairs by the candidates' ids, and what questions about them are answered under.

    `locked`: those that were given or made by hand, which no other answer takes apart. `places` are the mentors' free
    places and `mentee_places` the mentees', those of the pairs included; who is not named has none. `forbidden` pairs
    are never made. `objective` and `seed` are what the pairs were found by.
    """

    pairs: tuple[Pair, ...]
    places: Mapping[str, int]
    mentee_places: Mapping[str, int]
    objective: Objective
    seed: int = 0
    locked: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, draft: Draft) -> Standing:
        """A draft as it stands."""
        return cls(
            pairs=tuple((pair.mentee, pair.mentor) for pair in draft.pairs),
            places=draft.places,
            mentee_places=draft.mentee_places,
            objective=Objective(draft.objective),
            seed=draft.seed,
            locked=frozenset((pair.mentee, pair.mentor) for pair in draft.pairs if pair.locked),
            forbidden=draft.forbidden,
        )

    def of_mentee(self, id_: str) -> tuple[Pair, ...]:
        """The pairs a mentee is in."""
        return tuple(pair for pair in self.pairs if pair[0] == id_)

    def of_mentor(self, id_: str) -> tuple[Pair, ...]:
        """The pairs a mentor is in."""
        return tuple(pair for pair in self.pairs if pair[1] == id_)


@attrs.frozen
class Points:
    """Units of 1/10,000 of a point in a sentence: two decimals, with a sign where it is a change."""

    units: int
    signed: bool = False

    def in_language(self, labels: Labels, language: str) -> str:
        """The points as people of the language write them."""
        text = number(abs(self.units) / SCALE, language, decimals=2)
        negative, zero = self.units < 0, not text.strip("0.,")
        if self.signed:
            return f"{'±' if zero else '−' if negative else '+'}{text}"
        return f"−{text}" if negative and not zero else text


def row_of(side: Side, id_: str) -> int:
    """Where somebody stands on a side. Raises UsageError for who is not there."""
    if id_ not in side.ids:
        raise UsageError(say("propose.unknown_person", id=id_))
    return side.ids.index(id_)


def names_of(side: Side) -> dict[str, str]:
    """What everybody on a side is called, by id."""
    return {candidate.id: candidate.name for candidate in side.candidates}


def name_of(side: Side, id_: str) -> str:
    """What somebody is called; the id for who is not among the candidates."""
    return next((candidate.name for candidate in side.candidates if candidate.id == id_), id_)


def told(sides: Sides, scored: Mapping[Pair, int]) -> Listed:
    """Pairs in a sentence, as both names and the points."""
    return Listed([pair_told(sides, pair, units) for pair, units in scored.items()])


def pair_told(sides: Sides, pair: Pair, units: int) -> Sentence:
    """One pair in a sentence."""
    mentee, mentor = name_of(sides.mentees, pair[0]), name_of(sides.mentors, pair[1])
    return say("why.pair", mentee=mentee, mentor=mentor, score=Points(units))
