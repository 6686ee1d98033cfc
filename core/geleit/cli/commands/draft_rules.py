"""`geleit draft rules`: what is laid down by hand for the proposals to come."""

from __future__ import annotations

from geleit.cli.constraint_rows import constraint_object
from geleit.cli.desk import Desk
from geleit.cli.making import programme_command


@programme_command("draft rules", json=True)
def command(desk: Desk) -> None:
    """Print it, the oldest first, with what keeps a lock from being kept to."""
    from geleit.programme.proposals.constraining import constraints

    found = constraints(desk.programme, desk.round)
    if desk.as_json:
        desk.json([constraint_object(desk, one) for one in found])
        return
    desk.table(
        (
            "cli.column.rule",
            "field.mentee",
            "field.mentor",
            "cli.column.reason",
            "cli.column.by",
            "cli.column.obstacle",
        ),
        [
            (
                desk.label("ConstraintKind", one.record.kind.value),
                one.mentee_name,
                one.mentor_name,
                one.record.reason,
                one.record.by,
                desk.text(one.obstacle) if one.obstacle else "–",
            )
            for one in found
        ],
    )
