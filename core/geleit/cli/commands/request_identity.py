"""`geleit request identity`: somebody made sure who is asking."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command("request identity", argument("request"), option("--on", type=DAY), round_=False)
def command(desk: Desk, *, request: str, on: date | None) -> None:
    """Record the day."""
    from geleit.programme.privacy.requests import check_identity

    found = check_identity(desk.programme, request, on=on)
    desk.tell(say("cli.said.identity", name=desk.name(found.person), day=found.identity_checked_on))
