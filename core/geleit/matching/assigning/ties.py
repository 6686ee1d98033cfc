"""The order in which a solver sees people: by a digest of their id, never by the row they happened to stand in.

Rule scores tie massively, and solvers break ties by position. Sorting by a digest makes the position a property of
the person and the round's seed: neither the file's order nor the alphabet favours anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


def canonical_order(ids: Sequence[object], seed: int) -> NDArray[np.intp]:
    """The rows in canonical order: entry k is the row that stands at place k.

    `ids` are the permanent ids of one side, row by row; their texts must differ. The digest is BLAKE2b (RFC 7693),
    keyed with the seed, over the id's text.
    """
    key = blake2b(str(seed).encode()).digest()
    texts = [str(id_) for id_ in ids]
    digests = [blake2b(text.encode(), key=key, digest_size=16).digest() for text in texts]
    return np.array(sorted(range(len(texts)), key=lambda row: (digests[row], texts[row])), dtype=np.intp)
