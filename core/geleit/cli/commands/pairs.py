"""`geleit pairs`: the partnerships of a round."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.cli.pair_rows import show_pairs
from geleit.model.partnerships import Partnership


@programme_command("pairs", json=True)
def command(desk: Desk) -> None:
    """Print them, in the order in which they were decided."""
    show_pairs(desk, desk.programme.store.all(Partnership, round=desk.round.id, order="decided_on"))
