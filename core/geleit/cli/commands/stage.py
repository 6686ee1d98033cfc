"""`geleit stage`: move a running case to another stage."""

from __future__ import annotations

from datetime import date

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.labels import say


@programme_command("stage", argument("pair"), argument("stage"), option("--on", type=DAY))
def command(desk: Desk, *, pair: str, stage: str, on: date | None) -> None:
    """Enter the stage."""
    from geleit.programme.partnerships import change_stage

    moved = change_stage(desk.programme, desk.round, pair, stage, on)
    names = f"{desk.name(moved.mentee)} & {desk.name(moved.mentor)}"
    desk.tell(say("cli.said.state", what=names, state=say(f"stage.{moved.stage}")))
