"""`geleit feedback`: what one side says of the pair at an occasion."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import ANSWER, WHOLE, one_of
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say
from geleit.model.partnerships import Side
from geleit.vocabulary.answer import Answer


@programme_command(
    "feedback",
    argument("pair"),
    option("--side", type=one_of(Side), required=True),
    option("--occasion", metavar="CODE", required=True),
    option("--fits", type=ANSWER),
    option("--rating", type=WHOLE, label="rating_feedback"),
    option("--text", metavar="TEXT"),
)
def command(
    desk: Desk, *, pair: str, side: Side, occasion: str, fits: Answer | None, rating: int | None, text: str | None
) -> None:
    """Record it."""
    from geleit.programme.milestones import give_feedback

    give_feedback(desk.programme, desk.round, pair, side, occasion, fits=fits, rating=rating, words=text)
    desk.tell(say("cli.said.feedback", side=say(f"Side.{side.value}")))
    desk.warn_about(text)
