"""`geleit pair`: make a pair by hand, with a reason."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair


@programme_command(
    "pair",
    argument("mentee"),
    argument("mentor"),
    option("--reason", metavar="TEXT", required=True, label="reason_pair"),
)
def command(desk: Desk, *, mentee: str, mentor: str, reason: str) -> None:
    """Make it."""
    from geleit.programme.proposals.publishing import pair_by_hand

    tell_pair(desk, pair_by_hand(desk.programme, desk.round, mentee, mentor, reason))
    desk.warn_about(reason)
