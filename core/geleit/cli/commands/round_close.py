"""`geleit round close`: end a round in which nothing runs any more."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import flag, option, programme_command
from geleit.labels import say


@programme_command(
    "round close", option("--round", "chosen", metavar="ID", label="round_id"), flag("--dry-run"), round_=False
)
def command(desk: Desk, *, chosen: str | None, dry_run: bool) -> None:
    """Close it."""
    from geleit.programme import rounds
    from geleit.programme.settings.round_steps import closing

    if dry_run:
        for told in closing(desk.programme, chosen):
            desk.tell(told)
        return
    record = rounds.close_round(desk.programme, chosen)
    desk.tell(say("cli.said.state", what=record.title, state=say(f"RoundState.{record.state.value}")))
