"""Proving a backup by restoring it beside the database: opened, migrated, its history played against its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import attrs

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.backups.examining import Facts, examine, looked_at, unpack
from geleit.store.backups.making import manifest_path
from geleit.store.backups.manifest import Manifest, read_manifest
from geleit.store.backups.scratch import clear_scratch, scratch
from geleit.store.connection import open_store
from geleit.store.journal.chain import Verification
from geleit.store.journal.replay import verify
from geleit.store.keys import Key, is_plain
from geleit.store.place import make_folder


@attrs.frozen
class Proven:
    """A backup that was restored to `path`, as its present version; the file is gone when the block ends.

    `facts` are those of the backup as it was made, `verification` is of its history.
    """

    path: Path
    facts: Facts
    verification: Verification


def manifest_of(file: Path) -> Manifest | None:
    """The manifest beside a backup; None if there is none. Raises StoreError if it cannot be used."""
    path = manifest_path(file)
    try:
        return read_manifest(path) if path.exists() else None
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error


@contextmanager
def proven(
    file: Path,
    manifest: Manifest | None,
    *,
    key: Key | None,
    beside: Path,
    clock: Callable[[], datetime],
    actor: str,
    group: str | None = None,
) -> Iterator[Proven]:
    """A backup, restored in a folder of its own beside a database, checked in every way there is.

    Raises StoreError if it is damaged, sealed under another key, not ours, newer than this program, not what its
    manifest says, or if its history is broken or does not lead to its records.
    """
    try:
        make_folder(beside.parent, group)
        clear_scratch(beside)
        with scratch(beside) as folder:
            path = folder / "restored.db"
            unpack(file, manifest, key, path)
            with looked_at(path, key, file.name) as copied:
                facts = examine(copied, manifest, file.name)
            inner = key if is_plain(path) is False else None
            try:
                with open_store(path, clock=clock, actor=actor, key=inner) as store:
                    found = verify(store, facts.witness)
            except StoreError as error:
                raise StoreError(say("backup.damaged", file=file.name, detail=error.sentence)) from error
            if not found.whole:
                raise StoreError(say("backup.broken_history", file=file.name, detail=found.faults[0]))
            yield Proven(path, facts, found)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error
