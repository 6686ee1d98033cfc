"""`geleit resume`: a paused pair goes on."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair


@programme_command("resume", argument("pair"), option("--on", type=DAY))
def command(desk: Desk, *, pair: str, on: date | None) -> None:
    """Go on."""
    from geleit.programme.partnerships import resume

    tell_pair(desk, resume(desk.programme, desk.round, pair, on=on))
