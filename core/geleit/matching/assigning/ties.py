"""Among equally good assignments one: by digests of ids and seed, never by the row somebody happened to stand in.

Rule scores tie massively, and solvers break ties by position. Here all people stand on a ring, each at the digest of
their id; of mentors who are equally good in every way, a mentee takes the next one on the ring. So neither the file's
order nor the alphabet favours anybody, and who withdraws changes few of the others' pairs (consistent hashing, Karger
et al. 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import attrs
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]


def canonical_order(ids: Sequence[object], seed: int, side: str = "mentor") -> Places:
    """The rows in canonical order: entry k is the row that stands at place k.

    `ids` are the permanent ids of one side, row by row; their texts must differ. The digest is BLAKE2b (RFC 7693),
    keyed with the seed and made the side's own, over the id's text.
    """
    return _order(_digests(ids, seed, side))


@attrs.frozen(eq=False)
class Ring:
    """Where everybody stands: `mentees` and `mentors` are each side's rows in canonical order, `next_mentor` is by
    mentee's row the place, among the mentors in order, of the first one after the mentee."""

    mentees: Places
    mentors: Places
    next_mentor: Places


def ring_of(mentees: Sequence[object], mentors: Sequence[object], seed: int) -> Ring:
    """The ring of two sides' ids."""
    mine, theirs = _digests(mentees, seed, "mentee"), _digests(mentors, seed, "mentor")
    order = _order(theirs)
    return Ring(_order(mine), order, np.searchsorted(theirs[order, 0], mine[:, 0]))


def ranks(order: Places) -> Places:
    """The place of each row in an order."""
    placed = np.empty(len(order), np.intp)
    placed[order] = np.arange(len(order))
    return placed


def _digests(ids: Sequence[object], seed: int, side: str) -> NDArray[np.uint64]:
    """Two words per id; another two for somebody of the same id on the other side."""
    start = blake2b(key=blake2b(str(seed).encode()).digest(), digest_size=16, person=side.encode())
    found = []
    for id_ in ids:
        digest = start.copy()
        digest.update(str(id_).encode())
        found.append(digest.digest())
    return np.frombuffer(b"".join(found), ">u8").reshape(-1, 2).astype(np.uint64)


def _order(words: NDArray[np.uint64]) -> Places:
    return np.lexsort((words[:, 1], words[:, 0]))
