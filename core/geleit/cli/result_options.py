"""The options that describe a result: a new one, a known one, or one that a follow-up brought to light."""

from __future__ import annotations

from typing import Any

from geleit.cli.days import DAY, DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.kinds import ANSWER, NUMBER
from geleit.cli.making import Option, option
from geleit.fields import fields_of
from geleit.model.people import Participant
from geleit.programme.outcomes import Result, category_of

RESULT_KEYS = ("employer", "hours_per_week", "permanent", "insured", "adequate", "evidence", "note")
"""What is said of a result beside its category and days."""


def result_options(*, required: bool) -> tuple[Option, ...]:
    """Begin and end, and of a job what the contract says."""
    return (
        option("--began", type=DAY, required=required),
        option("--ended", type=DAY_AHEAD),
        option("--employer", metavar="NAME"),
        option("--hours-per-week", type=NUMBER),
        option("--permanent", type=ANSWER),
        option("--insured", type=ANSWER),
        option("--adequate", type=ANSWER),
        option("--evidence", metavar="TEXT"),
        option("--note", metavar="TEXT"),
    )


def result_of(desk: Desk, category: str, values: dict[str, Any]) -> tuple[Result, Participant | None]:
    """The result that the options describe, with the fields that its category asks beyond the standard's.

    Raises UsageError for an unknown category or field.
    """
    found = category_of(desk.programme, desk.round, category)
    details = desk.values(values.get("details", ()), fields_of(found.detail) if found.detail else ())
    result = Result(
        category=found.code,
        began_on=values["began"],
        ended_on=values["ended"],
        **{key: values[key] for key in RESULT_KEYS},
    )
    return result, found.detail(**details) if found.detail and details else None
