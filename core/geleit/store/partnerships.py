"""Queries about partnerships: what each side has open, and the sessions of many at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Partnership
from geleit.model.sessions import Session
from geleit.store.reading import Reads
from geleit.store.shapes import shape_of

T = TypeVar("T")


def by_mentor(
    reads: Reads, *, round_: str | None = None, states: Collection[PairState] = OPEN_PAIRS
) -> Mapping[str, tuple[Partnership, ...]]:
    """The partnerships of each mentor (by person) in the given states, oldest first: of a round, or of all."""
    of_round = {} if round_ is None else {"round": round_}
    found = reads.all(Partnership, state=frozenset(states), **of_round)
    return _grouped((pair.mentor, pair) for pair in found)


def sessions_of(reads: Reads, partnerships: Iterable[str]) -> Mapping[str, tuple[Session, ...]]:
    """The sessions of partnerships by partnership, oldest first; a partnership without any is left out."""
    shape = shape_of(Session)
    found = reads.rows(
        f'SELECT {shape.columns} FROM "sessions" WHERE "partnership" IN (SELECT value FROM json_each(?)) '
        'ORDER BY "held_on", "id"',
        [json.dumps([*partnerships])],
        "sessions",
    )
    return _grouped((session.partnership, session) for session in map(shape.restored, found))


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
