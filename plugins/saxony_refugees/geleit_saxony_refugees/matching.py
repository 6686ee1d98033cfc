"""Who accompanies whom. The project lead decides; sex and origin are in no score."""

from __future__ import annotations

from geleit import (
    Capacity,
    Criterion,
    MatchingPolicy,
    Round,
    free_capacity,
    hookimpl,
    same_occupation,
    same_territory,
    shared_languages,
)
from geleit_saxony_refugees.settings import WEIGHTS, Settings


@hookimpl
def geleit_matching(round_: Round[Settings]) -> MatchingPolicy:
    """District, free caseload, languages and the mentee's field; no side is asked for acceptance.

    People without a common language can be accompanied with an interpreter, so that is no veto. The wish for a woman
    as mentor stands beside the pair.
    """
    weights = {**WEIGHTS, **round_.settings.weights}
    return MatchingPolicy(
        criteria=(
            Criterion("district", same_territory(), weights["district"], source="assumption"),
            Criterion("free_caseload", free_capacity(), weights["free_caseload"], source="assumption"),
            Criterion("languages", shared_languages(), weights["languages"], source="assumption"),
            # An unknown field counts as one that shares the first digit, not as half of a fit.
            Criterion("field", same_occupation(), weights["field"], neutral=0.25, source="assumption"),
        ),
        mentor_capacity=Capacity(places=round_.settings.caseload_cap, per="fte"),
        minimum_fit=round_.settings.minimum_fit,
        beside_the_pair=("wish_mentor_gender",),
        equity=("gender", "host_level", "education", "target_group"),
    )
