"""The SQLite that is in use, and in which journal mode it may be trusted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

OLDEST = (3, 38, 0)
"""STRICT tables came with 3.37, the JSON functions are built in since 3.38."""

_BUSY, _LOCKED = 5, 6
_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 8, 10, 11, 13, 14, 26

BUSY = frozenset({_BUSY, _LOCKED})
DAMAGED = frozenset({_CORRUPT, _NOTADB})
NOT_A_DATABASE = _NOTADB
UNWRITABLE = frozenset({_READONLY, _IOERR, _FULL, _CANTOPEN})

_TYPES_OF_OTHERS = ("pandas", "numpy")
"""sqlite-utils imports them, where they are installed, to store their types. None is stored here, and a command would
wait half a second for them."""

_CIPHER = "sqlcipher3"
"""SQLite with SQLCipher, of the extra `crypt`; it reads and writes plain files as well."""


def driver() -> Any:
    """The module that sqlite-utils itself talks to, so that its exceptions are the ones caught here.

    Where the extra `crypt` is installed, that is its SQLite for every file, encrypted or not: one process uses one
    SQLite. sqlite-utils prefers a module called pysqlite3 when it is first imported; under that name it finds it.
    """
    if "sqlite_utils" not in sys.modules:
        try:
            found = import_module(_CIPHER)
        except ImportError:
            pass  # the extra is not installed: Python's own SQLite it is
        else:
            sys.modules["pysqlite3"] = found
            sys.modules["pysqlite3.dbapi2"] = import_module(f"{_CIPHER}.dbapi2")
        with _unseen(_TYPES_OF_OTHERS):
            import_module("sqlite_utils")
    return import_module("sqlite_utils.utils").dbapi2


@contextmanager
def _unseen(names: tuple[str, ...]) -> Iterator[None]:
    """Modules that are not there for a moment, unless they are already."""
    hidden = [name for name in names if name not in sys.modules]
    # An entry of None makes an import fail as if nothing were installed.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def can_encrypt() -> bool:
    """Whether the SQLite in use can open encrypted files."""
    return str(driver().connect.__module__).startswith(_CIPHER) or driver().__name__.startswith(_CIPHER)


def code_of(error: BaseException) -> int:
    """SQLite's primary result code of an exception, 0 where it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether several connections may write to a WAL file without a known risk of silent corruption.

    SQLite 3.7.0 to 3.51.2 has such a fault; it is gone from 3.51.3 and 3.53.0 on, and from 3.50.7 and 3.44.6 within
    their series; 3.52.0 was withdrawn (sqlite.org, release history).
    """
    if version >= (3, 53, 0):
        return True
    first = {(3, 51): 3, (3, 50): 7, (3, 44): 6}.get(version[:2])
    return first is not None and version[2] >= first
