"""The one opener of the database, and the store it returns."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.driver import OLDEST, driver, wal_is_safe
from geleit.store.faults import spoken
from geleit.store.former import keep_former
from geleit.store.journal.triggers import check_triggers
from geleit.store.keys import Key, is_plain
from geleit.store.leftovers import clear_leftovers
from geleit.store.link import Link, Row
from geleit.store.locking import FileLock
from geleit.store.migrations import is_current, is_empty, migrate
from geleit.store.place import prepare_place
from geleit.store.reading import Reads, derived_key
from geleit.store.records import Transaction
from geleit.store.tables import derive
from geleit.store.unlocking import check_key, literal_of


def open_store(
    path: Path,
    *,
    clock: Callable[[], datetime],
    actor: str,
    create: bool = False,
    allow_network: bool = False,
    group: str | None = None,
    key: Key | None = None,
    special: bool = True,
    timeout: float = 30.0,
) -> Store:
    """Open an organisation's database, bringing it to the present version; with `create`, make it if it is missing.

    `clock` returns an aware time. `actor` is the account under whose name the history keeps what is written. `group`
    names the system's group that shares a new file. On a network drive, which `allow_network` accepts, one program at
    a time may have it open. With `key` the file is encrypted; `special=False` refuses to
    keep fields of special categories, for a file that nothing protects. `timeout` in seconds is how long somebody else's writing
    is waited for. A file of an older version is backed up beside itself before it is brought to the present one.
    Raises StoreError if the file is missing, not ours, written by a newer version, damaged, encrypted otherwise than
    `key` says, on a network drive, or if its schema or its history's triggers were tampered with; Busy if somebody
    else keeps it.
    """
    version: tuple[int, int, int] = driver().sqlite_version_info
    if version < OLDEST:
        found, wanted = (".".join(map(str, parts)) for parts in (version, OLDEST))
        raise StoreError(say("store.sqlite_too_old", found=found, wanted=wanted))
    path = path.absolute()
    on_network = prepare_place(path, create=create, allow_network=allow_network, group=group)
    lock = FileLock(path.with_name(f"{path.name}.lock"), group)
    if on_network:
        lock.acquire(timeout)
    clear_leftovers(path, lock)

    # An encrypted file's salt is decided by whoever begins it: nobody else may read it before that.
    begins = lock.held(timeout) if key is not None and is_plain(path) is None else nullcontext()
    with begins:
        literal = literal_of(path, key)
        if literal is not None:
            check_key(path, literal, timeout)

        def link() -> Link:
            return Link(path, clock=clock, actor=actor, timeout=timeout, key=literal)

        store = Store(path, actor=actor, make=link, lock=lock, special=special)
        try:
            wal = wal_is_safe(version) and not on_network
            _make_ready(store.link(), path, lock, wal=wal, create=create, wait=timeout)
        except BaseException:
            store.close()
            raise
    return store


def _make_ready(link: Link, path: Path, lock: FileLock, *, wal: bool, create: bool, wait: float) -> None:
    """Check the file and bring it to the present version and journal mode."""
    current = is_current(link, path)
    if not current or (link.pragma("journal_mode") == "wal") != wal:
        with lock.held(wait):
            # Somebody else may have done it while this process waited for the lock.
            if not is_current(link, path):
                empty = is_empty(link)
                if not create and empty:
                    raise StoreError(say("store.empty", path=path))
                _set_journal_mode(link, wal)
                if not empty:
                    keep_former(link, path)
                migrate(link)
            else:
                _set_journal_mode(link, wal)
    with link.snapshot():
        check_triggers(link)


def _set_journal_mode(link: Link, wal: bool) -> None:
    """WAL where this SQLite can be trusted with it, otherwise a rollback journal.

    A file that others have open keeps its mode: a rollback journal is safe for everybody, and a WAL file that this
    SQLite cannot be trusted with raises Busy.
    """
    try:
        link.rows(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
    except Busy as error:
        if not wal:
            raise Busy(say("store.wal_in_use")) from error


def _file_at(path: Path) -> tuple[int, int] | None:
    """What tells a file from every other one, whatever it is called; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


