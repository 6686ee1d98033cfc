"""Invented people for a Munich intake from March to July 2026.

    python -m geleit_munich_migranet.samples.generate DIR --seed 1

writes `mentees.csv`, `mentors.csv` and `organisation.toml` as a German Excel would (semicolons, UTF-8 with its mark,
CR LF). The same seed always gives the same files. Most people fulfil every rule; `PROBLEMS` lists those who do not.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from geleit_munich_migranet.samples.people import (
    COMPANIES,
    GERMAN,
    GOALS,
    IN_THEIR_SCRIPT,
    MUSIC,
    OCCUPATIONS,
    ORIGINS,
    WISHES,
    Occupation,
    Origin,
)

MENTEES, MENTORS = 66, 44
INTAKE_CLOSES = date(2026, 1, 31)

Row = dict[str, str]

PERSON = {
    "id": "id",
    "given_name": "Vorname",
    "family_name": "Nachname",
    "call_name": "Rufname",
    "birth_date": "Geburtsdatum",
    "gender": "Geschlecht",
    "origin": "Herkunftsland",
    "email": "E-Mail",
    "phone": "Telefon",
    "contact_language": "Kontaktsprache",
}
MENTEE = {
    **PERSON,
    "languages": "Sprachen",
    "host_level": "Deutschniveau",
    "occupations": "Berufe (ISCO-08)",
    "qualification": "Art des Abschlusses",
    "education": "Höchste Bildung (ISCED)",
    "qualification_abroad": "Abschluss im Ausland erworben",
    "recognition": "Stand der Anerkennung",
    "profession_regulated": "Reglementierter Beruf",
    "reference_occupation": "Deutscher Referenzberuf",
    "recognition_applied_on": "Anerkennung beantragt am",
    "experience_years": "Berufserfahrung in Jahren",
    "territory": "Wohnt in",
    "search_territories": "Sucht Arbeit in",
    "employment_status": "Berufliche Lage",
    "residence_document": "Aufenthaltsdokument",
    "work_entry": "Eintrag zur Arbeit",
    "may_work": "Darf in Deutschland arbeiten",
    "availability": "Zeiten",
    "target_occupations": "Angestrebte Berufe (ISCO-08)",
    "wanted_topics": "Gewünschte Themen",
    "wanted_forms": "Gewünschte Treffen",
    "wishes": "Wünsche in eigenen Worten",
    "care_duties": "Betreuungspflichten",
    "referred_by": "Vermittelt durch",
    "goals": "Ziele für das Mentoring",
    "consent": "consent",
    "certificate": "certificate",
    "language_certificate": "language_certificate",
    "registration": "registration",
    "work_permit": "work_permit",
    "work_permit_valid_until": "work_permit_valid_until",
    "cv": "cv",
    "recognition_notice": "recognition_notice",
}
"""Field (or paper) of a mentee → heading of its column."""

MENTOR = {
    **PERSON,
    "languages": "Sprachen",
    "host_level": "Deutschniveau",
    "occupations": "Berufe (ISCO-08)",
    "territory": "Wohnt in",
    "availability": "Zeiten",
    "company": "Unternehmen",
    "post": "Funktion",
    "experience_years": "Berufserfahrung in Jahren",
    "established": "Steht fest im Beruf",
    "years_in_germany": "Berufsjahre in Deutschland",
    "orientation_talk": "Orientierungsgespräch geführt",
    "confidentiality": "Verschwiegenheit zugesagt",
    "background": "Kommt aus",
    "offered_topics": "Angebotene Themen",
    "offered_forms": "Mögliche Treffen",
    "wished_occupations": "Wünscht Mentee aus dem Beruf (ISCO-08)",
    "wished_languages": "Wünscht zu sprechen",
    "consent": "consent",
    "confidentiality_statement": "confidentiality_statement",
}
"""Field (or paper) of a mentor → heading of its column."""

CITY, DISTRICT = "München (Kreisfreie Stadt)", "München (Landkreis)"
AUGSBURG = "Augsburg (Kreisfreie Stadt)"
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")
SLOTS = (
    *(f"{weekday}{part}" for weekday in WEEKDAYS for part in ("vormittag", "nachmittag", "abend")),
    *("Samstagvormittag", "Samstagnachmittag"),
)
TOPICS = (
    "Stellenanzeigen, Bewerbungsweg, Lebenslauf",
    "Arbeits- und Unternehmenskultur",
    "Fachsprache üben",
    "Kontakte und Netzwerke öffnen",
    "Praktikum anbahnen",
    "Gemeinsam zu Kongress oder Fachtreffen",
    "Betrieb von innen sehen",
    "Sich gut vorstellen",
)
FORMS = ("persönlich, etwa im Café", "am Arbeitsplatz", "online")
DEGREES = ("Bachelor oder gleichwertig", "Master oder gleichwertig", "Master oder gleichwertig", "Promotion")
TITLES = (
    ("Aufenthaltserlaubnis", "Erwerbstätigkeit gestattet"),
    ("Aufenthaltserlaubnis", "Erwerbstätigkeit gestattet"),
    ("Niederlassungserlaubnis", "Erwerbstätigkeit gestattet"),
    ("Blaue Karte EU", "Beschäftigung gestattet"),
    ("Aufenthaltserlaubnis", "Beschäftigung gestattet"),
    ("Fiktionsbescheinigung", "Beschäftigung gestattet"),
)

PROBLEMS: Mapping[str, Row] = {
    "M005": {"certificate": ""},
    "M008": {"host_level": "A2"},
    "M012": {"work_permit_valid_until": "15.12.2025"},
    "M015": {"may_work": "nein", "work_entry": "Erwerbstätigkeit nicht gestattet", "residence_document": "Duldung"},
    "M018": {"qualification": "Meister, Techniker, Fachschule", "education": "Bachelor oder gleichwertig"},
    "M021": {"qualification": "Berufsausbildung", "education": "Sekundarbereich II"},
    "M024": {"qualification_abroad": "nein"},
    "M028": {"territory": DISTRICT, "search_territories": DISTRICT},
    "M031": {"territory": AUGSBURG, "search_territories": AUGSBURG},
    "M035": {"territory": AUGSBURG, "search_territories": f"{AUGSBURG}; {CITY}"},
    "M038": {"employment_status": "der Qualifikation entsprechend beschäftigt"},
    "M041": {"qualification_abroad": "", "employment_status": "", "host_level": "", "experience_years": ""},
    "M044": {"experience_years": "0,5"},
    "M047": {"language_certificate": ""},
    "M050": {"occupations": MUSIC.code, "target_occupations": MUSIC.code},
    "M053": {"consent": ""},
    "M056": {"residence_document": "unbekannt", "work_entry": "unbekannt", "may_work": "", "work_permit": ""},
    "M059": {"wanted_topics": "", "wanted_forms": "", "target_occupations": ""},
    "P009": {"years_in_germany": "1", "experience_years": "1", "established": "nein"},
    "P017": {"confidentiality": "nein", "confidentiality_statement": ""},
    "P025": {"confidentiality_statement": ""},
    "P030": {"orientation_talk": "nein"},
    "P034": {"host_level": "B1"},
    "P038": {"years_in_germany": ""},
    "P041": {"offered_topics": "", "wished_occupations": "", "wished_languages": "", "offered_forms": ""},
}
"""What is wrong on purpose, by row; README.md says what each is for."""

DUPLICATE = ("M016", "M063")
"""The second is the first once more: the family name before the given name, and the same telephone."""


def generate(folder: Path, seed: int = 1) -> None:
    """Write the three files into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    names: set[tuple[str, str]] = set()
    mentees = [_mentee(Random(f"{seed}-mentee-{number}"), number, names) for number in range(1, MENTEES + 1)]
    mentors = [_mentor(Random(f"{seed}-mentor-{number}"), number, names) for number in range(1, MENTORS + 1)]
    by_id = {row["id"]: row for row in (*mentees, *mentors)}
    for id_, changes in PROBLEMS.items():
        by_id[id_] |= changes
        if "host_level" in changes:
            row = by_id[id_]
            row["languages"] = re.sub("Deutsch ..", f"Deutsch {row['host_level']}".strip(), row["languages"])
    first, again = (by_id[id_] for id_ in DUPLICATE)
    again |= {"given_name": first["family_name"], "family_name": first["given_name"], "phone": first["phone"]}
    (folder / "mentees.csv").write_bytes(_sheet(MENTEE, mentees))
    (folder / "mentors.csv").write_bytes(_sheet(MENTOR, mentors))
    (folder / "organisation.toml").write_text(_organisation(), encoding="utf-8", newline="\n")


