"""The converter from TOML values to typed ones that never guesses: no text becomes a number, no number a text.

cattrs by itself turns 3 into "3", "no" into True and a text into a list of letters; every hook here takes one
spelling and raises `Mistakes` for all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as calendar_date
from datetime import datetime, time
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs
from cattrs import Converter

from geleit.config import tables
from geleit.config.faults import Mistake, Mistakes, structured
from geleit.config.wording import choices, is_choice, is_day, kind, nearest, shown, without_none
from geleit.labels import Listed, say

Hook = Callable[[Any, Any], Any]


def strict_converter() -> Converter:
    """A converter for text, numbers, yes and no, dates, times, enumerations, lists, tables and attrs classes.

    Raises `Mistakes` while structuring, with every mistake below the value. A type that none of its hooks knows
    (a union of several types) raises cattrs' StructureHandlerNotFoundError.
    """
    converter = Converter(detailed_validation=False)
    for type_, accepts in _ACCEPTS.items():
        # By class, as cattrs has its own lax hooks: a hook by predicate would never be asked for these.
        converter.register_structure_hook(type_, _plain(type_, accepts))
    converter.register_structure_hook_func(is_choice, _choice)
    converter.register_structure_hook_func(lambda type_: type_ is object or type_ is Any, lambda value, _: value)
    converter.register_structure_hook_factory(_is_list, _list_hook)
    converter.register_structure_hook_factory(_is_mapping, _mapping_hook)
    converter.register_structure_hook_factory(_is_attrs, tables.table_hook)
    return converter


def expected(type_: Any, value: object) -> Mistakes:
    """The mistake of a value that is of another type."""
    return Mistakes.of(say("config.expected", kind=kind(type_), found=shown(value)), value)


_ACCEPTS: Mapping[type, Callable[[object], bool]] = {
    str: lambda value: isinstance(value, str),
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    float: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    bool: lambda value: isinstance(value, bool),
    calendar_date: is_day,
    datetime: lambda value: isinstance(value, datetime),
    time: lambda value: isinstance(value, time),
    Path: lambda value: isinstance(value, str),
}


def _plain(base: type, accepts: Callable[[object], bool]) -> Hook:
    """The hook of a type and of those derived from it, which enumerations of texts and of numbers are as well."""

    def structure(value: object, type_: Any) -> object:
        if is_choice(type_):
            return _choice(value, type_)
        if not accepts(value):
            raise expected(base, value)
        return value if isinstance(value, type_) else type_(value)

    return structure


def _choice(value: object, type_: Any) -> object:
    known = choices(type_)
    if isinstance(value, str) and value in known:
        return known[value]
    near = nearest(value, known) if isinstance(value, str) else None
    if near is None:
        raise expected(type_, value)
    spellings = Listed(map(shown, known), last="list.or")
    raise Mistakes.of(
        say("config.no_choice_near", values=spellings, found=shown(value), near=shown(near)),
        value,
    )


def _is_list(type_: Any) -> bool:
    return (get_origin(type_) or type_) in {tuple, list, frozenset, Sequence}


def _is_mapping(type_: Any) -> bool:
    origin = get_origin(type_) or type_
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_attrs(type_: Any) -> bool:
    return isinstance(type_, type) and attrs.has(type_)


def _list_hook(type_: Any, converter: Converter) -> Hook:
    """`tuple[X, ...]`, `frozenset[X]`, `list[X]`, and `tuple[X, Y]` with its exact length."""
    origin, inner = get_origin(type_) or type_, get_args(type_) or (Any, ...)
    exact = origin is tuple and inner[-1] is not Ellipsis
    build = tuple if origin is Sequence else origin

    def structure(value: object, _: Any) -> object:
        if not isinstance(value, list) or (exact and len(value) != len(inner)):
            raise expected(type_, value)
        types = inner if exact else [inner[0]] * len(value)
        return build(
            gather((index, each, wanted) for index, (each, wanted) in enumerate(zip(value, types, strict=True)))
        )

    def gather(entries: Iterable[tuple[int, object, Any]]) -> list[object]:
        good: list[object] = []
        bad: list[Mistake] = []
        for index, each, wanted in entries:
            try:
                good.append(structured(converter, each, wanted))
            except Mistakes as mistakes:
                bad += mistakes.below(index)
        if bad:
            raise Mistakes(*bad)
        return good

    return structure


def _mapping_hook(type_: Any, converter: Converter) -> Hook:
    """`dict[K, X]` and `Mapping[K, X]`; K is text or an enumeration."""
    key_type, value_type = get_args(type_) or (str, Any)

    def structure(value: object, _: Any) -> dict[Any, Any]:
        if not isinstance(value, dict):
            raise expected(type_, value)
        good: dict[Any, Any] = {}
        bad: list[Mistake] = []
        for key, inner in value.items():
            try:
                spelt = structured(converter, key, without_none(key_type))
                good[spelt] = structured(converter, inner, value_type)
            except Mistakes as mistakes:
                bad += mistakes.below(key)
        if bad:
            raise Mistakes(*bad)
        return good

    return structure
