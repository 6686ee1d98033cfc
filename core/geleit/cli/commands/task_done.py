"""`geleit task done`: tick a reminder off."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say


@programme_command("task done", argument("task"), round_=False)
def command(desk: Desk, *, task: str) -> None:
    """Tick it off."""
    from geleit.programme.office import finish_task

    desk.tell(say("cli.said.done", what=finish_task(desk.programme, task).title))
