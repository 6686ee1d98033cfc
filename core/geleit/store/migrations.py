"""The core's tables, version by version, and how a file is brought up to the present one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.driver import driver
from geleit.store.journal.triggers import GUARDS, make_guards, make_triggers, tables
from geleit.store.link import Link

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = int.from_bytes(b"glei")
"""Marks a file as one of ours (`PRAGMA application_id`)."""

VERSIONS = (
    "0001_people",
    "0002_partnerships",
    "0003_outcomes",
    "0004_journal",
    "0005_journal_chain",
    "0006_privacy",
    "0007_retention",
    "0008_browsing",
    "0009_pair_constraints",
)
"""The steps in their order, each the name of its file of SQL; a step that has been published is never changed."""


def core_migrations() -> Migrations:
    """The steps as sqlite-utils applies them."""
    from sqlite_utils import Migrations

    migrations = Migrations("geleit")
    for name in VERSIONS:
        migrations(name=name)(_chaining(name) if name == "0005_journal_chain" else _step(name))
    return migrations


class _step:
    """One file of SQL, executed inside the transaction that is open."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __call__(self, db: Database, /) -> None:
        sql = (Path(__file__).parent / "schema" / f"{self.__name__}.sql").read_text(encoding="utf-8")
        for statement in _statements(sql):
            db.execute(statement)


def _statements(sql: str) -> Iterator[str]:
    """The statements of a file in which each ends with its line; sqlite-utils looks for their ends at every character,
    which takes longer than carrying them out."""
    complete: Callable[[str], bool] = driver().complete_statement
    begun = ""
    for line in sql.splitlines(keepends=True):
        begun += line
        if line.rstrip().endswith(";") and complete(begun):
            yield begun
            begun = ""
    if begun.strip():
        yield begun


class _chaining(_step):
    """The step after which the history is a chain: what there was before is chained in its order."""

    def __call__(self, db: Database, /) -> None:
        super().__call__(db)
        for sql in GUARDS.values():
            db.execute(sql)
        columns = '"at", "actor", "reason", "op", "table", "key", "rev", "before", "after"'
        db.execute(f'INSERT INTO "journal" ({columns}) SELECT {columns} FROM "journal_plain" ORDER BY "seq"')
        db.execute('DROP TABLE "journal_plain"')


def is_current(link: Link, path: Path) -> bool:
    """Whether the file has the present version; False if it is empty or older.

    Raises StoreError for a file that is not ours, or that a newer version has written.
    """
    with link.snapshot():
        version = int(link.pragma("user_version"))
        application = int(link.pragma("application_id"))
        empty = is_empty(link)
    if application != APPLICATION_ID and not (empty and application == 0 and version == 0):
        raise StoreError(say("store.foreign", path=path))
    if version > len(VERSIONS):
        raise StoreError(say("store.newer", path=path, found=version, known=len(VERSIONS)))
    return version == len(VERSIONS)


def is_empty(link: Link) -> bool:
    """Whether there is nothing in the file at all."""
    return not link.rows("SELECT 1 FROM sqlite_master LIMIT 1")


def migrate(link: Link) -> None:
    """Apply what is missing, and make every trigger anew, in one unit of work."""
    with link.unit():
        core_migrations().apply(link.db)
        make_guards(link)
        for table in tables(link):
            make_triggers(link, table)
        link.change(f"PRAGMA application_id = {APPLICATION_ID}")
        link.change(f"PRAGMA user_version = {len(VERSIONS)}")
