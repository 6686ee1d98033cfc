"""`geleit task list`: the reminders that are open."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import flag, programme_command

_KEYS = ("id", "title", "due_on", "done_on", "owner", "person", "partnership")


@programme_command("task list", flag("--all", "every", label="task_all"), round_=False, json=True)
def command(desk: Desk, *, every: bool) -> None:
    """Print them, the earliest first."""
    from geleit.programme.office import tasks

    found = tasks(desk.programme, every=every)
    if desk.as_json:
        desk.json([{key: getattr(task, key) for key in _KEYS} for task in found])
        return
    desk.table(
        ("cli.column.due_on", "cli.column.title", "field.person", "cli.column.done_on", "cli.column.id"),
        [
            (
                desk.day(task.due_on),
                task.title,
                desk.name(task.person) if task.person else "–",
                desk.day(task.done_on),
                task.id,
            )
            for task in found
        ],
    )
