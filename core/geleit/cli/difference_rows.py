"""A difference between two sets of pairs as JSON: for `what-if`, and for `why-not` where the exact cost is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geleit.matching.answering.what_if import Difference
    from geleit.matching.proposing.measuring import Measures


def difference_object(difference: Difference) -> dict[str, Any]:
    """The figures before and after, and who moves."""
    return {
        "total_before": difference.before.total,
        "total_after": difference.after.total,
        "new_total_before": _total(difference.new_before),
        "new_total_after": _total(difference.new_after),
        "worst_before": difference.before.worst,
        "worst_after": difference.after.worst,
        "matched_before": difference.before.matched,
        "matched_after": difference.after.matched,
        "blocking_before": difference.before.blocking,
        "blocking_after": difference.after.blocking,
        "moves": [
            {
                "mentee": move.mentee,
                "code": move.code,
                "from": move.before,
                "to": move.after,
                "points_before": move.points_before,
                "points_after": move.points_after,
            }
            for move in difference.moves
        ],
    }


def _total(measures: Measures | None) -> int | None:
    return None if measures is None else measures.total
