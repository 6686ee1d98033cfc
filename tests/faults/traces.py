"""What is on the disk after a process is gone: looked at in a copy, so that looking helps nobody who comes after."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from geleit.store.driver import driver
from geleit.store.integrity import faults_of
from geleit.store.keys import salt_of
from geleit.store.link import connect
from tests.faults.crew import Setting

_CHANCE = {
    "journal_chain": {"digest", "hash"},
    "journal_payloads": {"salt"},
    "_sqlite_migrations": {"applied_at"},
    "sqlite_sequence": {"seq"},
}
"""Columns that are different each time the same is done."""


def copied(path: Path, folder: Path) -> Path:
    """A database with the journals of whatever was cut off, copied as they lie there to a folder that is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in path.parent.glob(f"{path.name}*"):
        if not file.name.endswith("-shm"):  # SQLite makes it anew from the log
            shutil.copyfile(file, folder / file.name)
    return folder / path.name


def bare(setting: Setting, path: Path, timeout: float = 30.0) -> Any:
    """A connection to a file of the setting as it is, without asking what it is."""
    driver()
    key = setting.key
    return connect(path, timeout=timeout, key=None if key is None else key.literal(salt_of(path)))


def signature(setting: Setting, path: Path) -> str:
    """What is in a database, to the last value, as a digest; asserts that the file is consistent in itself.

    What is left to chance (salts, and the hashes over them) is no part of it.
    """
    connection = bare(setting, path)
    try:
        assert faults_of(connection) == ()
        digest = hashlib.sha256(str(connection.execute("PRAGMA user_version").fetchone()[0]).encode())
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (name,) in names:
            info = connection.execute("SELECT name FROM pragma_table_info(?)", [name]).fetchall()
            columns = [column for (column,) in info if column not in _CHANCE.get(name, ())]
            listed = ", ".join(f'"{column}"' for column in columns)
            digest.update(repr((name, columns)).encode())
            for row in connection.execute(f'SELECT {listed} FROM "{name}" ORDER BY {listed}'):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
    finally:
        connection.close()


def looked_at(setting: Setting, path: Path) -> str:
    """The signature of a database as it lies there, from a copy; of one that does not exist, an empty text."""
    if not path.exists():
        return ""
    return signature(setting, copied(path, path.parent.with_name(f"{path.parent.name}-seen")))
