"""The smallest organisation that takes people in: a configuration, a region beside it, and a list."""

from __future__ import annotations

from pathlib import Path
from random import Random

from geleit.model.people import Participation, Role
from geleit.programme import Programme, applications, rounds
from geleit.programme.proposals import drafting
from geleit.store import Key
from tests.faults.crew import NOON
from tests.organisations.office import admit
from tests.organisations.tiny import OF_AGE, configuration, keyed, laid_out, region_source

REGION = region_source(OF_AGE)
ROUND = '[[rounds]]\nid = "r1"\ntitle = "Erster Durchgang"\nstart = 2026-01-01\n'
DATABASE = "data/a.db"
CONFIG = configuration(ROUND, database=DATABASE)


def make(folder: Path, people: int, key: Key | None = None) -> None:
    """A configuration and a list of so many mentees, all of them different and none with a fault. With a key the
    records are encrypted."""
    folder.mkdir(parents=True)
    rows = ["id;Vorname;Nachname;Geburtsdatum;Telefon;Sprachen;Niveau der Landessprache;Einwilligung am"]
    rows += [
        f"P{n};Amal {n};Nasser {people - n};0{1 + n % 9}.02.19{60 + n % 40};+49 351 {n:07};Arabisch C2;B1;01.02.2026"
        for n in range(people)
    ]
    config = configuration(ROUND, database=DATABASE, kept=keyed(folder, key))
    laid_out(folder, config, REGION, mentees="\r\n".join(rows))


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
        admit(programme, round_, person.person, person.role)
    drafting.propose(programme, round_)
