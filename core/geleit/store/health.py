"""How the database's file is doing: who else may read it, where it lies, what is left of the disk, which SQLite."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from geleit.errors import StoreError
from geleit.labels import Listed, Sentence, say
from geleit.store.blueprint import altered
from geleit.store.connection import Store
from geleit.store.driver import driver, wal_is_safe
from geleit.store.former import formers
from geleit.store.integrity import check_whole
from geleit.store.mounts import network_type

_MEGABYTE = 1_000_000
_ROOM = 500 * _MEGABYTE
_TIMES = 3
"""A backup and a change of version each copy the whole database once, beside what it grows by."""


class Status(StrEnum):
    """How something is: in order, in want of attention, or wrong."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@attrs.frozen
class Finding:
    """One line of a check: what was looked at (a code), how it is, in a sentence, and what to do about it."""

    code: str
    status: Status
    sentence: Sentence
    remedy: Sentence | None = None


def ok(code: str, **values: object) -> Finding:
    """Something in order; its sentence is `health.<code>_ok`."""
    return Finding(code, Status.OK, say(f"health.{code}_ok", **values))


def warn(code: str, which: str = "warn", **values: object) -> Finding:
    """Something in want of attention; sentence `health.<code>_<which>`, remedy `health.<code>_<which>_remedy`."""
    return Finding(
        code, Status.WARN, say(f"health.{code}_{which}", **values), say(f"health.{code}_{which}_remedy", **values)
    )


def fail(code: str, which: str = "fail", **values: object) -> Finding:
    """Something wrong; sentence `health.<code>_<which>`, remedy `health.<code>_<which>_remedy`."""
    return Finding(
        code, Status.FAIL, say(f"health.{code}_{which}", **values), say(f"health.{code}_{which}_remedy", **values)
    )


def of_place(path: Path, group: str | None) -> Iterator[Finding]:
    """Rights of the file and its folder, kind of drive, room on the disk; nothing is opened. For a file that exists."""
    yield from of_rights("rights", (path.parent, path, *_traces(path)), group)
    kind = network_type(path.parent)
    yield ok("drive") if kind is None else fail("drive", kind=kind, path=path)
    free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    room: dict[str, Any] = {"free": free // _MEGABYTE, "size": size // _MEGABYTE}
    if free < size * _TIMES:
        yield fail("disk", **room)
    elif free < size * _TIMES + _ROOM:
        yield warn("disk", **room)
    else:
        yield ok("disk", **room)


def of_rights(code: str, paths: tuple[Path, ...], group: str | None) -> Iterator[Finding]:
    """Whether accounts that have no business with these files may get at them; Windows keeps its rights elsewhere."""
    if sys.platform == "win32":
        yield ok("rights_elsewhere")
        return
    foreign = stat.S_IRWXO if group else stat.S_IRWXO | stat.S_IRWXG
    letters = "o-rwx" if group else "go-rwx"
    open_ones = [path for path in paths if path.exists() and stat.S_IMODE(path.stat().st_mode) & foreign]
    if not open_ones:
        yield ok(code)
    for path in open_ones:
        yield fail(code, path=path, mode=f"{stat.S_IMODE(path.stat().st_mode):o}", letters=letters)


def of_records(store: Store) -> Iterator[Finding]:
    """SQLite's version and journal mode, and whether tables, pages and references are in order. The triggers were
    asserted when the store was opened."""
    version = driver().sqlite_version_info
    shown: dict[str, Any] = {"version": ".".join(map(str, version)), "mode": store.journal_mode.upper()}
    safe = wal_is_safe(version)
    if (store.journal_mode == "wal") and not safe:
        yield fail("sqlite", **shown)
    else:
        yield ok("sqlite" if safe else "sqlite_older", **shown)
    names = altered(store.link())
    yield fail("schema", names=Listed(names)) if names else ok("schema")
    try:
        check_whole(store.link().db.conn)
        yield ok("pages")
    except StoreError as error:
        yield Finding("pages", Status.FAIL, error.sentence, say("health.restore_remedy"))
    if kept := formers(store.path):
        yield warn("formers", files=", ".join(path.name for path in kept))


def _traces(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + trace) for trace in ("-wal", "-shm", "-journal", ".lock"))
