"""`geleit reopen`: a closed partnership goes on after all."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair


@programme_command("reopen", argument("pair"), option("--reason", metavar="TEXT", required=True))
def command(desk: Desk, *, pair: str, reason: str) -> None:
    """Open it again."""
    from geleit.programme.closing import reopen

    tell_pair(desk, reopen(desk.programme, desk.round, pair, reason))
    desk.warn_about(reason)
