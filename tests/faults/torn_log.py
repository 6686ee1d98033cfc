"""A write-ahead log that was cut off or altered, as a crashed disk may leave it, read by whoever opens the file next."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from geleit.model.office import Task
from geleit.store import verify
from geleit.store.integrity import faults_of
from tests.faults.crew import Setting, answered, ended, forked, serve

TRANSACTIONS = 120


def writing(setting: Setting, path: Path) -> None:
    """So many units of work, all of them only in the log; then the process is gone."""
    store = setting.opened(path)
    store.link().rows("PRAGMA wal_autocheckpoint = 0")
    for number in range(TRANSACTIONS):
        with store.write("one") as tx:
            tx.add(Task(id=f"{number:03}", title=f"task {number}", owner="a"))
    os.kill(os.getpid(), signal.SIGKILL)


def read(setting: Setting, folder: Path, whole: Path, log: bytes) -> int | str:
    """How many units of work there are with such a log, or what is wrong if they are not the first so many."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    path = folder / "a.db"
    shutil.copyfile(whole, path)
    path.with_name("a.db-wal").write_bytes(log)
    with setting.opened(path) as store:
        ids = [id_ for (id_,) in store.rows("SELECT id FROM tasks ORDER BY id")]
        keys = [key for (key,) in store.rows("SELECT key FROM journal ORDER BY seq")]
        found = verify(store)
        damage = faults_of(store.link().db.conn)
    if ids != [f"{number:03}" for number in range(len(ids))]:
        return f"not the first ones: {ids}"
    if keys != ids or found.faults or damage:
        return f"{len(ids)} rows, {len(keys)} entries, {found.faults} {damage}"
    return len(ids)


def trials(setting: Setting, folder: Path, cuts: int, flips: int, seed: int) -> dict[str, Any]:
    """The log cut at so many places, and altered by a bit at so many."""
    whole = folder / "data" / "a.db"
    log = whole.with_name("a.db-wal").read_bytes()
    dice = Random(seed)
    cut = [read(setting, folder / "read", whole, log[: dice.randrange(len(log))]) for _ in range(cuts)]
    flipped = []
    for _ in range(flips):
        altered = bytearray(log)
        altered[dice.randrange(len(log))] ^= 1 << dice.randrange(8)
        flipped.append(read(setting, folder / "read", whole, bytes(altered)))
    return {
        "whole": read(setting, folder / "read", whole, log),
        "cut": Counter(map(_kind, cut)),
        "flipped": Counter(map(_kind, flipped)),
        "lengths": len({*cut, *flipped}),
    }


def _kind(found: int | str) -> str:
    return found if isinstance(found, str) else "first ones" if found else "none"


def scenario(setting: Setting, folder: Path, *, cuts: int, flips: int, seed: int) -> Mapping[str, Any]:
    """Write, lose the process, damage the log, open."""
    path = folder / "data" / "a.db"
    answered(lambda: setting.opened(path).close())
    assert ended(forked(lambda: writing(setting, path))) == -signal.SIGKILL
    done: dict[str, Any] = answered(lambda: trials(setting, folder, cuts, flips, seed))
    return done


if __name__ == "__main__":
    serve(scenario)
