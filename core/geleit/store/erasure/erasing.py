"""Taking a person out of the tables: what is theirs goes, what they share with others stays with a stand-in.

A partnership belongs to both sides. When one side is erased it stays, with its meetings, dates and hours, for the other
side's sake: a row of nobody takes the erased person's place, and whatever was written freely about the pair is emptied.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from geleit.model.people import Person, Role
from geleit.model.retention import Erasure, Placeholder
from geleit.questions.eligibility import Verdict
from geleit.store.erasure.fates import (
    COPIED,
    GONE_WITH_THE_PAIR,
    GONE_WITH_THEIR_SIDE,
    NOT_COPIED,
    OF_OTHERS,
    OF_PAIRS,
    OF_THEIR_OWN,
)
from geleit.store.erasure.proposals import without_person
from geleit.store.link import Link, Row
from geleit.store.reading import Reads
from geleit.store.records import Transaction
from geleit.store.shapes import quoted
from geleit.store.subject import PEOPLE, SubjectTable, rows_about, subject_tables

Place = tuple[str, str]
"""A table and a key."""

_PAIRS, _PARTS, _DECISIONS, _CELLS = "partnerships", "participations", "decisions", "frozen_cells"


@attrs.frozen
class Scope:
    """How far an erasure goes. `counts`: what figures are made of stays, with nobody's name on it (the person is
    anonymised). `kept`: the tables whose rows about the person a duty keeps, in their name."""

    counts: bool = False
    kept: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class Plan:
    """What an erasure would do, by table and key. `gone` were deleted long ago and are in the history only."""

    person: str
    scope: Scope
    delete: frozenset[Place]
    empty: frozenset[Place]
    keep: frozenset[Place]
    pairs: Mapping[str, str]
    gone: frozenset[Place]

    def counted(self, places: Iterable[Place]) -> Mapping[str, int]:
        """How many rows there are of each table."""
        found: dict[str, int] = {}
        for table, _ in sorted(places):
            found[table] = found.get(table, 0) + 1
        return found


def plan(reads: Reads, person: str, scope: Scope) -> Plan:
    """What an erasure would do; nothing is changed. Raises StoreError if a table has no path to people."""
    tables = subject_tables(reads)
    about = rows_about(reads, person)
    alive = {(row.table, row.key): row.values for row in about if not row.deleted}
    sides = {key: _side(values, person) for (table, key), values in alive.items() if table == _PAIRS}
    delete: set[Place] = set()
    empty: set[Place] = {(_PAIRS, key) for key in sides}
    keep: set[Place] = set()
    for (table, key), values in _of_pairs(reads, tables, sides).items():
        named = [values[column] for column in tables[table].naming if values[column] is not None]
        if named and person not in named:
            empty |= {(table, key)} if table in OF_OTHERS else set()
            continue
        if named:
            continue  # it is the person's own, and comes below
        own = values.get("side") == sides[values["partnership"]] and table in GONE_WITH_THEIR_SIDE
        side = GONE_WITH_THE_PAIR.get(table, "nobody")
        if own or side in (None, sides[values["partnership"]]):
            delete.add((table, key))
        else:
            empty |= {(table, key)} if table in OF_PAIRS else set()
        alive.pop((table, key), None)
    for table, key in alive:
        if table == _CELLS:
            empty.add((table, key))
        elif table in scope.kept:
            keep.add((table, key))
        elif table == PEOPLE:
            (empty if scope.kept else delete).add((table, key))
        elif table != _PAIRS and (table, key) not in empty:
            delete.add((table, key))
    return Plan(
        person=person,
        scope=scope,
        delete=frozenset(delete),
        empty=frozenset(empty),
        keep=frozenset(keep),
        pairs=sides,
        gone=frozenset((row.table, row.key) for row in about if row.deleted),
    )


def carry_out(
    tx: Transaction,
    link: Link,
    found: Plan,
    *,
    new_id: Callable[[], str],
    name: str,
    on: date,
    count: bool = True,
) -> None:
    """Do what was planned, within the unit of work that is open, and take it out of the history as well.

    `name` is what stands in the place of the name in a stand-in's row. `count`: keep that somebody was erased, not who;
    not once more when the rest goes of somebody whom a duty had kept.
    """
    tables = subject_tables(tx)
    stand_in = _Making(tx, link, tables, found, new_id, on).stand_in(name) if _needs_stand_in(tx, found) else None
    emptied = [_empty(link, place) for place in sorted(found.empty | found.keep)]
    drafts = without_person(tx, link, found.person, stand_in)
    if count:
        _count(tx, found, new_id, on)
    _delete(link, tables, found.delete)
    changed = {place for place in emptied if place is not None}
    tx.forget({*found.delete, *found.gone, *changed, *drafts, (PEOPLE, found.person)})


def _side(values: Mapping[str, Any], person: str) -> str:
    return Role.MENTEE.value if values["mentee"] == person else Role.MENTOR.value


def _of_pairs(reads: Reads, tables: Mapping[str, SubjectTable], pairs: Iterable[str]) -> dict[Place, dict[str, Any]]:
    """Every row that refers to one of some partnerships."""
    found: dict[Place, dict[str, Any]] = {}
    keys = json.dumps(sorted(pairs))
    for table in tables.values():
        for reference in table.references:
            if reference.parent == _PAIRS:
                columns = ", ".join(map(quoted, table.columns))
                sql = f"SELECT {columns} FROM {quoted(table.name)} WHERE {quoted(reference.column)} IN (SELECT value FROM json_each(?))"
                for row in reads.rows(sql, [keys], table.name):
                    values = dict(zip(table.columns, row, strict=True))
                    found[table.name, values[table.key]] = values
    return found


def _needs_stand_in(reads: Reads, found: Plan) -> bool:
    """Somebody takes a person's place in pairs, and, where figures stay, in whatever they count."""
    if found.scope.kept:
        return False
    return bool(found.pairs) or (found.scope.counts and any(table == _PARTS for table, _ in found.delete))


