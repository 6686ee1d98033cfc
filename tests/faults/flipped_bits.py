"""A database in which single bits have changed, as a failing disk leaves it: who notices."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from geleit.errors import GeleitError
from geleit.model.people import Person
from geleit.store import Witness, head, verify
from geleit.store.faults import spoken
from geleit.store.integrity import check_whole
from tests.faults.crew import Setting, answered, serve


def beginning(setting: Setting, path: Path) -> str:
    """Two hundred people; returns the witness of their history."""
    with setting.opened(path) as store:
        with store.write("begin") as tx:
            tx.add_all(Person(id=f"p{n}", given_name="Amal", family_name=f"Nr {n}", phone="1") for n in range(200))
        return str(head(store))


def noticed(setting: Setting, path: Path, witness: Witness) -> str:
    """What notices a fault when everything is read: the opening, the pages' own check, the history; or nothing."""
    by = "opening"
    try:
        with setting.opened(path) as store:
            by = "pages"
            with spoken():
                check_whole(store.link().db.conn)
            by = "history"
            if verify(store, witness).whole:
                return "nothing"
    except GeleitError:
        return by
    return by


def trials(setting: Setting, folder: Path, witness: str, flips: int, seed: int) -> Counter[str]:
    """So many single bits, each in a fresh copy."""
    dice, whole = Random(seed), (folder / "data" / "a.db").read_bytes()
    found: Counter[str] = Counter()
    for _ in range(flips):
        shutil.rmtree(folder / "work", ignore_errors=True)
        (folder / "work").mkdir()
        altered = bytearray(whole)
        altered[dice.randrange(len(altered))] ^= 1 << dice.randrange(8)
        path = folder / "work" / "a.db"
        path.write_bytes(altered)
        found[noticed(setting, path, Witness.read(witness))] += 1
    return found


def scenario(setting: Setting, folder: Path, *, flips: int, seed: int) -> Mapping[str, Any]:
    """Write, close, flip, read."""
    witness = answered(lambda: beginning(setting, folder / "data" / "a.db"))
    done: dict[str, Any] = answered(lambda: trials(setting, folder, witness, flips, seed))
    return done


if __name__ == "__main__":
    serve(scenario)
