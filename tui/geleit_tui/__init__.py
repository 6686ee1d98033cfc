"""The administrators' terminal UI. It stands on `geleit.programme` and knows no region."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.programme import Programme
    from geleit.programme.settings.key_table import KeyCommand


def run(programme: Programme) -> int:
    """Show an opened programme until somebody leaves; returns the exit code. Raises what made the screens fail."""
    from geleit_tui.app import GeleitApp
    from geleit_tui.keys import own_keys

    app = GeleitApp(programme, keys=own_keys(programme))
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def key_commands(programme: Programme) -> tuple[KeyCommand, ...]:
    """Every step of the screens that has keys, with the usual ones."""
    from geleit_tui.keys import key_commands as commands

    return commands(programme)
