"""The smallest organisation that takes people in: a configuration, a region beside it, and a list."""

from __future__ import annotations

from pathlib import Path
from random import Random

from geleit.model.people import Participation, Role
from geleit.programme import Programme, applications, decisions, matching, rounds
from geleit.store import Key
from tests.faults.crew import NOON

REGION = '''
"""The smallest region there is."""

import geleit


@geleit.hookimpl
def geleit_region():
    """Who it is."""
    return geleit.Region(
        name="Tiny",
        country="DE",
        languages=("de", "en"),
        host_languages=("de",),
        mentee=geleit.Mentee,
        mentor=geleit.Mentor,
        written_for="0.1",
    )


@geleit.hookimpl
def geleit_eligibility(round_):
    """Everybody of age."""
    rules = geleit.standard.rules(geleit.Role.MENTOR, without=("ST-CONSENT",))
    return geleit.Eligibility(mentee=rules, mentor=rules)
'''
CONFIG = """
[organisation]
name = "Verein"
languages = ["de", "en"]
timezone = "Europe/Berlin"
[programme]
region = "./tiny.py"
title = "Mentoring"
[database]
path = "data/a.db"
protection = "disk"
[[rounds]]
id = "r1"
title = "Erster Durchgang"
start = 2026-01-01
"""


def make(folder: Path, people: int, key: Key | None = None) -> None:
    """A configuration and a list of so many mentees, all of them different and none with a fault. With a key the
    records are encrypted."""
    folder.mkdir(parents=True)
    config = CONFIG
    if key is not None:
        config = CONFIG.replace('"disk"', '"sqlcipher"\nkey_source = "file"\nkey_file = "organisation.key"')
        (folder / "organisation.key").touch(0o600)
        (folder / "organisation.key").write_text(key.code, encoding="ascii")
    (folder / "tiny.py").write_text(REGION, encoding="utf-8")
    (folder / "organisation.toml").write_text(config, encoding="utf-8")
    rows = ["id;Vorname;Nachname;Geburtsdatum;Telefon;Sprachen;Niveau der Landessprache;Einwilligung am"]
    rows += [
        f"P{n};Amal {n};Nasser {people - n};0{1 + n % 9}.02.19{60 + n % 40};+49 351 {n:07};Arabisch C2;B1;01.02.2026"
        for n in range(people)
    ]
    (folder / "mentees.csv").write_text("\r\n".join(rows), encoding="utf-8")


def opened(folder: Path) -> Programme:
    """The programme, with the same time and the same ids whenever the same is done."""
    return Programme.open(folder / "organisation.toml", clock=lambda: NOON, randomness=Random(7))


def propose(programme: Programme, folder: Path) -> None:
    """Open the round, admit those on the list and two mentors, and draft their pairs."""
    rounds.open_round(programme)
    round_ = programme.round()
    listed = folder / "mentors.csv"
    listed.write_text(
        "id;Vorname;Nachname;Geburtsdatum;Sprachen;Einwilligung am\nM1;Tom;Unger;01.02.1970;Arabisch C1;01.02.2026\n"
        "M2;Uli;Vogt;02.02.1970;Arabisch C1;01.02.2026\n",
        encoding="utf-8",
    )
    applications.import_people(programme, round_, Role.MENTEE, folder / "mentees.csv")
    applications.import_people(programme, round_, Role.MENTOR, listed)
    for person in programme.store.all(Participation):
        decisions.interview(programme, round_, person.person, role=person.role)
        for move in ("sign", "admit") if person.role is Role.MENTOR else ("admit",):
            decisions.decide(programme, round_, person.person, move, role=person.role)
    matching.propose(programme, round_)
