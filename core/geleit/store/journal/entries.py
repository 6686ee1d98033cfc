"""Reading the change history: of a record, of a person with all that belongs to them, of an actor, of a day."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

import attrs

from geleit.store.link import Row
from geleit.store.reading import Reads

RARE = "\"op\" IN ('delete', 'note')"
"""The condition of the index of deletions and notes, for queries that look for them among millions of entries: SQLite
takes a partial index only where its condition stands in the query as it is."""


_SELECT = (
    'SELECT "seq", "at", "actor", "reason", "op", "table", "key", "rev", "before", "after", "erased" FROM "journal"'
)


class Operation(StrEnum):
    """What was done to a row; a note says what was done without changing one (shown, exported, backed up)."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    NOTE = "note"


@attrs.frozen
class JournalEntry:
    """One row's change: who, when (UTC), why, and what was before and after.

    `before` and `after` hold only the columns that changed, as they are stored; `rev` is the row's revision after the
    change, or the last one of a deleted row. The entries of a unit of work share `at`. Of an entry that was `erased`,
    nobody knows any more what was before and after. A note has its details in `after` and what happened as its reason.
    """

    seq: int
    at: datetime
    actor: str
    reason: str | None
    op: Operation
    table: str
    key: str
    rev: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    erased: bool = False


@attrs.frozen(kw_only=True)
class Wanted:
    """Which changes are looked for: those that meet all that is given.

    `record` is a table and a key; `person` a person's id, with everything that belongs to them; `day` a day in the
    time zone `zone`; `before` a sequence number that is not reached any more.
    """

    record: tuple[str, str] | None = None
    person: str | None = None
    actor: str | None = None
    day: date | None = None
    reason: str | None = None
    zone: tzinfo = UTC
    before: int | None = None

    def conditions(self, reads: Reads) -> tuple[str, list[Any]]:
        """A WHERE clause on the chain of entries, empty where everything is wanted, and its parameters."""
        found: list[str] = []
        parameters: list[Any] = []
        if self.record is not None:
            found.append('"table" = ? AND "key" = ?')
            parameters += self.record
        if self.person is not None:
            # The row value keeps a key of one table from being found in another one.
            found.append(
                "(\"table\", \"key\") IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') "
                "FROM json_each(?))"
            )
            parameters.append(json.dumps(sorted(belonging(reads, self.person))))
        for column, value in (("actor", self.actor), ("reason", self.reason)):
            if value is not None:
                found.append(f'"{column}" = ?')
                parameters.append(value)
        if self.day is not None:
            found.append('"at" >= ? AND "at" < ?')
            parameters += [_midnight(self.day, self.zone), _midnight(self.day + timedelta(days=1), self.zone)]
        if self.before is not None:
            found.append('"seq" < ?')
            parameters.append(self.before)
        return (" WHERE " + " AND ".join(found) if found else ""), parameters


def entries(
    reads: Reads,
    *,
    record: tuple[str, str] | None = None,
    person: str | None = None,
    actor: str | None = None,
    day: date | None = None,
    reason: str | None = None,
    zone: tzinfo = UTC,
    before: int | None = None,
    limit: int | None = None,
) -> tuple[JournalEntry, ...]:
    """Changes, newest first, that meet all that is given, as in `Wanted`; `limit` says how many at most."""
    wanted = Wanted(record=record, person=person, actor=actor, day=day, reason=reason, zone=zone, before=before)
    where, parameters = wanted.conditions(reads)
    sql = f'{_SELECT}{where} ORDER BY "seq" DESC LIMIT ?'
    return tuple(_entry(row) for row in reads.rows(sql, [*parameters, -1 if limit is None else limit], "journal"))


def numbers(reads: Reads, wanted: Wanted) -> array[int]:
    """The sequence numbers of all changes that are looked for, newest first: eight bytes each, so that a window onto a
    million of them costs no query but its own page."""
    where, parameters = wanted.conditions(reads)
    found = reads.rows(f'SELECT "seq" FROM "journal_chain"{where} ORDER BY "seq" DESC', parameters, "journal")
    return array("q", (seq for (seq,) in found))


def numbered(reads: Reads, wanted: Iterable[int]) -> tuple[JournalEntry, ...]:
    """The changes of these sequence numbers, newest first."""
    where = ' WHERE "seq" IN (SELECT value FROM json_each(?))'
    rows = reads.rows(f'{_SELECT}{where} ORDER BY "seq" DESC', [json.dumps([*wanted])], "journal")
    return tuple(map(_entry, rows))


def actors_and_reasons(reads: Reads) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Everybody who has changed anything, and every reason there was, each in its order."""
    found = [
        tuple(str(value) for (value,) in reads.rows(f'SELECT DISTINCT "{column}" FROM "journal_chain"') if value)
        for column in ("actor", "reason")
    ]
    return tuple(sorted(found[0])), tuple(sorted(found[1]))


def belonging(reads: Reads, person: str) -> frozenset[tuple[str, str]]:
    """Table and key of every row that belongs to a person: their own, those that refer to them, and so on.

    Rows that were deleted are found through what the history kept of them. A reference from a table to itself (the
    successor of a partnership) leads to somebody else and is not followed.
    """
    links = _references(reads)
    deleted = [
        (table, key, json.loads(kept))
        for table, key, kept in reads.rows(
            f'SELECT "table", "key", "before" FROM "journal" WHERE {RARE} AND "op" = \'delete\' AND NOT "erased"'
        )
    ]
    found = {("people", person)}
    new = found
    while new:
        keys: dict[str, set[str]] = {}
        for table, key in new:
            keys.setdefault(table, set()).add(key)
        reached: set[tuple[str, str]] = set()
        for child, column, own, parent in links:
            if parent not in keys:
                continue
            # Names of tables and columns come from the database's own schema, quoted there.
            sql = f'SELECT {own} FROM "{child}" WHERE "{column}" IN (SELECT value FROM json_each(?))'
            reached |= {(child, key) for (key,) in reads.rows(sql, [json.dumps(sorted(keys[parent]))])}
            reached |= {
                (table, key)
                for table, key, kept in deleted
                if table == child and (key if own == f'"{column}"' else kept.get(column)) in keys[parent]
            }
        new = reached - found
        found |= new
    return frozenset(found)


def _references(reads: Reads) -> list[tuple[str, str, str, str]]:
    """Every reference from one table to another: table, column, the table's own key (quoted), the other table."""
    sql = (
        "SELECT m.name, f.\"from\", '\"' || (SELECT k.name FROM pragma_table_info(m.name) AS k WHERE k.pk = 1) || '\"', "
        'f."table" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f '
        "WHERE m.type = 'table' AND f.\"table\" <> m.name"
    )
    return [(child, column, own, parent) for child, column, own, parent in reads.rows(sql)]


def _midnight(day: date, zone: tzinfo) -> str:
    return datetime.combine(day, time(), zone).astimezone(UTC).isoformat(timespec="microseconds")


def _entry(row: Row) -> JournalEntry:
    seq, at, actor, reason, op, table, key, rev, before, after, erased = row
    return JournalEntry(
        seq,
        datetime.fromisoformat(at),
        actor,
        reason,
        Operation(op),
        table,
        key,
        rev,
        json.loads(before or "{}"),
        json.loads(after or "{}"),
        bool(erased),
    )