class Store(Reads):
    """An organisation's records. It may be used from any thread; each gets a connection of its own."""

    def __init__(
        self, path: Path, *, actor: str, make: Callable[[], Link], lock: FileLock, special: bool = True
    ) -> None:
        self.path = path
        self.actor = actor
        self._special = special
        self._make = make
        self._lock = lock
        self._own = threading.local()
        self._links: list[Link] = []
        self._guard = threading.Lock()
        self._closed = False
        self._keys: dict[str, str] = {}
        self._handles: list[int] = []
        self._file = _file_at(path)

    def link(self) -> Link:
        """This thread's connection. Raises StoreError once the store is closed, or its file is gone."""
        if self._closed:
            raise StoreError(say("store.closed"))
        found: Link | None = getattr(self._own, "link", None)
        if found is None or found.lost:
            self._still_there()
            found = self._own.link = self._make()
            with self._guard:
                for old in [link for link in self._links if link.lost or not link.thread.is_alive()]:
                    old.close()
                    self._links.remove(old)
                self._links.append(found)
        return found

    def _still_there(self) -> None:
        """Raises StoreError where the file is not the one that was opened: what is written to a file that somebody has
        deleted or moved away is kept by the system until it is closed, and lost then."""
        if _file_at(self.path) != self._file:
            raise StoreError(say("store.file_lost", path=self.path))

    @contextmanager
    def write(self, reason: str | None = None) -> Iterator[Transaction]:
        """A unit of work: everything inside is kept together, or, on any exception, none of it.

        `reason` is what the history says about every change in it.
        Raises StoreError inside of another one, or if the file is gone, Busy if somebody else keeps writing; then
        nothing was changed.
        """
        link = self.link()
        with link.unit(reason):
            transaction = Transaction(link, self._keys, special=self._special)
            try:
                yield transaction
            finally:
                transaction.end()
            self._still_there()

    def derive(self, cls: type[Any], table: str, owner: str = "participations") -> None:
        """Make or extend the table of a region's class, so that `fields` and `save_fields` can use it.

        `owner` is `participations` or `outcomes`. Raises as `geleit.store.tables.derive`.
        """
        self._keys[table] = derive(self.link(), cls, table, owner)

    def rows(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> list[Row]:
        return self.link().rows(sql, parameters, table)

    def key_of(self, table: str) -> str:
        return derived_key(self._keys, table)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A block in which everything read in this thread is of one moment. Raises Busy as reading does."""
        with self.link().snapshot():
            yield

    @property
    def journal_mode(self) -> str:
        """`wal` or `delete`."""
        return str(self.link().pragma("journal_mode"))

    def alone(self, timeout: float = 5.0) -> Link:
        """This thread's connection as the only one there is: other threads' are closed, and the lock between processes
        is kept until the store is closed. The journal of its transactions is kept in memory from now on.

        Raises Busy if another program has the database open in WAL mode, or keeps the lock.
        """
        link = self.link()
        self._lock.acquire(timeout)
        with self._guard, spoken():
            for other in [each for each in self._links if each is not link]:
                other.close()
                self._links.remove(other)
        try:
            # A WAL file gives its mode up only when nobody else has it open.
            link.rows("PRAGMA journal_mode = DELETE")
            link.rows("PRAGMA journal_mode = MEMORY")
        except Busy as error:
            raise Busy(say("store.in_use")) from error
        return link

    def reading(self, path: Path) -> AbstractContextManager[BinaryIO]:
        """One of the database's own files, to be read as it lies on the disk; what opens it raises OSError.

        It is closed with the store and not before: Unix takes away all the locks that a process has on a file as soon
        as it closes any handle of it, and others would then write, or delete the log, as if this program were gone.
        """
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        with self._guard:
            self._handles.append(handle)
        return nullcontext(os.fdopen(handle, "rb", closefd=False))

    def close(self) -> None:
        """Close every thread's connection; no other thread may be at work."""
        self._closed = True
        with self._guard, spoken():
            while self._links:
                self._links.pop().close()
            while self._handles:
                os.close(self._handles.pop())
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
