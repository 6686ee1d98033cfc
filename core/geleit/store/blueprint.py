"""Whether the core's tables are as this version makes them: nobody has altered, added or dropped one by hand."""

from __future__ import annotations

import re
from functools import cache

from geleit.store.driver import driver
from geleit.store.journal.hashing import SALT, digest_of, hash_of
from geleit.store.journal.triggers import UNWATCHED
from geleit.store.link import Link
from geleit.store.migrations import core_migrations

_OBJECTS = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index', 'view') AND sql IS NOT NULL"
_BLANKS = re.compile(r"\s+")


def altered(link: Link) -> tuple[str, ...]:
    """The names of the core's tables, indexes and views that are missing, or that are not as this version makes them.

    Tables of regions are not looked at: their columns follow the region's classes.
    """
    found = {name: _plain(sql) for name, sql in link.rows(_OBJECTS)}
    return tuple(sorted(name for name, sql in _wanted().items() if found.get(name) != sql))


@cache
def _wanted() -> dict[str, str]:
    """Name → definition, as a new database gets them."""
    driver()  # before sqlite-utils is imported
    from sqlite_utils import Database

    connection = driver().connect(":memory:", isolation_level=None)
    for name, arity, function in (("salt", 0, lambda: bytes(SALT)), ("digest", 3, digest_of), ("hash", 10, hash_of)):
        connection.create_function(f"geleit_{name}", arity, function)
    core_migrations().apply(Database(connection, execute_plugins=False))
    wanted = {name: _plain(sql) for name, sql in connection.execute(_OBJECTS) if name not in UNWATCHED - _HISTORY}
    connection.close()
    return wanted


_HISTORY = frozenset({"journal_chain", "journal_payloads"})


def _plain(sql: str) -> str:
    """A definition without what versions of SQLite write differently: blanks and quotation marks."""
    return _BLANKS.sub(" ", sql.replace('"', "")).strip()
