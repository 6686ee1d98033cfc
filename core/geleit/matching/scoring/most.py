"""How many points a pair can have at the most."""

from __future__ import annotations

from collections.abc import Iterable

from geleit.matching.assigning.checking import SCALE
from geleit.model.partnerships import Side
from geleit.questions.matching import Combine, Criterion, MatchingPolicy


def most_units(policy: MatchingPolicy) -> int:
    """A pair's greatest possible score in 1/10,000 of a point: every criterion met in full. Where the smaller of both
    sides' views is the score, the smaller of their greatest."""
    if policy.combine is Combine.SMALLER:
        sides = (Side.MENTEE, Side.MENTOR)
        return min(_units(one for one in policy.criteria if one.wish_of is not side) for side in sides)
    return _units(policy.criteria)


def _units(criteria: Iterable[Criterion]) -> int:
    return sum(round(one.weight * SCALE) for one in criteria)
