"""Keys by which names in any script are sorted, found and compared. The names themselves are never changed.

`sort_key` puts Ö with O and Ł with L. `search_key` is stored beside it and holds every spelling under which a name may
be looked for; `query_key` is what somebody typed, in the one form that every such key holds.
"""

from __future__ import annotations

import re
import unicodedata

_UNWRITTEN = frozenset({"Cc", "Cf", "Cs"})
"""Controls and joiners: Persian names are written with and without them."""

_APOSTROPHES = "'`\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\u0640"
"""The forms of the apostrophe, and the stroke that only lengthens an Arabic word."""

_LETTERS = str.maketrans("łđðøħŧı", "lddohti", _APOSTROPHES) | str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that do not decompose into a base and an accent."""

_ARABIC = str.maketrans("\u064a\u0649\u0643\u0629", "\u06cc\u06cc\u06a9\u0647")
"""Forms of ye, kaf and he that an Arabic keyboard types and a Persian one types differently."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})
_UMLAUT_E = re.compile(r"(?<=[aou])e+")


def sort_key(text: str) -> str:
    """Case folded, decomposed, without accents, apostrophes and joiners; dashes count as blanks."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(filter(None, map(_letter, folded)))
    return " ".join(letters.translate(_LETTERS).translate(_ARABIC).split())


def search_key(text: str) -> str:
    """Every spelling under which a name is looked for, separated by blanks: as sorted, with umlauts spelt out
    (`mueller`), and with neither (`muller`), so that Müller, Mueller and Muller find one another."""
    return " ".join(dict.fromkeys((sort_key(text), sort_key(_spelt_out(text)), query_key(text))))


def query_key(text: str) -> str:
    """What somebody typed to look for, to be compared with parts of a `search_key`."""
    return _UMLAUT_E.sub("", sort_key(_spelt_out(text)))


def spelling_key(text: str) -> str:
    """The same for all spellings that differ in case, accents, umlauts and punctuation only: for names of places,
    countries and languages, which are compared as a whole."""
    return " ".join(re.findall(r"[^\W_]+", query_key(text)))


def name_key(given: str, family: str) -> str:
    """The same for two people whose names are likely one name: words in any order, given and family name exchanged,
    umlauts spelt out or lost. Empty if there is no name; two empty keys say nothing."""
    return " ".join(sorted(spelling_key(f"{given} {family}").split()))


def _spelt_out(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold()).translate(_UMLAUTS)


def _letter(character: str) -> str:
    """The character, a blank for what separates words, nothing for what is not written."""
    if character.isspace() or unicodedata.category(character) == "Pd":
        return " "
    return "" if unicodedata.combining(character) or unicodedata.category(character) in _UNWRITTEN else character
