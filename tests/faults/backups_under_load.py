"""Backups while others write: two numbers whose sum never changes, moved about by several processes all the time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from geleit.errors import Busy, GeleitError
from geleit.fields import evolve
from geleit.model.rounds import RoundRecord
from geleit.store import Store, head, verify
from geleit.store.backups.making import About, Backup, make_backup
from geleit.store.backups.proving import proven
from tests.faults.crew import NOON, Setting, answered, forked, killed, serve
from tests.faults.quick_sealing import seal_quickly

SUM = 1000
ACCOUNTS = 20
ABOUT = About(organisation="Verein", region="tiny", region_version="0", geleit="0")
_CHUNK = 1 << 16
_PAUSE = 0.002


def database(folder: Path) -> Path:
    return folder / "data" / "a.db"


def begin(setting: Setting, folder: Path) -> None:
    """Accounts that hold the sum together, and enough else for a copy to take its time."""
    with setting.opened(database(folder)) as store, store.write("begin") as tx:
        each = SUM // ACCOUNTS
        tx.add_all(RoundRecord(id=f"r{n}", title="x" * 4000, places=each) for n in range(ACCOUNTS))


def write_on(setting: Setting, folder: Path, seed: int) -> None:
    """Move places from one account to another, for ever; several hundred times a second."""
    dice = Random(seed)
    with setting.opened(database(folder)) as store:
        while True:
            # Whoever is told to try again does.
            with suppress(Busy), store.write("move") as tx:
                one, other = (tx.one(RoundRecord, f"r{n}") for n in dice.sample(range(ACCOUNTS), 2))
                tx.update(evolve(one, places=(one.places or 0) - 1))
                tx.update(evolve(other, places=(other.places or 0) + 1))
            time.sleep(_PAUSE)


def total(store: Store) -> int:
    """What the accounts hold together."""
    return sum(one.places or 0 for one in store.all(RoundRecord))


def back_up(setting: Setting, folder: Path) -> tuple[Backup, int]:
    """A backup, and how many entries the history had before it was begun."""
    with setting.opened(database(folder)) as store:
        before = head(store).seq
        made = make_backup(store, folder / "backups", key=setting.key, about=ABOUT, clock=lambda: NOON)
        return made, before


def restored(setting: Setting, folder: Path) -> dict[str, Any]:
    """Make a backup, restore it, and say whether it is whole, has the sum, and all that was acknowledged."""
    made, before = back_up(setting, folder)
    with (
        proven(
            made.path,
            made.manifest,
            key=setting.key,
            beside=folder / "elsewhere" / "b.db",
            clock=lambda: NOON,
            actor="a",
        ) as found,
        # As proven, the copy lies where it was restored to until the block ends.
        setting.opened(found.path) as store,
    ):
        return {
            "sum": total(store),
            "behind": before > found.facts.witness.seq,
            "faults": [str(fault) for fault in found.verification.faults],
        }


def plainly_copied(setting: Setting, folder: Path, number: int) -> str:
    """Copy the file as a copying program does; what is wrong with the copy, or nothing."""
    target = folder / f"copy{number}" / "a.db"
    target.parent.mkdir()
    with setting.opened(database(folder)) as store:
        before = head(store).seq
    with database(folder).open("rb") as live, target.open("wb") as copy:
        while chunk := live.read(_CHUNK):
            copy.write(chunk)
            time.sleep(0.002)
    try:
        with setting.opened(target) as store:
            if head(store).seq < before:
                return "entries are missing"
            if total(store) != SUM:
                return "the sum is wrong"
            found = verify(store)
            return "" if found.whole else str(found.faults[0])
    except GeleitError as error:
        return str(error)


def scenario(
    setting: Setting, folder: Path, *, backups: int, copies: int, writers: int, quick: bool
) -> Mapping[str, Any]:
    """Let writers write; make so many backups meanwhile, and so many plain copies. `quick` seals without age."""
    if quick:
        seal_quickly()
    answered(lambda: begin(setting, folder))
    pids = [forked(lambda seed=seed: write_on(setting, folder, seed)) for seed in range(writers)]  # type: ignore[misc]
    try:
        made = [answered(lambda: restored(setting, folder)) for _ in range(backups)]
        copied = [answered(lambda number=number: plainly_copied(setting, folder, number)) for number in range(copies)]  # type: ignore[misc]
    finally:
        stopped = [killed(pid) for pid in pids]
    entries = answered(lambda: _entries(setting, folder))
    return {"backups": made, "copies": copied, "writing to the end": all(stopped), "entries": entries}


def _entries(setting: Setting, folder: Path) -> int:
    with setting.opened(database(folder)) as store:
        return head(store).seq


if __name__ == "__main__":
    serve(scenario)
