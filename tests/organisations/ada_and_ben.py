"""A pair on its own, without an organisation around it."""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Partnership


def pair(**known: Any) -> Partnership:
    """Ada and Ben, decided before the round."""
    given: dict[str, Any] = {
        "id": "t1",
        "round": "r1",
        "mentee": "ada",
        "mentor": "ben",
        "mentee_part": "ada-1",
        "mentor_part": "ben-1",
        "state": PairState.ACTIVE,
        "decided_on": date(2024, 1, 10),
        "decided_by": "cora",
    }
    return Partnership(**{**given, **known})
