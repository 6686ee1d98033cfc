"""What an option or an argument may hold, with refusals in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import click

from geleit.cli.making import name_of
from geleit.errors import UsageError
from geleit.fields import Kind, Reading, Unreadable
from geleit.fields.kinds import FloatKind, IntKind
from geleit.labels import Listed, say
from geleit.vocabulary.answer import Answer

_ALSO = {"ja": Answer.YES, "nein": Answer.NO, "j": Answer.YES, "n": Answer.NO, "y": Answer.YES}


def _name(parameter: click.Parameter | None) -> str:
    return "–" if parameter is None else name_of(parameter)


class OneOf(click.ParamType[Any]):
    """One of some words, or of an enumeration's values; `also` maps further spellings to them."""

    name = "choice"

    def __init__(self, words: Iterable[str], also: Mapping[str, str] | None = None) -> None:
        self._words = tuple(words)
        self._also = also or {}

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "|".join(map(str, self._words))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        written = str(value).strip().casefold()
        for word in self._words:
            if written == word.casefold():
                return word
        if written in self._also:
            return self._also[written]
        known = Listed([str(word) for word in self._words], "list.or")
        raise UsageError(say("cli.said.bad_choice", what=_name(param), found=value, known=known))


def one_of(members: type[StrEnum]) -> OneOf:
    """One of an enumeration's members, as the member."""
    return OneOf(members, _ALSO if members is Answer else None)


class Read(click.ParamType[Any]):
    """A value that one of the fields' kinds reads."""

    name = "value"

    def __init__(self, kind: Kind, metavar: str) -> None:
        self._kind = kind
        self._metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return self._metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self._kind.read(value.strip(), Reading())
        except Unreadable as error:
            raise refused(_name(param), value, error) from error


def refused(name: str, value: str, error: Unreadable) -> UsageError:
    """The usage error for a value that could not be read."""
    return UsageError(say("cli.said.bad_value", what=name, found=value, expected=error.expected))


WHOLE = Read(IntKind(), "N")
NUMBER = Read(FloatKind(), "N")
ANSWER = one_of(Answer)
