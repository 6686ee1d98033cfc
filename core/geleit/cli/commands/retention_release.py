"""`geleit retention release`: lift a legal hold."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say


@programme_command("retention release", argument("person"), round_=False)
def command(desk: Desk, *, person: str) -> None:
    """Record it."""
    from geleit.programme.privacy.holds import release

    held = release(desk.programme, person)
    desk.tell(say("cli.said.hold_lifted", name=desk.name(held.person)))
