"""Makes the sample people and firms: `python -m geleit_saxony_refugees.samples.generate DIR --seed N`.

The same seed gives the same files, byte for byte. Everybody in them is invented; README.md beside the files lists the
people who have been given something that the coordinator is meant to find.
"""

from __future__ import annotations

import argparse
import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from geleit_saxony_refugees.samples import pools
from geleit_saxony_refugees.samples.headings import (
    EMPLOYER_HEADINGS,
    ENUMERATIONS,
    MENTEE_HEADINGS,
    MENTOR_HEADINGS,
    PLACES,
)
from geleit_saxony_refugees.samples.problems import DUPLICATE, FOUND

MENTEES, EMPLOYERS = 126, 40
Row = dict[str, str]


def generate(folder: Path, seed: int = 1) -> None:
    """Write mentees.csv, mentors.csv and employers.csv into a folder."""
    labels = tomllib.loads(Path(__file__).parents[1].joinpath("labels.toml").read_text(encoding="utf-8"))
    words: dict[str, Mapping[str, str]] = {"territory": PLACES, "residence_obligation_in": PLACES}
    words |= {
        field: {value: text["de"] for value, text in labels[name].items()} for field, name in ENUMERATIONS.items()
    }
    random = Random(seed)
    people = {row["id"]: row for row in _mentees(random)}
    for name, found in FOUND.items():
        people[name].update(found)
        people[name]["languages"] = f"{people[name]['languages'].rpartition(' ')[0]} {people[name]['host_level']}"
    _repeat(people, *DUPLICATE)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "mentees.csv", MENTEE_HEADINGS, people.values(), words)
    _write(folder / "mentors.csv", MENTOR_HEADINGS, _mentors(), words)
    _write(folder / "employers.csv", EMPLOYER_HEADINGS, _employers(random), words)


def _mentees(random: Random) -> Iterable[Row]:
    """Nobody has another's name, so that the one likely duplicate is the one on purpose."""
    names: set[frozenset[str]] = set()
    while len(names) < MENTEES:
        row = _mentee(random, len(names) + 1)
        name = frozenset((row["given_name"], row["family_name"]))
        if name not in names:
            names.add(name)
            yield row


def _mentee(random: Random, number: int) -> Row:
    origin = random.choices(pools.ORIGINS, [each.weight for each in pools.ORIGINS])[0]
    woman = random.random() < 0.44
    given, _, call = random.choice(origin.women if woman else origin.men).partition("|")
    occupation, education, vocational, _ = random.choices(pools.TRADES, [trade[3] for trade in pools.TRADES])[0]
    level = random.choices(("A2", "B1", "B2", "C1"), (42, 38, 16, 4))[0]
    place = random.choices([code for code, _ in pools.PLACES], [weight for _, weight in pools.PLACES])[0]
    seen = date(2024, 11, 4) + timedelta(days=random.randrange(40))
    certified, trained = random.random() < 0.55, vocational or education >= "6"
    row = {
        "id": f"M{number:03}",
        "given_name": given,
        "family_name": random.choice(origin.families),
        "call_name": call,
        "birth_date": _birth(random),
        "gender": "weiblich" if woman else "männlich",
        "origin": origin.country,
        "email": f"m{number:03}@example.org",
        "phone": f"+49 30 23125 {number:03}",
        "contact_language": origin.language if level == "A2" else "Deutsch",
        "consent": _day(seen),
        "languages": f"{origin.language} C2; {origin.second} {random.choice(('A2', 'B1', 'B2'))}; Deutsch {level}",
        "occupations": occupation,
        "territory": place,
        "availability": "; ".join(random.sample(_SLOTS, 3)),
        "host_level": level,
        "education": education,
        "experience_years": str(random.randrange(16)),
        "care_duties": "ja" if random.random() < (0.5 if woman else 0.25) else "nein",
        "referred_by": random.choice(pools.REFERRED),
        "goals": random.choice(pools.GOALS),
        "target_group": "migrant" if origin.migrant else "protection_seeker",
        "need_reason": random.choice(pools.NEEDS) if origin.migrant else "",
        "transfer_agreed": "" if place == "14612" else "ja",
        "legal_circle": "sgb_ii",
        "registered_status": random.choice(("arbeitsuchend", "arbeitslos", "in_massnahme", "beschaeftigt")),
        "vocational_qualification": "ja" if vocational else "nein",
        "wants_qualification": "" if trained else ("ja" if random.random() < 0.8 else "nein"),
        "recognition": random.choice(("keine", "beantragt", "teilweise", "voll")) if trained else "",
        "near_labour_market": "ja",
        "near_labour_market_reason": random.choice(pools.REASONS),
        "needs_support": "ja",
        "wish_mentor_gender": "female" if woman and random.random() < 0.3 else "none",
        "registration": _day(seen),
        "language_certificate": _day(seen) if certified else "",
        "certificate": _day(seen) if trained and random.random() < 0.8 else "",
    }
    return row | _papers(random, random.choice(origin.documents), seen, date(origin.since, 3, 10))


