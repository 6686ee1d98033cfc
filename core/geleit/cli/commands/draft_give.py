"""`geleit draft give`: a mentee of the draft gets another mentor."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.draft_rows import show_change
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.model.partnerships import Place


@programme_command(
    "draft give",
    argument("mentee"),
    argument("mentor"),
    option("--reason", metavar="TEXT", required=True, label="reason_draft"),
    option("--place", type=one_of(Place), label="place_draft"),
    flag("--dry-run", "dry_run"),
    json=True,
)
def command(desk: Desk, *, mentee: str, mentor: str, reason: str, place: Place | None, dry_run: bool) -> None:
    """Give, and show what that makes of the draft."""
    from geleit.programme.proposals.swapping import give

    show_change(desk, give(desk.programme, desk.round, mentee, mentor, reason, place=place, dry_run=dry_run))
