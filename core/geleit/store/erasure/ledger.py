"""Who was erased, kept outside of the database: after a restored backup, they are erased again.

One line of JSON per step, only ever added to: the person's random id, when, and what was done; nothing personal. An
erasure that has begun and is not finished was interrupted, and is finished from here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import attrs

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.place import create_file

_BEGUN, _DONE, _WITHDRAWN = "begun", "done", "withdrawn"


@attrs.frozen
class LedgerEntry:
    """A person's erasure: `person` is the random id, `at` when it began (UTC), `counts` that figures stay (the person
    was anonymised), `kept` which categories a duty kept, with the last day of each (None: not known yet). `request` is
    the id of the request that asked for it."""

    person: str
    at: datetime
    counts: bool = False
    kept: Mapping[str, str | None] = attrs.field(factory=dict)
    request: str | None = None
    done: bool = False


def ledger_path(database: Path) -> Path:
    """Where the ledger of a database lies: beside it, under its name."""
    return database.with_name(f"{database.name}.erased")


class Ledger:
    """The ledger of a database. `group` is the system's group that shares the database, if one does."""

    def __init__(self, database: Path, group: str | None = None) -> None:
        self.path = ledger_path(database)
        self._group = group

    def begin(self, entry: LedgerEntry) -> None:
        """Write down, before anything is erased, that it is going to be. Raises StoreError if that is not possible."""
        self._add(
            {
                "step": _BEGUN,
                "person": entry.person,
                "at": _moment(entry.at),
                "counts": entry.counts,
                "kept": dict(entry.kept),
                "request": entry.request,
            }
        )

    def finish(self, people: Iterable[str], at: datetime) -> None:
        """Write down that what was begun for people is done, to the last byte. Raises StoreError."""
        for person in people:
            self._add({"step": _DONE, "person": person, "at": _moment(at)})

    def withdraw(self, person: str, at: datetime) -> None:
        """Write down that what was begun for a person failed, and nothing was erased. Raises StoreError."""
        self._add({"step": _WITHDRAWN, "person": person, "at": _moment(at)})

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The last erasure of each person, in the order in which they began; nobody where there is no ledger.

        A last line that was cut off while it was written counts for nothing: what it announces did not begin. Raises
        StoreError for any other line that cannot be read.
        """
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StoreError(say("store.place", path=self.path, detail=error.strerror or error)) from error
        found: dict[str, LedgerEntry] = {}
        before: dict[str, LedgerEntry | None] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
                person = told["person"]
                if told["step"] == _DONE:
                    found[person] = attrs.evolve(found[person], done=True)
                elif told["step"] == _WITHDRAWN:
                    del found[person]
                    if (earlier := before[person]) is not None:
                        found[person] = earlier
                else:
                    at = datetime.fromisoformat(told["at"])
                    before[person] = found.pop(person, None)
                    found[person] = LedgerEntry(person, at, told["counts"], told["kept"], told.get("request"))
            except (ValueError, LookupError, TypeError) as error:
                if number == len(lines):
                    continue
                raise StoreError(say("store.ledger", path=self.path, line=number)) from error
        return tuple(found.values())

    def unfinished(self) -> tuple[LedgerEntry, ...]:
        """The erasures that were begun and not finished."""
        return tuple(entry for entry in self.entries() if not entry.done)

    def _add(self, told: Mapping[str, object]) -> None:
        try:
            create_file(self.path, self._group)
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0))
            try:
                whole = self.path.read_bytes().rpartition(b"\n")
                if whole[2]:
                    # Cut off while it was written; nothing was done under it.
                    os.ftruncate(handle, len(whole[0]) + len(whole[1]))
                os.write(handle, json.dumps(told, sort_keys=True).encode("ascii") + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)
            if sys.platform != "win32":
                folder = os.open(self.path.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)
        except OSError as error:
            raise StoreError(say("store.place", path=self.path, detail=error.strerror or error)) from error


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
