"""The two markers of pluggy: for the questions, and for a region's answers."""

from collections.abc import Iterable
from typing import Any

import pluggy

PROJECT = "geleit"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a region as its answer to the question of the same name."""


def finished(values: Iterable[Any]) -> Any:
    """Several values of an answer as a tuple: an answer is finished when it is given, however it was written.

    A text stays a text, for its letters are never what was meant; it is refused with the answer.
    """
    return values if isinstance(values, str) or not isinstance(values, Iterable) else tuple(values)