def _mentee(rng: Random, number: int, names: set[tuple[str, str]]) -> Row:
    id_ = f"M{number:03}"
    origin = ORIGINS[(number * 5) % len(ORIGINS)]
    occupation = OCCUPATIONS[(number * 7) % len(OCCUPATIONS)]
    level = rng.choices(("B1", "B2", "C1"), (4, 4, 2))[0]
    row = _person(rng, id_, origin, number, (1972, 1998), names)
    row |= _papers(rng, origin, int(row["birth_date"][-4:]))
    row |= _recognition(rng, occupation)
    return row | {
        "languages": _languages(rng, _origin_of(id_, origin), level),
        "host_level": level,
        "occupations": occupation.code,
        "qualification": "Hochschulabschluss",
        "education": rng.choice(DEGREES),
        "qualification_abroad": "ja",
        "territory": rng.choices((CITY, DISTRICT, AUGSBURG), (16, 3, 1))[0],
        "search_territories": rng.choice((CITY, f"{CITY}; {DISTRICT}")),
        "employment_status": rng.choices(
            ("arbeitslos", "arbeitsuchend", "unter der Qualifikation beschäftigt"), (5, 4, 4)
        )[0],
        "availability": _several(rng, SLOTS, 2, 5),
        "target_occupations": rng.choice((occupation.code, f"{occupation.code}; {occupation.related}")),
        "wanted_topics": _several(rng, TOPICS, 2, 4),
        "wanted_forms": _several(rng, FORMS, 1, 2),
        "wishes": rng.choice(WISHES),
        "care_duties": rng.choices(("nein", "ja", "keine Angabe"), (6, 3, 1))[0],
        "referred_by": rng.choice(("Servicestelle", "Jobcenter", "Agentur für Arbeit", "Bekannte", "")),
        "goals": rng.choice(GOALS).format(field=occupation.name),
    }


