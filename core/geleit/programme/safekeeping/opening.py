"""Opening an organisation's records: under the right key, with what the configuration says about their protection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from geleit.config import Config, Protection
from geleit.errors import StoreError
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.store import Key, Reads, Store

PROTECTION = "protection"
"""What the history notes when the protection of the records was stated or changed."""


def open_records(
    config: Config,
    key: Key | None,
    *,
    clock: Callable[[], datetime],
    actor: str,
    rehearsal: bool = False,
) -> Store:
    """Open the records; a database that is missing is made.

    With `sqlcipher` the file is encrypted. With `disk` the organisation states that the disk is; the statement is
    noted in the history with the account that first opened the records under it. Without either, fields of special
    categories are not kept. `rehearsal`: the demo is at work, with made-up people.
    Raises StoreError, also for `sample` where the demo did not make the records.
    """
    from geleit.store import open_store

    path = config.database_path
    protection = config.database.protection
    if not path.parent.is_dir() and not path.parent.parent.is_dir():
        raise StoreError(say("programme.no_folder", path=path.parent))
    if protection is Protection.SAMPLE and not path.exists() and not rehearsal:
        raise StoreError(say("programme.sample_is_for_the_demo"))
    store = open_store(
        path,
        clock=clock,
        actor=actor,
        create=True,
        group=config.database.group,
        key=key if protection is Protection.SQLCIPHER else None,
        special=protection is not None,
    )
    try:
        _state(store, protection, rehearsal)
    except BaseException:
        store.close()
        raise
    return store


def stated(reads: Reads) -> str | None:
    """The protection that the history last noted; None for records without any."""
    from geleit.store.journal.entries import RARE

    found = reads.rows(
        f'SELECT json_extract("after", \'$.now\') FROM "journal" WHERE {RARE} AND "op" = \'note\' AND "table" = \'\' '
        'AND "reason" = ? ORDER BY "seq" DESC LIMIT 1',
        [PROTECTION],
    )
    return found[0][0] if found else None


def _state(store: Store, protection: Protection | None, rehearsal: bool) -> None:
    """Note the protection where it is another than before."""
    now = None if protection is None else protection.value
    before = stated(store)
    if before == now:
        return
    if protection is Protection.SAMPLE and not rehearsal:
        raise StoreError(say("programme.sample_is_for_the_demo"))
    with store.write() as tx:
        if stated(tx) != now:
            tx.note(PROTECTION, before=before, now=now)
