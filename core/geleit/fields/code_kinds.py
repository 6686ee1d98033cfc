"""Values of a list: an enumeration, a vocabulary, a language with its level."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, ClassVar

import attrs

from geleit.fields.kind import Kind
from geleit.fields.reading import SEVERAL, Reading, Unreadable
from geleit.fields.vocabulary import Vocabulary
from geleit.labels import Listed, say
from geleit.vocabulary import countries, isco, languages
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.spoken import Spoken

_LEVEL = re.compile(r"^(?P<language>.*?)[\s:(]*(?P<level>(?:PRE[- ]?)?A\s?1\+?|[ABC]\s?[12]\+?)?\)?$", re.IGNORECASE)


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
    parts = [part.strip() for part in SEVERAL[-1].split(text)]
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
