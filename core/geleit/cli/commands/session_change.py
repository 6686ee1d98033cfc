"""`geleit session change`: put right what was logged of a meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import WHOLE
from geleit.cli.making import argument, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme.cases.correcting import SessionChanges


@programme_command(
    "session change",
    argument("session"),
    option("--on", type=DAY),
    option("--minutes", type=WHOLE),
    option("--topic", "topics", multiple=True, metavar="CODE"),
    option("--note", metavar="TEXT"),
)
def command(
    desk: Desk, *, session: str, on: date | None, minutes: int | None, topics: tuple[str, ...], note: str | None
) -> None:
    """Change what is named; topics that are named replace those that stand there."""
    from geleit.programme.cases.correcting import change_session

    changes: SessionChanges = {}
    if on is not None:
        changes["held_on"] = on
    if minutes is not None:
        changes["minutes"] = minutes
    if topics:
        changes["topics"] = topics
    if note is not None:
        changes["note"] = note
    if not changes:
        raise UsageError(say("cli.said.session_empty"))
    changed = change_session(desk.programme, desk.round, session, changes)
    desk.tell(say("cli.said.session_changed", day=changed.held_on))
    desk.warn_about(note)
