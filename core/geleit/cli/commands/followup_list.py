"""`geleit followup list`: who is to be asked again, and what came of it."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import flag, programme_command

_KEYS = ("id", "person", "offset", "due_on", "status", "asked_on", "outcome")


@programme_command("followup list", flag("--all", "every", label="followup_all"), json=True)
def command(desk: Desk, *, every: bool) -> None:
    """Print them, those whom nobody has asked yet first, with how to reach each person."""
    from geleit.programme.results.following_up import follow_up_list

    found = follow_up_list(desk.programme, desk.round, every=every)
    if desk.as_json:
        desk.json(
            [
                {key: getattr(one.follow_up, key) for key in _KEYS}
                | {
                    "name": one.name,
                    "due": one.due,
                    "contact": {field.name: value for field, value in one.contact},
                    "withheld": desk.text(one.withheld) if one.withheld else None,
                    "category": one.category,
                }
                for one in found
            ]
        )
        return
    desk.table(
        (
            *("cli.column.due_on", "field.person", "cli.column.offset", "field.state", "cli.column.asked_on"),
            *("cli.column.result", "cli.column.reach"),
        ),
        [
            (
                desk.day(one.follow_up.due_on),
                one.name,
                f"{desk.label('follow_up', one.follow_up.offset)} ({one.follow_up.offset})",
                desk.label("FollowUpStatus", one.follow_up.status),
                desk.day(one.follow_up.asked_on),
                desk.label("outcome", one.category),
                desk.text(one.withheld) if one.withheld else ", ".join(value for _, value in one.contact) or "–",
            )
            for one in found
        ],
    )
