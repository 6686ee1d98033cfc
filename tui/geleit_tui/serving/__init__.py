"""The same screens in a browser on this machine: `geleit serve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from geleit.errors import UsageError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.programme import Programme

HOST = "127.0.0.1"
ALLOWED = (HOST, "localhost")
"""The only names under which the screens are served; both are this machine."""


def serve(
    programme: Programme,
    command: Sequence[str],
    *,
    host: str = HOST,
    port: int = 8000,
    environ: Mapping[str, str],
    tell: Callable[[str], None],
) -> int:
    """Serve the screens of a programme until somebody ends it; returns the exit code.

    `command` is what each browser window starts, its first word an absolute path; `environ` is what it gets to see of
    the environment, of which little is passed on. `tell` prints a line for whoever started it. Raises UsageError for
    an address that is not this machine's own, for a port that is taken, and where the extra `web` is not installed.
    """
    from geleit_tui.texts import ui_labels

    programme.add_texts(ui_labels())
    if host not in ALLOWED:
        raise UsageError(say("cli.said.serve_not_here", host=host, allowed=HOST))
    if find_spec("textual_serve") is None:
        raise UsageError(say("cli.said.serve_not_installed"))
    from geleit_tui.serving.running import run

    return run(programme, command, port=port, environ=environ, tell=tell)
