"""Eight processes that open the same database of an older version at the same moment."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from geleit.store import verify
from geleit.store.former import formers
from geleit.store.migrations import VERSIONS
from tests.faults import old_database
from tests.faults.crew import Setting, answered, serve, together
from tests.faults.traces import signature

CREW = 8


def opening(setting: Setting, path: Path) -> None:
    """Open, read, write, and close, as everybody does on the morning after an upgrade."""
    with setting.opened(path) as store, store.write("morning") as tx:
        tx.note("opened")


def after(setting: Setting, path: Path) -> dict[str, Any]:
    """What has become of it."""
    with setting.opened(path) as store:
        return {
            "faults": [str(fault) for fault in verify(store).faults],
            "version": store.link().pragma("user_version"),
            "applied": [name for (name,) in store.rows("SELECT name FROM _sqlite_migrations ORDER BY id")],
            "notes": store.rows("SELECT count(*) FROM journal WHERE op = 'note'")[0][0],
            "tasks": store.rows("SELECT count(*) FROM tasks WHERE title LIKE 'now %'")[0][0],
        }


def scenario(setting: Setting, folder: Path, *, times: int, rows: int) -> Mapping[str, Any]:
    """The same, so many times from the same beginning."""
    origin = folder / "origin.db"
    answered(lambda: old_database.make(setting, origin, rows))
    before = answered(lambda: signature(setting, origin))
    results = []
    for number in range(times):
        path = folder / str(number) / "a.db"
        path.parent.mkdir(mode=0o700)
        shutil.copyfile(origin, path)
        codes = together([partial(opening, setting, path)] * CREW)
        copies = formers(path)
        kept = [answered(partial(signature, setting, copy)) == before for copy in copies]
        others = sorted(file.name for file in path.parent.iterdir() if file not in copies)
        found = answered(partial(after, setting, path))
        results.append({"codes": codes, "kept": kept, "files": others, **found})
    return {"results": results, "versions": list(VERSIONS)}


if __name__ == "__main__":
    serve(scenario)
