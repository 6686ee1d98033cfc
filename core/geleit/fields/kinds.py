"""The kinds of values: for each type its column, its reading, its writing, its form widget, its array.

Adding a type to the product is adding one kind here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, get_args, get_origin

import attrs

from geleit.fields.code_kinds import ChoiceKind, CodeKind, SpokenKind
from geleit.fields.kind import Kind, Stored
from geleit.fields.plain_kinds import BoolKind, DateKind, FloatKind, IntKind, MomentKind, TextKind
from geleit.fields.reading import SEVERAL, Reading, Unreadable
from geleit.fields.vocabulary import Vocabulary
from geleit.labels import say
from geleit.vocabulary.spoken import Spoken

__all__ = [
    "BoolKind",
    "ChoiceKind",
    "CodeKind",
    "DateKind",
    "FloatKind",
    "IntKind",
    "Kind",
    "ManyKind",
    "MappingKind",
    "MomentKind",
    "SpokenKind",
    "Stored",
    "TextKind",
    "kind_of",
]


@attrs.frozen
class ManyKind(Kind):
    """Several values of one kind in a cell, parted by semicolon, comma, slash or line; stored as a JSON list."""

    each: Kind
    widget: ClassVar[str] = "many"

    @property
    def array(self) -> str:  # type: ignore[override]  # a set of codes, unless the inner kind has its own array
        return "set" if self.each.array == "code" else self.each.array

    def check(self, column: str) -> str:
        return f'json_valid("{column}")'

    def stored(self, value: Any) -> str:
        return json.dumps([self.each.stored(item) for item in value], ensure_ascii=False)

    def restored(self, raw: Any) -> tuple[Any, ...]:
        return tuple(self.each.restored(item) for item in json.loads(raw))

    def read(self, text: str, reading: Reading) -> tuple[Any, ...]:
        """Split at semicolons and lines; a part stays whole if it can be read so (a title with a comma in it), and is
        split at commas, then at slashes and "and", if it cannot."""
        if isinstance(self.each, TextKind):
            mark = next((mark for mark in SEVERAL if mark.search(text)), None)
            parts = mark.split(text) if mark else [text]
            return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        read = (item for part in SEVERAL[0].split(text) if part.strip() for item in self._items(part.strip(), reading))
        return tuple(dict.fromkeys(read))

    def _items(self, text: str, reading: Reading) -> list[Any]:
        marks = [mark for mark in SEVERAL[1:] if mark.search(text)]
        ways = [[text], *(mark.split(text) for mark in marks)]
        for parts in ways[:-1]:
            try:
                return [self.each.read(part.strip(), reading) for part in parts if part.strip()]
            except Unreadable:
                continue
        return [self.each.read(part.strip(), reading) for part in ways[-1] if part.strip()]

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        shown = "; ".join(self.each.shown(item, reading, language) for item in value)
        is_one_text = len(value) == 1 and isinstance(self.each, TextKind)
        # The mark behind a single text says that the commas in it part nothing.
        return f"{shown};" if is_one_text and any(mark.search(shown) for mark in SEVERAL[1:]) else shown


@attrs.frozen
class MappingKind(Kind):
    """Named values (ratings, parameters, a frozen snapshot), stored as a JSON object."""

    def check(self, column: str) -> str:
        return f'json_valid("{column}")'

    def stored(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def restored(self, raw: Any) -> dict[str, Any]:
        return dict(json.loads(raw))

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return self.stored(value)

    def read(self, text: str, reading: Reading) -> dict[str, Any]:
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Unreadable(say("expected.mapping"))
        return found


_SIMPLE: Mapping[type, Kind] = {
    str: TextKind(),
    bool: BoolKind(),
    int: IntKind(),
    float: FloatKind(),
    datetime: MomentKind(),
    date: DateKind(),
    Spoken: SpokenKind(),
}


def kind_of(type_: Any, vocabulary: Vocabulary | None = None) -> Kind:
    """The kind of a type (without None). Raises TypeError for a type that has none, naming the ones there are."""
    origin = get_origin(type_)
    if origin is tuple:
        inside = get_args(type_)
        if len(inside) == 2 and inside[1] is Ellipsis:
            return ManyKind(kind_of(inside[0], vocabulary))
    elif origin in (dict, Mapping):
        return MappingKind()
    elif isinstance(type_, type) and issubclass(type_, StrEnum):
        return ChoiceKind(type_)
    elif type_ is str and vocabulary is not None:
        return CodeKind(vocabulary)
    elif type_ in _SIMPLE:
        return _SIMPLE[type_]
    raise TypeError(
        f"no kind for {type_!r}: use str, bool, int, float, date, datetime, an enumeration (StrEnum), Spoken, "
        "tuple[one of these, ...] or dict"
    )
