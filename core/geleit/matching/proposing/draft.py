"""What a run of the matching proposes: pairs with their reasons, and a reason for everyone left without."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from geleit.labels import Sentence
from geleit.matching.assigning.certificate import Certificate
from geleit.matching.proposing.equity import EquityRow
from geleit.matching.proposing.prices import PriceList
from geleit.matching.proposing.proof import Proof
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
    """A mentee without a pair, and why: `no_mentor`, `vetoed`, `forbidden`, `below_minimum_fit` or `places_taken`.

    `brief` is the reason without anybody else's name, for the mentee's own record; `named` are the ids of the others
    whom `reason` names.
    """

    mentee: str
    reason_code: str
    reason: Sentence
    brief: Sentence
    named: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Draft:
    """A proposal before anybody has decided; everything is sorted by ids, whatever order the people came in.

    `total` is the sum of the pairs' scores in 1/10,000 of a point, `mentee_total` and `mentor_total` what each side
    sees of it, `worst` the smallest score (None without a pair). `blocking` are the pairs, by the ids of mentee and
    mentor, who would both rather have each other (Gale and Shapley 1962). `places`, `mentee_places` and `forbidden`
    are what the run was given.

    `proof` says how the pairs were found and why none are better; it is left out when drafts are compared, since
    another solver may prove the same pairs.
    """

    pairs: tuple[DraftPair, ...]
    unmatched: tuple[Unmatched, ...]
    objective: str
    total: int
    seed: int
    equity: tuple[EquityRow, ...]
    mentee_total: int
    mentor_total: int
    worst: int | None
    blocking: tuple[tuple[str, str], ...]
    proof: Proof = attrs.field(eq=False)
    places: Mapping[str, int]
    mentee_places: Mapping[str, int]
    forbidden: frozenset[tuple[str, str]]

    @property
    def solver(self) -> str:
        """Which solver ran."""
        return self.proof.solver

    @property
    def certificate(self) -> Certificate:
        """What proves the pairs to be the best, in the order of the proof's rows and columns."""
        return self.proof.certificate

    @property
    def prices(self) -> PriceList | None:
        """What places are worth; None where the objective has no prices."""
        return self.proof.prices

    def of_mentee(self, id_: str) -> tuple[DraftPair, ...]:
        """The pairs a mentee is in."""
        return tuple(pair for pair in self.pairs if pair.mentee == id_)

    def of_mentor(self, id_: str) -> tuple[DraftPair, ...]:
        """The pairs a mentor is in."""
        return tuple(pair for pair in self.pairs if pair.mentor == id_)
