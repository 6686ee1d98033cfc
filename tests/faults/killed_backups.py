"""Backing up and restoring, killed at moments spread over their length."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from geleit.config import load
from geleit.fields import evolve
from geleit.model.people import Person
from geleit.programme import Programme
from geleit.programme.safekeeping.backups import backups, make_backup, verify_backup
from geleit.programme.safekeeping.keys import keep_key
from geleit.programme.safekeeping.restoring import restore
from geleit.store import Key, verify
from geleit.store.backups.restoring import replace_records
from geleit.store.copying import copy_whole
from tests.faults import organisation
from tests.faults.crew import NOON, Setting, answered, forked, killed, serve
from tests.faults.quick_sealing import seal_quickly

THEN, NOW = "then", "now"


def opened(folder: Path) -> Programme:
    """The programme of a folder."""
    return Programme.open(folder / "organisation.toml", clock=lambda: NOON, randomness=Random(7))


def database(folder: Path) -> Path:
    return folder / "data" / "a.db"


def begin(setting: Setting, folder: Path, rows: int) -> None:
    """Records of then in a backup, and the records of now, which are others."""
    organisation.make(folder, 0)
    config = folder / "organisation.toml"
    if setting.key is not None:
        text = config.read_text(encoding="utf-8")
        config.write_text(
            text.replace('protection = "disk"', 'protection = "sqlcipher"\nkey_file = "a.key"'), encoding="utf-8"
        )
        keep_key(load(config), Key(bytes(range(32))))
    with opened(folder) as programme:
        with programme.store.write("begin") as tx:
            tx.add_all(Person(id=f"p{n}", given_name="Amal", family_name=f"Nr {n}", phone=THEN) for n in range(rows))
        assert make_backup(programme).backup is not None
        copy_whole(programme.store.link(), folder / "copy.db")
        with programme.store.write("on") as tx:
            for person in tx.all(Person):
                tx.update(evolve(person, phone=NOW))
            tx.add(Person(id="new", given_name="Rana", phone=NOW))


def back_up(setting: Setting, folder: Path) -> None:
    """Make one more backup."""
    with opened(folder) as programme:
        make_backup(programme)


def go_back(setting: Setting, folder: Path) -> None:
    """Restore the backup of then."""
    with opened(folder) as programme:
        oldest = backups(programme).backups[-1]
        restore(programme, oldest.path)


def replace(setting: Setting, folder: Path) -> None:
    """Only the last step of it: the records are overwritten by a copy."""
    replace_records(database(folder), folder / "copy.db", target_key=setting.key, source_key=setting.key)


OPERATIONS: Mapping[str, Callable[[Setting, Path], None]] = {"backup": back_up, "restore": go_back, "replace": replace}


def state(folder: Path) -> dict[str, Any]:
    """Of when the records are, and whether every backup that is there can be restored."""
    with opened(folder) as programme:
        seen = {person.phone for person in programme.store.all(Person)}
        found = verify(programme.store)
        there = backups(programme)
        for one in there.backups:
            verify_backup(programme, one.path)
    return {
        "records": seen.pop() if len(seen) == 1 else "a mixture",
        "faults": [str(fault) for fault in (*found.faults, *there.faults)],
        "backups": len(there.backups),
    }


def leftovers(folder: Path) -> list[str]:
    """What lies about that belongs to nothing."""
    kept = {".backup.lock"} | {
        path.name
        for path in (folder / "backups").iterdir()
        if path.suffix == ".json" and any(path.with_name(path.stem + end).exists() for end in (".db", ".db.age"))
    }
    kept |= {path.stem + end for path in map(Path, kept) for end in (".db", ".db.age")}
    beside = [path.name for path in (folder / "data").iterdir() if ".scratch-" in path.name or ".new" in path.name]
    return sorted({path.name for path in (folder / "backups").iterdir()} - kept) + beside


def scenario(setting: Setting, folder: Path, *, operation: str, kills: int, rows: int, seed: int) -> Mapping[str, Any]:
    """Kill an operation so many times, the sealing taking no time of it; what is found afterwards each time, and after doing it once more."""
    seal_quickly()
    doing = OPERATIONS[operation]
    origin, undisturbed, work = folder / "origin", folder / "undisturbed", folder / "work"
    answered(lambda: begin(setting, origin, rows))
    shutil.copytree(origin, undisturbed)
    began = time.perf_counter()
    answered(lambda: doing(setting, undisturbed))
    length = time.perf_counter() - began
    dice = Random(seed)
    found: list[dict[str, Any]] = []
    for number in range(kills):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(origin, work)
        cut = killed(forked(lambda: doing(setting, work)), length * (number + dice.uniform(0.2, 1.0)) / kills)
        found.append({"killed": cut, **answered(lambda: state(work))})
    answered(lambda: back_up(setting, work))
    return {"found": found, "left": leftovers(work), "seconds": length, "after": answered(lambda: state(work))}


if __name__ == "__main__":
    serve(scenario)
