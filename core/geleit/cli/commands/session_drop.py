"""`geleit session drop`: take a meeting back that never was."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say


@programme_command("session drop", argument("session"), round_=False)
def command(desk: Desk, *, session: str) -> None:
    """Take it back; the change history keeps it."""
    from geleit.programme.cases.correcting import drop_session

    dropped = drop_session(desk.programme, session)
    desk.tell(say("cli.said.session_dropped", day=dropped.held_on))
