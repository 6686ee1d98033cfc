"""Who fits whom: occupation first, then the mentor's business tie to the mentee's country of origin."""

from __future__ import annotations

from geleit import (
    Capacity,
    Criterion,
    MatchingPolicy,
    Round,
    hookimpl,
    overlap,
    same_occupation,
    same_territory,
    shared_languages,
)
from geleit_austria_wko.settings import KAERNTEN_PAGE, WEIGHTS, Settings, Weighed

_COMMISSION = "European Commission, project page"
_FURTHER = "ÖIF, Ablauf; WKO, English page"


@hookimpl
def geleit_matching(round_: Round[Settings]) -> MatchingPolicy:
    """The project team proposes and decides; the pair is not asked and first meets at the kick-off.

    Nothing is a veto: a distant occupation scores less and stays possible.
    """
    settings = round_.settings

    def points(criterion: Weighed) -> float:
        return settings.weights.get(criterion, WEIGHTS[criterion])

    return MatchingPolicy(
        criteria=(
            # An unknown occupation counts as one that shares the first digit, not as half of a fit.
            Criterion("occupation", same_occupation(), points(Weighed.OCCUPATION), neutral=0.25, source=KAERNTEN_PAGE),
            # Who names no country has no known tie: half the points for silence would rank above an honest "none".
            Criterion(
                "business_tie",
                overlap("origin", "business_countries"),
                points(Weighed.BUSINESS_TIE),
                neutral=0.0,
                lifts="origin",
                source=_COMMISSION,
            ),
            Criterion("sector", overlap("sector"), points(Weighed.SECTOR), source=_FURTHER),
            Criterion("languages", shared_languages(), points(Weighed.LANGUAGES), source=_FURTHER),
            Criterion("focus", overlap("focus", enough=2), points(Weighed.FOCUS), source=_FURTHER),
            Criterion("territory", same_territory(), points(Weighed.TERRITORY), source=_FURTHER),
            Criterion(
                "availability",
                overlap("availability", enough=2),
                points(Weighed.AVAILABILITY),
                source="geleit.standard",
            ),
        ),
        mentor_capacity=Capacity(places=settings.mentees_per_mentor),
        minimum_fit=settings.minimum_fit,
        beside_the_pair=("goals",),
        equity=("gender", "host_level", "education_level", "residence_status"),
        waiting_reason="waiting.no_mentor_in_field",
    )
