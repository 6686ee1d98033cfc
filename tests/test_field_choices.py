"""What a form offers: every choice is a value of its field, and its words, typed or imported, mean that value again."""

from __future__ import annotations

import pytest

from geleit.fields import Reading, Vocabulary
from geleit.fields.choices import choices_of
from geleit.fields.kinds import BoolKind, ChoiceKind, CodeKind, DateKind, Kind, ManyKind, SpokenKind, TextKind
from geleit.vocabulary.answer import Answer, Slot
from geleit.vocabulary.cefr import Cefr
from geleit.vocabulary.territory import Territories, Territory

PLACES = Territories((Territory("n", "Nord"), Territory("s", {"de": "Süd", "en": "South"})))
LISTED: tuple[Kind, ...] = (
    BoolKind(),
    ChoiceKind(Answer),
    ChoiceKind(Cefr),
    ManyKind(ChoiceKind(Slot)),
    *(CodeKind(vocabulary) for vocabulary in Vocabulary),
    SpokenKind(),
)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: type(kind).__name__)
def test_the_words_of_a_choice_mean_that_choice(kind: Kind, language: str) -> None:
    """Reading them again gives the value, in German and in English, whatever the list."""
    reading = Reading(languages=(language,), territories=PLACES)
    one = kind.each if isinstance(kind, ManyKind) else kind
    offered = choices_of(kind, reading, language)
    assert offered and len({value for value, _ in offered}) == len(offered)
    some = [*offered[:40], *offered[::97]]
    assert [(words, one.read(words, reading)) for _, words in some] == [(words, value) for value, words in some]


def test_what_is_typed_freely_has_no_choices() -> None:
    """Texts and days."""
    assert choices_of(TextKind(), Reading(), "de") is None and choices_of(DateKind(), Reading(), "de") is None


def test_a_language_comes_without_a_level_and_with_each() -> None:
    """Sorted by the language's name, then from the lowest level up."""
    words = [text for _, text in choices_of(SpokenKind(), Reading(), "de") or ()]
    place = words.index("Arabisch")
    assert words[place + 1 : place + 4] == ["Arabisch pre-A1", "Arabisch A1", "Arabisch A2"]
