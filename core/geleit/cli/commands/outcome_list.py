"""`geleit outcome list`: what has come of a round."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command

_KEYS = (
    *("id", "person", "category", "began_on", "ended_on", "hours_per_week", "permanent", "insured", "adequate"),
    *("evidence", "confirmed_by", "follow_up"),
)


@programme_command("outcome list", json=True)
def command(desk: Desk) -> None:
    """Print the results, the latest first; those from before the start are marked."""
    from geleit.programme.results.listing import outcome_list

    found = outcome_list(desk.programme, desk.round)
    if desk.as_json:
        desk.json(
            [
                {key: getattr(one.outcome, key) for key in _KEYS}
                | {
                    "name": one.name,
                    "employer": one.employer,
                    "standard_class": one.standard_class,
                    "before_start": one.before_start,
                    "counted": one.counted,
                }
                for one in found
            ]
        )
        return
    desk.table(
        (
            *("cli.column.began", "field.person", "field.category", "cli.column.standard_class", "field.employer"),
            *("field.evidence", "cli.column.counted", "cli.column.id"),
        ),
        [
            (
                desk.day(one.outcome.began_on),
                one.name,
                desk.label("outcome", one.outcome.category),
                desk.label("StandardClass", one.standard_class),
                one.employer or "–",
                one.outcome.evidence or "–",
                desk.text("results.before_start")
                if one.before_start
                else ", ".join(desk.label("counted", code) for code in one.counted) or "–",
                one.outcome.id,
            )
            for one in found
        ],
    )
