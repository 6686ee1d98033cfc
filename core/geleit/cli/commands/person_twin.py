"""`geleit person twin`: whether two people who may be one are."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, programme_command
from geleit.errors import UsageError
from geleit.labels import say


@programme_command(
    "person twin", argument("person"), argument("twin"), flag("--same"), flag("--different"), round_=False
)
def command(desk: Desk, *, person: str, twin: str, same: bool, different: bool) -> None:
    """Keep what was decided."""
    from geleit.programme.people.twins import decide_twin

    if same == different:
        raise UsageError(say("cli.said.same_or_different"))
    decided = decide_twin(desk.programme, person, twin, same)
    code = "cli.said.twin_same" if same else "cli.said.twin_different"
    desk.tell(say(code, name=desk.name(decided.person), other=desk.name(decided.other)))
