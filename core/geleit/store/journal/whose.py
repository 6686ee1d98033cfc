"""About whom entries of the change history are: found along the references of the rows that they are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from geleit.store.journal.entries import JournalEntry
from geleit.store.reading import Reads
from geleit.store.shapes import quoted
from geleit.store.subject import PEOPLE, SubjectTable, subject_tables

Row = tuple[str, str]

_STEPS = 4
"""From the farthest row to a person: an attendance or a session leads there by way of its pair and participation."""


def whose(reads: Reads, entries: Iterable[JournalEntry]) -> Mapping[int, tuple[str, ...]]:
    """Sequence number → ids of the people whom the entry's row names or leads to; nobody's are left out.

    Of a row that is no longer there, what the entry itself kept is followed.
    """
    found = {one.seq: one for one in entries}
    tables = subject_tables(reads)
    above: dict[Row, tuple[Row, ...]] = {}
    waiting = {(one.table, one.key) for one in found.values() if one.table in tables}
    for step in range(_STEPS):
        waiting = {row for row in waiting if row[0] != PEOPLE and row not in above}
        above |= dict.fromkeys(waiting, ()) | _parents(reads, tables, waiting)
        if step == 0:
            above |= _kept(tables, found.values(), above)
        waiting = {parent for row in waiting for parent in above[row]}
    people = {seq: tuple(_people((one.table, one.key), above)) for seq, one in found.items()}
    return {seq: ids for seq, ids in people.items() if ids}


def _parents(reads: Reads, tables: Mapping[str, SubjectTable], rows: Iterable[Row]) -> dict[Row, tuple[Row, ...]]:
    """The rows to which these refer now: people, where a row names any, else all others."""
    keys: dict[str, list[str]] = {}
    for name, key in rows:
        keys.setdefault(name, []).append(key)
    found: dict[Row, tuple[Row, ...]] = {}
    for name, wanted in keys.items():
        table = tables[name]
        if not table.references:
            continue
        columns = ", ".join(quoted(each.column) for each in table.references)
        sql = (
            f"SELECT {quoted(table.key)}, {columns} FROM {quoted(name)} "
            f"WHERE {quoted(table.key)} IN (SELECT value FROM json_each(?))"
        )
        for own, *values in reads.rows(sql, [json.dumps(wanted)], name):
            by_column = dict(zip((each.column for each in table.references), values, strict=True))
            found[name, str(own)] = _referred(table, by_column)
    return found


def _kept(
    tables: Mapping[str, SubjectTable], entries: Iterable[JournalEntry], above: Mapping[Row, tuple[Row, ...]]
) -> dict[Row, tuple[Row, ...]]:
    """The same by what the entries kept of rows that are gone."""
    found: dict[Row, tuple[Row, ...]] = {}
    for one in entries:
        row = (one.table, one.key)
        if one.table in tables and not above.get(row):
            values: dict[str, Any] = {**one.before, **one.after, tables[one.table].key: one.key}
            if referred := _referred(tables[one.table], values):
                found[row] = referred
    return found


def _referred(table: SubjectTable, values: Mapping[str, Any]) -> tuple[Row, ...]:
    named = [(each.parent, str(values[each.column])) for each in reversed(table.references) if values.get(each.column)]
    people = [row for row in named if row[0] == PEOPLE]
    return tuple(dict.fromkeys(people or named))


def _people(row: Row, above: Mapping[Row, tuple[Row, ...]], steps: int = _STEPS) -> dict[str, None]:
    if row[0] == PEOPLE:
        return {row[1]: None}
    found: dict[str, None] = {}
    for parent in above.get(row, ()) if steps else ():
        found |= _people(parent, above, steps - 1)
    return found
