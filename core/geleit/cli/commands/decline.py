"""`geleit decline`: a side says no to an offered pair, with a coded reason."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair
from geleit.model.partnerships import Side


@programme_command(
    "decline",
    argument("pair"),
    option("--side", type=one_of(Side), required=True),
    option("--reason", metavar="CODE", label="reason_decline"),
)
def command(desk: Desk, *, pair: str, side: Side, reason: str | None) -> None:
    """Record the answer."""
    from geleit.programme.offers import answer_offer

    tell_pair(desk, answer_offer(desk.programme, desk.round, pair, side, accepted=False, reason=reason))
