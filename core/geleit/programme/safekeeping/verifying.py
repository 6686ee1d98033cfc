"""Whether the change history is whole, and handing it out to whoever audits it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs

if TYPE_CHECKING:
    from geleit.store import Verification


@needs(Action.VERIFY_HISTORY)
def verify_history(programme: Programme, witnesses: Sequence[str] = ()) -> Verification:
    """Check the history's chain, the witnesses (as backups and reports show them), and that it leads to the live
    records. Raises StoreError for a witness that is none."""
    from geleit.store import Witness, verify

    return verify(programme.store, *(Witness.read(one) for one in witnesses))


@needs(Action.EXPORT)
def export_history(programme: Programme) -> bytes:
    """The whole history as lines of JSON (UTF-8), each an entry with salt, digest and hash, so that anybody can check
    the chain without this program; that it was taken is noted in it."""
    with programme.store.write() as tx:
        tx.note("export", what="journal")
    return "".join(_lines(programme)).encode()


def _lines(programme: Programme) -> Iterator[str]:
    names = ("seq", "at", "actor", "reason", "op", "table", "key", "rev", "digest", "hash", "salt", "before", "after")
    for row in programme.store.rows(
        'SELECT c."seq", c."at", c."actor", c."reason", c."op", c."table", c."key", c."rev", lower(hex(c."digest")), '
        'lower(hex(c."hash")), lower(hex(p."salt")), p."before", p."after" FROM "journal_chain" AS c '
        'LEFT JOIN "journal_payloads" AS p ON p."seq" = c."seq" ORDER BY c."seq"'
    ):
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n"
