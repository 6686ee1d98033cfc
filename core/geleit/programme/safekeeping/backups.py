"""Backing up the records of a programme, and looking after the backups."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs

from geleit.config import Config
from geleit.errors import StoreError, UsageError
from geleit.labels import Sentence, say
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs

if TYPE_CHECKING:
    from geleit.store import Store, Witness
    from geleit.store.backups.expiry import Expired
    from geleit.store.backups.making import About, Backup
    from geleit.store.backups.manifest import Occasion
    from geleit.store.backups.rotation import Rotation

BACKUP = "backup"
"""What the change history calls it."""


@attrs.frozen
class Made:
    """A backup that was made (None for a dry run) in `folder`; what the rotation removed for it, or would.

    `sealed` says whether it takes the key to read it; `network` names the kind of drive if the folder is on another
    machine; `same_disk` says that it lies on the disk that the records are on, so that one broken disk takes both.
    """

    folder: Path
    backup: Backup | None
    expired: Expired
    sealed: bool
    network: str | None
    same_disk: bool


@attrs.frozen
class Listed:
    """The backups of a folder, the newest first, and manifests that cannot be read."""

    folder: Path
    backups: tuple[Backup, ...]
    faults: tuple[Sentence, ...]


@attrs.frozen
class Checked:
    """A backup that was restored and checked: how many entries its history has, and how many of the present history
    came after it; None where it is not part of the present history, because an earlier backup was restored since."""

    path: Path
    entries: int
    witness: Witness
    since: int | None


@needs(Action.BACKUP)
def make_backup(programme: Programme, folder: Path | None = None, *, dry_run: bool = False) -> Made:
    """Back the records up and note it in their history; then remove the backups that the rotation no longer keeps.

    `folder` is the configured one unless given. The backup is sealed if there is a key. With `dry_run` nothing is
    written. Raises StoreError, Busy.
    """
    from geleit.store.backups.expiry import expire, overdue

    config = programme.config
    folder = folder or config.backup_folder
    rule, zone = _rotation(config), ZoneInfo(config.organisation.timezone)
    store = programme.store
    database = database_of(store)
    if dry_run:
        from geleit.store.backups.making import backups_in

        found = overdue(backups_in(folder)[0], database, rule, programme.clock(), zone)
        return _told(programme, folder, None, found)
    backup = back_up(programme, folder)
    found = expire(folder, database, rule, programme.clock(), zone, group=config.database.group)
    return _told(programme, folder, backup, found)


@needs(Action.BACKUP)
def backups(programme: Programme, folder: Path | None = None) -> Listed:
    """The backups there are. Raises StoreError if the folder cannot be read."""
    from geleit.store.backups.making import backups_in

    folder = folder or programme.config.backup_folder
    return Listed(folder, *backups_in(folder))


@needs(Action.BACKUP)
def verify_backup(programme: Programme, file: Path | None = None, *, folder: Path | None = None) -> Checked:
    """Restore a backup beside the records, check it in every way there is, and throw the copy away.

    Without a file it is the newest one. Raises UsageError if there is none, StoreError for whatever is wrong with it.
    """
    from geleit.store.backups.proving import manifest_of, proven

    folder = folder or programme.config.backup_folder
    if file is None:
        found = backups(programme, folder).backups
        if not found:
            raise UsageError(say("backups.none", folder=folder))
        file = found[0].path
    file = located(file, folder)
    manifest = manifest_of(file)
    if manifest is None:
        raise StoreError(no_manifest(file))
    with proven(
        file,
        manifest,
        key=programme.key,
        beside=programme.config.database_path,
        clock=programme.clock,
        actor=programme.signature,
        group=programme.config.database.group,
    ) as restored:
        witness = restored.facts.witness
        return Checked(file, witness.seq, witness, entries_since(programme.store, witness))


@needs(Action.BACKUP)
def back_up(programme: Programme, folder: Path, occasion: Occasion | None = None) -> Backup:
    """Make a backup and note it in the history. Raises StoreError, Busy."""
    from geleit.store.backups import making as backups
    from geleit.store.backups.manifest import Occasion

    occasion = occasion or Occasion.ROUTINE
    made = backups.make_backup(
        programme.store,
        folder,
        key=programme.key,
        about=_about(programme),
        clock=programme.clock,
        group=programme.config.database.group,
        occasion=occasion,
    )
    keep_ledger(programme.config, folder)
    with programme.store.write(BACKUP) as tx:
        tx.note(
            BACKUP,
            file=made.path.name,
            witness=str(made.manifest.witness),
            sealed=made.manifest.sealed,
            occasion=occasion.value,
        )
    return made


def keep_ledger(config: Config, folder: Path) -> None:
    """Put a copy of the ledger of erasures beside the backups, so that it is there where the records' disk is gone.
    Raises StoreError."""
    from geleit.store.erasure.ledger import ledger_path

    _copy_ledger(ledger_path(config.database_path), ledger_path(folder / config.database_path.name))


def bring_ledger(config: Config, folder: Path) -> None:
    """Take the ledger of erasures from beside the backups, where the records have none. Raises StoreError."""
    from geleit.store.erasure.ledger import ledger_path
    from geleit.store.place import make_folder

    if not ledger_path(config.database_path).exists():
        make_folder(config.database_path.parent, config.database.group)
        _copy_ledger(ledger_path(folder / config.database_path.name), ledger_path(config.database_path))


def _copy_ledger(source: Path, target: Path) -> None:
    from geleit.store.place import create_file

    part = target.with_name(f".{target.name}.new")
    try:
        if source.exists():
            part.unlink(missing_ok=True)
            create_file(part, None)
            part.write_bytes(source.read_bytes())
            part.chmod(source.stat().st_mode & 0o660)
            os.replace(part, target)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error


def newest(config: Config) -> Backup | None:
    """The newest backup in the configured folder that is there with its manifest's size. Raises StoreError."""
    from geleit.store.backups.making import backups_in

    return next((one for one in backups_in(config.backup_folder)[0] if one.fault() is None), None)


