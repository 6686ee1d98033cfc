"""Draws the two lists of the sample round: `python -m geleit_austria_wko.samples.generate DIR --seed N`.

The same seed gives the same files, byte for byte, as Excel in German would write them. All people are invented.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from geleit_austria_wko.samples import people, problems

Row = dict[str, str]

_REGIONS = ("Klagenfurt-Villach", "Unterkärnten", "Oberkärnten")
_REGION_WEIGHTS = (6, 2, 1.5)
_OFFICES = {
    "Klagenfurt-Villach": ("AMS Klagenfurt", "AMS Villach"),
    "Unterkärnten": ("AMS Wolfsberg", "AMS Völkermarkt", "AMS St. Veit an der Glan"),
    "Oberkärnten": ("AMS Spittal an der Drau", "AMS Hermagor", "AMS Feldkirchen"),
}
_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")
_SLOTS = (*(f"{day}{part}" for day in _DAYS for part in ("nachmittag", "abend")), "Samstagvormittag")
_FOCUS = (
    *("Stelle finden", "Arbeitswelt in Österreich", "Fachsprache", "Netzwerke", "Anerkennung"),
    *("Praktikum oder Volontariat", "Was gefragt ist", "Weiterbildung", "Selbstständigkeit", "Laufbahnplan"),
)
_GOALS = (
    "Ich möchte in meinem Beruf arbeiten und suche Kontakte zu Betrieben in Kärnten.",
    "Ich will verstehen, wie man sich in Österreich bewirbt, und Gespräche üben.",
    "Mir fehlt die Fachsprache; ich möchte sie mit jemandem aus der Branche üben.",
    "Ich möchte wissen, welche Weiterbildung sich für mich lohnt.",
    "Ich überlege, mich selbstständig zu machen, und brauche einen ehrlichen Rat.",
    "Ich möchte ein Praktikum finden und mein Netzwerk aufbauen.",
    "Ich will herausfinden, ob mein Abschluss hier anerkannt werden kann.",
)
_EU = frozenset(("Kroatien", "Tschechien", "Polen", "Italien", "Rumänien", "Slowenien"))
_REFUGE = frozenset(("Syrien", "Afghanistan", "Iran", "Somalia", "Eritrea", "Irak"))
_SCHOOL_LANGUAGE = {
    **dict.fromkeys(("Nigeria", "Indien", "Kenia", "Ghana", "Südafrika", "Äthiopien", "Eritrea"), "Englisch"),
    "Senegal": "Französisch",
    "Türkei": "Türkisch",
    "Österreich": "Deutsch",
}
_LEVELS = {
    **dict.fromkeys("12", ("Master", "Master", "Bachelor", "Bachelor", "PhD")),
    "3": ("BHS-Matura", "Bachelor", "AHS-Matura", "BHS-Matura"),
    **dict.fromkeys("45", ("AHS-Matura", "BMS (Fachschule)", "Lehrabschluss")),
    **dict.fromkeys("678", ("Lehrabschluss",)),
}
_AGES = {"BHS-Matura": 19, "Bachelor": 22, "Master": 24, "PhD": 28}
_ISCED = {
    **dict.fromkeys(("Lehrabschluss", "BMS (Fachschule)", "AHS-Matura"), "Sekundarbereich II"),
    "BHS-Matura": "Kurzes tertiäres Bildungsprogramm",
    "Bachelor": "Bachelor oder gleichwertig",
    "Master": "Master oder gleichwertig",
    "PhD": "Promotion",
}
_SECTORS = {
    **dict.fromkeys(("14", "51"), "Tourismus und Freizeitwirtschaft"),
    **dict.fromkeys(("22", "23", "26", "32", "34", "53", "61"), "außerhalb der gewerblichen Wirtschaft"),
    **dict.fromkeys(("33", "12"), "Handel"),
    **dict.fromkeys(("83", "43"), "Transport und Verkehr"),
    **dict.fromkeys(("21", "31", "72"), "Industrie"),
    **dict.fromkeys(("71", "74"), "Gewerbe und Handwerk"),
    **dict.fromkeys(("24", "25", "41"), "Information und Consulting"),
    "1211": "Bank und Versicherung",
    "1420": "Handel",
    "7231": "Gewerbe und Handwerk",
}
_TITLE = "Aufenthaltstitel oder Ausweis für Vertriebene"
_SCHOOLS = frozenset(("P007", "P025", "P036"))
_FORMER_MENTEES = frozenset(("P005", "P018", "P039"))


def mentees(draw: random.Random) -> Iterator[Row]:
    """The rows of `mentees.csv`."""
    for number, (given, family, gender, origin, first_language, occupation) in enumerate(people.MENTEES, start=1):
        id_ = f"M{number:03}"
        birth = _day(draw, date(1970, 1, 1), date(1999, 12, 31))
        region = draw.choices(_REGIONS, _REGION_WEIGHTS)[0]
        level = draw.choice(_LEVELS[occupation[0]])
        german = draw.choices(("B1", "B2", "C1"), (6, 4, 1))[0] if origin != "Österreich" else "C2"
        taught_in = _SCHOOL_LANGUAGE.get(origin, first_language)
        graduated = birth.year + _AGES.get(level, 19) + draw.randint(0, 2)
        papers = date(2023, 6, 1), date(2023, 11, 10)
        row = {
            "id": id_,
            "Vorname": given,
            "Nachname": family,
            "Geburtsdatum": _shown(birth),
            "Geschlecht": gender,
            "Herkunftsland": origin,
            "E-Mail": f"{id_.lower()}@example.org",
            "Telefon": f"+43 660 555{number:04}",
            "Kontaktsprache": "Deutsch",
            "Sprachen": _languages(draw, first_language, german),
            "Deutschniveau": german,
            "Berufe (ISCO-08)": occupation,
            "Höchster Abschluss": level,
            "Höchste Bildung (ISCED)": _ISCED[level],
            "Abschluss erworben in": origin,
            "Abschlussjahr": str(graduated),
            "Sprache des Zeugnisses": taught_in,
            "Stand der Anerkennung": draw.choice(("keine", "keine", "beantragt", "voll")),
            "Berufserfahrung in Jahren": str(draw.randint(0, max(1, 2022 - graduated))),
            "Branche": _SECTORS.get(occupation, _SECTORS[occupation[:2]]),
            "Schwerpunkte": "; ".join(draw.sample(_FOCUS, 3)),
            "Wohnsitz (Land oder Region)": region,
            "Zeiten": "; ".join(draw.sample(_SLOTS, draw.randint(2, 5))),
            "Ziele und Erwartungen": draw.choice(_GOALS),
            "Migrationshintergrund (eigene Angabe)": "ja",
            **_stay(draw, origin),
            "AMS-Vormerkung": draw.choice(("arbeitslos", "arbeitslos", "arbeitssuchend")),
            "AMS-Vormerkung seit": _shown(_day(draw, date(2022, 9, 1), date(2023, 11, 1))),
            "AMS-Geschäftsstelle": draw.choice(_OFFICES[region]),
            "AMS-Vormerkung geprüft am": "",
            "Deutschniveau im Gespräch bestätigt": "ja",
            "Eigeninitiative und Selbstständigkeit (1 bis 5)": str(draw.randint(3, 5)),
            "Lernbereitschaft (1 bis 5)": str(draw.randint(3, 5)),
            "Spricht offen über die eigene Kultur": "ja",
            "Einwilligung am": _shown(_day(draw, date(2023, 11, 13), date(2023, 11, 30))),
            "Abschlusszeugnis": _shown(date(graduated, draw.choice((6, 7)), draw.randint(1, 28))),
            "Übersetzung des Zeugnisses": "" if taught_in == "Deutsch" else _shown(_day(draw, *papers)),
            "Deutschzertifikat (ÖIF, ÖSD, Goethe, telc)": draw.choice(("ja", _shown(_day(draw, *papers)))),
            "Meldebestätigung": _shown(_day(draw, *papers)),
            "AMS-Vormerkbestätigung": _shown(_day(draw, date(2023, 12, 27), date(2024, 1, 5))),
        }
        row["AMS-Vormerkung geprüft am"] = row["AMS-Vormerkbestätigung"]
        yield {**row, **problems.MENTEES.get(id_, {})}


def mentors(draw: random.Random) -> Iterator[Row]:
    """The rows of `mentors.csv`."""
    for number, (given, family, gender, occupation, company, post, countries) in enumerate(people.MENTORS, start=1):
        id_ = f"P{number:03}"
        birth = _day(draw, date(1958, 1, 1), date(1988, 12, 31))
        others = draw.sample(("Italienisch", "Slowenisch", "Französisch", "Spanisch", "Kroatisch"), draw.randint(0, 2))
        row = {
            "id": id_,
            "Vorname": given,
            "Nachname": family,
            "Geburtsdatum": _shown(birth),
            "Geschlecht": gender,
            "E-Mail": f"{id_.lower()}@example.org",
            "Telefon": f"+43 664 555{number:04}",
            "Kontaktsprache": "Deutsch",
            "Sprachen": "; ".join(("Deutsch C2", "Englisch B2", *(f"{language} B1" for language in others))),
            "Berufe (ISCO-08)": occupation,
            "Branche": _SECTORS.get(occupation, _SECTORS[occupation[:2]]),
            "Unternehmen": company,
            "Funktion": post,
            "Berufserfahrung in Jahren": str(draw.randint(6, 2023 - birth.year - 20)),
            "Geschäftsbeziehungen zu": countries,
            "Schwerpunkte": "; ".join(draw.sample(_FOCUS, 4)),
            "Wohnsitz (Land oder Region)": draw.choices(_REGIONS, _REGION_WEIGHTS)[0],
            "Zeiten": "; ".join(draw.sample(_SLOTS, draw.randint(3, 6))),
            "Tätig in": "Sozial- oder Bildungseinrichtung" if id_ in _SCHOOLS else "Wirtschaft",
            "Führungsperson": "ja" if draw.random() < 0.8 else "nein",
            "Ehrenamtlich und unbezahlt": "ja",
            "War selbst Mentee": "ja" if id_ in _FORMER_MENTEES else "nein",
            "Soziale Kompetenz (1 bis 5)": str(draw.randint(3, 5)),
            "Einwilligung am": _shown(_day(draw, date(2023, 11, 13), date(2023, 12, 15))),
            "Verschwiegenheits- und Datenschutzerklärung": _shown(_day(draw, date(2023, 11, 20), date(2023, 12, 20))),
        }
        yield {**row, **problems.MENTORS.get(id_, {})}


def generate(folder: Path, seed: int = 1) -> None:
    """Write `mentees.csv` and `mentors.csv` into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(seed)
    _write(folder / "mentees.csv", list(mentees(draw)))
    _write(folder / "mentors.csv", list(mentors(draw)))


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    headings = dict.fromkeys(heading for row in rows for heading in row)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def _stay(draw: random.Random, origin: str) -> Row:
    """Residence and access to the labour market, with the title where one is needed."""
    if origin in _EU or origin == "Österreich":
        status = "österreichisch" if origin == "Österreich" else "EU/EWR/Schweiz"
        return {"Aufenthaltsstatus laut Dokument": status, "Arbeitsmarktzugang": "entfällt"}
    if origin == "Ukraine":
        status = "vertrieben (Ausweis nach § 62 AsylG)"
    elif origin in _REFUGE:
        status = draw.choice(("asylberechtigt", "asylberechtigt", "subsidiär schutzberechtigt"))
    else:
        status = draw.choice(("Rot-Weiß-Rot-Karte plus", "Familienangehörige:r", "Daueraufenthalt-EU"))
    issued = _day(draw, date(2019, 3, 1), date(2023, 10, 1)) if origin != "Ukraine" else date(2023, 3, 6)
    valid_until = _day(draw, date(2024, 8, 1), date(2026, 12, 31)) if origin != "Ukraine" else date(2025, 3, 4)
    permanent = status in ("asylberechtigt", "Daueraufenthalt-EU")
    return {
        "Aufenthaltsstatus laut Dokument": status,
        "Arbeitsmarktzugang": "unbeschränkt",
        "Aufenthaltstitel unbefristet": "ja" if permanent else "nein",
        "Aufenthaltstitel ausgestellt am": _shown(issued),
        _TITLE: _shown(issued),
        f"{_TITLE} gültig bis": "" if permanent else _shown(valid_until),
    }


def _languages(draw: random.Random, first: str, german: str) -> str:
    spoken = {first: "C2", "Deutsch": german}
    if draw.random() < 0.7:
        spoken.setdefault("Englisch", draw.choice(("B1", "B2", "C1")))
    return "; ".join(f"{language} {level}" for language, level in spoken.items())


def _day(draw: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=draw.randint(0, (last - first).days))


def _shown(day: date) -> str:
    return f"{day:%d.%m.%Y}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.seed)
