"""Eight writers that are killed again and again, alone or all at once; each says what it has kept."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from geleit.fields import evolve
from geleit.model.office import Task
from geleit.store import Store, verify
from geleit.store.integrity import faults_of
from tests.faults.crew import Setting, answered, forked, killed, serve

CREW = 8


def writing(setting: Setting, path: Path, number: int) -> None:
    """Keep one task after the other, each with the writer's count in the same unit of work, and say so afterwards."""
    acknowledging = os.open(path.with_name("acknowledged"), os.O_WRONLY | os.O_APPEND)
    with setting.opened(path, actor=f"writer {number}") as store:
        mine = f"writer {number}"
        while True:
            tag = f"{number}-{os.getpid()}-{time.monotonic_ns()}"
            with store.write("a task") as tx:
                tx.add(Task(id=tag, title="kept", owner=mine))
                count = tx.one(Task, mine)
                tx.update(evolve(count, title=str(int(count.title) + 1)))
            os.write(acknowledging, f"{tag}\n".encode())


def beginning(setting: Setting, path: Path) -> None:
    """A database with a count for each writer, and the file of what they say."""
    with setting.opened(path) as store, store.write("begin") as tx:
        tx.add_all(Task(id=f"writer {number}", title="0", owner=f"writer {number}") for number in range(CREW))
    path.with_name("acknowledged").touch()


def left(setting: Setting, path: Path) -> dict[str, Any]:
    """What is there in the end, each as its own list of tags."""
    with setting.opened(path) as store:
        kept = store.rows("SELECT id, owner FROM tasks WHERE id <> owner")
        found = verify(store)
        return {
            "stored": [tag for tag, _ in kept],
            "journalled": _keys(store, "insert"),
            "counted": Counter(owner for _, owner in kept),
            "counts": {
                owner: int(title) for owner, title in store.rows("SELECT id, title FROM tasks WHERE id = owner")
            },
            "counts_journalled": Counter(_keys(store, "update")),
            "faults": [str(fault) for fault in found.faults],
            "damage": list(faults_of(store.link().db.conn)),
            "entries": found.entries,
        }


def _keys(store: Store, op: str) -> list[str]:
    sql = "SELECT key FROM journal WHERE op = ? AND \"table\" = 'tasks' AND coalesce(reason, '') <> 'begin'"
    return [key for (key,) in store.rows(sql, [op])]


def scenario(setting: Setting, folder: Path, *, kills: int, crews: int, seed: int) -> Mapping[str, Any]:
    """So many kills of single writers, and so many of the whole crew; after each the killed begin again."""
    path = folder / "data" / "a.db"
    answered(lambda: beginning(setting, path))

    def begin(number: int) -> int:
        return forked(lambda: writing(setting, path, number))

    dice = Random(seed)
    pids = [begin(number) for number in range(CREW)]
    events = ["one"] * kills + ["all"] * crews
    dice.shuffle(events)
    for event in events:
        time.sleep(dice.uniform(0.005, 0.15))
        numbers = [dice.randrange(CREW)] if event == "one" else range(CREW)
        assert all(killed(pids[number]) for number in numbers)
        for number in numbers:
            pids[number] = begin(number)
    time.sleep(0.5)
    assert all(killed(pid) for pid in pids)
    said = path.with_name("acknowledged").read_text(encoding="utf-8")
    done: dict[str, Any] = answered(lambda: left(setting, path))
    return {**done, "acknowledged": said.splitlines(), "killed": kills + CREW * (crews + 1)}


if __name__ == "__main__":
    serve(scenario)
