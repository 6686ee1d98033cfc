"""`geleit followup answer`: what came of asking again; not reached is an answer of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.cli.result_options import result_of, result_options
from geleit.errors import UsageError
from geleit.labels import say


@programme_command(
    "followup answer",
    argument("person"),
    argument("offset"),
    flag("--not-reached"),
    option("--category", metavar="CATEGORY"),
    *result_options(required=False),
    option("--detail", "details", multiple=True, metavar="FIELD=VALUE"),
    option("--on", type=DAY),
)
def command(
    desk: Desk, *, person: str, offset: str, not_reached: bool, category: str | None, on: date | None, **values: Any
) -> None:
    """Record it, with a result where there is one."""
    from geleit.programme.outcomes import answer_follow_up

    result = detail = None
    if category is not None:
        if values["began"] is None:
            raise UsageError(say("cli.said.began_missing"))
        result, detail = result_of(desk, category, values)
    asked = answer_follow_up(
        desk.programme,
        desk.round,
        person,
        offset,
        reached=not not_reached,
        result=result,
        detail=detail,
        note=values["note"],
        on=on,
    )
    status = say(f"FollowUpStatus.{asked.status.value}")
    desk.tell(say("cli.said.state", what=desk.name(asked.person), state=status))
    desk.warn_about(values["note"])
