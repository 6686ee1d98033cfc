"""`geleit pause`: nothing is expected of a pair for a while."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY, DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair


@programme_command(
    "pause",
    argument("pair"),
    option("--reason", metavar="TEXT", required=True),
    option("--on", type=DAY),
    option("--until", type=DAY_AHEAD),
)
def command(desk: Desk, *, pair: str, reason: str, on: date | None, until: date | None) -> None:
    """Pause it."""
    from geleit.programme.partnerships import pause

    tell_pair(desk, pause(desk.programme, desk.round, pair, reason, began_on=on, until=until))
    desk.warn_about(reason)
