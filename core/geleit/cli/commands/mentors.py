"""`geleit mentors`: how full the mentors are."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command


@programme_command("mentors", json=True)
def command(desk: Desk) -> None:
    """Print each mentor's running partnerships beside the places, and those of a draft that waits for a decision."""
    from geleit.programme.cases.board import board

    full = board(desk.programme, desk.round)
    found = [one.load for one in full]
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
                    "proposed": one.proposed,
                    "level_then": one.level_then,
                    "warning": row.warning,
                    "cap": row.cap,
                    "stop": row.stop,
                    "cases": [case.pair.id for case in row.cases],
                }
                for row, one in zip(full, found, strict=True)
            ]
        )
        return
    headings = ["field.mentor", "cli.column.running", "cli.column.places", "cli.column.level"]
    rows = [
        [one.mentor.person.name, str(one.running), str(one.places), desk.label("Level", one.level)] for one in found
    ]
    if any(one.proposed for one in found):
        headings += ["cli.column.proposed", "cli.column.level_then"]
        for row, one in zip(rows, found, strict=True):
            row += [str(one.proposed), desk.label("Level", one.level_then)]
    desk.table(headings, rows)
