"""Validators for fields of a configuration; each raises ConfigError with a sentence that says what is allowed."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

import attrs

from geleit.config.wording import nearest, shown
from geleit.errors import ConfigError
from geleit.labels import say
from geleit.vocabulary.file_names import is_legible, is_name

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def a_name(_: object, __: object, value: str) -> None:
    """For ids that appear in commands and in the names of files."""
    if not is_name(value):
        raise ConfigError(say("config.no_name", found=shown(value)))


def names(_: object, __: object, value: tuple[str, ...]) -> None:
    """For lists of such ids, each once."""
    for name in value:
        a_name(_, __, name)
    _each_once(value)


def is_region(text: str) -> bool:
    """Whether a text can be an installed region's name, or a Python file beside the configuration: `./brussels.py`."""
    stem = text.removeprefix("./").removesuffix(".py")
    return text in {stem, f"./{stem}.py"} and is_name(stem)


def a_region(_: object, __: object, value: str) -> None:
    """Such a text."""
    if not is_region(value):
        raise ConfigError(say("config.no_region", found=shown(value)))


def not_blank(_: object, __: object, value: str) -> None:
    """A text with something in it."""
    if not value.strip():
        raise ConfigError(say("config.blank"))


def a_path(_: object, __: object, value: str) -> None:
    """A path without control characters, which no file should have, and which NUL cannot be part of."""
    not_blank(_, __, value)
    if not is_legible(value):
        raise ConfigError(say("config.no_path", found=shown(value)))


def at_least(least: int) -> Validator:
    """A number that is not below `least`; None passes."""

    def check(_: object, __: object, value: int | None) -> None:
        if value is not None and value < least:
            raise ConfigError(say("config.too_small", least=least, found=value))

    return check


def languages(_: object, __: object, value: tuple[str, ...]) -> None:
    """At least one language, each once, by its code of ISO 639."""
    from geleit.vocabulary.languages import is_language

    if not value:
        raise ConfigError(say("config.no_languages"))
    for code in value:
        if not is_language(code):
            raise ConfigError(say("config.no_language", found=shown(code)))
    _each_once(value)


def a_timezone(_: object, __: object, value: str) -> None:
    """A time zone of the IANA database."""
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        near = nearest(value, zoneinfo.available_timezones())
        code = "config.no_timezone_near" if near else "config.no_timezone"
        raise ConfigError(say(code, found=shown(value), near=near)) from error


def not_before(earlier: str) -> Validator:
    """A date that is not before the one in the field `earlier`; a missing date passes."""

    def check(record: object, _: object, value: Any) -> None:
        first = getattr(record, earlier)
        if value is not None and first is not None and value < first:
            raise ConfigError(say("config.before", found=value, key=earlier, earlier=first))

    return check


def _each_once(value: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for each in value:
        if each in seen:
            raise ConfigError(say("config.twice", found=shown(each)))
        seen.add(each)