def located(file: Path, folder: Path) -> Path:
    """A backup's file: as it is named, or in the folder of backups; its manifest stands for it. Raises UsageError."""
    from geleit.store.backups.making import PLAIN_SUFFIX, SEALED_SUFFIX
    from geleit.store.backups.manifest import SUFFIX

    names = [file.name]
    if file.name.endswith(SUFFIX):
        names = [file.name.removesuffix(SUFFIX) + suffix for suffix in (SEALED_SUFFIX, PLAIN_SUFFIX)]
    for name in names:
        for there in (file.with_name(name), folder / name):
            if there.is_file():
                return there
    raise UsageError(say("backup.no_file", file=file))


def no_manifest(file: Path) -> Sentence:
    """That the manifest is missing."""
    from geleit.store.backups.making import manifest_path

    return say("backup.no_manifest", file=file.name, manifest=manifest_path(file).name)


def database_of(store: Store) -> str | None:
    """What tells a database from every other one: the hash of its history's first entry; None without any."""
    found = store.rows('SELECT "hash" FROM "journal_chain" WHERE "seq" = 1')
    return found[0][0].hex() if found else None


def entries_since(store: Store, witness: Witness) -> int | None:
    """How many entries of the history came after a witness; None if it is not part of this history."""
    from geleit.store import head

    if witness.seq:
        found = store.rows('SELECT "hash" FROM "journal_chain" WHERE "seq" = ?', [witness.seq])
        if not found or found[0][0].hex() != witness.hash:
            return None
    return head(store).seq - witness.seq


def _rotation(config: Config) -> Rotation:
    from geleit.store.backups.rotation import Rotation

    table = config.backup
    return Rotation(daily=table.daily, weekly=table.weekly, monthly=table.monthly, longest_days=table.longest_days)


def _about(programme: Programme) -> About:
    from importlib.metadata import version

    from geleit.store.backups.making import About

    return About(
        organisation=programme.config.organisation.name,
        region=programme.asked.loaded.name,
        region_version=programme.asked.loaded.version,
        geleit=version("geleit"),
    )


def _told(programme: Programme, folder: Path, backup: Backup | None, expired: Expired) -> Made:
    from geleit.store.mounts import network_type

    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    database = programme.config.database_path
    same = there.exists() and database.exists() and there.stat().st_dev == database.stat().st_dev
    return Made(folder, backup, expired, programme.key is not None, network_type(there), same)
