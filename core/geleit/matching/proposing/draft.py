"""What a run of the matching proposes: pairs with their reasons, and a reason for everyone left without."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from geleit.labels import Sentence
from geleit.matching.proposing.equity import EquityRow
from geleit.matching.scoring.scores import Part
from geleit.model.partnerships import Place


@attrs.frozen(kw_only=True)
class DraftPair:
    """A proposed pair, by the candidates' ids. Scores are in 1/10,000 of a point: the pair's, then what each side
    sees. `beside` holds the fields of the mentee that the coordinator sees and no scorer saw. `locked`: it was given,
    not found."""

    mentee: str
    mentor: str
    place: Place
    score: int
    mentee_score: int
    mentor_score: int
    parts: tuple[Part, ...]
    sentence: Sentence
    beside: Mapping[str, object] = attrs.field(factory=dict)
    locked: bool = False


@attrs.frozen(kw_only=True)
class Unmatched:
    """A mentee without a pair, and why: `no_mentor`, `vetoed`, `forbidden`, `below_minimum_fit` or `places_taken`."""

    mentee: str
    reason_code: str
    reason: Sentence


@attrs.frozen(kw_only=True)
class Draft:
    """A proposal before anybody has decided; everything is sorted by ids, whatever order the people came in.

    `total` is the sum of the pairs' scores in 1/10,000 of a point. `places`, `mentee_places` and `forbidden` are what
    the run was given.
    """

    pairs: tuple[DraftPair, ...]
    unmatched: tuple[Unmatched, ...]
    objective: str
    total: int
    seed: int
    equity: tuple[EquityRow, ...]
    places: Mapping[str, int]
    mentee_places: Mapping[str, int]
    forbidden: frozenset[tuple[str, str]]

    def of_mentee(self, id_: str) -> tuple[DraftPair, ...]:
        """The pairs a mentee is in."""
        return tuple(pair for pair in self.pairs if pair.mentee == id_)

    def of_mentor(self, id_: str) -> tuple[DraftPair, ...]:
        """The pairs a mentor is in."""
        return tuple(pair for pair in self.pairs if pair.mentor == id_)
