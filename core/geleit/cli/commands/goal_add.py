"""`geleit goal add`: what a pair agreed to reach."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY_AHEAD
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "goal add",
    argument("pair"),
    argument("text"),
    option("--due", type=DAY_AHEAD),
    option("--replaces", metavar="GOAL"),
)
def command(desk: Desk, *, pair: str, text: str, due: date | None, replaces: str | None) -> None:
    """Record it."""
    from geleit.programme.milestones import agree_goal, shown_goal

    goal = agree_goal(desk.programme, desk.round, pair, text, due_on=due, replaces=replaces)
    desk.tell(say("cli.said.kept", what=shown_goal(desk.programme, goal).text, id=goal.id))
    desk.warn_about(text)
