"""Copying a database while others work with it: as it was at one moment, checked, and under the same key."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from geleit.store.faults import spoken
from geleit.store.integrity import check_whole
from geleit.store.link import Link
from geleit.store.place import create_file


def copy_whole(link: Link, target: Path) -> None:
    """Copy the database of a connection to a new file, by SQLite's backup interface, and check the copy.

    The copy has the key and the file mode of the original and is on the disk when this returns. Raises StoreError if
    it is damaged, OSError if it cannot be written; then an incomplete file may be left, which the caller removes.
    """
    create_file(target, None)
    source = Path(link.rows("PRAGMA database_list")[0][2])
    os.chmod(target, stat.S_IMODE(source.stat().st_mode))
    with spoken():
        copy = link.beside(target)
        try:
            link.db.conn.backup(copy)
            # One file, whatever mode the original is in.
            copy.execute("PRAGMA journal_mode = DELETE")
            check_whole(copy)
        finally:
            copy.close()
    for trace in ("-journal", "-wal", "-shm"):
        target.with_name(target.name + trace).unlink(missing_ok=True)
    with target.open("rb") as file:
        os.fsync(file.fileno())
