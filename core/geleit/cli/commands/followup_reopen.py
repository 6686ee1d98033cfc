"""`geleit followup reopen`: take a wrong answer back, so that the follow-up is on the list again."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say


@programme_command("followup reopen", argument("person"), argument("offset"))
def command(desk: Desk, *, person: str, offset: str) -> None:
    """Put it on the list again; a result that came to light stays."""
    from geleit.programme.results.changing import take_back_answer

    asked = take_back_answer(desk.programme, desk.round, person, offset)
    status = say(f"FollowUpStatus.{asked.status.value}")
    desk.tell(say("cli.said.state", what=desk.name(asked.person), state=status))
