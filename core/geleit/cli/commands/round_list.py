"""`geleit round list`: the rounds of a configuration with their states and dates."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command

_KEYS = ("id", "title", "number", "state", "start", "end", "places", "apply_by", "continues")


@programme_command("round list", round_=False, json=True)
def command(desk: Desk) -> None:
    """Print them."""
    found = desk.programme.rounds()
    if desk.as_json:
        desk.json([{key: getattr(one, key) for key in _KEYS} for one in found])
        return
    names = ("round", "title", "state", "start", "end", "places")
    desk.table(
        ["field.state" if name == "state" else f"cli.column.{name}" for name in names],
        [
            (
                one.id,
                one.title,
                desk.label("RoundState", one.state),
                desk.day(one.start),
                desk.day(one.end),
                "–" if one.places is None else str(one.places),
            )
            for one in found
        ],
    )
