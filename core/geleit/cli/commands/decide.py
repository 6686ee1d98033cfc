"""`geleit decide`: publish a proposal, so that its pairs are offered or stand."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.cli.pair_rows import show_pairs, tell_withheld
from geleit.labels import say


@programme_command("decide", option("--proposal", metavar="ID"), json=True)
def command(desk: Desk, *, proposal: str | None) -> None:
    """Publish it and print its pairs."""
    from geleit.programme.proposals.publishing import publish

    pairs = publish(desk.programme, desk.round, proposal)
    show_pairs(desk, pairs)
    desk.tell(say("cli.said.published", n=len(pairs)))
    tell_withheld(desk, pairs)
