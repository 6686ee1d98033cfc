"""Making backups: copied while others work, restored to see that it can be, sealed, and only then given their name."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import attrs

from geleit.errors import GeleitError, StoreError
from geleit.labels import Sentence, say
from geleit.store import sealing
from geleit.store.backups import manifest as manifests
from geleit.store.backups.examining import examine, facts_of, looked_at, unpack
from geleit.store.backups.manifest import Manifest, Occasion, digest_of, read_manifest
from geleit.store.backups.scratch import clear_scratch, scratch
from geleit.store.connection import Store
from geleit.store.copying import copy_whole
from geleit.store.keys import Key
from geleit.store.locking import FileLock
from geleit.store.place import create_file, make_folder

PLAIN_SUFFIX = ".db"
SEALED_SUFFIX = f"{PLAIN_SUFFIX}{sealing.SUFFIX}"
LOCK = ".backup.lock"
"""The lock of a folder of backups."""

_PART = ".part"


@attrs.frozen
class Backup:
    """A backup in a folder: its file, and what its manifest says of it."""

    path: Path
    manifest: Manifest

    @property
    def manifest_path(self) -> Path:
        """The manifest's file, beside the backup's."""
        return manifest_path(self.path)

    def fault(self, *, content: bool = False) -> Sentence | None:
        """Why it is of no use as it lies there: missing, of another size, or, with `content`, not as it was made."""
        try:
            if self.path.stat().st_size != self.manifest.size:
                return say("backup.not_the_file", file=self.path.name)
            if content and digest_of(self.path.read_bytes()) != self.manifest.sha256:
                return say("backup.not_the_file", file=self.path.name)
        except FileNotFoundError:
            return say("backup.gone", file=self.path.name)
        except OSError as error:
            return say("backup.cannot", detail=error.strerror or error)
        return None


@attrs.frozen(kw_only=True)
class About:
    """What a manifest says besides the records: whose they are, and by which program and region they were kept."""

    organisation: str
    region: str
    region_version: str
    geleit: str


def make_backup(
    store: Store,
    folder: Path,
    *,
    key: Key | None,
    about: About,
    clock: Callable[[], datetime],
    group: str | None = None,
    occasion: Occasion = Occasion.ROUTINE,
    timeout: float = 30.0,
) -> Backup:
    """Back the records up into a folder, which is made if it is missing; others may go on working meanwhile.

    With `key` the backup is sealed. It appears with its manifest when it has been read back from the disk, opened and
    found to be what was copied; whatever happens before, there is nothing, or what the next run clears away.
    Raises StoreError if that fails or the folder cannot be written to, Busy if somebody else is making one.
    """
    try:
        make_folder(folder, group)
        with FileLock(folder / LOCK, group).held(timeout):
            clear_scratch(store.path)
            clear_leftovers(folder, store.path.stem)
            with scratch(store.path) as aside:
                return _made(store, folder, aside, key, about, clock(), group, occasion)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error


def _made(
    store: Store,
    folder: Path,
    aside: Path,
    key: Key | None,
    about: About,
    at: datetime,
    group: str | None,
    occasion: Occasion,
) -> Backup:
    copy = aside / "copy.db"
    copy_whole(store.link(), copy)
    with looked_at(copy, key, store.path.name) as copied:
        facts = facts_of(copied)
    content = copy.read_bytes()
    if key is not None:
        content = sealing.seal(content, key)
    made_at = at.astimezone(UTC).replace(microsecond=0)
    path = _free(folder, store.path.stem, made_at, SEALED_SUFFIX if key is not None else PLAIN_SUFFIX)
    manifest = Manifest(
        file=path.name,
        size=len(content),
        sha256=digest_of(content),
        sealed=key is not None,
        made_at=made_at,
        witness=facts.witness,
        database=facts.database,
        counts=facts.counts,
        schema=facts.schema,
        occasion=occasion,
        **attrs.asdict(about),
    )
    backup = Backup(path, manifest)
    parts = part_of(path), part_of(backup.manifest_path)
    try:
        for part, written in zip(parts, (content, manifest.text().encode()), strict=True):
            _write(part, written, group)
        restored = aside / "restored.db"
        unpack(parts[0], manifest, key, restored)
        with looked_at(restored, key, path.name) as copied:
            examine(copied, manifest, path.name)
        # The manifest first: one without its backup beside a part is a leftover, a backup is never taken for one.
        os.replace(parts[1], backup.manifest_path)
        os.replace(parts[0], path)
    except (OSError, GeleitError):
        clear_leftovers(folder, store.path.stem)
        raise
    _sync(folder)
    return backup


def manifest_path(path: Path) -> Path:
    """Where the manifest of a backup's file is."""
    for suffix in (SEALED_SUFFIX, PLAIN_SUFFIX):
        if path.name.endswith(suffix):
            return path.with_name(path.name.removesuffix(suffix) + manifests.SUFFIX)
    return path.with_name(path.name + manifests.SUFFIX)


def part_of(path: Path) -> Path:
    """What a file of a backup is called before it is complete, or while it is being removed."""
    return path.with_name(f".{path.name}{_PART}")


def clear_leftovers(folder: Path, stem: str) -> None:
    """Remove what killed runs have left of backups and of their removal; nobody may be at work: take the lock."""
    for part in sorted(folder.glob(f".*{_PART}")):
        name = part.name[1:].removesuffix(_PART)
        if not name.startswith(f"{stem}-"):
            continue
        whole = folder / name
        if name.endswith(manifests.SUFFIX):
            # A removal was cut off: its manifest has left its place, its backup is to follow.
            if not whole.exists():
                for suffix in (SEALED_SUFFIX, PLAIN_SUFFIX):
                    whole.with_name(name.removesuffix(manifests.SUFFIX) + suffix).unlink(missing_ok=True)
        elif not whole.exists():
            manifest_path(whole).unlink(missing_ok=True)
        part.unlink()


def remove(backup: Backup) -> None:
    """Remove a backup and its manifest, in an order that a killed run leaves to the next one. Raises OSError."""
    leaving = part_of(backup.manifest_path)
    os.replace(backup.manifest_path, leaving)
    backup.path.unlink(missing_ok=True)
    leaving.unlink()


def backups_in(folder: Path) -> tuple[tuple[Backup, ...], tuple[Sentence, ...]]:
    """The backups of a folder that have a manifest, the newest first, and what is wrong with manifests that cannot be
    read. A folder that is missing has none. Raises StoreError if it cannot be read."""
    found: list[Backup] = []
    faults: list[Sentence] = []
    try:
        for path in sorted(folder.glob(f"*{manifests.SUFFIX}")):
            try:
                manifest = read_manifest(path)
            except StoreError as error:
                faults.append(error.sentence)
                continue
            if manifest is not None and not part_of(folder / manifest.file).exists():
                found.append(Backup(folder / manifest.file, manifest))
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error
    found.sort(key=lambda one: (one.manifest.made_at, one.path.name), reverse=True)
    return tuple(found), tuple(faults)


def _free(folder: Path, stem: str, at: datetime, suffix: str) -> Path:
    """A name that no backup has: the database's, and when it was made (UTC)."""
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        path = folder / f"{stem}-{at:%Y%m%d-%H%M%S}Z{again}{suffix}"
        if not path.exists() and not manifest_path(path).exists():
            return path
    raise AssertionError("there is always a next number")


def _write(path: Path, content: bytes, group: str | None) -> None:
    create_file(path, group)
    with path.open("r+b") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names last, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
