"""Removing backups that the rotation no longer keeps: only those that are ours and as they were made."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import attrs

from geleit.errors import StoreError
from geleit.labels import Sentence, say
from geleit.store.backups.making import LOCK, Backup, backups_in, remove
from geleit.store.backups.manifest import Occasion
from geleit.store.backups.rotation import Rotation, kept
from geleit.store.locking import FileLock


@attrs.frozen
class Expired:
    """Which backups were removed (or would be), and why others that are overdue were left alone."""

    removed: tuple[Backup, ...] = ()
    left: tuple[Sentence, ...] = ()


def overdue(found: tuple[Backup, ...], database: str | None, rule: Rotation, now: datetime, zone: tzinfo) -> Expired:
    """The backups of a database that the rotation no longer keeps.

    A backup that was made before another one was put in the records' place is kept to the longest day. Nothing is
    overdue of a database that is not known (None), and nothing that is not as its manifest says.
    """
    ours = [one for one in found if database is not None and one.manifest.database == database]
    routine = [one for one in ours if one.manifest.occasion is Occasion.ROUTINE and one.fault() is None]
    keeping = kept([one.manifest.made_at for one in routine], rule, now, zone)
    oldest = now - timedelta(days=rule.longest_days)
    due = [one for one in routine if one.manifest.made_at not in keeping]
    due += [one for one in ours if one.manifest.occasion is Occasion.RESTORE and one.manifest.made_at < oldest]
    faults = {one.path: one.fault(content=True) for one in due}
    faults |= {one.path: one.fault() for one in ours if one.manifest.made_at < oldest and one.fault() is not None}
    removed = tuple(one for one in due if faults[one.path] is None)
    return Expired(removed, tuple(fault for fault in faults.values() if fault is not None))


def expire(
    folder: Path, database: str | None, rule: Rotation, now: datetime, zone: tzinfo, *, group: str | None = None
) -> Expired:
    """Remove what is overdue in a folder. Raises StoreError if that fails, Busy if somebody is making a backup."""
    try:
        with FileLock(folder / LOCK, group).held(30.0):
            found = overdue(backups_in(folder)[0], database, rule, now, zone)
            for one in found.removed:
                remove(one)
    except OSError as error:
        raise StoreError(say("backup.cannot", detail=error.strerror or error)) from error
    return found
