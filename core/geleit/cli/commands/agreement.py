"""`geleit agreement`: the signed agreement of a pair."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair


@programme_command("agreement", argument("pair"), option("--on", type=DAY))
def command(desk: Desk, *, pair: str, on: date | None) -> None:
    """Record that it was signed."""
    from geleit.programme.partnerships import sign_agreement

    tell_pair(desk, sign_agreement(desk.programme, desk.round, pair, signed_on=on))
