"""`geleit request lift`: a restriction ends, of which the person was told before."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "request lift",
    argument("request"),
    option("--told", type=DAY, required=True, label="told_lifting"),
    option("--on", type=DAY),
    round_=False,
)
def command(desk: Desk, *, request: str, told: date, on: date | None) -> None:
    """Record it."""
    from geleit.programme.privacy.requests import lift_restriction

    found = lift_restriction(desk.programme, request, told_on=told, on=on)
    desk.tell(say("cli.said.lifted", name=desk.name(found.person), day=found.lifted_on))
