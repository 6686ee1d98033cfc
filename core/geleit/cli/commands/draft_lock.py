"""`geleit draft lock`: two people are a pair in every further draft."""

from __future__ import annotations

from geleit.cli.constraint_rows import show_constraint
from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command


@programme_command(
    "draft lock",
    argument("mentee"),
    argument("mentor"),
    option("--reason", metavar="TEXT", required=True, label="reason_constraint"),
    flag("--dry-run", "dry_run"),
    json=True,
)
def command(desk: Desk, *, mentee: str, mentor: str, reason: str, dry_run: bool) -> None:
    """Lay it down, and say what holds now."""
    from geleit.programme.proposals.constraining import lock

    found = lock(desk.programme, desk.round, mentee, mentor, reason, dry_run=dry_run)
    show_constraint(desk, found, "cli.said.laid_down", dry_run=dry_run)
