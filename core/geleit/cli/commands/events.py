"""`geleit events`: the events of a round."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command


@programme_command("events", json=True)
def command(desk: Desk) -> None:
    """Print them with the numbers of those who were there, the latest first."""
    from geleit.programme.cases.events import events_of_round

    found = events_of_round(desk.programme, desk.round)
    if desk.as_json:
        desk.json(
            [
                {
                    "id": row.event.id,
                    "title": row.event.title,
                    "held_on": row.event.held_on,
                    "milestone": row.event.milestone,
                    "minutes": row.event.minutes,
                    "present": row.present,
                    "absent": row.absent,
                }
                for row in found
            ]
        )
        return
    desk.table(
        ("cli.column.event", "cli.column.day", "cli.column.present", "cli.column.absent", "cli.column.id"),
        [
            (row.event.title, desk.day(row.event.held_on), str(row.present), str(row.absent), row.event.id)
            for row in found
        ],
    )
