"""Whether a free text tells of what belongs into none: health, belief, the story of a flight.

It looks for words and understands nothing: it may warn without need and miss what is said in other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from geleit.vocabulary.delicate_words import ASYLUM, BELIEF, HEALTH


class Delicate(StrEnum):
    """What a free text should not tell of."""

    HEALTH = "health"
    BELIEF = "belief"
    ASYLUM = "asylum"


_WORDS = {Delicate.HEALTH: HEALTH, Delicate.BELIEF: BELIEF, Delicate.ASYLUM: ASYLUM}
_SPELLINGS = str.maketrans(
    {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)", "*": r"\w*", " ": r"\s+"}
)
"""Umlauts as keyboards without them write them, and the signs of the lists."""


def delicate_words(text: str) -> Mapping[Delicate, tuple[str, ...]]:
    """What a text tells of, with the words by which it does, as they are written and each once; empty if nothing."""
    composed = unicodedata.normalize("NFC", text)
    found = {kind: tuple(dict.fromkeys(_pattern(kind).findall(composed))) for kind in Delicate}
    return {kind: words for kind, words in found.items() if words}


@cache
def _pattern(kind: Delicate) -> re.Pattern[str]:
    entries = " ".join(_WORDS[kind].split()).split(", ")
    spelt = "|".join(re.escape(one).replace(r"\*", "*").replace(r"\ ", " ").translate(_SPELLINGS) for one in entries)
    return re.compile(rf"(?<![\w-])(?:{spelt})(?![\w])", re.IGNORECASE)
