"""`geleit retention hold`: keep somebody's data from being erased, because a right is to be defended with them."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "retention hold",
    argument("person"),
    option("--reason", metavar="TEXT", required=True, label="reason_hold"),
    round_=False,
)
def command(desk: Desk, *, person: str, reason: str) -> None:
    """Record it."""
    from geleit.programme.privacy.holds import hold

    held = hold(desk.programme, person, reason)
    desk.tell(say("cli.said.hold_set", name=desk.name(held.person)))
