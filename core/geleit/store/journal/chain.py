"""Whether the change history is whole: its chain against itself, against witnesses, and against the live records."""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs

from geleit.errors import StoreError
from geleit.labels import Sentence, say
from geleit.store.faults import named
from geleit.store.journal.hashing import digest_of, hash_of
from geleit.store.link import Row
from geleit.store.reading import Reads

ERASED = "history_erased"
"""What the history notes when payloads were erased, with the numbers of their entries."""

_PAGE = 20_000
_MOST = 20


@attrs.frozen
class Witness:
    """The number and hash of the last entry at some moment, kept outside of the database: in backups, on reports.

    Whoever rewrites the history afterwards cannot keep to it. Written as `number:hash`.
    """

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Witness:
        """The witness that was written as `number:hash`. Raises StoreError if it is none."""
        number, _, digits = text.strip().partition(":")
        try:
            if len(bytes.fromhex(digits)) == len(digest_of(b"", None, None)):
                return cls(int(number), digits.lower())
        except ValueError:
            pass
        raise StoreError(say("store.no_witness", found=text))


@attrs.frozen
class Verification:
    """What was checked: how many entries, how many of them erased, the witness of now, and every fault found."""

    entries: int
    erased: int
    head: Witness
    faults: tuple[Sentence, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def head(reads: Reads) -> Witness:
    """The witness of now; number 0 for a history without entries."""
    found = reads.rows('SELECT "seq", "hash" FROM "journal_chain" ORDER BY "seq" DESC LIMIT 1')
    return Witness(found[0][0], found[0][1].hex()) if found else Witness(0, bytes(32).hex())


def verify_chain(reads: Reads, *witnesses: Witness) -> Verification:
    """Check every entry's digest and hash, that no number is missing, and that each witness is part of the chain.

    An erased payload is in order where an erasure has noted it. All faults are named, of each kind the first few.
    """
    faults: list[Sentence] = []
    held = {witness.seq: witness.hash for witness in witnesses if witness.seq}
    missing: set[int] = set()
    noted: set[int] = set()
    previous: bytes | None = None
    expected = count = 0
    for seq, at, actor, reason, op, table, key, rev, digest, kept, salt, before, after in _linked(reads):
        count += 1
        expected += 1
        if seq != expected:
            faults.append(say("store.chain_gap", first=expected, last=seq - 1))
            expected = seq
        if salt is None:
            missing.add(seq)
        elif digest_of(salt, before, after) != digest:
            faults.append(say("store.chain_payload", seq=seq))
        elif op == "note" and reason == ERASED:
            noted.update(json.loads(after)["entries"])
        if hash_of(previous, seq, at, actor, reason, op, table, key, rev, digest) != kept:
            faults.append(say("store.chain_entry", seq=seq))
        if held.pop(seq, kept.hex()) != kept.hex():
            faults.append(say("store.chain_witness", seq=seq))
        previous = kept
    faults += [say("store.chain_short", seq=seq, last=expected) for seq in sorted(held)]
    faults += [say("store.chain_lost", seq=seq) for seq in sorted(missing - noted)]
    last = Witness(expected, previous.hex()) if previous else Witness(0, bytes(32).hex())
    return Verification(count, len(missing), last, shortened(faults))


def shortened(faults: list[Sentence]) -> tuple[Sentence, ...]:
    """Faults, of which at most the first few are told one by one."""
    if len(faults) <= _MOST:
        return tuple(faults)
    return (*faults[:_MOST], say("store.chain_more", n=len(faults) - _MOST))


def damaged(table: str, key: str) -> Sentence:
    """A live row that is not what the history says."""
    return say("store.chain_live", what=named(table), key=key)


def _linked(reads: Reads) -> Iterator[Row]:
    """Every entry of the chain with its payload, in order, a page at a time."""
    last = -1
    while page := reads.rows(
        'SELECT c."seq", c."at", c."actor", c."reason", c."op", c."table", c."key", c."rev", c."digest", c."hash", '
        'p."salt", p."before", p."after" FROM "journal_chain" AS c LEFT JOIN "journal_payloads" AS p '
        f'ON p."seq" = c."seq" WHERE c."seq" > ? ORDER BY c."seq" LIMIT {_PAGE}',
        [last],
    ):
        yield from page
        last = page[-1][0]
