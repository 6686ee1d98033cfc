"""The steps of the screens that have keys, asked of whatever shows the screens."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from geleit.cli.fronts import front

if TYPE_CHECKING:
    from geleit.errors import Problem
    from geleit.programme import Programme
    from geleit.programme.settings.key_table import KeyCommand


def key_commands(programme: Programme) -> tuple[KeyCommand, ...]:
    """Every step with its usual keys, in the user's language. Raises UsageError where no screens are installed."""
    shown = import_module(front("terminal").__module__)
    found: tuple[KeyCommand, ...] = shown.key_commands(programme)
    return found


def wrong_keys(programme: Programme) -> tuple[Problem, ...]:
    """What is wrong in the configuration's table of keys; where it has none, no screen is asked."""
    if not programme.config.keys:
        return ()
    from geleit.programme.settings.key_table import key_problems

    return key_problems(programme.config, key_commands(programme))
