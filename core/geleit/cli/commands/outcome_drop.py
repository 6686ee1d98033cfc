"""`geleit outcome drop`: take a result back that never was."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import argument, programme_command
from geleit.labels import say


@programme_command("outcome drop", argument("outcome"), round_=False)
def command(desk: Desk, *, outcome: str) -> None:
    """Take it back; the change history keeps it."""
    from geleit.programme.results.changing import take_back_outcome

    gone = take_back_outcome(desk.programme, outcome)
    what = {"name": desk.name(gone.person), "category": say(f"outcome.{gone.category}")}
    desk.tell(say("cli.said.outcome_dropped", day=gone.began_on, **what))
