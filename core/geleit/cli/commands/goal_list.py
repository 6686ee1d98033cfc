"""`geleit goal list`: the goals of a pair."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command

_KEYS = ("id", "text", "agreed_on", "due_on", "reached_on", "replaces")


@programme_command("goal list", argument("pair"), json=True)
def command(desk: Desk, *, pair: str) -> None:
    """Print them, the first agreed first."""
    from geleit.programme.milestones import goals_of

    goals = goals_of(desk.programme, desk.round, pair)
    if desk.as_json:
        desk.json([{key: getattr(goal, key) for key in _KEYS} for goal in goals])
        return
    desk.table(
        ("cli.column.goal", "cli.column.agreed_on", "cli.column.due_on", "cli.column.reached_on", "cli.column.id"),
        [
            (goal.text, desk.day(goal.agreed_on), desk.day(goal.due_on), desk.day(goal.reached_on), goal.id)
            for goal in goals
        ],
    )
