"""Who fits whom: criteria, vetoes, capacity, acceptance."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import attrs

from geleit.model.partnerships import Side
from geleit.model.rounds import Round
from geleit.questions.hooks import finished, hookspec

Scorer = Callable[[Any, Any], Any]
"""A function of two column views whose arrays broadcast, so that it serves a block, a list of pairs and one pair.
Returns values from 0 to 1, NaN for unknown."""


LIFTABLE = ("origin",)
"""The fields kept from scorers that a region may lift for one criterion, with a source."""


class Objective(StrEnum):
    """What the best set of pairs is: most mentees with a mentor, the best total, the best worst pair, or stable."""

    MOST_MATCHED = "most_matched"
    BEST_TOTAL = "best_total"
    FAIREST = "fairest"
    STABLE = "stable"


class Combine(StrEnum):
    """How a pair's score comes from its criteria: all added up, or the smaller of what each side sees."""

    SUM = "sum"
    SMALLER = "smaller"


@attrs.frozen(kw_only=True)
class Criterion:
    """One thing that makes a pair fit; its label is `criterion.<code>`.

    `weight` is in points. `wish_of` says whose wish it is where both sides have their own view; None counts for both.
    `neutral` is the value taken where a pair's value is unknown. `lifts` names the one field, otherwise kept from
    scorers, that this criterion may see; only `origin` can be lifted, and only with a source.
    """

    code: str = attrs.field(kw_only=False)
    scorer: Scorer = attrs.field(kw_only=False)
    weight: float = attrs.field(kw_only=False)
    wish_of: Side | None = None
    neutral: float = 0.5
    lifts: str | None = None
    source: str = ""


@attrs.frozen(kw_only=True)
class Veto:
    """A pair whose score by this scorer is below `at_least` is no pair; its label is `veto.<code>`.

    `unknown` says what a missing value does: `allow` or `refuse`. With `block` the veto is looked at before anything
    else, and the pairs it rules out are left out when scoring, which spares most of the work where, say, only people
    of the same town are matched. Who is matched stays the same.
    """

    code: str = attrs.field(kw_only=False)
    scorer: Scorer = attrs.field(kw_only=False)
    at_least: float = 0.5
    unknown: str = "allow"
    block: bool = False
    source: str = ""


@attrs.frozen(kw_only=True)
class Capacity:
    """How many mentees a mentor has at the most: `places`, times the mentor's field `per` where one is named."""

    places: int = 1
    per: str | None = None


@attrs.frozen(kw_only=True)
class AcceptancePolicy:
    """Which sides must say yes before a pair stands, how many days they have, and the codes of reasons for a no.

    The labels of reasons are `decline.<code>`.
    """

    sides: tuple[Side, ...] = ()
    days: int = 14
    decline_reasons: tuple[str, ...] = ("no_time", "field", "distance", "language", "personal", "other")


@attrs.frozen(kw_only=True)
class MatchingPolicy:
    """Everything that decides who is proposed for whom.

    `minimum_fit` is in points: below it a pair is made by hand only. `beside_the_pair` names fields of the mentee
    that the coordinator sees beside a proposed pair after scoring and that no scorer sees. `equity` names the fields
    by whose values the proposal's match rate is compared. `waiting_reason` is the label code of why somebody without
    a pair waits.
    """

    criteria: tuple[Criterion, ...] = attrs.field(converter=finished)
    vetoes: tuple[Veto, ...] = attrs.field(default=(), converter=finished)
    mentor_capacity: Capacity = attrs.field(factory=Capacity)
    mentee_capacity: int = 1
    minimum_fit: float = 0.0
    objective: Objective = Objective.MOST_MATCHED
    combine: Combine = Combine.SUM
    acceptance: AcceptancePolicy = attrs.field(factory=AcceptancePolicy)
    beside_the_pair: tuple[str, ...] = ()
    equity: tuple[str, ...] = ("gender", "host_level", "education")
    waiting_reason: str = "waiting.no_mentor"


@hookspec(firstresult=True)
def geleit_matching(round_: Round[Any]) -> MatchingPolicy:  # type: ignore[empty-body]  # a question has no body
    """Say who fits whom. Asked once per round; silence means `geleit.standard`.

    :param round_: the round with the settings in force
    """
