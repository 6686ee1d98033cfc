"""A comparison of the objectives as a command shows it: two tables for people, one object as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk

if TYPE_CHECKING:
    from geleit.matching.answering.comparing import Comparison, Measured
    from geleit.matching.proposing.equity import Group
    from geleit.programme.proposals.comparing import Compared


def show(desk: Desk, found: Compared) -> None:
    """Print a row per objective, then a row per group. Small groups tell no numbers: what is printed is passed on."""
    for line in found.lines(desk.door.language):
        desk.put(line)


def as_object(found: Compared, language: str) -> dict[str, Any]:
    """The same as data with stable keys, the groups protected in the same way; scores are in ten-thousandths of a
    point."""
    comparison = found.comparison
    return {
        "round": found.round,
        "seed": comparison.seed,
        "usual": comparison.usual,
        "combine": comparison.combine.value,
        "objectives": [_objective(comparison, one) for one in comparison.measured],
        "minimum_cell": found.minimum_cell,
        "equity": [_group(found, group, language) for group in found.groups],
    }


def _objective(comparison: Comparison, one: Measured) -> dict[str, Any]:
    return {
        "objective": one.objective,
        "matched": one.matched,
        "total": one.draft.total,
        "loss": round(comparison.loss(one.objective), 4),
        "worst": one.draft.worst,
        "mentee_total": one.draft.mentee_total,
        "mentor_total": one.draft.mentor_total,
        "mentee_rank": None if one.mentee_rank is None else round(one.mentee_rank, 4),
        "mentor_rank": None if one.mentor_rank is None else round(one.mentor_rank, 4),
        "pairs": [{"mentee": pair.mentee, "mentor": pair.mentor, "score": pair.score} for pair in one.draft.pairs],
        "unmatched": [left.mentee for left in one.draft.unmatched],
        "blocking_pairs": {
            "count": len(one.draft.blocking),
            "pairs": [{"mentee": mentee, "mentor": mentor} for mentee, mentor in one.draft.blocking],
        },
        "differing": comparison.differing(one.objective, comparison.usual),
    }


def _group(found: Compared, group: Group, language: str) -> dict[str, Any]:
    comparison = found.comparison
    return {
        "field": group.field,
        "value": None if group.value is None else str(getattr(group.value, "value", group.value)),
        "label": found.names.value_of(group, language),
        "people": group.people,
        "waiting_days": group.waiting_days,
        "hidden": group.hidden,
        "objectives": [
            {
                "objective": one.objective,
                "matched": group.matched.get(one.objective),
                "mean_score": group.mean_score.get(one.objective),
                "effect": group.effect(one.objective, comparison.usual),
            }
            for one in comparison.measured
        ],
    }
