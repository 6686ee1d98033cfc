"""`geleit goal reached`: a goal was reached."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command("goal reached", argument("goal"), option("--on", type=DAY), round_=False)
def command(desk: Desk, *, goal: str, on: date | None) -> None:
    """Record the day."""
    from geleit.programme.milestones import reach_goal, shown_goal

    reached = reach_goal(desk.programme, goal, on=on)
    desk.tell(say("cli.said.done", what=shown_goal(desk.programme, reached).text))
