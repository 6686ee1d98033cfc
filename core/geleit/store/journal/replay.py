"""Playing the change history again: what it leads to must be what the live tables hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from geleit.labels import Sentence
from geleit.store.connection import Store
from geleit.store.journal.chain import Verification, Witness, damaged, shortened, verify_chain
from geleit.store.journal.triggers import known_values, tables
from geleit.store.link import Link, Row
from geleit.store.shapes import quoted

_PAGE = 20_000

State = tuple[int, str]
"""A row's revision and its known values as JSON."""


def verify(store: Store, *witnesses: Witness, replay: bool = True) -> Verification:
    """Check the history: its chain, the witnesses, and, with `replay`, that it leads to the live records.

    All is checked against one moment. Raises StoreError if the file is damaged.
    """
    link = store.link()
    with link.snapshot():
        found = verify_chain(store, *witnesses)
        if not replay:
            return found
        faults = [*found.faults, *_differences(link)]
    return Verification(found.entries, found.erased, found.head, shortened(faults))


def _differences(link: Link) -> list[Sentence]:
    """Where the live tables are not what the history leads to. A row of which anything was erased is left out while
    it lives; once it was deleted it must be gone."""
    shapes = {table: known_values(link, table, "t") for table in tables(link)}
    played = _played(link, {table: key for table, (key, _) in shapes.items()})
    faults: list[Sentence] = []
    for table, (key_column, known) in shapes.items():
        expected: dict[str, State | None] = played.pop(table, {})
        last: Any = ""
        while page := link.rows(
            f'SELECT t.{quoted(key_column)}, t."rev", {known} FROM {quoted(table)} AS t '
            f"WHERE t.{quoted(key_column)} > ? ORDER BY t.{quoted(key_column)} LIMIT {_PAGE}",
            [last],
        ):
            last = page[-1][0]
            faults += [damaged(table, row[0]) for row in page if not _as_expected(row, expected)]
        faults += [damaged(table, key) for key, state in expected.items() if state is not None]
    faults += [damaged(table, key) for table, rows in played.items() for key, state in rows.items() if state]
    return faults


def _as_expected(row: Row, expected: dict[str, State | None]) -> bool:
    key, rev, values = row
    if key not in expected:
        return False
    state = expected.pop(key)
    return state is None or (state[0] == rev and (state[1] == values or json.loads(state[1]) == json.loads(values)))


def _played(link: Link, keys: Mapping[str, str]) -> dict[str, dict[str, State | None]]:
    """Table → key → what the history leads to; None for a row that lives on and of which something was erased."""
    played: dict[str, dict[str, State | None]] = {}
    last = 0
    while page := link.rows(
        'SELECT "seq", "op", "table", "key", "rev", "after", "erased" FROM "journal" WHERE "seq" > ? AND "op" <> '
        f"'note' ORDER BY \"seq\" LIMIT {_PAGE}",
        [last],
    ):
        last = page[-1][0]
        for _, op, table, key, rev, after, erased in page:
            rows = played.setdefault(table, {})
            if op == "delete":
                rows.pop(key, None)
            elif erased or (op == "update" and rows.get(key) is None):
                rows[key] = None
            elif op == "insert":
                rows[key] = rev, after
            else:
                _update(rows, key, rev, json.loads(after), keys.get(table, "id"))
    return played


def _update(rows: dict[str, State | None], key: str, rev: int, changes: dict[str, Any], key_column: str) -> None:
    state = rows.pop(key)
    assert state is not None
    moved = str(changes.pop(key_column, key))
    values = json.loads(state[1]) | changes
    rows[moved] = rev, json.dumps({name: value for name, value in values.items() if value is not None})
