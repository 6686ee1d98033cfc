"""One crew of writers at one database, each a process of its own, started at one moment.

Run as a process, so that Python's own SQLite can take the place of the one with SQLCipher before anything is imported.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import attrs

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier, Event

    from geleit.store import Store

_PATIENCE = 120
"""Seconds in which everybody has to be ready."""

Operation = Callable[[str], None]
"""Reads a partnership, changes it and adds a session to it, as one unit of work."""


@attrs.frozen
class Crew:
    """Who writes where: `product` through the store with its history, otherwise bare SQLite without one.

    `cipher` says which SQLite: the one of the extra `crypt`, or Python's own. `key` is an encrypted file's recovery
    code. `operations` are those of the whole crew. `seed` decides which partnerships are written to.
    """

    database: str
    product: bool
    cipher: bool
    wal: bool
    writers: int
    readers: int
    operations: int
    seed: int
    key: str | None = None


@attrs.frozen
class Shift:
    """What one writer did: when it began and ended (seconds of the machine's clock), the seconds of each operation,
    and how often the database was busy."""

    began: float
    ended: float
    seconds: tuple[float, ...]
    busy: int


def main(crew: Crew) -> list[Shift]:
    """Let a crew work, beside its scanning readers."""
    import geleit.programme  # noqa: F401  # imported once, before the processes part

    context = multiprocessing.get_context("fork")
    start, stop = context.Barrier(crew.writers + crew.readers), context.Event()
    done = context.SimpleQueue()
    readers = [context.Process(target=_scan, args=(crew, start, stop)) for _ in range(crew.readers)]
    writers = [context.Process(target=_write, args=(crew, place, start, done)) for place in range(crew.writers)]
    for process in (*readers, *writers):
        process.start()
    told = [done.get() for _ in writers]
    stop.set()
    for process in (*readers, *writers):
        process.join()
        if process.exitcode:
            raise RuntimeError(f"a process of the crew ended with {process.exitcode}")
    return [Shift(*shift) for shift in told]


def _write(crew: Crew, place: int, start: Barrier, done: Any) -> None:
    """Work, and tell what came of it in any case, since somebody waits for it."""
    shift: tuple[Any, ...] = ()
    try:
        shift = _worked(crew, place, start)
    finally:
        done.put(shift)


def _worked(crew: Crew, place: int, start: Barrier) -> tuple[float, float, tuple[float, ...], int]:
    from geleit.errors import Busy

    dice = Random(crew.seed * 1000 + place)
    operate, pairs = (_in_product if crew.product else _in_sqlite)(crew)
    operations = crew.operations // crew.writers
    seconds, busy = [], 0
    start.wait(_PATIENCE)
    began = time.monotonic()
    for _ in range(operations):
        pair = dice.choice(pairs)
        first = time.perf_counter()
        try:
            operate(pair)
        except Busy:
            busy += 1
        except Exception as error:
            if "locked" not in str(error):
                raise
            busy += 1
        seconds.append(time.perf_counter() - first)
    return began, time.monotonic(), tuple(seconds), busy


def _store(crew: Crew, actor: str) -> Store:
    from geleit.store import Key, open_store

    key = None if crew.key is None else Key.of_code(crew.key)
    return open_store(Path(crew.database), clock=lambda: datetime.now(UTC), actor=actor, key=key)


def _in_product(crew: Crew) -> tuple[Operation, list[str]]:
    from geleit.fields import evolve
    from geleit.model.partnerships import Partnership
    from geleit.model.sessions import Session
    from geleit.store import new_id

    store = _store(crew, "benchmark")
    assert store.journal_mode == ("wal" if crew.wal else "delete")

    def operate(pair_id: str) -> None:
        with store.write("benchmark") as tx:
            pair = tx.one(Partnership, pair_id)
            tx.update(evolve(pair, score=(pair.score or 0) + 1))
            made = new_id(lambda: datetime.now(UTC), SystemRandom())
            held_on = datetime.now(UTC).date()
            tx.add(Session(id=made, partnership=pair_id, held_on=held_on, minutes=60, topics=("T01",), by="benchmark"))

    return operate, [id_ for (id_,) in store.rows('SELECT "id" FROM "partnerships"')]


def _in_sqlite(crew: Crew) -> tuple[Operation, list[str]]:
    """The same statements on the same tables, as durable, without triggers and without the product."""
    connection = _bare(crew)

    def operate(pair_id: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        (score,) = connection.execute('SELECT "score" FROM "partnerships" WHERE "id" = ?', [pair_id]).fetchone()
        connection.execute(
            'UPDATE "partnerships" SET "score" = ?, "rev" = "rev" + 1 WHERE "id" = ?', [(score or 0) + 1, pair_id]
        )
        made = str(uuid4())
        connection.execute(
            'INSERT INTO "sessions" ("id", "rev", "partnership", "held_on", "minutes", "topics", "by") '
            "VALUES (?, 1, ?, ?, 60, '[\"T01\"]', 'benchmark')",
            [made, pair_id, datetime.now(UTC).date().isoformat()],
        )
        connection.execute("COMMIT")

    return operate, [id_ for (id_,) in connection.execute('SELECT "id" FROM "partnerships"')]


def _bare(crew: Crew) -> Any:
    from geleit.store.driver import driver
    from geleit.store.keys import Key, salt_of

    path = Path(crew.database)
    connection = driver().connect(path, timeout=30, isolation_level=None)
    if crew.key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{Key.of_code(crew.key).literal(salt_of(path))}"')
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal" if crew.wal else "delete")
    return connection


def _scan(crew: Crew, start: Barrier, stop: Event) -> None:
    """Read every session again and again."""
    sql = 'SELECT count(*), sum("minutes"), max("topics") FROM "sessions"'
    if crew.product:
        store = _store(crew, "reader")
        read: Callable[[], Any] = lambda: store.rows(sql)  # one of two ways to do the same
    else:
        connection = _bare(crew)
        read = lambda: connection.execute(sql).fetchall()
    start.wait(_PATIENCE)
    while not stop.is_set():
        read()


if __name__ == "__main__":
    asked = Crew(**json.loads(sys.argv[1]))
    if not asked.cipher:
        sys.modules["sqlcipher3"] = None  # type: ignore[assignment]  # how an import is made to fail
    json.dump([attrs.astuple(shift) for shift in main(asked)], sys.stdout)
