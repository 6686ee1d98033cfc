"""`geleit round close`: end a round in which nothing runs any more."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.labels import say


@programme_command("round close", option("--round", "chosen", metavar="ID", label="round_id"), round_=False)
def command(desk: Desk, *, chosen: str | None) -> None:
    """Close it."""
    from geleit.programme import rounds

    record = rounds.close_round(desk.programme, chosen)
    desk.tell(say("cli.said.state", what=record.title, state=say(f"RoundState.{record.state.value}")))
