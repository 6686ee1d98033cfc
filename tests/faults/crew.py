"""Processes that are begun to be killed, all from one that has never opened a database itself.

A scenario is a module that is run as a program of its own, `python -m tests.faults.<scenario> SETTING FOLDER TOLD`: it
settles which SQLite is in use, forks its crew, and prints what became of it as JSON. Forked processes need no time to
import anything, so that hundreds of them can be killed in a minute.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

from geleit.store import Key, Store, open_store

SETTINGS: Mapping[str, str] = {"wal": "wal", "delete": "delete", "encrypted": "wal", "encrypted_delete": "delete"}
"""Which SQLite, as scenarios are told it, and its journal mode: with the extra `crypt` plain or encrypted, or Python's
own without it."""

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@attrs.frozen
class Setting:
    """Which SQLite is in use, and how databases are opened with it."""

    name: str

    @property
    def key(self) -> Key | None:
        """The key of an encrypted database."""
        return Key(bytes(range(32))) if self.name.startswith("encrypted") else None

    def opened(self, path: Path, *, actor: str = "account1", clock: Callable[[], datetime] = lambda: NOON) -> Store:
        """A database of this setting; it is made if it is missing."""
        store = open_store(path, clock=clock, actor=actor, create=True, key=self.key)
        assert store.journal_mode == SETTINGS[self.name]
        return store


def settle(name: str) -> Setting:
    """Decide for the rest of this process which SQLite is in use; nothing may have been opened before."""
    import geleit.store.connection
    from geleit.store.driver import can_encrypt

    if name == "delete":
        sys.modules["sqlcipher3"] = None  # type: ignore[assignment]  # so that importing it fails
    if SETTINGS[name] == "delete":
        vars(geleit.store.connection)["wal_is_safe"] = lambda version: False
    assert can_encrypt() == (name != "delete")
    return Setting(name)


def serve(scenario: Callable[..., Mapping[str, Any]]) -> None:
    """Run a scenario as the program's arguments say, and print what it returns."""
    name, folder, told = sys.argv[1:]
    done = scenario(settle(name), Path(folder), **json.loads(told))
    print(json.dumps(done), flush=True)


def forked(work: Callable[[], object]) -> int:
    """Begin work in a process of its own; returns its number."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    finally:
        if status:
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(status)


def ended(pid: int) -> int:
    """Wait for a process; returns its exit code, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed(pid: int, after: float = 0.0) -> bool:
    """Kill a process after so many seconds; whether it was still at work then."""
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)  # it was not waited for yet, so its number is nobody else's
    code = ended(pid)
    assert code in (0, -signal.SIGKILL), "a process failed before it was killed"
    return code == -signal.SIGKILL


def answered(work: Callable[[], Any]) -> Any:
    """What work returns that is done in a process of its own, so that nothing of it stays open here."""
    reading, writing = os.pipe()

    def telling() -> None:
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            json.dump(work(), pipe)

    pid = forked(telling)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    assert ended(pid) == 0, "a process failed"
    return json.loads(said)


def together(works: list[Callable[[], object]]) -> list[int]:
    """Begin several works at the same moment, each in a process of its own; returns their exit codes."""
    waiting, starting = os.pipe()

    def after_the_start(work: Callable[[], object]) -> None:
        os.close(starting)
        os.read(waiting, 1)  # returns once nobody holds the other end any more
        work()

    pids = [forked(lambda work=work: after_the_start(work)) for work in works]  # type: ignore[misc]
    os.close(waiting)
    os.close(starting)
    return [ended(pid) for pid in pids]
