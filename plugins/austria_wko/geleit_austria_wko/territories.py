"""Where people live: Austria's nine Länder (NUTS 2) and the three regions of Kärnten (NUTS 3).

Source: Eurostat, NUTS; the public holidays of a Land have its number in the `holidays` library.
"""

from __future__ import annotations

from enum import StrEnum

from geleit import HolidayCalendar, Territories, Territory


class Land(StrEnum):
    """A Land by its NUTS 2 code."""

    BURGENLAND = "AT11"
    NIEDEROESTERREICH = "AT12"
    WIEN = "AT13"
    KAERNTEN = "AT21"
    STEIERMARK = "AT22"
    OBEROESTERREICH = "AT31"
    SALZBURG = "AT32"
    TIROL = "AT33"
    VORARLBERG = "AT34"


_LAENDER = {
    Land.BURGENLAND: ({"de": "Burgenland", "en": "Burgenland"}, "1"),
    Land.KAERNTEN: ({"de": "Kärnten", "en": "Carinthia"}, "2"),
    Land.NIEDEROESTERREICH: ({"de": "Niederösterreich", "en": "Lower Austria"}, "3"),
    Land.OBEROESTERREICH: ({"de": "Oberösterreich", "en": "Upper Austria"}, "4"),
    Land.SALZBURG: ({"de": "Salzburg", "en": "Salzburg"}, "5"),
    Land.STEIERMARK: ({"de": "Steiermark", "en": "Styria"}, "6"),
    Land.TIROL: ({"de": "Tirol", "en": "Tyrol"}, "7"),
    Land.VORARLBERG: ({"de": "Vorarlberg", "en": "Vorarlberg"}, "8"),
    Land.WIEN: ({"de": "Wien", "en": "Vienna"}, "9"),
}
"""Land → its names and its number, in the order of these numbers."""

_KAERNTEN = {"AT211": "Klagenfurt-Villach", "AT212": "Oberkärnten", "AT213": "Unterkärnten"}

AUSTRIA = Territories(
    (
        *(Territory(land.value, name, nuts=land.value) for land, (name, _) in _LAENDER.items()),
        *(Territory(code, name, nuts=code, parent=Land.KAERNTEN.value) for code, name in _KAERNTEN.items()),
    )
)

HOLIDAYS = tuple(
    HolidayCalendar(
        country="AT",
        subdivision=number,
        territories=tuple(place.code for place in AUSTRIA if AUSTRIA.within(place.code, land)),
    )
    for land, (_, number) in _LAENDER.items()
)
"""One calendar for each Land, which counts for everything within it."""
