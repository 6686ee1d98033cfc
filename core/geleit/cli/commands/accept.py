"""`geleit accept`: a side says yes to an offered pair."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair
from geleit.model.partnerships import Side


@programme_command(
    "accept",
    argument("pair"),
    option("--side", type=one_of(Side), required=True),
    option("--reason", metavar="TEXT"),
)
def command(desk: Desk, *, pair: str, side: Side, reason: str | None) -> None:
    """Record the answer."""
    from geleit.programme.offers import answer_offer

    tell_pair(desk, answer_offer(desk.programme, desk.round, pair, side, accepted=True, reason=reason))
