"""`geleit run`: the programme on the screen."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.fronts import front
from geleit.cli.making import programme_command


@programme_command("run", round_=False)
def command(desk: Desk) -> int:
    """Open the records before the screen is taken over, so that whatever is wrong with them is told on the terminal."""
    show = front("terminal")
    _ = desk.programme.present_round()
    return show(desk.programme)
