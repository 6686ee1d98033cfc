"""Putting a copy in the place of a database: in one transaction of SQLite, so that it is there whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.driver import BUSY, code_of, driver
from geleit.store.faults import spoken
from geleit.store.integrity import check_whole
from geleit.store.keys import Key, is_plain
from geleit.store.link import connect
from geleit.store.locking import FileLock
from geleit.store.place import prepare_place
from geleit.store.unlocking import literal_of

_TRACES = ("-wal", "-shm", "-journal")


def replace_records(
    target: Path,
    source: Path,
    *,
    target_key: Key | None,
    source_key: Key | None,
    group: str | None = None,
    timeout: float = 30.0,
) -> None:
    """Make a database what a copy is. `target` may be missing or empty; it is encrypted under `target_key`.

    Pages are written by SQLite's backup interface: until the last of them is on the disk, the database is what it was,
    whatever happens. Others who read or write it at the same time see the old state or the new one.
    Raises Busy, exit code 3, if somebody else has it open; StoreError if the copy is encrypted and the database is
    not to be, or the other way round, or if it cannot be written.
    """
    encrypted = is_plain(source) is False
    if encrypted != (target_key is not None):
        code = "backup.is_encrypted" if target_key is None else "backup.is_not_encrypted"
        raise StoreError(say(code))
    prepare_place(target, create=True, allow_network=False, group=group)
    with FileLock(target.with_name(f"{target.name}.lock"), group).held(timeout), spoken():
        literals = literal_of(target, target_key), literal_of(source, source_key if encrypted else None)
        with (
            closing(connect(target, timeout=timeout, key=literals[0])) as there,
            closing(connect(source, timeout=timeout, key=literals[1])) as copy,
        ):
            copy.execute("PRAGMA journal_mode = DELETE")
            _have_alone(there)
            copy.backup(there)
            check_whole(there)


def _have_alone(connection: Any) -> None:
    """Lock everybody else out of a database, for as long as the connection lives."""
    execute = connection.execute
    for pragma in ("secure_delete = ON", "synchronous = FULL", "locking_mode = EXCLUSIVE"):
        execute(f"PRAGMA {pragma}")
    try:
        # Nobody leaves WAL while somebody else has the file open, even if they are only reading.
        execute("PRAGMA journal_mode = DELETE")
        execute("BEGIN EXCLUSIVE")
        execute("COMMIT")
    except driver().OperationalError as error:
        if code_of(error) in BUSY:
            raise Busy(say("backup.in_use")) from error
        raise


def put_in_place(
    target: Path,
    source: Path,
    *,
    at: datetime,
    target_key: Key | None,
    source_key: Key | None,
    group: str | None = None,
) -> Path:
    """Put a copy in the place of a database that cannot be opened; returns where that one is kept, as it lay there.

    Raises StoreError and Busy as `replace_records`; then nothing has been moved.
    """
    part = target.with_name(f"{target.name}.new")
    try:
        _remove(part)
        try:
            replace_records(part, source, target_key=target_key, source_key=source_key, group=group)
            aside = _set_aside(target, at)
            os.replace(part, target)
        finally:
            _remove(part)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error
    return aside


def _remove(part: Path) -> None:
    for trace in ("", ".lock", *_TRACES):
        part.with_name(part.name + trace).unlink(missing_ok=True)


def _set_aside(path: Path, at: datetime) -> Path:
    """Give a database another name, and its traces with it: another database must never meet them."""
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        aside = path.with_name(f"{path.name}.damaged-{at.astimezone(UTC):%Y%m%d-%H%M%S}Z{again}")
        if not aside.exists():
            break
    for trace in _TRACES:
        if (found := path.with_name(path.name + trace)).exists():
            os.replace(found, aside.with_name(aside.name + trace))
    os.replace(path, aside)
    return aside


def copy_out(source: Path, target: Path) -> None:
    """Put a copy at a place where there is nothing yet, for its owner alone. Raises FileExistsError, OSError."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "wb") as there, source.open("rb") as copy:
        shutil.copyfileobj(copy, there)
        there.flush()
        os.fsync(there.fileno())
