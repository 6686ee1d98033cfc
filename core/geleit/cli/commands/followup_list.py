"""`geleit followup list`: who is to be asked again, and what came of it."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import flag, programme_command

_KEYS = ("id", "person", "offset", "due_on", "status", "asked_on", "outcome")


@programme_command("followup list", flag("--all", "every", label="followup_all"), json=True)
def command(desk: Desk, *, every: bool) -> None:
    """Print them, the earliest first."""
    from geleit.programme.outcomes import follow_ups

    found = follow_ups(desk.programme, desk.round, every=every)
    if desk.as_json:
        desk.json([{key: getattr(one, key) for key in _KEYS} | {"name": desk.name(one.person)} for one in found])
        return
    desk.table(
        ("cli.column.due_on", "field.person", "cli.column.offset", "field.state", "cli.column.asked_on"),
        [
            (
                desk.day(one.due_on),
                desk.name(one.person),
                f"{desk.label('follow_up', one.offset)} ({one.offset})",
                desk.label("FollowUpStatus", one.status),
                desk.day(one.asked_on),
            )
            for one in found
        ],
    )
