"""The thirteen districts and independent cities of Saxony.

Codes are the AGS, which is text. Leipzig is two of them and is always shown with its kind.
Source: Statistisches Landesamt des Freistaates Sachsen (AGS and names); Eurostat, NUTS 3.
"""

from geleit import Territories, Territory

SAXONY = "14"
"""The Land, for people of whom only that is known."""

ELSEWHERE = "outside"
"""Not an AGS: somewhere outside Saxony."""

_CITY, _DISTRICT = "territory_kind.city", "territory_kind.district"

DISTRICTS = (
    Territory("14511", "Chemnitz", _CITY, "DED41", SAXONY),
    Territory("14521", "Erzgebirgskreis", _DISTRICT, "DED42", SAXONY),
    Territory("14522", "Mittelsachsen", _DISTRICT, "DED43", SAXONY),
    Territory("14523", "Vogtlandkreis", _DISTRICT, "DED44", SAXONY),
    Territory("14524", "Zwickau", _DISTRICT, "DED45", SAXONY),
    Territory("14612", "Dresden", _CITY, "DED21", SAXONY),
    Territory("14625", "Bautzen", _DISTRICT, "DED2C", SAXONY),
    Territory("14626", "Görlitz", _DISTRICT, "DED2D", SAXONY),
    Territory("14627", "Meißen", _DISTRICT, "DED2E", SAXONY),
    Territory("14628", "Sächsische Schweiz-Osterzgebirge", _DISTRICT, "DED2F", SAXONY),
    Territory("14713", "Leipzig", _CITY, "DED51", SAXONY),
    Territory("14729", "Leipzig", _DISTRICT, "DED52", SAXONY),
    Territory("14730", "Nordsachsen", _DISTRICT, "DED53", SAXONY),
)

TERRITORIES = Territories(
    (
        Territory(SAXONY, {"de": "Sachsen", "en": "Saxony"}, "territory_kind.state", "DED"),
        *DISTRICTS,
        Territory(ELSEWHERE, {"de": "außerhalb Sachsens", "en": "outside Saxony"}),
    )
)
