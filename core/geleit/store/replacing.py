"""Putting another file in the place of the database, so that nobody's entry goes to the one that is gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.connection import Store
from geleit.store.faults import spoken
from geleit.store.leftovers import new_path
from geleit.store.link import Link


def replace_database(store: Store, make: Callable[[Link, Path], None]) -> None:
    """Replace the database of a store by the file that `make` writes beside it, and close the store.

    `make` gets the connection, which keeps everybody else out, and the path of the new file; what it raises leaves
    everything as it was. A program that still had the old file open cannot write to it afterwards:
    SQLite refuses, on Windows the replacement itself is refused.
    Raises Busy if somebody else has the database open or keeps it, StoreError if the file cannot be put in place.
    """
    path = store.path
    part = new_path(path)
    try:
        link = store.alone()
    except BaseException:
        # Whoever keeps it may be at the same work: what lies beside the database is theirs.
        store.close()
        raise
    try:
        part.unlink(missing_ok=True)
        with spoken():
            # Kept after the transaction too, until the connection is closed.
            link.db.conn.execute("PRAGMA main.locking_mode = EXCLUSIVE")
            link.db.conn.execute("BEGIN EXCLUSIVE")
            link.db.conn.execute("COMMIT")
        make(link, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if sys.platform == "win32":
            store.close()
        os.replace(part, path)
        _settle(path.parent)
    except OSError as error:
        raise StoreError(say("store.place", path=path, detail=error.strerror or error)) from error
    finally:
        store.close()
        part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the folder's new entry on the disk; Windows has no such thing."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
