"""A database of the version before the history was a chain, as large as is wanted."""

from __future__ import annotations

import json
from pathlib import Path

from geleit.store import migrations
from geleit.store.place import create_file
from tests.faults.crew import Setting
from tests.faults.traces import bare

VERSION = 4


def make(setting: Setting, path: Path, rows: int) -> None:
    """So many tasks, each added and changed once, with their entries of the history."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    create_file(path, None)
    connection = bare(setting, path)
    for name in migrations.VERSIONS[:VERSION]:
        script = Path(migrations.__file__).parent / "schema" / f"{name}.sql"
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.execute("BEGIN")
    connection.execute(
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    connection.executemany(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('geleit', ?, '')",
        [(name,) for name in migrations.VERSIONS[:VERSION]],
    )
    connection.executemany(
        "INSERT INTO tasks (id, rev, title, owner) VALUES (?, 2, ?, 'a')", [(f"t{n}", f"now {n}") for n in range(rows)]
    )
    at = "2026-01-01T00:00:00.000000+00:00"
    insert = (
        'INSERT INTO journal (at, actor, reason, op, "table", "key", rev, before, after) '
        "VALUES (?, 'a', ?, ?, 'tasks', ?, ?, ?, ?)"
    )
    for n in range(rows):
        then, now = {"title": f"then {n}"}, {"title": f"now {n}"}
        connection.execute(insert, [at, "task", "insert", f"t{n}", 1, None, json.dumps(then | {"owner": "a"})])
        connection.execute(insert, [at, None, "update", f"t{n}", 2, json.dumps(then), json.dumps(now)])
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
    connection.close()
