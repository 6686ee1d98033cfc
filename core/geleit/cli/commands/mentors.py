"""`geleit mentors`: how full the mentors are."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command


@programme_command("mentors", json=True)
def command(desk: Desk) -> None:
    """Print each mentor's running partnerships beside the places."""
    from geleit.programme.capacity import loads

    found = loads(desk.programme, desk.round)
    if desk.as_json:
        desk.json(
            [
                {
                    "id": one.mentor.person.id,
                    "name": one.mentor.person.name,
                    "state": one.mentor.part.state,
                    "running": one.running,
                    "places": one.places,
                    "level": one.level,
                }
                for one in found
            ]
        )
        return
    desk.table(
        ["field.mentor", "cli.column.running", "cli.column.places", "cli.column.level"],
        [(one.mentor.person.name, str(one.running), str(one.places), desk.label("Level", one.level)) for one in found],
    )
