"""One thread's connection: how it is set up, its transaction, and what the journal's triggers ask it."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.driver import BUSY, code_of, driver
from geleit.store.faults import spoken
from geleit.store.hashing import SALT, digest_of, hash_of

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


def connect(path: Path, *, timeout: float, key: str | None) -> Any:
    """A bare connection to a file that exists. `key` is the key of an encrypted one, as `Key.literal` gives it."""
    # isolation_level None: no transaction begins by itself. Other threads only ever close a connection.
    connection = driver().connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key}"')
    return connection


class Link:
    """A connection for the thread that made it. `db` is sqlite-utils' view of it.

    `timeout` in seconds is how long a statement waits for somebody else's transaction. `key` is the key of an
    encrypted file, as `Key.literal` gives it.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime], actor: str, timeout: float, key: str | None = None
    ) -> None:
        driver()  # before sqlite-utils is imported, which takes the SQLite that it finds first
        from sqlite_utils import Database

        self.thread = threading.current_thread()
        self._clock = clock
        self._at: str | None = None
        self._reason: str | None = None
        self._erasing = False
        self._connect = partial(connect, timeout=timeout, key=key)
        with spoken():
            connection = self._connect(path)
        try:
            self.db: Database = Database(connection, execute_plugins=False)
            with spoken():
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
            connection.create_function("geleit_now", 0, self._now)
            connection.create_function("geleit_actor", 0, lambda: actor)
            connection.create_function("geleit_reason", 0, lambda: self._reason)
            connection.create_function("geleit_erasing", 0, lambda: self._erasing)
            connection.create_function("geleit_salt", 0, lambda: secrets.token_bytes(SALT))
            connection.create_function("geleit_digest", 3, digest_of)
            connection.create_function("geleit_hash", 10, hash_of)
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
    def erasing(self) -> Iterator[None]:
        """A block of a unit of work in which what the history holds may be deleted."""
        self._erasing = True
        try:
            yield
        finally:
            self._erasing = False

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

    def beside(self, path: Path) -> Any:
        """A connection under the same key to another file, which must exist, for copying; the caller closes it."""
        return self._connect(path)

    def close(self) -> None:
        """Close the connection; an open unit of work is lost."""
        self.db.conn.close()
