"""Languages: the ISO 639 codes of two or three letters that the Unicode CLDR names, and two it does not: prs, kmr.

Names come from the CLDR by way of Babel; where labels `language.<code>` stand in our own list, they go first: Dari and
the two large Kurdish languages are told apart here, since whoever needs an interpreter needs the right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from geleit.labels import FALLBACK, core_labels
from geleit.vocabulary.names import spelling_key

_OWN = ("ckb", "kmr", "prs")
"""Sorani, Kurmanji, Dari: named by labels of ours."""

_NO_LANGUAGES = frozenset(("mul", "und", "zxx"))
"""Codes for several, undetermined and no language."""

_ALSO = {
    **dict.fromkeys(("Farsi", "Parsi", "Persisch (Farsi)", "Farsi/Persisch", "Persisch (Iran)"), "fa"),
    **dict.fromkeys(("Dari-Persisch", "Dari Persian", "Persisch (Dari)", "Persisch (Afghanistan)", "fa-AF"), "prs"),
    **dict.fromkeys(("Kurmandschi", "Kurmancî", "Kurmanji", "Kurmandji", "Nordkurdisch", "Northern Kurdish"), "kmr"),
    **dict.fromkeys(("Sorani", "Soranî"), "ckb"),
    **dict.fromkeys(("Tigrigna", "Tigrinisch", "Tigrinja"), "ti"),
    **dict.fromkeys(("Paschto", "Pashtu", "Pushto", "Pashtou"), "ps"),
    **dict.fromkeys(("Mandarin", "Hochchinesisch", "Chinesisch (Mandarin)", "Mandarin Chinese"), "zh"),
    **dict.fromkeys(("Hocharabisch", "Standardarabisch", "Standard Arabic"), "ar"),
    **dict.fromkeys(("Flämisch", "Flemish"), "nl"),
    **dict.fromkeys(("Moldauisch", "Moldawisch", "Moldovan"), "ro"),
    **dict.fromkeys(("Romanes", "Romani", "Romany"), "rom"),
    **dict.fromkeys(("Pandschabi", "Panjabi"), "pa"),
    **dict.fromkeys(("Bengali", "Bangla"), "bn"),
    **dict.fromkeys(("Serbokroatisch", "BKS", "Bosnisch/Kroatisch/Serbisch"), "sh"),
    **dict.fromkeys(("Afaan Oromo", "Oromiffa", "Oromiya"), "om"),
    **dict.fromkeys(("Weißrussisch", "Belorussisch", "Byelorussian"), "be"),
    **dict.fromkeys(("Uighur", "Uygur"), "ug"),
    **dict.fromkeys(("Filipino/Tagalog", "Philippinisch"), "fil"),
    **dict.fromkeys(("Birmesisch",), "my"),
    **dict.fromkeys(("Swahili", "Suaheli", "Kisuaheli", "Kiswahili"), "sw"),
    **dict.fromkeys(("Brasilianisch", "Brasilianisches Portugiesisch"), "pt"),
}
"""Spellings beside the names of the CLDR."""


def language_codes() -> tuple[str, ...]:
    """Every code, sorted."""
    return tuple(sorted({*_names(FALLBACK), *_OWN}))


def is_language(code: str) -> bool:
    """Whether a text is one of the codes, in small letters."""
    return code in _OWN or code in _names(FALLBACK)


def language_name(code: str, ui_language: str) -> str:
    """The language's name in a language (English if the CLDR does not know that one); an unknown code as it is."""
    if code in _OWN:
        return core_labels().text(f"language.{code}", ui_language)
    names = _names(ui_language)
    return names.get(code) or _names(FALLBACK).get(code, code)


def read_language(text: str, languages: Iterable[str] = ("de", "en")) -> str | None:
    """The code of what somebody wrote, or None: an ISO 639 code of two or three letters, with or without a region
    (`de-AT`), a name in one of the languages, or another common spelling. Case, accents and punctuation do not
    matter, except where a language is called like another one's code: `Ga` is a name, `ga` is Irish."""
    from babel.core import get_global

    written = text.strip()
    if is_language(written):
        return written
    if found := _spellings(tuple(languages)).get(spelling_key(written)):
        return found
    code, _, region = written.lower().replace("_", "-").partition("-")
    if region and not (region.isalnum() and 2 <= len(region) <= 4):
        return None
    if not is_language(code):
        code = get_global("language_aliases").get(code, "")
    return code if is_language(code) else None


@cache
def _names(language: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language, sep="-").languages
    except (UnknownLocaleError, ValueError):
        names = Locale.parse(FALLBACK).languages
    return {code: str(name) for code, name in names.items() if len(code) in (2, 3) and code not in _NO_LANGUAGES}


@cache
def _spellings(languages: tuple[str, ...]) -> Mapping[str, str]:
    """A spelling that the CLDR gives to two languages means neither of them."""
    found: dict[str, set[str]] = {}
    for language in languages:
        for code in language_codes():
            for name in (_names(language).get(code), language_name(code, language)):
                if name:
                    found.setdefault(spelling_key(name), set()).add(code)
    unambiguous = {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
    return unambiguous | {spelling_key(name): code for name, code in _ALSO.items()}
