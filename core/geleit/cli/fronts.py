"""The ways in that show screens: found by name among what is installed, and imported only when one is opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from geleit.errors import UsageError
from geleit.labels import say

GROUP = "geleit.fronts"


def front(name: str) -> Callable[..., int]:
    """What shows an opened programme. Raises UsageError where it is not installed."""
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        raise UsageError(say("cli.said.no_front", name=name))
    show: Callable[..., int] = found.load()
    return show