def _papers(random: Random, drawn: str, seen: date, since: date) -> Row:
    """The document, its entry on work, and what the offices have recorded; nobody arrived before `since`."""
    document, _, section = drawn.partition(" ")
    limited = document != "niederlassungserlaubnis"
    arrived = since + timedelta(days=random.randrange((date(2024, 6, 30) - since).days))
    until = date(2028, 1, 15) + timedelta(days=random.randrange(700))
    asylum = document.startswith(("duldung", "aufenthaltsgestattung"))
    obliged = section in ("24", "25_1", "25_2") and random.random() < 0.3
    papers = {
        "arrived_in_saxony": _day(arrived),
        "residence_document": document,
        "title_section": section,
        "work_entry": pools.ENTRY[document],
        "work_ban": "nein",
        "residence_obligation": "ja" if obliged else "nein",
        "residence_obligation_in": "14612" if obliged else "",
        "residence_document_seen": _day(seen),
        "residence_document_valid_until": _day(until) if limited else "",
    }
    if asylum:
        registered = arrived - timedelta(days=random.randrange(10, 60))
        papers |= {
            "safe_country": "nein",
            "asylum_registered_on": _day(registered),
            "legal_circle": "asylblg",
            "permit_state": random.choice(("needed", "applied", "granted")),
        }
    return papers


def _repeat(people: dict[str, Row], first: str, second: str) -> None:
    """The same person once more: names exchanged, the same telephone, another address for mail."""
    kept = {"id": second, "email": people[second]["email"]}
    one = people[first]
    people[second] = one | {"given_name": one["family_name"], "family_name": one["given_name"], "call_name": ""} | kept


def _mentors() -> Iterable[Row]:
    for number, values in enumerate(_MENTOR_VALUES, start=1):
        row = dict(zip(_MENTOR_COLUMNS, values, strict=True))
        yield row | {
            "id": f"P{number:03}",
            "email": f"p{number:03}@example.org",
            "phone": f"+49 30 23125 {900 + number}",
            "contact_language": "Deutsch",
            "territory": "14612",
            "project": "dresden",
            "company": "Beispielträger Dresden",
            "post": "Arbeitsmarktmentor:in",
        }


