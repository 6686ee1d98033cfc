"""Leaving no byte of what was erased: in the file's free pages, in its log, in copies of older versions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.connection import Store
from geleit.store.erasure.telling import found_in
from geleit.store.former import formers


def clean(store: Store) -> tuple[Path, ...]:
    """Write the file anew without its free pages, empty its log, remove the copies of older versions.

    Returns the copies that were removed. Raises Busy if somebody else keeps the file in use.
    """
    link = store.link()
    try:
        link.rows("VACUUM")
        if store.journal_mode == "wal":
            ((busy, _, _),) = link.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            if busy:
                raise Busy(say("store.not_clean"))
    except Busy as error:
        raise Busy(say("store.not_clean")) from error
    removed = formers(store.path)
    try:
        for path in removed:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(say("store.place", path=store.path.parent, detail=error.strerror or error)) from error
    return removed


def files_of(store: Store) -> tuple[Path, ...]:
    """Every file that belongs to a database: itself, its log, its lock, copies, the ledger."""
    return tuple(sorted(path for path in store.path.parent.glob(f"{store.path.name}*") if path.is_file()))


def traces(store: Store, values: Iterable[str], also: Iterable[Path] = ()) -> tuple[tuple[Path, str], ...]:
    """Which values still stand in the database's files, or in some others. Raises StoreError if one cannot be read."""
    wanted = tuple(values)
    return (*found_in(files_of(store), wanted, store.reading), *found_in(also, wanted))
