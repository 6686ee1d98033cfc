"""One thread's connection: how it is set up, its transaction, and what the journal's triggers ask it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.driver import BUSY, code_of, driver
from geleit.store.faults import spoken

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[Any, ...]

RETRIES = 3
_PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # so that a REPLACE is journalled as the deletion it is
    "secure_delete = ON",
    "cell_size_check = ON",
    "trusted_schema = ON",  # the journal's triggers call functions of the connection
    "synchronous = FULL",
    "mmap_size = 0",
)


class Link:
    """A connection for the thread that made it. `db` is sqlite-utils' view of it.

    `timeout` in seconds is how long a statement waits for somebody else's transaction.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime], actor: str, timeout: float) -> None:
        from sqlite_utils import Database

        self.thread = threading.current_thread()
        self._clock = clock
        self._at: str | None = None
        self._reason: str | None = None
        with spoken():
            # isolation_level None: no transaction begins by itself. Other threads only ever close the connection.
            connection = driver().connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=timeout,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            self.db: Database = Database(connection, execute_plugins=False)
            with spoken():
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
            connection.create_function("geleit_now", 0, self._now)
            connection.create_function("geleit_actor", 0, lambda: actor)
            connection.create_function("geleit_reason", 0, lambda: self._reason)
        except BaseException:
            connection.close()
            raise

    def _now(self) -> str:
        """When the unit of work began; outside of one there is no time, so that nothing can be written there."""
        if self._at is None:
            raise RuntimeError("records are changed inside of Store.write only")
        return self._at

    @property
    def in_transaction(self) -> bool:
        """Whether a unit of work is open."""
        return self.db.conn.in_transaction

    def rows(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> list[Row]:
        """All rows of a query."""
        with spoken(table):
            found: list[Row] = self.db.conn.execute(sql, parameters).fetchall()
            return found

    def pragma(self, name: str) -> Any:
        """The value of a pragma."""
        return self.rows(f"PRAGMA {name}")[0][0]

    def change(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> int:
        """Execute a statement; returns how many rows it changed."""
        with spoken(table):
            return self.db.conn.execute(sql, parameters).rowcount

    def change_many(self, sql: str, rows: Iterable[Sequence[Any]], table: str = "") -> None:
        """Execute a statement for each row of values: all of them or none."""
        with spoken(table), self.db.atomic():
            self.db.conn.executemany(sql, rows)

    @contextmanager
    def unit(self, reason: str | None = None) -> Iterator[None]:
        """A unit of work: everything inside is kept together, or, on any exception, none of it.

        Raises StoreError inside of another unit of work, Busy if somebody else keeps writing.
        """
        if self.in_transaction:
            raise StoreError(say("store.nested"))
        try:
            self._begin()
            self._at = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
            self._reason = reason
            yield
            if not self.in_transaction:
                raise StoreError(say("store.lost"))
            with spoken():
                self.db.conn.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise
        finally:
            self._at = self._reason = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A block in which every query sees the same state."""
        with spoken():
            self.db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.db.rollback()

    def _begin(self) -> None:
        """Begin to write; nothing has happened yet, so a refusal may be tried again."""
        for attempt in range(RETRIES + 1):
            try:
                self.db.conn.execute("BEGIN IMMEDIATE")
                return
            except driver().OperationalError as error:
                if code_of(error) not in BUSY:
                    with spoken():
                        raise
                if attempt == RETRIES:
                    raise Busy(say("store.busy")) from error
                time.sleep(0.01 * 2**attempt)

    def close(self) -> None:
        """Close the connection; an open unit of work is lost."""
        self.db.conn.close()
