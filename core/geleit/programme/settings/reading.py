"""A parameter's value from what somebody typed, and back."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

from geleit.config.wording import choices, is_choice, without_none
from geleit.errors import UsageError
from geleit.programme.context import Programme
from geleit.programme.settings.wording import in_words
from geleit.written_days import read_day

_YES, _NO = frozenset({"true", "ja", "yes", "j", "y", "1"}), frozenset({"false", "nein", "no", "n", "0"})
_LONGEST = 4000


def read_value(programme: Programme, text: str, type_: Any) -> Any:
    """What a text says, as the value TOML would have: `ja`, `5,5`, `5; 7`, `5.3.2026`, a choice by its words, or TOML.

    What says nothing of that type stays the text that it is, so that the type's own check refuses it by name.
    """
    type_ = without_none(type_)
    text = text.strip()
    if is_choice(type_):
        words = {in_words(programme, value).casefold(): spelt for spelt, value in choices(type_).items()}
        return words.get(text.casefold(), _unquoted(text))
    if type_ is bool:
        word = text.casefold()
        return word in _YES if word in _YES | _NO else text
    if type_ in (int, float):
        return _number(text, type_)
    if type_ is date:
        return _day(programme, text)
    origin, inner = get_origin(type_) or type_, get_args(type_)
    if origin in (tuple, list, frozenset, set):
        return _list(programme, text, inner)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _toml(text) if text.startswith("{") else text
    return _unquoted(text) if type_ is str else _toml(text)


def as_typed(value: Any) -> str:
    """A value of JSON's kinds as somebody would type it in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        plain = all(not isinstance(one, list | Mapping) and not set(as_typed(one)) & set(",;[") for one in value)
        return "; ".join(map(as_typed, value)) if plain else f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(key))} = {_literal(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value.value if isinstance(value, Enum) else value)


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else as_typed(value)


def _number(text: str, type_: Any) -> Any:
    written = text.replace(",", ".") if type_ is float else text
    found = _toml(written)
    if type_ is int and isinstance(found, float) and found.is_integer():
        return int(found)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else text


def _day(programme: Programme, text: str) -> Any:
    try:
        return read_day(text, programme.today(), ahead=True)
    except UsageError:
        return text


def _list(programme: Programme, text: str, inner: tuple[Any, ...]) -> Any:
    if text.startswith("["):
        return _toml(text)
    if not text:
        return []
    several = text.split(";") if ";" in text else text.split(",")
    each = [kind for kind in inner if kind is not Ellipsis] or [str]
    types = each if len(each) == len(several) else [each[0]] * len(several)
    return [read_value(programme, part, kind) for part, kind in zip(several, types, strict=True)]


def _toml(text: str) -> Any:
    if len(text) > _LONGEST or "\n" in text:
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _unquoted(text: str) -> str:
    if text[:1] in ('"', "'"):
        found = _toml(text)
        return found if isinstance(found, str) else text
    return text
