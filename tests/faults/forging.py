"""Eight ways to falsify records or their history, as somebody does who has the file and knows how it is made.

Every guard is dropped first and put back afterwards, so that the file opens as if nothing had been.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from geleit.store.driver import driver
from geleit.store.journal.hashing import digest_of, hash_of

OTHER_TIME = "2020-01-01T00:00:00.000000+00:00"


@contextmanager
def unguarded(path: Path) -> Iterator[Any]:
    """A connection of another program, without any trigger."""
    connection = driver().connect(str(path), isolation_level=None)
    kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    connection.execute("BEGIN")
    for name, _ in kept:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield connection
    for _, sql in kept:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()


def rechained(connection: Any) -> None:
    """Make every digest and hash anew, so that the chain is whole again."""
    previous: bytes | None = None
    rows = connection.execute(
        'SELECT c."seq", "at", "actor", "reason", "op", "table", "key", "rev", "salt", "before", "after" '
        'FROM "journal_chain" AS c JOIN "journal_payloads" AS p ON p."seq" = c."seq" ORDER BY c."seq"'
    ).fetchall()
    for seq, at, actor, reason, op, table, key, rev, salt, before, after in rows:
        digest = digest_of(salt, before, after)
        previous = hash_of(previous, seq, at, actor, reason, op, table, key, rev, digest)
        connection.execute("UPDATE journal_chain SET digest = ?, hash = ? WHERE seq = ?", [digest, previous, seq])


def actor_edited(connection: Any, seq: int, last: int, dice: Random) -> None:
    connection.execute("UPDATE journal_chain SET actor = 'somebody else' WHERE seq = ?", [seq])


def payload_edited(connection: Any, seq: int, last: int, dice: Random) -> None:
    connection.execute(
        "UPDATE journal_payloads SET after = json_set(coalesce(after, '{}'), '$.phone', '0') WHERE seq = ?", [seq]
    )


def row_deleted(connection: Any, seq: int, last: int, dice: Random) -> None:
    for table in ("journal_chain", "journal_payloads"):
        connection.execute(f"DELETE FROM {table} WHERE seq = ?", [seq])


def tail_deleted(connection: Any, seq: int, last: int, dice: Random) -> None:
    """The last change undone with its entry, as if it had never been."""
    table, key, op, before = connection.execute(
        'SELECT "table", "key", "op", "before" FROM journal WHERE seq = ?', [last]
    ).fetchone()
    assert (table, op) == ("people", "update")
    for name, value in json.loads(before).items():
        connection.execute(f'UPDATE people SET "{name}" = ? WHERE id = ?', [value, key])
    connection.execute("UPDATE people SET rev = rev - 1 WHERE id = ?", [key])
    row_deleted(connection, last, last, dice)


def row_inserted(connection: Any, seq: int, last: int, dice: Random) -> None:
    """An entry in the middle with a correct hash; those behind it move on by one."""
    for table in ("journal_chain", "journal_payloads"):
        connection.execute(f"UPDATE {table} SET seq = -seq - 1 WHERE seq > ?", [seq])
        connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq < 0")
    salt, after = dice.randbytes(16), '{"title":"never"}'
    digest = digest_of(salt, None, after)
    (previous,) = connection.execute("SELECT hash FROM journal_chain WHERE seq = ?", [seq]).fetchone()
    entry = (OTHER_TIME, "a", None, "note", "tasks", "x", 1, digest)
    made = hash_of(previous, seq + 1, *entry)
    connection.execute(f"INSERT INTO journal_chain VALUES ({', '.join('?' * 10)})", [seq + 1, *entry, made])
    connection.execute("INSERT INTO journal_payloads VALUES (?, ?, NULL, ?)", [seq + 1, salt, after])


def time_changed(connection: Any, seq: int, last: int, dice: Random) -> None:
    connection.execute("UPDATE journal_chain SET at = ? WHERE seq = ?", [OTHER_TIME, seq])


def everything_rechained(connection: Any, seq: int, last: int, dice: Random) -> None:
    """Somebody else is said to have done it, and every hash is made to fit."""
    actor_edited(connection, seq, last, dice)
    rechained(connection)


def live_row_edited(connection: Any, seq: int, last: int, dice: Random) -> None:
    (key,) = connection.execute("SELECT id FROM people ORDER BY id LIMIT 1 OFFSET ?", [dice.randrange(5)]).fetchone()
    connection.execute("UPDATE people SET phone = 'altered' WHERE id = ?", [key])


KINDS: Mapping[str, Callable[[Any, int, int, Random], None]] = {
    each.__name__: each
    for each in (
        actor_edited, payload_edited, row_deleted, tail_deleted, row_inserted, time_changed, everything_rechained,
        live_row_edited,
    )
}  # fmt: skip
"""Each is told the number of an entry in the middle, the number of the last one, and where chance comes from."""

OUT_OF_BAND = (
    "INSERT INTO tasks (id, rev, title, owner) VALUES ('x', 1, 'x', 'x')",
    "UPDATE people SET phone = '0'",
    "UPDATE people SET id = 'other' WHERE id = 'p1'",
    "DELETE FROM tasks",
    "REPLACE INTO tasks (id, rev, title, owner) VALUES ('t0', 9, 'x', 'x')",
    "INSERT INTO tasks (id, rev, title, owner) VALUES ('t0', 1, 'x', 'x') ON CONFLICT DO UPDATE SET title = 'x'",
    "DELETE FROM participations",
    "UPDATE journal_chain SET actor = 'x'",
    "DELETE FROM journal_payloads",
    "INSERT INTO journal (at, actor, op, \"table\", key, rev) VALUES ('2026-01-01T00:00:00+00:00', 'a', 'note', '', '', 1)",
)
"""What another program may try that knows nothing of the guards; each changes at least one row."""
