"""What makes two spellings of a heading the same."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INCLUSIVE = re.compile(r"(?<=\w)(?:[:*·]|/-?|_)(?:in|innen)\b|(?<=[a-zäöüß])In(?:nen)?\b")


def heading_keys(text: str) -> tuple[str, ...]:
    """The keys of a heading, the most exact first, each once.

    All of them ignore case, blanks, hyphens, underscores, punctuation, accents and the spelling of umlauts (ä is ae).
    The second also ignores what stands in parentheses, the third the inclusive ending: `Mentor:in (Name)` has the
    keys mentorinname, mentorin and mentor. A heading without letters or digits has none.
    """
    plain = unicodedata.normalize("NFC", text)
    outside = _IN_PARENTHESES.sub(" ", plain)
    keys = (_key(plain), _key(outside), _key(_INCLUSIVE.sub("", outside)))
    return tuple(dict.fromkeys(key for key in keys if key))


def _key(text: str) -> str:
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS))
    # Decomposing can bring capitals back, and case folding what can be decomposed.
    spelt = unicodedata.normalize("NFKD", spelt.casefold())
    return "".join(character for character in spelt if character.isalnum())
