"""What is left beside the database when its replacement by another file is cut off.

While it lasts there are two files more: the new one, and a second name of the old one, by which its bytes are
overwritten once the new one has its place. Both would be readable under a key that is no longer the records'.
"""

from __future__ import annotations

import os
from pathlib import Path

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.locking import FileLock

_BLOCK = 1 << 20
_TRACES = ("-journal", "-wal", "-shm", ".lock", "")


def new_path(path: Path) -> Path:
    """Where the file is written that is to take a database's place."""
    return path.with_name(f".{path.name}.converting")


def old_path(path: Path) -> Path:
    """The second name of a database whose place another file takes."""
    return path.with_name(f".{path.name}.converted-from")


def clear_leftovers(path: Path, lock: FileLock) -> None:
    """Take away what a replacement that was cut off has left; one that somebody is at work with stays.

    Raises StoreError if that is not possible.
    """
    try:
        new = new_path(path)
        if not new.exists() and not old_path(path).exists():
            return
        with lock.held(0):
            for trace in _TRACES:
                new.with_name(new.name + trace).unlink(missing_ok=True)
            drop_old(path)
    except Busy:
        return
    except OSError as error:
        raise StoreError(say("store.place", path=path.parent, detail=error.strerror or error)) from error


def drop_old(path: Path) -> None:
    """Take away the second name of a database; if another file has taken its place, its bytes first, as far as the
    disk lets them be overwritten. Raises OSError."""
    old = old_path(path)
    if not old.exists():
        return
    if not (path.exists() and os.path.samefile(old, path)):
        size = old.stat().st_size
        with old.open("rb+") as file:
            for _ in range(0, size, _BLOCK):
                file.write(bytes(min(_BLOCK, size - file.tell())))
            file.flush()
            os.fsync(file.fileno())
    old.unlink()