_MENTOR_COLUMNS = (
    *("given_name", "family_name", "birth_date", "gender", "origin", "languages", "occupations", "availability"),
    *("experience_years", "employed", "fte", "trainings", "consent"),
)
_LAW, _ENTRY, _QUALIFICATION = "Asyl- und Aufenthaltsrecht", "Arbeitsmarkteinstieg", "Qualifizierung"
_MENTOR_VALUES = (
    (
        *("Katrin", "Hähnel", "14.03.1978", "weiblich", "Deutschland", "Deutsch C2; Englisch B2; Russisch B1"),
        *("3221; 5321", "Montagvormittag; Dienstagnachmittag; Donnerstagvormittag"),
        *("12", "ja", "1,0", f"{_LAW}; {_ENTRY}; {_QUALIFICATION}", "01.11.2024"),
    ),
    (
        *("Nizar", "Al-Masri", "02.07.1985", "männlich", "Syrien", "Arabisch C2; Deutsch C1; Englisch B2"),
        *("7411; 7212", "Montagnachmittag; Mittwochvormittag; Freitagvormittag"),
        *("6", "ja", "1,0", f"{_LAW}; {_ENTRY}", "01.11.2024"),
    ),
    (
        *("Olena", "Martynenko", "23.09.1990", "weiblich", "Ukraine", "Ukrainisch C2; Russisch C2; Deutsch C1"),
        *("2411; 4110", "Dienstagvormittag; Mittwochnachmittag; Donnerstagnachmittag"),
        *("4", "ja", "0,75", f"{_ENTRY}; {_QUALIFICATION}", "04.11.2024"),
    ),
    (
        *("Thomas", "Zschocke", "30.11.1969", "männlich", "Deutschland", "Deutsch C2; Englisch B1; Französisch B2"),
        *("2142; 7115", "Montagvormittag; Mittwochvormittag; Freitagvormittag"),
        *("20", "ja", "0,8", _LAW, "04.11.2024"),
    ),
    (
        *("Parisa", "Sadeghi", "17.05.1996", "weiblich", "Iran", "Persisch C2; Dari C1; Deutsch C1; Englisch C1"),
        *("5223; 5120", "Dienstagvormittag; Donnerstagvormittag; Freitagvormittag"),
        *("0,5", "ja", "0,5", _ENTRY, "11.11.2024"),
    ),
    (
        *("Robert", "Noack", "08.01.1988", "männlich", "Deutschland", "Deutsch C2; Polnisch B1"),
        *("7231; 8332", "Montagvormittag; Dienstagvormittag"),
        *("3", "ja", "", "", ""),
    ),
)


def _employers(random: Random) -> Iterable[Row]:
    for number in range(1, EMPLOYERS + 1):
        sector, kinds = pools.SECTORS[(number - 1) % len(pools.SECTORS)]
        word = pools.FIRM_WORDS[(number * 3) % len(pools.FIRM_WORDS)]
        place = random.choices([code for code, _ in pools.PLACES], [weight for _, weight in pools.PLACES])[0]
        yield {
            "id": f"B{number:03}",
            "name": f"{random.choice(kinds)} {word} {number} {random.choice(('GmbH', 'e. K.', 'GmbH & Co. KG'))}",
            "sector": sector,
            "territory": place,
            "contact_person": random.choice(pools.CONTACTS),
            "email": f"b{number:03}@example.org",
            "phone": f"+49 30 23125 {500 + number}",
            "since": _day(date(2020, 3, 1) + timedelta(days=random.randrange(1600))),
        }


_SLOTS = [
    f"{day}{part}"
    for day in ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")
    for part in ("vormittag", "nachmittag")
]


def _birth(random: Random) -> str:
    """Some papers name 1 January where the day is not known."""
    if random.random() < 0.08:
        return f"01.01.{random.randrange(1970, 2004)}"
    return _day(date(1966, 1, 1) + timedelta(days=random.randrange(14600)))


def _day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def _write(
    path: Path, headings: Mapping[str, str], rows: Iterable[Row], words: Mapping[str, Mapping[str, str]]
) -> None:
    """As Excel writes it in Germany: semicolons, a byte order mark, CRLF; values in words where there are any."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings.values())
    for row in rows:
        writer.writerow([words.get(name, {}).get(row.get(name, ""), row.get(name, "")) for name in headings])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m geleit_saxony_refugees.samples.generate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    generate(given.folder, given.seed)


if __name__ == "__main__":
    main()
