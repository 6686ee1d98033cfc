"""`geleit task add`: a reminder."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "task add",
    argument("title"),
    option("--due", type=DAY_AHEAD),
    option("--person", metavar="PERSON"),
    round_=False,
)
def command(desk: Desk, *, title: str, due: date | None, person: str | None) -> None:
    """Put it on the list."""
    from geleit.programme.office import add_task

    task = add_task(desk.programme, title, due_on=due, person=person)
    desk.tell(say("cli.said.kept", what=task.title, id=task.id))
    desk.warn_about(title)