def _mentor(rng: Random, number: int, names: set[tuple[str, str]]) -> Row:
    id_ = f"P{number:03}"
    former = number % 6 == 0
    migrated = former or number % 4 == 0
    origin = ORIGINS[(number * 3) % len(ORIGINS)] if migrated else GERMAN
    occupation = OCCUPATIONS[(number * 5) % len(OCCUPATIONS)]
    company = rng.choice(COMPANIES)
    row = _person(rng, id_, origin, number, (1962, 1990), names)
    years = rng.randint(8, INTAKE_CLOSES.year - int(row["birth_date"][-4:]) - 25)
    level = rng.choice(("C1", "C2")) if migrated or id_ in IN_THEIR_SCRIPT else "C2"
    signed = _day(rng, date(2025, 11, 3), INTAKE_CLOSES)
    ways = ["der Stadtverwaltung" if company.startswith("Landeshauptstadt") else "einem Unternehmen"]
    return row | {
        "languages": _languages(rng, _origin_of(id_, origin), level),
        "host_level": level,
        "occupations": rng.choice((occupation.code, f"{occupation.code}; {occupation.related}")),
        "territory": rng.choices((CITY, DISTRICT), (4, 1))[0],
        "availability": _several(rng, SLOTS, 3, 6),
        "company": company,
        "post": f"Fachkraft {occupation.name}" if years < 15 else f"Leitung {occupation.name}",
        "experience_years": str(years),
        "established": "ja",
        "years_in_germany": str(max(3, years - 6) if migrated else years),
        "orientation_talk": "ja",
        "confidentiality": "ja",
        "background": "; ".join([*ways, "einem früheren Durchgang als Mentee"] if former else ways),
        "offered_topics": _several(rng, TOPICS, 3, 5),
        "offered_forms": _several(rng, FORMS, 1, 3),
        "wished_occupations": rng.choice((occupation.code[:2], occupation.code, "")),
        "wished_languages": rng.choice(("", "", "Englisch", "Spanisch; Italienisch", "Arabisch")),
        "consent": _written(signed),
        "confidentiality_statement": _written(signed),
    }


