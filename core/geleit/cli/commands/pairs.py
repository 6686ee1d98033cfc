"""`geleit pairs`: the partnerships of a round."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.cli.pair_rows import show_pairs


@programme_command("pairs", json=True)
def command(desk: Desk) -> None:
    """Print them, in the order in which they were decided."""
    from geleit.programme.partnerships import pairs_of_round

    show_pairs(desk, pairs_of_round(desk.programme, desk.round))
