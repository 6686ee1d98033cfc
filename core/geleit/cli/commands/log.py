"""`geleit log`: a meeting of a pair, or a task that was asked for and is not the mentor's."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import argument, option, programme_command
from geleit.cli.pair_rows import tell_if_early
from geleit.errors import UsageError
from geleit.labels import say


@programme_command(
    "log",
    argument("pair"),
    argument("date", type=DAY),
    option("--minutes", type=WHOLE),
    option("--topic", "topics", multiple=True, metavar="CODE"),
    option("--note", metavar="TEXT"),
    option("--blocked", metavar="CODE"),
)
def command(
    desk: Desk,
    *,
    pair: str,
    date: date,
    minutes: int | None,
    topics: tuple[str, ...],
    note: str | None,
    blocked: str | None,
) -> None:
    """Log it."""
    from geleit.programme.partnerships import find_pair
    from geleit.programme.sessions import log_session, note_boundary

    found = find_pair(desk.programme, desk.round, pair)
    names = f"{desk.name(found.mentee)} & {desk.name(found.mentor)}"
    if blocked is None:
        log_session(desk.programme, desk.round, found.id, date, minutes=minutes, topics=topics, note=note)
        desk.tell(say("cli.said.logged", pair=names, day=date))
        tell_if_early(desk, found.id, date)
        desk.warn_about(note)
        return
    if topics or minutes is not None:
        raise UsageError(say("cli.said.blocked_alone"))
    noted = note_boundary(desk.programme, desk.round, found.id, date, blocked, note=note)
    desk.tell(say("cli.said.boundary", pair=names, task=say(f"blocked.{blocked}"), referral=noted.referred_to or "–"))
    desk.warn_about(note)
