"""Erasing marked people: to the end, again after an old copy came back, and killed at moments in between."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from geleit.model.people import Person
from geleit.programme.privacy.erasure import erase
from geleit.programme.privacy.reapplying import ledger_of
from geleit.store import Witness, head, verify
from geleit.store.copying import copy_whole
from tests.faults import marked
from tests.faults.crew import Setting, answered, forked, killed, serve


def whole(setting: Setting, folder: Path, people: int) -> Mapping[str, Any]:
    """Erase everybody who is marked, then bring the copy from before back and open it again."""
    marked.make(folder, people, setting.key)
    copy = folder / "copy"
    with marked.opened(folder) as programme:
        before, told = marked.rows(programme), marked.said(programme)
        witness = str(head(programme.store))
        copy_whole(programme.store.link(), copy)
        former = programme.config.database_path.with_name("a.db.before-0006")
        shutil.copyfile(copy, former)
        found = [erase(programme, f"go{number}", "Antrag", dry_run=False) for number in range(people)]
        after = marked.rows(programme)
        checked = verify(programme.store, Witness.read(witness))
        left = marked.said(programme)
    seen = {
        "marks_before": told.count(marked.MARK),
        "marks_after": left.count(marked.MARK),
        "files": marked.bytes_in(folder / "data"),
        "former": former.exists(),
        "traces": [str(path) for one in found for path in one.traces],
        "faults": [fault.code for fault in checked.faults],
        "others": _of_others(before) == _of_others(after),
        "pairs": sorted(key for table, key in before if table == "partnerships")
        == sorted(key for table, key in after if table == "partnerships"),
        "minutes": sum(row[4] for (table, _), row in before.items() if table == "sessions")
        == sum(row[4] for (table, _), row in after.items() if table == "sessions"),
    }
    _bring_back(folder, copy)
    with marked.opened(folder) as programme:
        again = programme.store.count(Person)
        checked = verify(programme.store, Witness.read(witness))
        seen |= {
            "again": programme.erased_again,
            "people": again == len([key for table, key in after if table == "people"]),
            "again_marks": marked.said(programme).count(marked.MARK),
            "again_faults": [fault.code for fault in checked.faults],
        }
    copy.unlink()
    return seen | {"again_files": marked.bytes_in(folder / "data")}


def _of_others(rows: Mapping[tuple[str, str], Any]) -> str:
    """Everything of those who stay, the partners of the erased included, as far as it is theirs alone."""
    alone = ("people", "participations", "mentee_fields", "mentor_fields")
    return repr(
        sorted(
            (place, row)
            for place, row in rows.items()
            if place[1].startswith("stay") or ("-partner" in place[1] and place[0] in alone)
        )
    )


def _bring_back(folder: Path, copy: Path) -> None:
    """Put an old copy in the place of the database, as somebody does who knows nothing of any of this."""
    path = folder / "data" / "a.db"
    for trace in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + trace).unlink(missing_ok=True)
    shutil.copyfile(copy, path)


def in_between(setting: Setting, folder: Path, people: int, kills: int, seed: int) -> Mapping[str, Any]:
    """Kill whoever erases everybody so many times; returns what the next opening made of it each time."""
    origin, undisturbed, work = folder / "origin", folder / "undisturbed", folder / "work"
    answered(lambda: marked.make(origin, people, setting.key))
    shutil.copytree(origin, undisturbed)
    began = time.perf_counter()
    answered(lambda: _erase_all(undisturbed, people))
    length = time.perf_counter() - began
    dice = Random(seed)
    found: dict[str, Any] = {"killed": 0, "interrupted": 0, "bad": []}
    for number in range(kills):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(origin, work)
        moment = length * (number + dice.uniform(0.3, 1.0)) / kills
        found["killed"] += killed(forked(lambda: _erase_all(work, people)), moment)
        said = answered(lambda: _opened_again(work, people))
        found["interrupted"] += said["interrupted"]
        found["bad"] += said["bad"]
    return found


def _erase_all(folder: Path, people: int) -> None:
    with marked.opened(folder) as programme:
        for number in range(people):
            erase(programme, f"go{number}", "Antrag")


def _opened_again(folder: Path, people: int) -> Mapping[str, Any]:
    """What is there after the next opening: everybody whose erasure began is gone, everybody else is whole."""
    with marked.opened(folder, seed=8) as programme:
        here = {person.id for person in programme.store.all(Person)}
        entries = {entry.person: entry for entry in ledger_of(programme).entries()}
        said = marked.said(programme)
        checked = verify(programme.store)
        interrupted = programme.erased_again
    bad = [fault.code for fault in checked.faults]
    raw = (folder / "data" / "a.db").read_bytes().lower()
    for number in range(people):
        mark = f"{marked.MARK}{number:03}"
        begun = f"go{number}" in entries
        if begun and (f"go{number}" in here or mark in said or mark.encode() in raw or not entries[f"go{number}"].done):
            bad.append(f"{mark} is not gone")
        if not begun and (f"go{number}" not in here or mark not in said):
            bad.append(f"{mark} is not whole")
    return {"bad": bad, "interrupted": interrupted}


def scenario(setting: Setting, folder: Path, *, what: str, **told: Any) -> Mapping[str, Any]:
    """One of the two above."""
    return whole(setting, folder, **told) if what == "whole" else in_between(setting, folder, **told)


if __name__ == "__main__":
    serve(scenario)
