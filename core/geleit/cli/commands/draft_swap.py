"""`geleit draft swap`: two mentees of the draft exchange their mentors."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.draft_rows import show_change
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, flag, option, programme_command
from geleit.model.partnerships import Place


@programme_command(
    "draft swap",
    argument("mentee"),
    argument("other"),
    option("--reason", metavar="TEXT", required=True, label="reason_draft"),
    option("--place", type=one_of(Place), label="place_draft"),
    flag("--dry-run", "dry_run"),
    json=True,
)
def command(desk: Desk, *, mentee: str, other: str, reason: str, place: Place | None, dry_run: bool) -> None:
    """Exchange them, and show what that makes of the draft."""
    from geleit.programme.proposals.swapping import swap

    show_change(desk, swap(desk.programme, desk.round, mentee, other, reason, place=place, dry_run=dry_run))
