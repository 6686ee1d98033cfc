"""Putting a backup in the place of the records, or somewhere else for looking at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from geleit.config import Protection
from geleit.errors import Busy, StoreError, UsageError
from geleit.labels import Sentence, say
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.safekeeping.backups import back_up, bring_ledger, database_of, entries_since, located, no_manifest
from geleit.programme.staff.permits import needs

if TYPE_CHECKING:
    from geleit.store import Key, Witness
    from geleit.store.backups.examining import Facts
    from geleit.store.backups.manifest import Manifest
    from geleit.store.backups.proving import Proven

RESTORE = "restore"
LOOKED_AT = "restore_elsewhere"
"""What the change history calls them."""


@attrs.frozen
class Restored:
    """What was restored, or, in a dry run, would be.

    `witness` is the last entry of the history as it was backed up, `lost` how many entries the records had beyond it:
    None where they are no continuation of the backup, or cannot be read. `kept` is where the records went that were
    there before: a backup, or, of records that cannot be opened (`unreadable` says why), the files as they lay there.
    `into` is the place for looking, if one was named. `erased` is how many people's erasures were done again; None if
    somebody else's use of the records put that off until they are opened next.
    """

    path: Path
    witness: Witness
    lost: int | None
    kept: Path | None = None
    unreadable: Sentence | None = None
    into: Path | None = None
    erased: int | None = 0


@attrs.frozen
class _Present:
    """The records that are there: their database (None without any entries), how many entries they have beyond the
    backup, their last entry, and why they cannot be opened."""

    database: str | None = None
    lost: int | None = None
    head: Witness | None = None
    unreadable: Sentence | None = None


@needs(Action.RESTORE)
def restore(
    programme: Programme,
    file: Path,
    *,
    key: Key | None = None,
    into: Path | None = None,
    dry_run: bool = False,
    without_manifest: bool = False,
) -> Restored:
    """Put a backup in the place of the records. What is there is backed up first, and erasures are done again.

    The backup is restored beside the records and checked in every way before anything else happens. `key` is the one
    it was made under, if that is not the programme's. With `into`, a path where there is nothing yet, it is put there
    and the records stay; with `dry_run` nothing is written anywhere.
    Raises UsageError if there is no such backup, StoreError if it is damaged, newer than this program, of another
    database or organisation or under another key, Busy if somebody has the records open; then they are as they were.
    """
    from geleit.store.backups.proving import manifest_of, proven

    config = programme.config
    file = located(file, config.backup_folder)
    manifest = manifest_of(file)
    if manifest is None and not without_manifest:
        raise StoreError(no_manifest(file))
    if into is not None and (into.exists() or not into.parent.is_dir()):
        raise UsageError(say("backups.into_taken", path=into))
    with proven(
        file,
        manifest,
        key=key or programme.key,
        beside=config.database_path,
        clock=programme.clock,
        actor=programme.signature,
        group=config.database.group,
    ) as found:
        there = _present(programme, found.facts)
        if into is None:
            _check_ours(programme, file, manifest, found.facts, there)
        done = Restored(file, found.facts.witness, there.lost, None, there.unreadable, into)
        if dry_run:
            return done
        if into is not None:
            return _elsewhere(programme, found, done, there)
        return _in_place(programme, found, done, there, key)


def _present(programme: Programme, backup: Facts) -> _Present:
    """The records that are there. Raises Busy if somebody keeps them."""
    from geleit.store import head

    path = programme.config.database_path
    if not path.exists() or not path.stat().st_size:
        return _Present()
    try:
        store = programme.store
        return _Present(database_of(store), entries_since(store, backup.witness), head(store))
    except Busy:
        raise
    except StoreError as error:
        return _Present(unreadable=error.sentence)


def _check_ours(programme: Programme, file: Path, manifest: Manifest | None, facts: Facts, there: _Present) -> None:
    """Raises StoreError for a backup of another database; where that cannot be told, of another organisation."""
    config, region = programme.config, programme.asked.loaded.name
    if there.database is not None and facts.database is not None:
        if there.database != facts.database:
            whose = "–" if manifest is None else manifest.organisation
            raise StoreError(say("backup.other_database", file=file.name, organisation=whose))
        return
    if manifest is not None and (manifest.organisation, manifest.region) != (config.organisation.name, region):
        raise StoreError(
            say(
                "backup.other_organisation",
                file=file.name,
                organisation=manifest.organisation,
                region=manifest.region,
                expected=config.organisation.name,
                expected_region=region,
            )
        )


def _elsewhere(programme: Programme, found: Proven, done: Restored, there: _Present) -> Restored:
    from geleit.store.backups.restoring import copy_out

    assert done.into is not None
    try:
        if there.head is not None:
            with programme.store.write(LOOKED_AT) as tx:
                tx.note(LOOKED_AT, file=done.path.name, into=str(done.into), witness=str(done.witness))
        copy_out(found.path, done.into)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error
    return done


def _in_place(programme: Programme, found: Proven, done: Restored, there: _Present, key: Key | None) -> Restored:
    from geleit.store.backups.manifest import Occasion
    from geleit.store.backups.restoring import put_in_place, replace_records

    config = programme.config
    target_key = programme.key if config.database.protection is Protection.SQLCIPHER else None
    source_key = key or programme.key
    group = config.database.group
    kept = None
    if there.head is not None:
        kept = back_up(programme, config.backup_folder, Occasion.RESTORE).path
    bring_ledger(config, done.path.parent)
    programme.close()
    if there.unreadable is None:
        replace_records(config.database_path, found.path, target_key=target_key, source_key=source_key, group=group)
    else:
        kept = put_in_place(
            config.database_path,
            found.path,
            target_key=target_key,
            source_key=source_key,
            group=group,
            at=programme.clock(),
        )
    with programme.store.write(RESTORE) as tx:
        tx.note(
            RESTORE,
            file=done.path.name,
            witness=str(done.witness),
            replaced=None if there.head is None else str(there.head),
            kept=None if kept is None else kept.name,
        )
    return attrs.evolve(done, kept=kept, erased=_erased_again(programme))


def _erased_again(programme: Programme) -> int | None:
    """Of how many people the opening of the restored records has done the erasures again."""
    from geleit.programme.privacy.reapplying import ledger_of, pending

    if pending(programme.store, ledger_of(programme)):
        return None  # whoever opens the records next does it
    return programme.erased_again
