"""The ways the engine can take to an answer, each made to be taken by small instances."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from unittest.mock import patch

from geleit.matching.assigning import settling, solving, tables

_NEVER_DENSE = [(solving, "_SMALL", 0), (solving, "_TINY", 0)]
_ONE_BY_ONE = [(solving, "_EACH", 1), (solving, "_MORE", 1), (solving, "_THINNING", 0), (solving, "_KEPT", 1)]
_A_FEW = [(solving, "_EACH", 2), (solving, "_MORE", 2), (solving, "_THINNING", 1), (solving, "_KEPT", 1)]
_MANY_BLOCKS = [(tables, "_BLOCK", 20), (settling, "_ROWS", 2)]

WAYS: dict[str, tuple[str | None, list[tuple[ModuleType, str, int]]]] = {
    "as chosen": (None, []),
    "dense": ("scipy", []),
    "dense, block by block": ("scipy", _MANY_BLOCKS),
    "sparse": ("scipy", _NEVER_DENSE),
    "sparse, pruned": ("scipy", [*_NEVER_DENSE, *_ONE_BY_ONE]),
    "flow, pruned": ("ortools", _A_FEW),
    "flow, pruned, block by block": ("ortools", [*_ONE_BY_ONE, *_MANY_BLOCKS]),
}
"""Whose solver, and the limits from which on it goes about its work as with large instances."""


@contextmanager
def taking(way: str, *, many_ties: bool = False) -> Iterator[str | None]:
    """The engine with a way's limits; gives the solver to ask for.

    `many_ties`: it settles ties as it does where there are many of them. That may be another choice among the best.
    """
    solver, limits = WAYS[way]
    with ExitStack() as stack:
        for module, name, value in [*limits, *([(settling, "_FEW", 0)] if many_ties else [])]:
            stack.enter_context(patch.object(module, name, value))
        yield solver
