"""Made-up values for whatever a region asks: one for each kind of field, unknown now and then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from benchmarks.size import TODAY
from geleit.fields import Kind, Vocabulary, fields_of
from geleit.fields.kinds import BoolKind, ChoiceKind, CodeKind, DateKind, FloatKind, IntKind, ManyKind, SpokenKind
from geleit.model.people import Participant
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.isco import SUB_MAJOR
from geleit.vocabulary.spoken import Spoken

UNKNOWN = 0.15
LANGUAGES = ("ar", "de", "en", "fa", "fr", "ku", "so", "tr", "uk")
COUNTRIES = ("AF", "BR", "ET", "IN", "IR", "NG", "SO", "SY", "TR", "UA")
GIVEN = ("Amal", "Bahar", "Çağrı", "Dilan", "Elif", "Farid", "Hana", "Ibrahim", "Jörg", "Kateryna", "Leyla", "Mahmoud")
FAMILY = ("Ahmadi", "Bauer", "Đặng", "Färber", "Haddad", "Kovalenko", "Müller", "Ngũgĩ", "Öztürk", "Tesfaye", "Weiß")


class Filler:
    """Values from dice. `places` are the codes of the region's territories."""

    def __init__(self, dice: Random, places: Sequence[str]) -> None:
        self._dice = dice
        self._codes: Mapping[Vocabulary, Sequence[str]] = {
            Vocabulary.ISCO: SUB_MAJOR,
            Vocabulary.COUNTRY: COUNTRIES,
            Vocabulary.LANGUAGE: LANGUAGES,
            Vocabulary.TERRITORY: places or ("unknown",),
        }
        self._kinds: dict[type[Any], list[tuple[str, Kind]]] = {}

    def name(self, number: int) -> tuple[str, str]:
        """A given and a family name; the number keeps people apart."""
        return self._dice.choice(GIVEN), f"{self._dice.choice(FAMILY)} {number}"

    def fields(self, cls: type[Participant]) -> Participant:
        """A region's answers of one participant."""
        kinds = self._kinds.setdefault(cls, [(field.name, field.kind) for field in fields_of(cls)])
        return cls(**{name: self._value(kind) for name, kind in kinds if self._dice.random() >= UNKNOWN})

    def _value(self, kind: Kind) -> Any:
        match kind:
            case ManyKind():
                count = self._dice.randint(1, 3)
                return tuple(dict.fromkeys(self._value(kind.each) for _ in range(count)))
            case ChoiceKind():
                return self._dice.choice([*kind.members])
            case CodeKind():
                return self._dice.choice(self._codes[kind.vocabulary])
            case SpokenKind():
                return Spoken(self._dice.choice(LANGUAGES), self._dice.choice([*Cefr]))
            case BoolKind():
                return self._dice.random() < 0.8
            case IntKind():
                return self._dice.randint(1, 5)
            case FloatKind():
                return self._dice.randint(0, 40) / 2
            case DateKind():
                return TODAY - timedelta(days=self._dice.randint(0, 2000))
            case _:
                return "möchte im erlernten Beruf arbeiten"
