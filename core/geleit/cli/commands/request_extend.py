"""`geleit request extend`: two further months, of which the person was told with the reason."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "request extend",
    argument("request"),
    option("--reason", metavar="TEXT", required=True),
    option("--told", type=DAY, label="told_extension"),
    round_=False,
)
def command(desk: Desk, *, request: str, reason: str, told: date | None) -> None:
    """Record it and say the new last day."""
    from geleit.programme.privacy.requests import extend_request

    found = extend_request(desk.programme, request, reason, told_on=told)
    desk.tell(say("cli.said.extended", name=desk.name(found.person), day=found.due_on))
