"""What links one entry of the change history to the one before it: digests, and nothing that knows a database."""

from __future__ import annotations

import hashlib

SALT = 16
"""Bytes of salt of each entry; without it, the digest of a name could be guessed once the name is erased."""

FIRST = bytes(32)
"""What stands for the hash before the first entry."""

Part = str | int | bytes | None


def digest_of(salt: bytes, before: str | None, after: str | None) -> bytes:
    """The digest of an entry's payload (SHA-256, 32 bytes): what was before and after, as the history keeps it."""
    return _hashed(salt, before, after)


def hash_of(
    previous: bytes | None,
    seq: int,
    at: str,
    actor: str,
    reason: str | None,
    op: str,
    table: str,
    key: str,
    rev: int,
    digest: bytes,
) -> bytes:
    """The hash of an entry (SHA-256, 32 bytes) over the hash of the one before and all that the entry says."""
    return _hashed(previous or FIRST, seq, at, actor, reason, op, table, key, rev, digest)


def _hashed(*parts: Part) -> bytes:
    """Each part with its length before it, so that no two sequences of parts read the same; unknown has none."""
    frames = []
    for part in parts:
        if part is None:
            frames.append(b"-;")
            continue
        raw = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        frames.append(b"%d:%b;" % (len(raw), raw))
    return hashlib.sha256(b"".join(frames)).digest()
