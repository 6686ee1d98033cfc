"""A folder for copies on their way: beside the database, where they are protected as it is, and gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from geleit.errors import Busy
from geleit.store.locking import FileLock

_LOCK = "lock"


@contextmanager
def scratch(database: Path) -> Iterator[Path]:
    """A folder for its owner alone; it is deleted at the end with all that is in it. Raises OSError, StoreError."""
    folder = Path(tempfile.mkdtemp(prefix=_prefix(database), dir=database.parent))
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(0)
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def clear_scratch(database: Path) -> None:
    """Delete what killed runs have left; what somebody is at work with, and what is somebody else's, stays."""
    for folder in database.parent.glob(f"{escape(_prefix(database))}*"):
        if not (folder / _LOCK).exists():
            continue
        lock = FileLock(folder / _LOCK)
        try:
            lock.acquire(0)
        except (Busy, OSError):
            continue
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(database: Path) -> str:
    return f".{database.name}.scratch-"
