"""The administrators' terminal UI. It stands on `geleit.programme` and knows no region."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.programme import Programme
    from geleit.programme.settings.key_table import KeyCommand


def run(programme: Programme) -> int:
    """Show an opened programme until somebody leaves; returns the exit code. Raises what made the screens fail."""
    # Looking for garbage among what is being imported and drawn for the first time takes a tenth of the start; the app
    # goes on with it once it is drawn.
    gc.disable()
    try:
        from geleit_tui.app import GeleitApp
        from geleit_tui.keys import own_keys

        app = GeleitApp(programme, keys=own_keys(programme), drawn=_collect_again)
        app.run()
    finally:
        gc.enable()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _collect_again() -> None:
    """What is there after the start stays there, and is not looked through again and again."""
    gc.freeze()
    gc.enable()


def key_commands(programme: Programme) -> tuple[KeyCommand, ...]:
    """Every step of the screens that has keys, with the usual ones."""
    from geleit_tui.keys import key_commands as commands

    return commands(programme)
