"""An import is whole or it is not there: processes are killed in the middle of it."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

IMPORTING = Path(__file__).with_name("importing.py")
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
    """The standard's rules."""
    return geleit.Eligibility(
        mentee=geleit.standard.rules(geleit.Role.MENTEE), mentor=geleit.standard.rules(geleit.Role.MENTOR)
    )
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
path = "data/tiny.db"
protection = "disk"
[[rounds]]
id = "r1"
title = "Erster Durchgang"
start = 2026-01-01
"""


def deployment(folder: Path, people: int) -> tuple[Path, Path]:
    """A configuration and a list of so many people, all of them different and none with a fault."""
    folder.mkdir()
    (folder / "tiny.py").write_text(REGION, encoding="utf-8")
    config, listed = folder / "organisation.toml", folder / "mentees.csv"
    config.write_text(CONFIG, encoding="utf-8")
    rows = ["id;Vorname;Nachname;Geburtsdatum;Telefon;Sprachen;Niveau der Landessprache;Einwilligung am"]
    rows += [
        f"P{n};Amal {n};Nasser {people - n};0{1 + n % 9}.02.19{60 + n % 40};+49 351 {n:07};Arabisch C2;B1;01.02.2026"
        for n in range(people)
    ]
    listed.write_text("\r\n".join(rows), encoding="utf-8")
    return config, listed


def start(config: Path, listed: Path) -> subprocess.Popen[str]:
    """Begin an import in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(IMPORTING), str(config), str(listed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(config: Path, listed: Path) -> str:
    """What an import that nobody disturbs says."""
    with start(config, listed) as process:
        said, complaint = process.communicate()
    assert process.returncode == 0, complaint
    return said.strip()


def kept(database: Path) -> int:
    """How many people there are after a crash; asserts that everything belonging to them is there, and nothing else.

    A copy is opened as it lies there, with the journal of the transaction that was cut off, so that looking helps
    nobody who comes after. Every row stands in the history exactly once.
    """
    if not database.exists():
        return 0
    seen = database.parent / "seen"
    shutil.rmtree(seen, ignore_errors=True)
    seen.mkdir()
    for path in database.parent.glob(f"{database.name}*"):
        shutil.copyfile(path, seen / path.name)
    with closing(sqlite3.connect(seen / database.name)) as db:
        if db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'people'").fetchone()[0] == 0:
            return 0
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        people: int = db.execute("SELECT count(*) FROM people").fetchone()[0]
        tables = {"people": people, "participations": people, "consents": people, "rounds": min(people, 1)}
        if db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'mentee_fields'").fetchone()[0]:
            tables["mentee_fields"] = people
        for table, expected in tables.items():
            key = "participation" if table.endswith("_fields") else "id"
            rows = db.execute(f'SELECT "{key}" FROM "{table}" ORDER BY 1').fetchall()
            written = db.execute('SELECT "key" FROM journal WHERE "table" = ? ORDER BY 1', [table]).fetchall()
            assert rows == written
            assert len(rows) == expected
        without = "SELECT count(*) FROM people WHERE id NOT IN (SELECT person FROM participations)"
        assert db.execute(without).fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM journal WHERE actor = '' OR op <> 'insert'").fetchone() == (0,)
        return people


def kill_at_moments_spread_over_the_run(folder: Path, people: int, kills: int) -> dict[str, int]:
    """Kill so many imports, each at another moment; returns how many left nothing, all, and how many were too late."""
    config, listed = deployment(folder / "measured", people)
    began = time.perf_counter()
    assert finished(config, listed) == f"{people} 0 0"
    length = time.perf_counter() - began
    assert kept(config.parent / "data" / "tiny.db") == people
    dice = Random(20)
    left = {"nothing": 0, "all": 0, "killed": 0, "after the end": 0}
    config, listed = deployment(folder / "killed", people)
    database = config.parent / "data" / "tiny.db"
    for number in range(kills):
        # A run's length differs from run to run, so the last moments lie around the end.
        moment = length * (number + dice.uniform(0.2, 1.0)) / kills
        process = start(config, listed)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        left["killed" if process.returncode == -signal.SIGKILL else "after the end"] += 1
        found = kept(database)
        assert found in (0, people)
        left["all" if found else "nothing"] += 1
        if found:
            # Whoever was quicker than the kill is followed by a run from the beginning.
            for path in database.parent.glob("tiny.db*"):
                path.unlink()
    accepted, unchanged, problems = map(int, finished(config, listed).split())
    assert (accepted + unchanged, problems) == (people, 0)
    assert kept(database) == people
    assert finished(config, listed) == f"0 {people} 0"
    assert kept(database) == people
    return left


def test_killing_an_import_leaves_all_or_none(tmp_path: Path) -> None:
    """Six kills spread over an import of 2,000 rows: everybody or nobody, never a row without its history."""
    left = kill_at_moments_spread_over_the_run(tmp_path, people=2_000, kills=6)
    assert left["killed"] >= 4
    assert left["nothing"] >= 4


@pytest.mark.soak
def test_killing_an_import_of_ten_thousand_rows_twenty_times_leaves_all_or_none(tmp_path: Path) -> None:
    """The same at the size of a large programme."""
    left = kill_at_moments_spread_over_the_run(tmp_path, people=10_000, kills=20)
    assert left["killed"] >= 15
    assert left["nothing"] >= 15
