"""Typed values from a document, with every mistake at once and where it stands.

The same strictness serves the organisation's own tables and, once a region is loaded, the settings of its class in
`[region]` and in each round's `region = {…}`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, TypeVar, overload

from cattrs import Converter

from geleit.config.faults import Mistakes
from geleit.config.lines import KeyPath
from geleit.config.scanner import Document
from geleit.config.strictness import strict_converter
from geleit.config.tables import partial_table
from geleit.errors import Problem

T = TypeVar("T")


def structure(
    document: Document, cls: type[T], at: KeyPath = (), converter: Converter | None = None
) -> tuple[T | None, tuple[Problem, ...]]:
    """The table at a key as a value of an attrs class, or None and all its problems in the order of their lines.

    A table that is not there counts as empty. `converter` (default: `strict_converter()`) may know further types.
    """
    try:
        return (converter or _strict()).structure(_table(document, at), cls), ()
    except Mistakes as mistakes:
        return None, _problems(document, at, mistakes)


@overload
def structure_at(
    document: Document, key_path: KeyPath, cls: type[T], partial: Literal[False] = False
) -> tuple[T | None, tuple[Problem, ...]]: ...


@overload
def structure_at(
    document: Document, key_path: KeyPath, cls: type[T], partial: Literal[True]
) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]: ...


def structure_at(
    document: Document, key_path: KeyPath, cls: type[T], partial: bool = False
) -> tuple[T | dict[str, Any] | None, tuple[Problem, ...]]:
    """`structure` for a table within the document; with `partial`, only the keys that are given.

    A partial answer is a dict by the names `attrs.evolve` takes. A validator that compares with a field that is not
    given is asked only when the whole value is built.
    """
    if not partial:
        return structure(document, cls, key_path)
    try:
        return partial_table(_table(document, key_path), cls, _strict()), ()
    except Mistakes as mistakes:
        return None, _problems(document, key_path, mistakes)


@cache
def _strict() -> Converter:
    """One for all: what it works out about a class serves every round that has a table of it."""
    return strict_converter()


def _table(document: Document, at: KeyPath) -> Any:
    try:
        return document.at(at)
    except KeyError:
        return {}


def _problems(document: Document, at: KeyPath, mistakes: Mistakes) -> tuple[Problem, ...]:
    found = (document.problem((*at, *each.path), each.sentence, each.found) for each in mistakes.mistakes)
    return tuple(sorted(found, key=lambda problem: (problem.file, problem.line)))
