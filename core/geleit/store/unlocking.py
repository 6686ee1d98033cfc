"""Whether a file is encrypted as the configuration says, and whether the key fits."""

from __future__ import annotations

from pathlib import Path

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.driver import DAMAGED, can_encrypt, code_of, driver
from geleit.store.faults import spoken
from geleit.store.keys import Key, is_plain, salt_of
from geleit.store.link import connect


def literal_of(path: Path, key: Key | None) -> str | None:
    """The key as a connection to this file takes it; None without a key.

    Raises StoreError if this SQLite cannot encrypt, or if the file is plain although there is a key for it, or the
    other way round.
    """
    plain = is_plain(path)
    if key is None:
        if plain is False:
            raise StoreError(say("store.sealed", path=path))
        return None
    if not can_encrypt():
        raise StoreError(say("store.no_cipher", path=path))
    if plain:
        raise StoreError(say("store.not_sealed", path=path))
    return key.literal(salt_of(path))


def check_key(path: Path, literal: str, timeout: float = 5.0) -> None:
    """Read the first page. Raises StoreError if the key does not fit, or the file is damaged from its beginning; Busy
    if somebody else keeps it."""
    with spoken():
        connection = connect(path, timeout=timeout, key=literal)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver().DatabaseError as error:
            if code_of(error) in DAMAGED:
                raise StoreError(say("store.wrong_key", path=path)) from error
            raise
        finally:
            connection.close()
