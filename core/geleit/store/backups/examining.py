"""Looking into a copy of a database without opening it for work: is it ours, whole, and what its manifest says?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.backups.manifest import Manifest, digest_of
from geleit.store.driver import DAMAGED, code_of, driver
from geleit.store.faults import spoken
from geleit.store.integrity import check_whole
from geleit.store.journal.chain import Witness, head, verify_chain
from geleit.store.keys import Key, is_plain
from geleit.store.link import Row, connect
from geleit.store.migrations import APPLICATION_ID, VERSIONS
from geleit.store.place import create_file
from geleit.store.reading import Reads
from geleit.store.sealing import is_sealed, unseal
from geleit.store.shapes import quoted
from geleit.store.unlocking import literal_of

_TIMEOUT = 30.0


@attrs.frozen
class Facts:
    """What a database says of itself: the version of its tables, the last entry of its history, the hash of the first
    one (None without any), and the number of rows of each table."""

    schema: int
    witness: Witness
    database: str | None
    counts: Mapping[str, int]


class Copied(Reads):
    """A copy, read through a connection of its own."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def rows(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> list[Row]:
        with spoken(table):
            found: list[Row] = self.connection.execute(sql, parameters).fetchall()
            return found

    def key_of(self, table: str) -> str:
        raise StoreError(say("store.not_derived", table=table))


@contextmanager
def looked_at(path: Path, key: Key | None, name: str) -> Iterator[Copied]:
    """A copy, to be read; `name` is what it is called in messages. Raises StoreError if it is no database, or if it is
    encrypted and the key is missing or does not fit."""
    encrypted = is_plain(path) is False
    if encrypted and key is None:
        raise StoreError(say("backup.needs_key", file=name))
    literal = literal_of(path, key if encrypted else None)
    with spoken():
        connection = connect(path, timeout=_TIMEOUT, key=literal)
    try:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver().DatabaseError as error:
            if code_of(error) in DAMAGED:
                code = "backup.wrong_key" if encrypted else "backup.foreign"
                raise StoreError(say(code, file=name)) from error
            with spoken():
                raise
        yield Copied(connection)
    finally:
        connection.close()


def facts_of(reads: Reads) -> Facts:
    """What a database of ours says of itself."""
    ((schema,),) = reads.rows("PRAGMA user_version")
    first = reads.rows('SELECT "hash" FROM "journal_chain" WHERE "seq" = 1')
    names = reads.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    counts = {name: int(reads.rows(f"SELECT count(*) FROM {quoted(name)}")[0][0]) for (name,) in names}
    return Facts(int(schema), head(reads), first[0][0].hex() if first else None, counts)


def unpack(file: Path, manifest: Manifest | None, key: Key | None, target: Path) -> None:
    """Write what a backup holds to a new file, readable by its owner alone.

    Raises StoreError if the file is not the one of the manifest, is sealed and the key is missing or does not fit, or
    cannot be read or written.
    """
    try:
        content = file.read_bytes()
        if manifest is not None and (len(content), digest_of(content)) != (manifest.size, manifest.sha256):
            raise StoreError(say("backup.not_the_file", file=file.name))
        if is_sealed(content):
            if key is None:
                raise StoreError(say("backup.needs_key", file=file.name))
            try:
                content = unseal(content, key)
            except StoreError as error:
                if error.sentence.code == "sealing.not_opened" and manifest is not None:
                    # The file is as it was made, so it is the key.
                    raise StoreError(say("backup.wrong_key", file=file.name)) from error
                raise
        create_file(target, None)
        target.write_bytes(content)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error


def examine(copied: Copied, manifest: Manifest | None, name: str) -> Facts:
    """Check a copy: that it is a database of ours, not newer than this program, consistent in itself, with an
    unbroken history, and what its manifest says. Raises StoreError."""
    ((application,),) = copied.rows("PRAGMA application_id")
    ((schema,),) = copied.rows("PRAGMA user_version")
    if application != APPLICATION_ID:
        raise StoreError(say("backup.foreign", file=name))
    if schema > len(VERSIONS):
        raise StoreError(say("backup.newer", file=name, found=schema, known=len(VERSIONS)))
    try:
        with spoken():
            check_whole(copied.connection)
    except StoreError as error:
        raise StoreError(say("backup.damaged", file=name, detail=error.sentence.args.get("detail", "–"))) from error
    facts = facts_of(copied)
    if manifest is not None:
        promised = Facts(manifest.schema, manifest.witness, manifest.database, manifest.counts)
        if facts != promised:
            raise StoreError(say("backup.not_as_promised", file=name))
    found = verify_chain(copied, facts.witness)
    if not found.whole:
        raise StoreError(say("backup.broken_history", file=name, detail=found.faults[0]))
    return facts
