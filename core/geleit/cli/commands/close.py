"""`geleit close`: end a partnership; whether the goal was reached is asked apart."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import ANSWER, one_of
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair
from geleit.model.partnerships import Side
from geleit.vocabulary.answer import Answer


@programme_command(
    "close",
    argument("pair"),
    option("--reason", metavar="CODE", required=True, label="reason_close"),
    option("--by", type=one_of(Side)),
    option("--goal", type=ANSWER),
    option("--on", type=DAY),
)
def command(desk: Desk, *, pair: str, reason: str, by: Side | None, goal: Answer | None, on: date | None) -> None:
    """End it."""
    from geleit.programme.closing import close

    tell_pair(desk, close(desk.programme, desk.round, pair, reason, by=by, goal_reached=goal, on=on))
