"""`geleit reason`: why these two, in a plain sentence, and the day they were told."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_pair
from geleit.errors import UsageError
from geleit.labels import say


@programme_command(
    "reason",
    argument("pair"),
    option("--text", metavar="TEXT", label="text_reason"),
    option("--told", type=DAY),
)
def command(desk: Desk, *, pair: str, text: str | None, told: date | None) -> None:
    """Put another sentence in its place, or note the day; at least one of the two."""
    from geleit.programme.partnerships import tell_reason

    if text is None and told is None:
        raise UsageError(say("cli.said.reason_empty"))
    tell_pair(desk, tell_reason(desk.programme, desk.round, pair, reason=text, told_on=told))
    desk.warn_about(text)
