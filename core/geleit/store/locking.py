"""A lock between processes, for what SQLite's own locks do not cover: the first opening and changes of the schema."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.place import create_file

_PAUSE = 0.02


class FileLock:
    """An exclusive lock on a file beside the database; the system gives it up when the process ends."""

    def __init__(self, path: Path, group: str | None = None) -> None:
        self.path = path
        self._group = group
        self._handle: int | None = None

    def acquire(self, timeout: float) -> None:
        """Take the lock, waiting up to `timeout` seconds. Raises Busy if somebody else keeps it, StoreError if
        the file cannot be made."""
        try:
            create_file(self.path, self._group)
            handle = os.open(self.path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise StoreError(say("store.place", path=self.path, detail=error.strerror or error)) from error
        deadline = time.monotonic() + timeout
        try:
            while not _taken(handle):
                if time.monotonic() > deadline:
                    raise Busy(say("store.locked", path=self.path))
                time.sleep(_PAUSE)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Give the lock up; nothing happens if it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @contextmanager
    def held(self, timeout: float) -> Iterator[None]:
        """The lock for the length of a block; whoever holds it already keeps it afterwards."""
        if self._handle is not None:
            yield
            return
        self.acquire(timeout)
        try:
            yield
        finally:
            self.release()


def _taken(handle: int) -> bool:
    """Whether the lock could be taken at once; closing the file gives it up."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
