"""`geleit key restore`: put the key back from its recovery code."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command
from geleit.labels import say


@programme_command("key restore", round_=False)
def command(desk: Desk) -> None:
    """Ask for the code, try it on the records, and keep the key where the configuration says."""
    from geleit.cli.passphrases import recovery_code
    from geleit.programme.safekeeping.protection import restore_key

    path = restore_key(desk.programme, recovery_code(desk.door))
    desk.tell(say("cli.said.key_restored", file=path) if path else "cli.said.key_in_keyring")
