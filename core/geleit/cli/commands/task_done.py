"""`geleit task done`: tick a reminder off, or take that back."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, programme_command
from geleit.labels import say


@programme_command("task done", argument("task"), flag("--undo", label="task_undo"), round_=False)
def command(desk: Desk, *, task: str, undo: bool) -> None:
    """Tick it off, or put it back on the list."""
    from geleit.programme.office import finish_task, reopen_task

    if undo:
        desk.tell(say("cli.said.reopened_task", what=reopen_task(desk.programme, task).title))
    else:
        desk.tell(say("cli.said.done", what=finish_task(desk.programme, task).title))
