"""Building the organisation through the store, and the same rows by plain `executemany` without a history beside it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path

import attrs

from benchmarks.organisation import DATABASE, Office, write_config
from benchmarks.size import TODAY, Size
from geleit.programme import Programme

PEER = "peer.db"
_CHUNK = 5_000
_HISTORY = ("journal_chain", "journal_payloads")


@attrs.frozen
class Built:
    """Rows kept, the seconds that keeping them took, and the bytes of the file, of them those of the history."""

    rows: int
    seconds: float
    size: int
    chain: int = 0
    payloads: int = 0

    @property
    def pace(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def now() -> datetime:
    """The moment at which everything is measured."""
    return datetime.combine(TODAY, clock_time(12), UTC)


def build(folder: Path, size: Size, seed: int) -> Built:
    """Make the organisation in a folder. Only keeping the records is timed, not making them up."""
    config = write_config(folder, size)
    rows, seconds = 0, 0.0
    with Programme.open(config, clock=now, account="benchmark") as programme:
        store = programme.store
        for batch in Office(programme, size, seed).batches():
            began = time.perf_counter()
            with store.write("load") as tx:
                tx.add_all(batch.records)
                for table, owner, fields in batch.fields:
                    tx.save_fields(table, owner, fields)
            seconds += time.perf_counter() - began
            rows += batch.rows
    path = folder / DATABASE
    with closing(sqlite3.connect(path)) as connection:
        # The last connection to go leaves one file.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = dict(
            connection.execute(
                "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat AS s JOIN sqlite_master AS m ON m.name = s.name GROUP BY 1"
            )
        )
    chain, payloads = (pages.get(name, 0) for name in _HISTORY)
    return Built(rows, seconds, path.stat().st_size, chain, payloads)


def build_peer(folder: Path) -> Built:
    """The same rows in the same tables with the same indexes, in one transaction for every few thousand rows and as
    durable, but without triggers; only writing is timed, not reading what to write."""
    path = folder / PEER
    path.unlink(missing_ok=True)
    rows, seconds = 0, 0.0
    with (
        closing(sqlite3.connect(folder / DATABASE)) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as peer,
    ):
        peer.execute("PRAGMA journal_mode = WAL")
        peer.execute("PRAGMA synchronous = FULL")
        peer.execute("PRAGMA secure_delete = ON")
        schema = source.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'journal\\_%' ESCAPE '\\' "
            "ORDER BY type DESC"
        ).fetchall()
        for _, _, sql in schema:
            peer.execute(sql)
        for name in [name for name, kind, _ in schema if kind == "table"]:
            reading = source.execute(f'SELECT * FROM "{name}"')
            insert = f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(reading.description))})'
            while chunk := reading.fetchmany(_CHUNK):
                began = time.perf_counter()
                peer.execute("BEGIN IMMEDIATE")
                peer.executemany(insert, chunk)
                peer.execute("COMMIT")
                seconds += time.perf_counter() - began
                rows += len(chunk)
        peer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Built(rows, seconds, path.stat().st_size)
