"""How keys, values and types of a configuration are named in sentences."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from geleit.config.lines import KeyPath
from geleit.labels import Listed, Sentence, say

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_SHOWN = 60
_PLAIN = {
    str: "config.kind.text",
    int: "config.kind.whole_number",
    float: "config.kind.number",
    bool: "config.kind.yes_or_no",
    date: "config.kind.date",
    datetime: "config.kind.date_and_time",
    time: "config.kind.time",
    Path: "config.kind.text",
}
_LISTS = (tuple, list, frozenset, set, Sequence)


def dotted(path: KeyPath) -> str:
    """A key as it is written in TOML, entries of lists counted from 0: `rounds[0].region."a b"`."""
    written = ""
    for part in path:
        if isinstance(part, int):
            written += f"[{part}]"
            continue
        name = part if _BARE_KEY.fullmatch(part) else _quoted(part)
        written += f".{name}" if written else name
    return written


def shown(value: object) -> str:
    """A value as it is written in TOML, on one line, without control characters, clipped at 60 characters."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            text = _quoted(value)
        case date() | time():
            text = value.isoformat()
        case list():
            text = f"[{', '.join(shown(inner) for inner in value[:_LONGEST_SHOWN])}]"
        case dict():
            text = f"{{{', '.join(f'{dotted((key,))} = {shown(inner)}' for key, inner in value.items())}}}"
        case int():
            # Python refuses to write out an integer of thousands of digits.
            text = str(value) if value.bit_length() < _LONGEST_SHOWN * 4 else hex(value)
        case _:
            text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _quoted(text: str) -> str:
    clipped = text[:_LONGEST_SHOWN]
    safe = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in clipped)
    return f'"{safe}"' if clipped == text else f'"{safe}'


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, whatever its case, or None where none is like it."""
    by_folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(word[:_LONGEST_SHOWN].casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def choices(type_: Any) -> dict[str, Any]:
    """Spelling in TOML → value, for an enumeration or a Literal of texts.

    An enumeration of texts is spelt by its values, any other by its names in lower case.
    """
    if get_origin(type_) is Literal:
        return {str(value): value for value in get_args(type_)}
    members: list[Enum] = list(type_)
    if all(isinstance(member.value, str) for member in members):
        return {member.value: member for member in members}
    return {member.name.lower(): member for member in members}


def is_choice(type_: Any) -> bool:
    """Whether values of a type are named one by one."""
    if get_origin(type_) is Literal:
        return all(isinstance(value, str) for value in get_args(type_))
    return isinstance(type_, type) and issubclass(type_, Enum)


def without_none(type_: Any) -> Any:
    """The type itself of `X | None` and `Annotated[X, …]`."""
    if get_origin(type_) is Annotated:
        return without_none(get_args(type_)[0])
    if get_origin(type_) in {Union, types.UnionType}:
        others = [each for each in get_args(type_) if each is not types.NoneType]
        if len(others) == 1:
            return without_none(others[0])
    return type_


def kind(type_: Any) -> Sentence:
    """A type in words: "a whole number", "one of planned, open or closed", "a list (each: a text)"."""
    type_ = without_none(type_)
    origin, inner = get_origin(type_) or type_, get_args(type_)
    if type_ in _PLAIN:
        words = say(_PLAIN[type_])
    elif is_choice(type_):
        words = say("config.kind.one_of", values=Listed(map(shown, choices(type_)), last="list.or"))
    elif isinstance(type_, type) and attrs.has(type_):
        words = say("config.kind.table")
    elif origin in _LISTS and inner:
        if origin is tuple and inner[-1] is not Ellipsis:
            return say("config.kind.list_of_n", count=len(inner), kinds=Listed(map(kind, inner)))
        each = without_none(inner[0])
        several = isinstance(each, type) and attrs.has(each)
        words = say("config.kind.tables") if several else say("config.kind.list", of=kind(each))
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        words = say("config.kind.table_of", of=kind(inner[1])) if inner else say("config.kind.table")
    else:
        words = say("config.kind.any")
    return words


def is_day(value: object) -> bool:
    """Whether a value is a date without a time of day (in Python every datetime is a date as well)."""
    return isinstance(value, date) and not isinstance(value, datetime)
