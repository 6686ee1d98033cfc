"""`geleit milestone`: a milestone that was reached other than at an event."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say
from geleit.model.partnerships import Side


@programme_command(
    "milestone",
    argument("pair"),
    argument("milestone", metavar="CODE"),
    option("--on", type=DAY),
    option("--side", type=one_of(Side), label="side_milestone"),
    option("--note", metavar="TEXT"),
)
def command(desk: Desk, *, pair: str, milestone: str, on: date | None, side: Side | None, note: str | None) -> None:
    """Record it."""
    from geleit.programme.milestones import fulfil

    done = fulfil(desk.programme, desk.round, pair, milestone, on=on, side=side, note=note)
    desk.tell(say("cli.said.milestone", milestone=say(f"milestone.{done.milestone}"), day=done.done_on))
    desk.warn_about(note)
