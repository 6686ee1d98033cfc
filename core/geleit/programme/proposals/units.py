"""A unit of work that is only tried where nothing is to be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from geleit.store import Reads, Store, Transaction


@contextmanager
def unit(store: Store, writing: AbstractContextManager[Transaction], *, dry_run: bool) -> Iterator[Reads]:
    """The unit of work `writing`; where nothing is to be written, a snapshot in its stead."""
    if dry_run:
        with store.snapshot():
            yield store
    else:
        with writing as tx:
            yield tx
