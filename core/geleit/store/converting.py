"""Writing all records to a new file under another key, or under none."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

from geleit.errors import Busy, StoreError
from geleit.labels import say
from geleit.store.connection import Store, open_store
from geleit.store.driver import can_encrypt
from geleit.store.faults import spoken
from geleit.store.journal.chain import head
from geleit.store.journal.replay import verify
from geleit.store.keys import Key, salt_of
from geleit.store.leftovers import drop_old, old_path
from geleit.store.link import Link
from geleit.store.place import create_file
from geleit.store.replacing import replace_database


def convert(store: Store, key: Key | None) -> None:
    """Put the records of a store under another key, or under none, and close the store.

    The new file is checked (pages, references, the chain up to the last entry, and that it leads to the live records)
    before it takes the old one's place; the old one's bytes are overwritten as far as the disk lets them be.
    Raises StoreError and Busy as `replace_database`; then the old file is as it was.
    """
    if not can_encrypt():
        raise StoreError(say("store.no_cipher", path=store.path))
    old = old_path(store.path)
    witness = head(store)

    def make(link: Link, target: Path) -> None:
        _export(link, target, key)
        with open_store(target, clock=_no_clock, actor="", key=key) as made:
            found = verify(made, witness)
        target.with_name(f"{target.name}.lock").unlink(missing_ok=True)
        if not found.whole:
            raise StoreError(found.faults[0])
        old.unlink(missing_ok=True)
        os.link(store.path, old)

    try:
        replace_database(store, make)
    except Busy:
        # Somebody else has it open, perhaps to do the same: what lies beside the database is theirs.
        raise
    except BaseException:
        drop_old(store.path)
        raise
    drop_old(store.path)


def _export(link: Link, target: Path, key: Key | None) -> None:
    """SQLCipher's own copying between files under different keys, with all that belongs to the schema."""
    create_file(target, None)
    target.chmod(stat.S_IMODE(Path(link.rows("PRAGMA database_list")[0][2]).stat().st_mode))
    literal = "" if key is None else key.literal(salt_of(target))
    execute = link.db.conn.execute
    with spoken():
        versions = [(name, link.pragma(name)) for name in ("user_version", "application_id")]
        execute("ATTACH DATABASE ? AS converted KEY ?", [os.fspath(target), literal])
        try:
            # It is put on the disk as a whole before it takes its place; until then nobody needs it.
            execute("PRAGMA converted.synchronous = OFF")
            execute("SELECT sqlcipher_export('converted')")
            for name, number in versions:
                execute(f"PRAGMA converted.{name} = {number}")
        finally:
            execute("DETACH DATABASE converted")


def _no_clock() -> datetime:
    """Nothing is written while a copy is checked."""
    raise StoreError(say("store.ended"))
