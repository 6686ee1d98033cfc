"""Countries: ISO 3166-1 alpha-2, Kosovo (XK), and the passport codes for stateless (XXA) and unspecified (XXX).

Names come from the Unicode CLDR by way of Babel; XXA and XXX have labels `country.<code>` of ours (source of the
codes: ICAO Doc 9303, part 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from geleit.labels import FALLBACK, core_labels
from geleit.vocabulary.names import spelling_key

STATELESS = "XXA"
UNSPECIFIED = "XXX"

_NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
"""What the CLDR lists beside the countries: reserved codes, unions, test codes."""

_ALSO = {
    **dict.fromkeys(("UK", "Großbritannien", "Great Britain", "England", "Schottland", "Scotland", "Wales"), "GB"),
    **dict.fromkeys(("USA", "US-Amerika", "Vereinigte Staaten von Amerika", "United States of America"), "US"),
    **dict.fromkeys(("BRD", "Bundesrepublik Deutschland", "Federal Republic of Germany"), "DE"),
    **dict.fromkeys(("Elfenbeinküste", "Ivory Coast"), "CI"),
    **dict.fromkeys(("Türkiye", "Turkey", "Republik Türkei"), "TR"),
    **dict.fromkeys(("Palästina", "Palestine", "State of Palestine", "Staat Palästina"), "PS"),
    **dict.fromkeys(("Kosova", "Republik Kosovo", "XKX", "RKS"), "XK"),
    **dict.fromkeys(("Arabische Republik Syrien", "Syrian Arab Republic"), "SY"),
    **dict.fromkeys(("Islamische Republik Iran", "Islamic Republic of Iran", "Persien"), "IR"),
    **dict.fromkeys(("Islamische Republik Afghanistan", "Islamisches Emirat Afghanistan"), "AF"),
    **dict.fromkeys(("Russische Föderation", "Russian Federation"), "RU"),
    **dict.fromkeys(("Moldau", "Moldawien", "Moldova", "Republic of Moldova"), "MD"),
    **dict.fromkeys(("Mazedonien", "Macedonia"), "MK"),
    **dict.fromkeys(("Weißrussland", "Belarussland"), "BY"),
    **dict.fromkeys(("Tschechische Republik", "Czech Republic"), "CZ"),
    **dict.fromkeys(("Slowakische Republik", "Slovak Republic"), "SK"),
    **dict.fromkeys(("Bosnien", "Bosnia", "Bosnien-Herzegowina", "Bosnia and Herzegovina"), "BA"),
    **dict.fromkeys(("Holland", "The Netherlands"), "NL"),
    **dict.fromkeys(("Burma", "Birma", "Myanmar"), "MM"),
    **dict.fromkeys(("Republik Korea", "Republic of Korea", "Korea (Republik)"), "KR"),
    **dict.fromkeys(("Volksrepublik China", "VR China", "People's Republic of China"), "CN"),
    **dict.fromkeys(("Hongkong", "Hong Kong"), "HK"),
    **dict.fromkeys(("Macau", "Macao"), "MO"),
    **dict.fromkeys(("DR Kongo", "Demokratische Republik Kongo", "DR Congo", "DRC"), "CD"),
    **dict.fromkeys(("Democratic Republic of the Congo", "Kongo (Demokratische Republik)"), "CD"),
    **dict.fromkeys(("Republik Kongo", "Republic of the Congo"), "CG"),
    **dict.fromkeys(("VAE", "UAE"), "AE"),
    **dict.fromkeys(("Kap Verde", "Cape Verde"), "CV"),
    **dict.fromkeys(("Swasiland", "Swaziland"), "SZ"),
    **dict.fromkeys(("Osttimor", "East Timor"), "TL"),
    **dict.fromkeys(("Vatikan", "Vatican", "Holy See"), "VA"),
    **dict.fromkeys(("The Gambia", "Republik Gambia"), "GM"),
    **dict.fromkeys(("Vietnam", "Viet Nam"), "VN"),
    **dict.fromkeys(("Trinidad and Tobago", "Trinidad"), "TT"),
    **dict.fromkeys(("São Tomé and Príncipe",), "ST"),
    **dict.fromkeys(("apatride", "ohne Staatsangehörigkeit"), STATELESS),
    **dict.fromkeys(("ungeklärt", "unspecified"), UNSPECIFIED),
}
"""Spellings beside the names of the CLDR. "Kongo" alone is two countries and stays unread."""


def country_codes() -> tuple[str, ...]:
    """Every code, sorted."""
    return tuple(sorted((*_territories(FALLBACK), STATELESS, UNSPECIFIED)))


def is_country(code: str) -> bool:
    """Whether a text is one of the codes, in capitals."""
    return code in (STATELESS, UNSPECIFIED) or code in _territories(FALLBACK)


def country_name(code: str, language: str) -> str:
    """The country's name in a language (English if the CLDR does not know the language); an unknown code as it is."""
    if code in (STATELESS, UNSPECIFIED):
        return core_labels().text(f"country.{code}", language)
    return _territories(language).get(code, code)


def read_country(text: str, languages: Iterable[str] = ("de", "en")) -> str | None:
    """The code of what somebody wrote, or None: a code of two or three letters, a name in one of the languages, or
    another common spelling. Case, accents and punctuation do not matter."""
    from babel.core import get_global

    written = text.strip()
    code = written.upper()
    if is_country(code):
        return code
    found = _spellings(tuple(languages)).get(spelling_key(written))
    if found or len(code) != 3:
        return found
    replaced: list[str] = get_global("territory_aliases").get(code, [])
    return replaced[0] if len(replaced) == 1 and is_country(replaced[0]) else None


@cache
def _territories(language: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        names = Locale.parse(FALLBACK).territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}


@cache
def _spellings(languages: tuple[str, ...]) -> Mapping[str, str]:
    names = ((country_name(code, language), code) for language in languages for code in country_codes())
    return {spelling_key(name): code for name, code in chain(_ALSO.items(), names)}
