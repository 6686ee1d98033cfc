"""`geleit key new`: make the key of records that do not exist yet."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.labels import say


@programme_command("key new", round_=False)
def command(desk: Desk) -> None:
    """Put it where the configuration says."""
    from geleit.programme.safekeeping.protection import new_key

    path = new_key(desk.programme)
    desk.tell(say("cli.said.key_made", file=path) if path else "cli.said.key_in_keyring")
