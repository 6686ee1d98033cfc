"""The two cities and the two districts around them, and a place for everybody else.

Codes are the AGS, which is text. München and Augsburg each name a city and a district, so the kind is always shown.
The programme's rules speak of NUTS 3 regions: `Nuts` has them by name. Source: Eurostat, NUTS 3; AGS of the states.
"""

from enum import StrEnum

from geleit import Territories, Territory

ELSEWHERE = "outside"
"""Not an AGS: somewhere outside the four."""

_CITY, _DISTRICT = "territory_kind.city", "territory_kind.district"


class Nuts(StrEnum):
    """The NUTS 3 regions as the settings name them."""

    MUNICH_CITY = "DE212"
    MUNICH_DISTRICT = "DE21H"
    AUGSBURG_CITY = "DE271"
    AUGSBURG_DISTRICT = "DE276"


AGS = {
    Nuts.MUNICH_CITY: "09162",
    Nuts.MUNICH_DISTRICT: "09184",
    Nuts.AUGSBURG_CITY: "09761",
    Nuts.AUGSBURG_DISTRICT: "09772",
}
"""NUTS 3 region → the code of its territory."""

TERRITORIES = Territories(
    (
        Territory(AGS[Nuts.MUNICH_CITY], "München", _CITY, Nuts.MUNICH_CITY.value),
        Territory(AGS[Nuts.MUNICH_DISTRICT], "München", _DISTRICT, Nuts.MUNICH_DISTRICT.value),
        Territory(AGS[Nuts.AUGSBURG_CITY], "Augsburg", _CITY, Nuts.AUGSBURG_CITY.value),
        Territory(AGS[Nuts.AUGSBURG_DISTRICT], "Augsburg", _DISTRICT, Nuts.AUGSBURG_DISTRICT.value),
        Territory(ELSEWHERE, {"de": "anderswo", "en": "elsewhere"}),
    )
)
