"""What sqlite-utils' own bulk call leaves when it does not come to its end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from geleit.store.driver import driver
from tests.faults.crew import Setting, answered, ended, forked, serve

if TYPE_CHECKING:
    from sqlite_utils import Database

FAILING = 237


class Broken(Exception):
    """What the list of rows raises in its middle."""


def opened(folder: Path) -> Database:
    """A database as sqlite-utils opens it by itself."""
    driver()
    from sqlite_utils import Database

    folder.mkdir(parents=True, exist_ok=True)
    return Database(folder / "plain.db")


def killed_at(folder: Path, rows: int, row: int) -> int:
    """How many rows there are of a call that is killed when it comes to a certain one."""

    def given() -> Iterator[dict[str, int]]:
        for number in range(rows):
            if number == row:
                os.kill(os.getpid(), signal.SIGKILL)
            yield {"n": number}

    def inserting() -> None:
        opened(folder).table("t").insert_all(given())

    assert ended(forked(inserting)) == -signal.SIGKILL
    return _count(folder)


def failing(folder: Path) -> int:
    """How many rows there are of a call whose rows raise in the middle."""

    def given() -> Iterator[dict[str, int]]:
        yield from ({"n": number} for number in range(FAILING))
        raise Broken

    try:
        opened(folder).table("t").insert_all(given())
    except Broken:
        return _count(folder)
    raise AssertionError("the rows raised nothing")


def _count(folder: Path) -> int:
    return int(answered(lambda: opened(folder).execute("SELECT count(*) FROM t").fetchone()[0]))


def scenario(setting: Setting, folder: Path, *, kills: int, rows: int, seed: int) -> Mapping[str, Any]:
    """The counts of so many killed calls, and the one of a failed call."""
    dice = Random(seed)
    moments = [dice.randrange(rows // 10, rows) for _ in range(kills)]
    counts = [
        answered(lambda n=n, row=row: killed_at(folder / str(n), rows, row))  # type: ignore[misc]
        for n, row in enumerate(moments)
    ]
    return {"counts": counts, "failed": answered(lambda: failing(folder / "failed"))}


if __name__ == "__main__":
    serve(scenario)
