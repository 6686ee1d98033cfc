"""`geleit draft free`: what was laid down about two people no longer holds."""

from __future__ import annotations

from geleit.cli.constraint_rows import show_constraint
from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, programme_command


@programme_command("draft free", argument("mentee"), argument("mentor"), flag("--dry-run", "dry_run"), json=True)
def command(desk: Desk, *, mentee: str, mentor: str, dry_run: bool) -> None:
    """Take it back, and say what that was."""
    from geleit.programme.proposals.constraining import free

    found = free(desk.programme, desk.round, mentee, mentor, dry_run=dry_run)
    show_constraint(desk, found, "cli.said.taken_back", dry_run=dry_run)
