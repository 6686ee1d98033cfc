"""What a configuration may hold, as plain data: for the command that lists it and for pages that document it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import attrs

from geleit.config.tables import default_of, keys_of
from geleit.config.wording import kind, without_none
from geleit.labels import Sentence


class Entry(NamedTuple):
    """A key: `*` stands for any name and `[]` for each table of a list; `default` is None where there is none."""

    key: str
    kind: Sentence
    default: object
    required: bool


def schema(cls: type) -> list[Entry]:
    """Every key that a table of this attrs class may hold, tables within it included, in the order of its fields."""
    return list(_entries(cls, ""))


def _entries(cls: type, above: str) -> Iterator[Entry]:
    hints = get_type_hints(cls)
    for key, attribute in keys_of(cls).items():
        type_ = without_none(hints[attribute.name])
        required = attribute.default is attrs.NOTHING
        inner, suffix = _table_within(type_)
        if inner is not None:
            yield from _entries(inner, f"{above}{key}{suffix}.")
        else:
            default = None if required or getattr(attribute.default, "takes_self", False) else default_of(attribute)
            yield Entry(f"{above}{key}{suffix}", kind(type_), default, required)


def type_at(cls: type, path: Sequence[str]) -> Any:
    """The type of the value at a key, None where there is no such key. An entry of a list of tables, as of a table of
    tables, is named by one word, whichever it is; below a table of anything everything is possible."""
    type_: Any = cls
    for name in path:
        if _is_table(type_):
            attribute = keys_of(type_).get(name)
            if attribute is None:
                return None
            type_ = without_none(get_type_hints(type_)[attribute.name])
        else:
            origin, arguments = get_origin(type_), get_args(type_)
            if isinstance(origin, type) and issubclass(origin, Mapping) and arguments:
                type_ = without_none(arguments[1])
            elif origin is tuple and arguments and _is_table(without_none(arguments[0])):
                type_ = without_none(arguments[0])
            else:
                return None
    return type_


def _table_within(type_: Any) -> tuple[type | None, str]:
    """The attrs class whose keys follow, and what stands between."""
    if _is_table(type_):
        return type_, ""
    origin, arguments = get_origin(type_), get_args(type_)
    if isinstance(origin, type) and issubclass(origin, Mapping) and _is_table(without_none(arguments[1])):
        return without_none(arguments[1]), ".*"
    if origin is tuple and _is_table(without_none(arguments[0])):
        return without_none(arguments[0]), "[]"
    return None, ""


def _is_table(type_: Any) -> bool:
    return isinstance(type_, type) and attrs.has(type_)
