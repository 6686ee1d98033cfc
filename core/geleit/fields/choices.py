"""What a form offers to choose from, for each kind of values that comes from a list."""

from __future__ import annotations

from typing import Any

from geleit.fields.code_kinds import ChoiceKind, CodeKind, SpokenKind
from geleit.fields.kind import Kind
from geleit.fields.kinds import ManyKind
from geleit.fields.plain_kinds import BoolKind
from geleit.fields.reading import Reading
from geleit.fields.vocabulary import Vocabulary
from geleit.vocabulary import countries, isco, languages
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.names import sort_key
from geleit.vocabulary.spoken import Spoken


def choices_of(kind: Kind, reading: Reading, language: str) -> tuple[tuple[Any, str], ...] | None:
    """(value, words) of everything a kind offers; None for what is typed freely.

    Members of an enumeration and occupations stand in their own order, everything else by its words. A language comes
    without a level and with each. Of ISCO-08 the groups of one and two digits are offered; further digits can be typed.
    """
    if isinstance(kind, ManyKind):
        return choices_of(kind.each, reading, language)
    values = _values(kind, reading)
    if values is None:
        return None
    told = [(value, kind.shown(value, reading, language)) for value in values]
    if isinstance(kind, SpokenKind):
        names = {value.language: sort_key(words) for value, words in told if value.level is None}
        return tuple(sorted(told, key=lambda one: names[one[0].language]))
    if isinstance(kind, CodeKind) and kind.vocabulary is not Vocabulary.ISCO:
        return tuple(sorted(told, key=lambda one: sort_key(one[1])))
    return tuple(told)


def _values(kind: Kind, reading: Reading) -> list[Any] | None:
    if isinstance(kind, BoolKind):
        return [True, False]
    if isinstance(kind, ChoiceKind):
        return [*kind.members]
    if isinstance(kind, SpokenKind):
        return [Spoken(code, level) for code in languages.language_codes() for level in (None, *Cefr)]
    if isinstance(kind, CodeKind):
        match kind.vocabulary:
            case Vocabulary.ISCO:
                return sorted((*isco.MAJOR, *isco.SUB_MAJOR))
            case Vocabulary.COUNTRY:
                return [*countries.country_codes()]
            case Vocabulary.LANGUAGE:
                return [*languages.language_codes()]
            case Vocabulary.TERRITORY:
                return [place.code for place in reading.territories]
    return None
