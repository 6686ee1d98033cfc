"""How an organisation's records are doing: protection, key, history, backups, deadlines, drift."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from geleit.config import KeySource, Protection
from geleit.errors import GeleitError
from geleit.labels import say
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.requests import due_requests
from geleit.programme.privacy.retention import overdue
from geleit.programme.safekeeping.backups import newest
from geleit.programme.safekeeping.keys import key_path, source_of
from geleit.programme.safekeeping.opening import stated
from geleit.programme.safekeeping.restoring import RESTORE
from geleit.programme.staff.permits import needs
from geleit.programme.upkeep import drift

if TYPE_CHECKING:
    from geleit.store import Witness
    from geleit.store.health import Finding

BACKUP_SOON = timedelta(days=3)
BACKUP_LATE = timedelta(days=14)
"""After how long without a backup a check warns, and after how long it fails."""

REQUEST_SOON = timedelta(days=7)


@needs(Action.CHECK)
def health(programme: Programme) -> tuple[Finding, ...]:
    """Look after everything that can go wrong with the records, one finding a line; nothing is changed.

    What cannot be looked at, because the records do not open, is a finding too.
    """
    from geleit.store.health import Finding, Status, of_place, of_records, ok

    config = programme.config
    found = [*_protection(programme), *_key(programme), *_regions(programme)]
    path = config.database_path
    if not path.exists() or not path.stat().st_size:
        return (*found, ok("records_none"))
    found += of_place(path, config.database.group)
    if any(one.code == "key" and one.status is Status.FAIL for one in found):
        return tuple(found)
    try:
        store = programme.store
    except GeleitError as error:
        return (*found, Finding("records", Status.FAIL, error.sentence))
    found += of_records(store)
    checks: tuple[Callable[[Programme], Iterator[Finding]], ...] = (
        _stated,
        _chain,
        _backups,
        _requests,
        _retention,
        _drift,
    )
    for check in checks:
        found += check(programme)
    return tuple(found)


def _protection(programme: Programme) -> Iterator[Finding]:
    from geleit.store.health import ok, warn

    protection = programme.config.database.protection
    yield warn("protection") if protection is None else ok(f"protection_{protection.value}")


def _key(programme: Programme) -> Iterator[Finding]:
    """Whether the key is at its place and nobody else may read it."""
    from geleit.store.health import Finding, Status, of_rights, ok, warn

    source = source_of(programme.config)
    if source is None:
        if programme.config.database.protection is not Protection.SAMPLE:
            yield warn("key")
        return
    if source is KeySource.FILE:
        path = key_path(programme.config)
        if path.parent.resolve() == programme.config.database_path.parent.resolve():
            yield warn("key", "beside", path=path)
        if not path.exists():
            yield Finding("key", Status.FAIL, say("keys.missing", place=path))
            return
        shared = sys.platform != "win32" and bool(stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXG)
        yield from of_rights("key_rights", (path,), "shared" if shared and programme.config.database.group else None)
    if source is KeySource.PASSPHRASE:
        yield ok("key_passphrase")
        return
    try:
        assert programme.key is not None
        yield ok("key")
    except GeleitError as error:
        yield Finding("key", Status.FAIL, error.sentence)


def _regions(programme: Programme) -> Iterator[Finding]:
    """What a region, asked just now, did wrong or took long to do."""
    from geleit.store.health import Finding, Status

    for fault in programme.asked.faults:
        yield Finding("region", Status.FAIL, fault.sentence)
    for slow in programme.asked.slow:
        yield Finding("region", Status.WARN, slow.sentence)


def _stated(programme: Programme) -> Iterator[Finding]:
    """Who stated what about the protection, and when."""
    from geleit.store.health import ok
    from geleit.store.journal.entries import RARE

    now = stated(programme.store)
    if now is not None and now == Protection.DISK.value:
        ((at, actor),) = programme.store.rows(
            f'SELECT "at", "actor" FROM "journal" WHERE {RARE} AND "op" = \'note\' AND "reason" = \'protection\' '
            'ORDER BY "seq" DESC LIMIT 1'
        )
        yield ok("stated", actor=actor, day=at[:10])


def _chain(programme: Programme) -> Iterator[Finding]:
    """The history against itself, and against what a backup bears witness to."""
    from geleit.store.health import Finding, Status, ok
    from geleit.store.journal.chain import verify_chain

    with programme.store.snapshot():
        found = verify_chain(programme.store, *_witnesses(programme))
    if found.whole:
        yield ok("chain", n=found.entries)
    for fault in found.faults:
        yield Finding("chain", Status.FAIL, fault, say("health.restore_remedy"))


def _witnesses(programme: Programme) -> Iterator[Witness]:
    """The witness of the newest backup; after a restore, of the backup that was restored until there is a newer one:
    those in between bear witness to a history that the restore has left."""
    from geleit.store import Witness
    from geleit.store.journal.entries import RARE

    restored = programme.store.rows(
        f'SELECT "at", json_extract("after", \'$.witness\') FROM "journal" WHERE {RARE} AND "op" = \'note\' '
        'AND "reason" = ? ORDER BY "seq" DESC LIMIT 1',
        [RESTORE],
    )
    backup = newest(programme.config)
    if backup is not None and (not restored or backup.manifest.made_at > datetime.fromisoformat(restored[0][0])):
        yield backup.manifest.witness
    elif restored:
        yield Witness.read(restored[0][1])


def _backups(programme: Programme) -> Iterator[Finding]:
    from geleit.store.health import fail, ok, warn

    found = newest(programme.config)
    if found is None:
        sample = programme.config.database.protection is Protection.SAMPLE
        yield ok("backup_sample") if sample else warn("backup", "none")
        return
    age = programme.clock() - found.manifest.made_at
    shown: dict[str, Any] = {"days": max(age.days, 0), "file": found.path.name}
    if age > BACKUP_LATE:
        yield fail("backup", **shown)
    elif age > BACKUP_SOON:
        yield warn("backup", **shown)
    else:
        yield ok("backup", **shown)


def _requests(programme: Programme) -> Iterator[Finding]:
    """Requests whose month is over, and those whose last week has begun."""
    from geleit.store.health import fail, ok, warn

    today = programme.today()
    waiting = due_requests(programme, on=today)
    late = [one for one in waiting if one.due_on is not None and one.due_on < today]
    soon = [one for one in waiting if one.due_on is not None and today <= one.due_on <= today + REQUEST_SOON]
    if late:
        yield fail("requests", n=len(late))
    if soon:
        yield warn("requests", n=len(soon))
    if not late and not soon:
        yield ok("requests", n=len(waiting))


def _retention(programme: Programme) -> Iterator[Finding]:
    from geleit.store.health import ok, warn

    if not programme.config.retention:
        yield warn("retention", "none")
        return
    n = sum(one.held is None for one in overdue(programme, programme.today()))
    yield warn("retention", n=n) if n else ok("retention")


def _drift(programme: Programme) -> Iterator[Finding]:
    from geleit.store.health import ok, warn

    n = len(drift(programme))
    yield warn("drift", n=n) if n else ok("drift")
