"""`geleit request answer`: the person has the answer."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command("request answer", argument("request"), option("--on", type=DAY), round_=False)
def command(desk: Desk, *, request: str, on: date | None) -> None:
    """Record the day."""
    from geleit.programme.privacy.requests import answer_request

    found = answer_request(desk.programme, request, on=on)
    kind = say(f"RequestKind.{found.kind.value}")
    desk.tell(say("cli.said.answered", kind=kind, name=desk.name(found.person), day=found.answered_on))
