"""`geleit handover`: a case goes on with another mentor."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair


@programme_command(
    "handover",
    argument("pair"),
    argument("mentor"),
    option("--reason", metavar="TEXT", required=True, label="reason_pair"),
)
def command(desk: Desk, *, pair: str, mentor: str, reason: str) -> None:
    """Hand it over; the successor names its predecessor, and nothing starts anew."""
    from geleit.programme.cases.handing import hand_over_by_hand

    tell_pair(desk, hand_over_by_hand(desk.programme, desk.round, pair, mentor, reason))
    desk.warn_about(reason)
