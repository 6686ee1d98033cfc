"""Whether a database file is consistent in itself: its pages, its references, and, if encrypted, every page's seal."""

from __future__ import annotations

from typing import Any

from geleit.errors import StoreError
from geleit.labels import Listed, say

_MOST = 5


def faults_of(connection: Any) -> tuple[str, ...]:
    """What SQLite finds wrong with the file of a connection, in its own words; nothing for one that is whole.

    A plain file may be changed in its values without any of this noticing; of an encrypted one each page is checked.
    """
    found = [text for (text,) in connection.execute("PRAGMA integrity_check").fetchall() if text != "ok"]
    found += [
        f"{table} → {parent}" for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall()
    ]
    # Without SQLCipher, or without a key, this pragma finds nothing to say.
    found += [text for (text,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
    return tuple(found)


def check_whole(connection: Any) -> None:
    """Raise StoreError if the file of a connection is not consistent in itself."""
    if found := faults_of(connection):
        more = [f"+{len(found) - _MOST}"] if len(found) > _MOST else []
        raise StoreError(say("store.not_whole", detail=Listed([*found[:_MOST], *more])))
