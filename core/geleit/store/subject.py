"""Which rows are about a person, found along the references of the schema itself, so that no table is forgotten.

A row that names people itself is about these and nobody else. A row that names nobody is about whom the rows are about
to which it refers: an interview about whose application it is, a session about both sides of its pair. Where such a row
names one side of a pair, it is about that side. A table from which no reference leads to people is refused, unless it
stands in `IMPERSONAL`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from geleit.errors import StoreError
from geleit.labels import Listed, say
from geleit.store.journal.entries import RARE
from geleit.store.reading import Reads
from geleit.store.shapes import quoted

PEOPLE = "people"

IMPERSONAL: Mapping[str, str] = {
    "rounds": "dates, places and parameters of a cohort",
    "events": "dates and places; who came stands in attendances",
    "employers": "firms and whom to talk to there; nobody of the programme",
    "erasures": "how many were erased, not who",
    "frozen_reports": "figures of a period, without ids",
    "proposals": "drafts about many people at once, told apart by the ids in their content",
    "journal_chain": "who changed which row when, found by table and key",
    "journal_payloads": "what was before and after, found by the entry",
    "_sqlite_migrations": "the versions of the schema",
}
"""Tables without a reference that leads to people, each with the reason."""

_SIDE = "side"
_SIDES = {"mentee": "mentee", "mentor": "mentor"}
"""Side of a pair → the column of partnerships that names the person on it."""


@attrs.frozen
class Reference:
    """A column of a table that refers to a row of another one."""

    column: str
    parent: str


@attrs.frozen
class SubjectTable:
    """A table of the database: its key column, its columns, what it refers to, and apart from that the columns with
    which it refers to itself (the partnership before, the goal that was replaced), which lead to somebody else."""

    name: str
    key: str
    columns: tuple[str, ...]
    references: tuple[Reference, ...]
    own: tuple[str, ...]

    @property
    def naming(self) -> tuple[str, ...]:
        """The columns that name people."""
        return tuple(each.column for each in self.references if each.parent == PEOPLE)


@attrs.frozen
class SubjectRow:
    """A row that is about a person. `sides` are the sides of pairs on which it is theirs, where it came through a
    pair without naming a side or a person; `deleted` says that only the change history still has it."""

    table: str
    key: str
    values: Mapping[str, Any]
    shared_as: frozenset[str] = frozenset()
    deleted: bool = False


def subject_tables(reads: Reads) -> Mapping[str, SubjectTable]:
    """Every table of the database by name, as its schema is."""
    names = [
        name
        for (name,) in reads.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
    ]
    return {name: _table(reads, name) for name in names}


def _table(reads: Reads, name: str) -> SubjectTable:
    columns = reads.rows("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", [name])
    keys = [column for column, primary in columns if primary]
    links = reads.rows('SELECT "from", "table" FROM pragma_foreign_key_list(?) ORDER BY id', [name])
    return SubjectTable(
        name,
        keys[0] if keys else "rowid",
        tuple(column for column, _ in columns),
        tuple(Reference(column, parent) for column, parent in links if parent != name),
        tuple(column for column, parent in links if parent == name),
    )


def reaching(tables: Mapping[str, SubjectTable]) -> frozenset[str]:
    """The tables from which references lead to people, over as many steps as it takes."""
    found = {PEOPLE}
    while (
        more := {table.name for table in tables.values() if any(each.parent in found for each in table.references)}
        - found
    ):
        found |= more
    return frozenset(found)


def check_paths(tables: Mapping[str, SubjectTable]) -> None:
    """Raise StoreError naming the tables that neither lead to people nor are known to be about nobody."""
    if lost := sorted(tables.keys() - reaching(tables) - IMPERSONAL.keys()):
        raise StoreError(say("store.no_path", tables=Listed(lost)))


def rows_about(reads: Reads, person: str) -> tuple[SubjectRow, ...]:
    """Every row that is about a person, deleted ones included as far as the change history still has them.

    In the order of tables and keys. Raises StoreError if a table has no path to people.
    """
    tables = subject_tables(reads)
    check_paths(tables)
    walk = _Walk(reads, tables, person)
    return tuple(walk.found[place] for place in sorted(walk.found))


class _Walk:
    """From a person along the references to all that is about them. `found` is by table and key."""

    def __init__(self, reads: Reads, tables: Mapping[str, SubjectTable], person: str) -> None:
        self.reads, self.tables, self.person = reads, tables, person
        self.found: dict[tuple[str, str], SubjectRow] = {}
        self.deleted = _deleted(reads, tables)
        new = [row for row in self._rows(tables[PEOPLE], tables[PEOPLE].key, [person]) if self._take(row)]
        while new:
            keys: dict[str, list[str]] = {}
            for row in new:
                keys.setdefault(row.table, []).append(row.key)
            reached = [
                row
                for table in tables.values()
                for each in table.references
                if each.parent in keys
                for row in self._rows(table, each.column, keys[each.parent])
            ]
            new = [row for row in reached if self._take(row)]

    def _rows(self, table: SubjectTable, column: str, keys: Collection[str]) -> Iterable[SubjectRow]:
        """The rows of a table whose column has one of some values: those there are, and those that were deleted."""
        columns = ", ".join(map(quoted, table.columns))
        sql = f"SELECT {columns} FROM {quoted(table.name)} WHERE {quoted(column)} IN (SELECT value FROM json_each(?))"
        for raw in self.reads.rows(sql, [json.dumps(sorted(keys))], table.name):
            values = dict(zip(table.columns, raw, strict=True))
            yield SubjectRow(table.name, values[table.key], values)
        wanted = set(keys)
        for gone in self.deleted.get(table.name, ()):
            if gone.values.get(column) in wanted:
                yield gone

    def _take(self, row: SubjectRow) -> bool:
        """Keep a row if it is about the person; whether it is new, or was found on a further side of a pair."""
        table = self.tables[row.table]
        naming = [row.values[column] for column in table.naming if row.values.get(column) is not None]
        if naming:
            if self.person not in naming:
                return False
            if table.name != "partnerships" and set(_SIDES.values()) <= set(table.naming):
                # About two people as a pair, which they need not be.
                sides = frozenset(side for side, column in _SIDES.items() if row.values[column] == self.person)
                row = attrs.evolve(row, shared_as=sides)
        elif row.table != PEOPLE:
            sides = self._sides(table, row)
            named = row.values.get(_SIDE)
            if sides and named in _SIDES and named not in sides:
                return False
            if named not in _SIDES:
                row = attrs.evolve(row, shared_as=sides)
        known = self.found.get((row.table, row.key))
        self.found[row.table, row.key] = row
        return known is None

    def _sides(self, table: SubjectTable, row: SubjectRow) -> frozenset[str]:
        """On which sides the person is of the pairs that a row refers to."""
        sides: set[str] = set()
        for each in table.references:
            pair = self.found.get((each.parent, str(row.values.get(each.column))))
            if pair is not None and each.parent == "partnerships":
                sides |= {side for side, column in _SIDES.items() if pair.values.get(column) == self.person}
            elif pair is not None:
                sides |= pair.shared_as
        return frozenset(sides)


def _deleted(reads: Reads, tables: Mapping[str, SubjectTable]) -> Mapping[str, list[SubjectRow]]:
    """The rows that the change history saw deleted and whose last values it still has, by table."""
    found: dict[str, list[SubjectRow]] = {}
    for name, key, kept in reads.rows(
        f'SELECT "table", "key", "before" FROM "journal" WHERE {RARE} AND "op" = \'delete\' AND NOT "erased" '
        'ORDER BY "seq"'
    ):
        if table := tables.get(name):
            values = dict.fromkeys(table.columns) | json.loads(kept or "{}") | {table.key: key}
            found.setdefault(name, []).append(SubjectRow(name, key, values, deleted=True))
    return found
