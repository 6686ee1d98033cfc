"""`geleit unlock`: open somebody's protected fields for three hours, with a reason that is kept."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command(
    "unlock", argument("person"), option("--reason", metavar="TEXT", required=True, label="reason_unlock"), round_=False
)
def command(desk: Desk, *, person: str, reason: str) -> None:
    """Open them, and say until when."""
    from geleit.programme.staff.unlocking import unlock

    opened = unlock(desk.programme, person, reason)
    until = opened.until.astimezone(ZoneInfo(desk.programme.config.organisation.timezone))
    desk.tell(say("unlocking.done", person=opened.name, until=until))
