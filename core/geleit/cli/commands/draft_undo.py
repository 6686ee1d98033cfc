"""`geleit draft undo`: the last change by hand in the draft is taken back."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.draft_rows import show_change
from geleit.cli.making import flag, programme_command


@programme_command("draft undo", flag("--dry-run", "dry_run"), json=True)
def command(desk: Desk, *, dry_run: bool) -> None:
    """Take it back, and show what that makes of the draft."""
    from geleit.programme.proposals.undoing import undo

    found = undo(desk.programme, desk.round, dry_run=dry_run)
    show_change(desk, found, "cli.said.draft_undone")