def _person(
    rng: Random, id_: str, origin: Origin, number: int, born: tuple[int, int], names: set[tuple[str, str]]
) -> Row:
    """Name, birth and contact; `names` holds the names already given, so that nobody is called like another."""
    woman = rng.random() < 0.55
    free = [(given, family) for given in (origin.women if woman else origin.men) for family in origin.families]
    given, family = rng.choice([name for name in free if name not in names])
    names.add((given, family))
    gender = "weiblich" if woman else "männlich"
    if id_ in IN_THEIR_SCRIPT:
        given, family, sex, place = IN_THEIR_SCRIPT[id_]
        origin, gender = ORIGINS[place], "weiblich" if sex == "female" else "männlich"
    elif number % 29 == 0:
        gender = "keine Angabe"
    birth = _day(rng, date(born[0], 1, 2), date(born[1], 12, 31))
    side = 0 if id_.startswith("M") else 500
    return {
        "id": id_,
        "given_name": given,
        "family_name": family,
        "call_name": given.split()[-1] if " " in given else "",
        "birth_date": _written(birth.replace(month=1, day=1) if number % 17 == 0 else birth),
        "gender": gender,
        "origin": origin.country,
        "email": f"{id_.lower()}@example.org",
        "phone": f"+49 89 99998{side + number:03}",
        "contact_language": rng.choice(("Deutsch", origin.languages[0])),
    }


def _origin_of(id_: str, origin: Origin) -> Origin:
    return ORIGINS[IN_THEIR_SCRIPT[id_][3]] if id_ in IN_THEIR_SCRIPT else origin


def _languages(rng: Random, origin: Origin, german: str) -> str:
    spoken = dict.fromkeys(origin.languages, "C2")
    spoken["Deutsch"] = "C2" if origin is GERMAN else german
    if rng.random() < 0.7:
        spoken.setdefault("Englisch", rng.choice(("B1", "B2", "C1")))
    return "; ".join(f"{language} {level}" for language, level in spoken.items())


def _papers(rng: Random, origin: Origin, born: int) -> Row:
    """The years since the degree, and the papers; no title is asked for where people move freely."""
    graduated = _day(rng, date(born + 23, 6, 1), date(born + 26, 9, 30))
    seen = {
        "consent": _written(_day(rng, date(2025, 12, 1), INTAKE_CLOSES)),
        "certificate": _written(graduated),
        "language_certificate": _written(_day(rng, date(2022, 1, 10), date(2025, 11, 28))),
        "registration": _written(_day(rng, date(2024, 1, 8), date(2025, 12, 19))),
        "cv": "ja",
        "experience_years": str(rng.randint(1, 2025 - graduated.year)),
    }
    if origin.free_movement:
        return {**seen, "residence_document": "Freizügigkeit (EU, EWR, Schweiz)"}
    document, entry = rng.choice(TITLES)
    until = _written(_day(rng, date(2026, 12, 1), date(2029, 6, 30)))
    return {
        **seen,
        "residence_document": document,
        "work_entry": entry,
        "may_work": "ja",
        "work_permit": _written(_day(rng, date(2024, 5, 2), date(2025, 12, 12))),
        "work_permit_valid_until": "" if document == "Niederlassungserlaubnis" else until,
    }


def _recognition(rng: Random, occupation: Occupation) -> Row:
    applied = _day(rng, date(2024, 2, 1), date(2025, 10, 31))
    if occupation.regulated:
        state = rng.choice(("beantragt", "teilweise anerkannt", "Ausgleichsmaßnahme läuft", "voll anerkannt"))
        row = {"profession_regulated": "ja", "reference_occupation": occupation.name, "recognition": state}
        row["recognition_applied_on"] = _written(applied)
    else:
        state = rng.choice(("keine", "keine", "Zeugnisbewertung (nicht reglementiert)"))
        row = {"profession_regulated": "nein", "recognition": state}
    if state not in ("keine", "beantragt"):
        row["recognition_notice"] = _written(applied + timedelta(days=80))
    return row


def _several(rng: Random, items: Sequence[str], least: int, most: int) -> str:
    chosen = rng.sample(range(len(items)), rng.randint(least, min(most, len(items))))
    return "; ".join(items[place] for place in sorted(chosen))


def _day(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _sheet(headings: Mapping[str, str], rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(headings), delimiter=";", lineterminator="\r\n", restval="")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _organisation() -> str:
    return (Path(__file__).parent / "organisation.toml").read_text(encoding="utf-8")


def main() -> None:
    """Write the samples into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Invented people for a Munich intake from March to July 2026.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.seed)


if __name__ == "__main__":
    main()
