"""The kinds of values: for each type its column, its reading, its writing, its form widget, its array.

Adding a type to the product is adding one kind here.
"""

from __future__ import annotations

import json
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, get_args, get_origin

import attrs

from geleit.fields.reading import Reading, Unreadable
from geleit.fields.vocabulary import Vocabulary
from geleit.labels import Listed, day, number, say
from geleit.vocabulary import countries, isco, languages
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken

Stored = str | int | float
"""What SQLite keeps."""

_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SEVERAL = (re.compile(r"[;\n|]"), re.compile(r","), re.compile(r"[,/]| und | and | et | en "))
_LEVEL = re.compile(r"^(?P<language>.*?)[\s:(]*(?P<level>(?:PRE[- ]?)?A\s?1\+?|[ABC]\s?[12]\+?)?\)?$", re.IGNORECASE)
_DECIMALS = 10
_TRUE = frozenset({"ja", "yes", "oui", "wahr", "true", "j", "y", "x", "1"})
_FALSE = frozenset({"nein", "no", "non", "nee", "falsch", "false", "n", "0"})


class Kind(ABC):
    """One type of value. `array` names how it becomes a NumPy column: code, number, set, isco, spoken or none."""

    sql: ClassVar[str] = "TEXT"
    widget: ClassVar[str] = "text"
    array: ClassVar[str] = "none"

    def check(self, column: str) -> str:
        """The SQL condition a stored value must meet, or an empty text."""
        return ""

    def stored(self, value: Any) -> Stored:
        """The value as SQLite keeps it."""
        return str(value)

    def restored(self, raw: Any) -> Any:
        """The reverse of `stored`."""
        return raw

    @abstractmethod
    def read(self, text: str, reading: Reading) -> Any:
        """The value written in a cell (not empty, blanks stripped). Raises Unreadable."""

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        """The value in words; reading it again in the same language gives the same value."""
        return str(value)


@attrs.frozen
class TextKind(Kind):
    """Any text."""

    def read(self, text: str, reading: Reading) -> str:
        return text


@attrs.frozen
class BoolKind(Kind):
    """Yes or no; unknown is no value at all."""

    sql: ClassVar[str] = "INTEGER"
    widget: ClassVar[str] = "yes_no"
    array: ClassVar[str] = "code"

    def check(self, column: str) -> str:
        return f'"{column}" IN (0, 1)'

    def stored(self, value: Any) -> int:
        return int(value)

    def restored(self, raw: Any) -> bool:
        return bool(raw)

    def read(self, text: str, reading: Reading) -> bool:
        word = text.casefold()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise Unreadable(say("expected.bool"))

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return reading.labels.text("bool.yes" if value else "bool.no", language)


@attrs.frozen
class IntKind(Kind):
    """A whole number."""

    sql: ClassVar[str] = "INTEGER"
    widget: ClassVar[str] = "number"
    array: ClassVar[str] = "number"

    def stored(self, value: Any) -> int:
        return int(value)

    def read(self, text: str, reading: Reading) -> int:
        if not re.fullmatch(r"[+-]?\d{1,15}", text):
            raise Unreadable(say("expected.int"))
        return int(text)


@attrs.frozen
class FloatKind(Kind):
    """A finite number; the decimal mark may be a comma."""

    sql: ClassVar[str] = "REAL"
    widget: ClassVar[str] = "number"
    array: ClassVar[str] = "number"

    def stored(self, value: Any) -> float:
        return float(value)

    def read(self, text: str, reading: Reading) -> float:
        if not re.fullmatch(r"[+-]?\d{1,15}([.,]\d{1,10})?", text):
            raise Unreadable(say("expected.float"))
        value = float(text.replace(",", "."))
        if not math.isfinite(value):
            raise Unreadable(say("expected.float"))
        return value

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        decimals = number(float(value), language, _DECIMALS).rstrip("0").rstrip(".,")
        return decimals if decimals != "-0" else "0"


@attrs.frozen
class DateKind(Kind):
    """A day: dd.mm.yyyy or ISO, nothing else, because 01/02/2026 means two different days."""

    widget: ClassVar[str] = "date"
    array: ClassVar[str] = "number"

    def check(self, column: str) -> str:
        # "+0 days" makes SQLite name the real day; without it, 30 February passes.
        return f'"{column}" IS date("{column}", \'+0 days\')'

    def stored(self, value: Any) -> str:
        return f"{value.year:04}-{value.month:02}-{value.day:02}"

    def restored(self, raw: Any) -> date:
        return date.fromisoformat(raw)

    def read(self, text: str, reading: Reading) -> date:
        if found := _GERMAN_DATE.fullmatch(text):
            dayno, month, year = (int(part) for part in found.groups())
        elif found := _ISO_DATE.fullmatch(text):
            year, month, dayno = (int(part) for part in found.groups())
        else:
            raise Unreadable(say("expected.date"))
        try:
            return date(year, month, dayno)
        except ValueError as error:
            raise Unreadable(say("expected.date_real")) from error

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return day(value, "de") if language == "de" else self.stored(value)


@attrs.frozen
class MomentKind(Kind):
    """A point in time, UTC."""

    def stored(self, value: Any) -> str:
        return str(value.isoformat(timespec="microseconds"))

    def restored(self, raw: Any) -> datetime:
        return datetime.fromisoformat(raw)

    def read(self, text: str, reading: Reading) -> datetime:
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(say("expected.date")) from error


