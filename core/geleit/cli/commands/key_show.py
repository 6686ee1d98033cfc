"""`geleit key show`: the key's recovery code, for the safe."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import programme_command


@programme_command("key show", round_=False)
def command(desk: Desk) -> None:
    """Print the code; whoever has it and the file can read everything."""
    from geleit.programme.safekeeping.protection import recovery_code

    code = recovery_code(desk.programme)
    desk.tell("cli.said.recovery_code")
    desk.put(code)
