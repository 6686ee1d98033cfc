"""Who fits whom: common ground in the occupation first, then what both sides wish for.

The coordination decides. Each side's wishes are scored apart, and a pair counts as much as it does for the side that
gets less of them. The reason is a plain sentence that the coordination may rewrite and tells both at the kick-off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from geleit import (
    AcceptancePolicy,
    Capacity,
    Combine,
    Criterion,
    MatchingPolicy,
    Round,
    Side,
    Veto,
    hookimpl,
    overlap,
    pairwise,
    prefers,
    same_occupation,
    same_territory,
    shared_languages,
)
from geleit_munich_migranet.eligibility import ASSUMED
from geleit_munich_migranet.settings import WEIGHTS, Settings, Weighed

_BY_DIGITS = (0.0, 0.25, 0.6, 0.85, 1.0)
"""How close two occupations are by the leading digits they share, as in `same_occupation`."""
_COORDINATORS = "migranet.org, Augsburg rounds 5, 7 and 9"


def _wished_field(side: Side) -> Callable[[Any, Any], Any]:
    """How close the other side's occupation comes to what was wished for; a wish for a whole group (ISCO 21) is
    fulfilled by all in it, so each wish is measured by what it could reach at best, and the closest counts."""

    def closest(mentee: Any, mentor: Any) -> float | None:
        wished, has = (
            (mentee.target_occupations, mentor.occupations)
            if side is Side.MENTEE
            else (mentor.wished_occupations, mentee.occupations)
        )
        if not wished or has is None:
            return None
        return max((_close(wish, code) / _close(wish, wish) for wish in wished for code in has), default=0.0)

    return pairwise(closest)


def _close(one: str, other: str) -> float:
    shared = sum(one[:digits] == other[:digits] for digits in range(1, min(len(one), len(other)) + 1))
    return _BY_DIGITS[shared]


_NEUTRAL = {Weighed.OCCUPATION: 0.25}
"""What the unknown counts, where that is not half a fit: an occupation as one that shares the first digit."""

SCORERS: Mapping[Weighed, tuple[Any, Side | None, str]] = {
    Weighed.OCCUPATION: (same_occupation(), None, _COORDINATORS),
    Weighed.LANGUAGES: (shared_languages(), None, ASSUMED),
    Weighed.TERRITORY: (same_territory(), None, ASSUMED),
    Weighed.AVAILABILITY: (overlap("availability", enough=2), None, ASSUMED),
    Weighed.MENTEE_FIELD: (_wished_field(Side.MENTEE), Side.MENTEE, ASSUMED),
    Weighed.MENTEE_TOPICS: (overlap("wanted_topics", "offered_topics", enough=2), Side.MENTEE, ASSUMED),
    Weighed.MENTEE_FORM: (prefers("wanted_forms", "offered_forms"), Side.MENTEE, ASSUMED),
    Weighed.MENTOR_FIELD: (_wished_field(Side.MENTOR), Side.MENTOR, ASSUMED),
    Weighed.MENTOR_TOPICS: (prefers("offered_topics", "wanted_topics", of_mentor=True), Side.MENTOR, ASSUMED),
    Weighed.MENTOR_LANGUAGES: (prefers("wished_languages", "languages", of_mentor=True), Side.MENTOR, ASSUMED),
}
"""For each criterion how it is scored, whose wish it is (None: it counts for both), and where it comes from."""


@hookimpl
def geleit_matching(round_: Round[Settings]) -> MatchingPolicy:
    """Both sides' wishes, the smaller of which counts; a second mentor and the mentor's yes are switches."""
    settings = round_.settings
    weights = {**WEIGHTS, **settings.weights}
    return MatchingPolicy(
        criteria=tuple(
            Criterion(code.value, scorer, weights[code], wish_of=side, neutral=_NEUTRAL.get(code, 0.5), source=source)
            for code, (scorer, side, source) in SCORERS.items()
        ),
        vetoes=(Veto("no_shared_language", shared_languages(enough=1), at_least=1.0, source=ASSUMED),),
        mentor_capacity=Capacity(places=settings.mentees_per_mentor),
        mentee_capacity=2 if settings.second_mentor else 1,
        minimum_fit=settings.minimum_fit,
        combine=Combine.SMALLER,
        acceptance=AcceptancePolicy(sides=(Side.MENTOR,) if settings.mentor_confirms else ()),
        beside_the_pair=("wishes",),
    )