@attrs.frozen
class ChoiceKind(Kind):
    """One of an enumeration's members, read by its value or by its label in any of the reading's languages."""

    members: type[StrEnum]
    widget: ClassVar[str] = "choice"
    array: ClassVar[str] = "code"

    def label(self, member: StrEnum) -> str:
        """The code of a member's label."""
        return f"{self.members.__name__}.{member.value}"

    def check(self, column: str) -> str:
        values = ", ".join("'" + member.value.replace("'", "''") + "'" for member in self.members)
        return f'"{column}" IN ({values})'

    def stored(self, value: Any) -> str:
        return str(value.value)

    def restored(self, raw: Any) -> StrEnum:
        return self.members(raw)

    def read(self, text: str, reading: Reading) -> StrEnum:
        if self.members is Cefr:
            if (level := Cefr.read(text)) is None:
                raise Unreadable(say("expected.cefr"))
            return level
        word = text.casefold()
        for member in self.members:
            names = [member.value, member.name]
            names += [reading.labels.find(self.label(member), language) or "" for language in reading.languages]
            names += [reading.labels.text(self.label(member), language) for language in reading.languages]
            if word in (name.casefold() for name in names if name):
                return member
        allowed = Listed([say(self.label(member)) for member in self.members], "list.or")
        raise Unreadable(say("expected.choice", allowed=allowed))

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        return reading.labels.text(self.label(value), language) if self.members is not Cefr else str(value.value)


def _are_isco_codes(text: str) -> bool:
    """Whether a text is a list of codes with titles; as one code, the first, it would lose the others."""
    parts = [part.strip() for part in _SEVERAL[-1].split(text)]
    return len(parts) > 1 and all(part[:1].isdigit() and isco.read(part) is not None for part in parts)


@attrs.frozen
class CodeKind(Kind):
    """A code of one of the vocabularies."""

    vocabulary: Vocabulary
    widget: ClassVar[str] = "code"

    @property
    def array(self) -> str:  # type: ignore[override]  # depends on the vocabulary, not on the class
        return "isco" if self.vocabulary is Vocabulary.ISCO else "code"

    def read(self, text: str, reading: Reading) -> str:
        found: str | None
        match self.vocabulary:
            case Vocabulary.ISCO:
                found = None if _are_isco_codes(text) else isco.read(text) or self._code_with_title(text, reading)
            case Vocabulary.COUNTRY:
                found = countries.read_country(text, reading.languages)
            case Vocabulary.LANGUAGE:
                found = languages.read_language(text, reading.languages)
            case Vocabulary.TERRITORY:
                places = reading.territories.read(text, reading.labels, reading.languages)
                if len(places) > 1:
                    shown = [f"{place.shown(reading.labels, reading.languages[0])} = {place.code}" for place in places]
                    raise Unreadable(say("expected.one_territory", candidates=Listed(shown, "list.or")))
                found = places[0].code if places else None
        if found is None:
            raise Unreadable(say(f"expected.{self.vocabulary.value}"))
        return found

    def _code_with_title(self, text: str, reading: Reading) -> str | None:
        """The ISCO code that a text begins with, if the title after it is the one of the reading's labels."""
        code = text.partition(" ")[0]
        shown = (isco.name(code, reading.labels, language) for language in reading.languages)
        return code if isco.is_code(code) and text.casefold() in map(str.casefold, shown) else None

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        match self.vocabulary:
            case Vocabulary.ISCO:
                return isco.name(value, reading.labels, language)
            case Vocabulary.COUNTRY:
                return countries.country_name(value, language)
            case Vocabulary.LANGUAGE:
                return languages.language_name(value, language)
            case Vocabulary.TERRITORY:
                if place := reading.territories.get(value):
                    return place.shown(reading.labels, language)
                return reading.labels.find(f"territory.{value}", language) or str(value)


@attrs.frozen
class SpokenKind(Kind):
    """A language with its level: `Arabisch C2`, `ar:C2`, `Persian (B1)`."""

    widget: ClassVar[str] = "spoken"
    array: ClassVar[str] = "spoken"

    def stored(self, value: Any) -> str:
        return str(value)

    def restored(self, raw: Any) -> Spoken:
        return Spoken.parse(raw)

    def read(self, text: str, reading: Reading) -> Spoken:
        found = _LEVEL.match(text.strip())
        language = languages.read_language(found["language"].strip(), reading.languages) if found else None
        if found is None or language is None:
            raise Unreadable(say("expected.spoken"))
        return Spoken(language, Cefr.read(found["level"]) if found["level"] else None)

    def shown(self, value: Any, reading: Reading, language: str) -> str:
        name = languages.language_name(value.language, language)
        return f"{name} {value.level.value}" if value.level else name


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
            mark = next((mark for mark in _SEVERAL if mark.search(text)), None)
            parts = mark.split(text) if mark else [text]
            return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        read = (item for part in _SEVERAL[0].split(text) if part.strip() for item in self._items(part.strip(), reading))
        return tuple(dict.fromkeys(read))

    def _items(self, text: str, reading: Reading) -> list[Any]:
        marks = [mark for mark in _SEVERAL[1:] if mark.search(text)]
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
        return f"{shown};" if is_one_text and any(mark.search(shown) for mark in _SEVERAL[1:]) else shown


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
