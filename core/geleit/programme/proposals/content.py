"""What a stored proposal holds beside its own columns (`Proposal.content`), so that it can be explained years later.

People stand in it by their ids only, but for the sentences. Scores, contributions, totals, the bound and prices are
whole numbers of 1/10,000 point. What a draft of an earlier version did not hold yet is read as its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.matching.proposing.prices import PriceList
from geleit.model.partnerships import Place, Proposal


@attrs.frozen(kw_only=True)
class StoredPart:
    """What a criterion said of a pair: `value` from 0 to 1, None where unknown, `weight` in points. `counted`: its
    contribution is part of the pair's score."""

    code: str
    value: float | None
    weight: float
    contribution: int
    counted: bool = True


@attrs.frozen(kw_only=True)
class StoredPair:
    """A pair: `sentences` by language, `sentence` in that of whoever drafted it. `beside` holds the mentee's fields
    shown beside the pair and seen by no scorer, as their kinds store them. `by_hand` is a person's reason where the
    pair is not the solver's; `locked`: it was given to the solver, not found by it."""

    mentee: str
    mentor: str
    place: Place
    score: int
    mentee_score: int = 0
    mentor_score: int = 0
    criteria: tuple[StoredPart, ...] = ()
    sentence: str = ""
    sentences: Mapping[str, str] = attrs.field(factory=dict)
    beside: Mapping[str, Any] = attrs.field(factory=dict)
    locked: bool = False
    by_hand: str | None = None

    def said(self, language: str) -> str:
        """Why these two, in a language if it was kept."""
        return self.sentences.get(language, self.sentence)


@attrs.frozen(kw_only=True)
class StoredReason:
    """Why a mentee has nobody: the reason's code (`geleit.matching.Unmatched`), and the sentences as in a pair.

    `brief` and `briefs` say it without anybody else's name: that is what the mentee's own record keeps, and what is
    left when one of those `named` (by id) is erased.
    """

    mentee: str
    reason_code: str
    reason: str = ""
    reasons: Mapping[str, str] = attrs.field(factory=dict)
    brief: str = ""
    briefs: Mapping[str, str] = attrs.field(factory=dict)
    named: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        """The reason, in a language if it was kept."""
        return self.reasons.get(language, self.reason)


@attrs.frozen(kw_only=True)
class Before:
    """What a change by hand took away, so that it can be undone: pairs that went or got another place and reasons that
    no longer hold, as they were, and the draft's figures (as in `Content`)."""

    pairs: tuple[StoredPair, ...] = ()
    unmatched: tuple[StoredReason, ...] = ()
    equity: tuple[Mapping[str, Any], ...] = ()
    worst: int | None = None
    mentee_total: int | None = None
    mentor_total: int | None = None
    blocking: tuple[tuple[str, str], ...] = ()
    blocking_count: int | None = None
    proven: bool = False


@attrs.frozen(kw_only=True)
class StoredChange:
    """A change by hand: `swap`, `give` or `drop`, when (ISO 8601), by whom and why; the pairs (mentee, mentor) that
    went and those that came. `undo` is None where it can no longer be undone."""

    code: str
    at: str
    by: str
    reason: str
    removed: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    undo: Before | None = None


@attrs.frozen(kw_only=True)
class Content:
    """Everything a draft came to.

    `worst` is the smallest score of a pair, `mentee_total` and `mentor_total` what each side sees of the total.
    `blocking` are pairs (mentee, mentor) who would both rather have each other, the first of them by id where there
    are very many; `blocking_count` counts all. `certificate` is the solver's proof, with the mentees and mentors in
    the order of its rows and columns; `proven`: it was checked against all scores. `bound`: no other pairs have a
    larger total. `places` and `mentee_places` are what the run could give to each mentor and mentee.
    `changes` were made by hand since, the oldest first: the proof is then one of the pairs before them.
    """

    pairs: tuple[StoredPair, ...] = ()
    unmatched: tuple[StoredReason, ...] = ()
    equity: tuple[Mapping[str, Any], ...] = ()
    worst: int | None = None
    mentee_total: int | None = None
    mentor_total: int | None = None
    blocking: tuple[tuple[str, str], ...] = ()
    blocking_count: int | None = None
    solver: str | None = None
    bound: int | None = None
    proven: bool = False
    certificate: Mapping[str, Any] | None = None
    mentees: tuple[str, ...] = ()
    mentors: tuple[str, ...] = ()
    prices: PriceList | None = None
    places: Mapping[str, int] = attrs.field(factory=dict)
    mentee_places: Mapping[str, int] = attrs.field(factory=dict)
    changes: tuple[StoredChange, ...] = ()

    def of_mentee(self, person: str) -> tuple[StoredPair, ...]:
        """The pairs a mentee is in."""
        return tuple(pair for pair in self.pairs if pair.mentee == person)

    def of_mentor(self, person: str) -> tuple[StoredPair, ...]:
        """The pairs a mentor is in."""
        return tuple(pair for pair in self.pairs if pair.mentor == person)

    @property
    def settled(self) -> Content:
        """The same without what only an undoing needs."""
        return attrs.evolve(self, changes=tuple(attrs.evolve(one, undo=None) for one in self.changes))


def content_of(proposal: Proposal) -> Content:
    """What a proposal holds."""
    from cattrs import Converter

    return Converter(detailed_validation=False).structure(proposal.content or {}, Content)


def as_stored(content: Content) -> dict[str, Any]:
    """Content as the record keeps it: plain values of JSON."""
    from cattrs import Converter

    kept: dict[str, Any] = Converter(detailed_validation=False).unstructure(content)
    return kept
