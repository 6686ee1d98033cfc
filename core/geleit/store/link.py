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
from geleit.store.journal.hashing import SALT, digest_of, hash_of

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[Any, ...]

_LONGEST_WAIT = 64
"""Milliseconds at most between two tries to begin writing."""

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


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file is at a path, whatever it is called; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Link:
    """A connection for the thread that made it. `db` is sqlite-utils' view of it; once it is `lost`, it is closed.

    `timeout` in seconds is how long a statement waits for somebody else's transaction. `key` is the key of an
    encrypted file, as `Key.literal` gives it.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime], actor: str, timeout: float, key: str | None = None
    ) -> None:
        driver()  # before sqlite-utils is imported, which takes the SQLite that it finds first
        from sqlite_utils import Database

        self.thread = threading.current_thread()
        self.lost = False
        self._clock = clock
        self._at: str | None = None
        self._reason: str | None = None
        self._erasing = False
        self._timeout = timeout
        self._connect = partial(connect, timeout=timeout, key=key)
        with spoken():
            connection = self._connect(path)
        self._path, self._file = path, _file_at(path)
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
        with self._spoken(table):
            found: list[Row] = self.db.conn.execute(sql, parameters).fetchall()
            return found

    def pragma(self, name: str) -> Any:
        """The value of a pragma."""
        return self.rows(f"PRAGMA {name}")[0][0]

    def change(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> int:
        """Execute a statement; returns how many rows it changed."""
        with self._spoken(table):
            return self.db.conn.execute(sql, parameters).rowcount

    def change_many(self, sql: str, rows: Iterable[Sequence[Any]], table: str = "") -> None:
        """Execute a statement for each row of values: all of them or none."""
        with self._spoken(table), self.db.atomic():
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
            # Words of a command line and names of files may hold bytes that are no letters.
            self._reason = None if reason is None else reason.encode(errors="replace").decode()
            yield
            if not self.in_transaction:
                raise StoreError(say("store.lost"))
            with self._spoken():
                self.db.conn.execute("COMMIT")
        except BaseException:
            self._undo()
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
        with self._spoken():
            self.db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self._undo()

    def _undo(self) -> None:
        """Undo the transaction that is open. Where not even that can be done, the connection is closed: what was not
        committed is undone by whoever opens the file next."""
        try:
            self.db.rollback()
        except driver().Error:
            self.lost = True
            self.close()

    def _begin(self) -> None:
        """Begin to write; nothing has happened yet, so a refusal may be tried again.

        SQLite by itself waits longer with every try, up to a tenth of a second, while whoever has just written is back
        at once: among busy writers some would wait for seconds. Waits of random length, longer with every try but
        never long, let everybody come to it without keeping the processor busy with asking.
        """
        deadline = time.monotonic() + self._timeout
        connection = self.db.conn
        with self._spoken():
            connection.execute("PRAGMA busy_timeout = 0")
            longest = 2
            try:
                while True:
                    try:
                        connection.execute("BEGIN IMMEDIATE")
                        return
                    except driver().Error as error:
                        if code_of(error) not in BUSY:
                            raise
                        if time.monotonic() >= deadline:
                            raise Busy(say("store.busy")) from error
                    time.sleep((1 + secrets.randbelow(longest)) / 1000)
                    longest = min(longest * 2, _LONGEST_WAIT)
            finally:
                connection.execute(f"PRAGMA busy_timeout = {int(self._timeout * 1000)}")

    @contextmanager
    def _spoken(self, table: str = "") -> Iterator[None]:
        """As `spoken`; what goes wrong because another file has taken the place of this one is told as that."""
        try:
            with spoken(table):
                yield
        except StoreError as error:
            if _file_at(self._path) == self._file:
                raise
            raise StoreError(say("store.moved")) from error

    def beside(self, path: Path) -> Any:
        """A connection under the same key to another file, which must exist, for copying; the caller closes it."""
        return self._connect(path)

    def close(self) -> None:
        """Close the connection; an open unit of work is lost."""
        self.db.conn.close()
