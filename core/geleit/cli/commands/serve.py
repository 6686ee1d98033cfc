"""`geleit serve`: the programme in a browser on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

from geleit.cli.desk import Desk
from geleit.cli.door import AS
from geleit.cli.fronts import front
from geleit.cli.kinds import WHOLE
from geleit.cli.making import option, programme_command
from geleit.errors import UsageError
from geleit.labels import say

_HOST, _PORT = "127.0.0.1", 8000


@programme_command(
    "serve",
    option("--port", type=WHOLE, default=_PORT, label="port_serve"),
    option("--host", metavar="ADDRESS", default=_HOST, label="host_serve"),
    round_=False,
)
def command(desk: Desk, *, port: int, host: str) -> int:
    """Open the records once, so that whatever is wrong with them is told here, then leave them to the windows."""
    from geleit.config import KeySource
    from geleit.programme.safekeeping.keys import source_of

    programme, door = desk.programme, desk.door
    show = front("browser")
    if source_of(programme.config) is KeySource.PASSPHRASE:
        raise UsageError(say("cli.said.serve_passphrase"))
    _ = programme.present_round()
    programme.close()
    words = [sys.executable, "-P", "-m", "geleit", "run", str(Path(programme.config.path).absolute())]
    words += ["--language", programme.language]
    if choice := door.choice or door.environ.get(AS):
        words += ["--as", choice]
    return show(programme, words, host=host, port=port, environ=door.environ, tell=door.tell_line)