def _empty(link: Link, place: Place) -> Place | None:
    """Empty what a row says about a person beyond what others need of it; None if there was nothing."""
    table, key = place
    wanted = OF_PAIRS.get(table) or OF_OTHERS.get(table) or OF_THEIR_OWN.get(table) or {}
    if not wanted:
        return None
    conditions = " OR ".join(f"{quoted(column)} IS NOT ?" for column in wanted)
    setting = ", ".join(f"{quoted(column)} = ?" for column in wanted)
    sql = f'UPDATE {quoted(table)} SET {setting}, "rev" = "rev" + 1 WHERE "id" = ? AND ({conditions})'
    return place if link.change(sql, [*wanted.values(), key, *wanted.values()], table) else None


def _delete(link: Link, tables: Mapping[str, SubjectTable], places: Iterable[Place]) -> None:
    """Delete rows, those first to which nothing refers any more."""
    left: dict[str, list[str]] = {}
    for table, key in places:
        left.setdefault(table, []).append(key)
    while left:
        free = [
            name for name in left if not any(each.parent == name for other in left for each in tables[other].references)
        ]
        for name in sorted(free):
            keys = json.dumps(sorted(left.pop(name)))
            for column in _to_itself(link, name):
                link.change(
                    f'UPDATE {quoted(name)} SET {quoted(column)} = NULL, "rev" = "rev" + 1 WHERE {quoted(column)} IN '
                    f"(SELECT value FROM json_each(?)) AND {quoted(column)} IS NOT NULL",
                    [keys],
                    name,
                )
            sql = f"DELETE FROM {quoted(name)} WHERE {quoted(tables[name].key)} IN (SELECT value FROM json_each(?))"
            link.change(sql, [keys], name)


def _to_itself(link: Link, table: str) -> list[str]:
    sql = 'SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?'
    return [column for (column,) in link.rows(sql, [table, table])]


def _count(tx: Transaction, found: Plan, new_id: Callable[[], str], on: date) -> None:
    """Keep in which rounds somebody was erased."""
    parts = json.dumps(sorted(key for table, key in found.delete | found.keep if table == _PARTS))
    sql = f'SELECT DISTINCT "round", "role" FROM {_PARTS} WHERE "id" IN (SELECT value FROM json_each(?)) ORDER BY 1, 2'
    for round_, role in tx.rows(sql, [parts]):
        tx.add(Erasure(id=new_id(), round=round_, role=Role(role), counts=found.scope.counts, on=on))


def _verdicts(findings: str | None) -> str | None:
    """The findings of a decision as figures read them: rule and verdict, and nothing else that may stand there."""
    if findings is None:
        return None
    kept = {rule: verdict for rule, verdict in json.loads(findings).items() if verdict in set(Verdict)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


@attrs.frozen
class _Making:
    """Puts a stand-in in a person's place."""

    tx: Transaction
    link: Link
    tables: Mapping[str, SubjectTable]
    found: Plan
    new_id: Callable[[], str]
    on: date

    def stand_in(self, name: str) -> str:
        """Make one, with what it takes over; returns its id."""
        made = self.tx.add(Person(id=self.new_id(), family_name=name)).id
        self.tx.add(Placeholder(id=self.new_id(), person=made, counts=self.found.scope.counts, since=self.on))
        ids: dict[Place, str] = {(PEOPLE, self.found.person): made}
        copied = COPIED if self.found.scope.counts else {_PARTS: COPIED[_PARTS]}
        for table, emptied in copied.items():
            for row in self._rows(table):
                self._copy(table, row, emptied, ids)
        for key, side in self.found.pairs.items():
            (part,) = self.tx.rows(f'SELECT "{side}_part" FROM {_PAIRS} WHERE "id" = ?', [key])[0]
            sql = f'UPDATE {_PAIRS} SET "{side}" = ?, "{side}_part" = ?, "rev" = "rev" + 1 WHERE "id" = ?'
            self.link.change(sql, [made, ids[_PARTS, part], key], _PAIRS)
        return made

    def _rows(self, table: str) -> list[Row]:
        columns = ", ".join(map(quoted, self.tables[table].columns))
        keys = json.dumps(sorted(key for name, key in self.found.delete if name == table))
        return self.tx.rows(
            f'SELECT {columns} FROM {quoted(table)} WHERE "id" IN (SELECT value FROM json_each(?)) ORDER BY "id"',
            [keys],
        )

    def _copy(self, table: str, row: Row, emptied: Mapping[str, Any], ids: dict[Place, str]) -> None:
        values = dict(zip(self.tables[table].columns, row, strict=True))
        new = self.new_id()
        ids[table, values["id"]] = new
        values |= {**emptied, "id": new, "rev": 1}
        for reference in self.tables[table].references:
            there = values[reference.column]
            values[reference.column] = ids.get((reference.parent, there), there)
        if table == _DECISIONS:
            values["findings"] = _verdicts(values["findings"])
        if table == _PARTS:
            values |= {} if self.found.scope.counts else NOT_COPIED
            values["left_on"] = values["left_on"] or self.on.isoformat()
            if values["role"] == Role.MENTOR.value and values["state"] in ("available", "paused"):
                values["state"] = "left"
        columns = ", ".join(map(quoted, values))
        self.link.change(
            f"INSERT INTO {quoted(table)} ({columns}) VALUES ({', '.join('?' * len(values))})",
            [*values.values()],
            table,
        )
