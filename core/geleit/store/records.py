"""Writing records: added, changed where nobody else changed them meanwhile, deleted."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

import attrs

from geleit.errors import StoreError
from geleit.fields import table_of
from geleit.labels import Listed, say
from geleit.store.faults import RecordConflict
from geleit.store.journal.chain import ERASED
from geleit.store.link import Link, Row
from geleit.store.reading import R, Reads, Record, derived_key
from geleit.store.shapes import Shape, quoted, shape_of

T = TypeVar("T")


class Transaction(Reads):
    """A unit of work, open in the thread and for the block that it was made for."""

    def __init__(self, link: Link, keys: Mapping[str, str], *, special: bool = True) -> None:
        self._link: Link | None = link
        self._keys = keys
        self._special = special
        self._thread = threading.get_ident()

    def end(self) -> None:
        """Nothing more can be done with it."""
        self._link = None

    @property
    def _open(self) -> Link:
        if self._link is None or self._thread != threading.get_ident():
            raise StoreError(say("store.ended"))
        return self._link

    def rows(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> list[Row]:
        return self._open.rows(sql, parameters, table)

    def key_of(self, table: str) -> str:
        return derived_key(self._keys, table)

    def add(self, record: R) -> R:
        """Add a record. Raises StoreError if its id exists, or if it refers to something that does not."""
        self.add_all([record])
        return record

    def add_all(self, records: Iterable[Record]) -> None:
        """Add records, of several classes if need be, in their order: all of them or none. Errors as `add`."""
        for cls, group in groupby(records, type):
            table = table_of(cls)
            shape: Shape[Record] = shape_of(cls)
            rows = [shape.values(record) for record in group]
            for row in rows:
                self._check_special(shape, row)
            self._open.change_many(_insert(table, rows[0]), [[*row.values()] for row in rows], table)

    def update(self, record: R, *, base: R | None = None) -> R:
        """Keep a changed record and return it with its new revision; without any change nothing is written.

        `record.rev` is the revision that was read. If somebody else has changed the record since, RecordConflict is
        raised; with `base`, the record as it was read, changes of different fields are joined, and only the same
        field changed to different values is a conflict.
        """
        cls = type(record)
        table = table_of(cls)
        shape = shape_of(cls)
        current = self.get(cls, record.id)
        if current is None:
            raise RecordConflict(table, None, record, base)
        if base is not None:
            wanted = _joined(table, current, record, base, ("id", "rev"))
        elif current.rev == record.rev:
            wanted = record
        else:
            raise RecordConflict(table, current, record)
        changes = _changes(shape.values(current), shape.values(wanted))
        self._check_special(shape, changes)
        if not self._write(table, "id", record.id, current.rev, changes):
            raise RecordConflict(table, self.get(cls, record.id), record, base)
        rev = current.rev if wanted == current else current.rev + 1
        made: R = attrs.evolve(wanted, rev=rev)
        return made

    def delete(self, record: Record) -> None:
        """Delete a record. Raises RecordConflict if it was changed or deleted meanwhile, StoreError if others refer
        to it."""
        table = table_of(type(record))
        if self._open.change(
            f'DELETE FROM {quoted(table)} WHERE "id" = ? AND "rev" = ?', [record.id, record.rev], table
        ):
            return
        raise RecordConflict(table, self.get(type(record), record.id), record)

    def save_fields(self, table: str, owner: str, fields: T, *, base: T | None = None) -> T:
        """Keep a region's fields of a participation (or of an outcome); returns what is kept.

        With `base`, the fields as they were read, changes of different fields are joined and the same field changed to
        different values raises RecordConflict. Without it, `fields` replaces what is there: for fields that are new or
        were read in this unit of work.
        """
        cls, key = type(fields), self.key_of(table)
        shape = shape_of(cls)
        current = self.fields(table, cls, owner)
        if current is None:
            row = {key: owner, "rev": 1, **shape.values(fields)}
            self._check_special(shape, row)
            self._open.change(_insert(table, row), [*row.values()], table)
            return fields
        wanted = fields if base is None else _joined(table, current, fields, base)
        (rev,) = self.rows(f'SELECT "rev" FROM {quoted(table)} WHERE {quoted(key)} = ?', [owner], table)[0]
        changes = _changes(shape.values(current), shape.values(wanted))
        self._check_special(shape, changes)
        self._write(table, key, owner, rev, changes)
        return wanted

    def note(self, what: str, /, table: str = "", key: str = "", **details: Any) -> None:
        """Keep in the history what was done without changing a row: who saw or took what, and when.

        `what` is a short word for it ("export"), `table` and `key` name the record it was about, if it was one, and
        `details` are values that JSON knows.
        """
        import json

        self._open.change(
            'INSERT INTO "journal" ("at", "actor", "reason", "op", "table", "key", "rev", "before", "after") '
            "VALUES (geleit_now(), geleit_actor(), ?, 'note', ?, ?, 0, NULL, ?)",
            [what, table, key, json.dumps(details, ensure_ascii=False, default=str)],
        )

    def forget(self, records: Iterable[tuple[str, str]]) -> int:
        """Erase what the history holds of records (table and key), and note which entries these were.

        The entries themselves stay, with who, when and which record, so that the chain stays whole. Returns how many
        payloads were erased.
        """
        import json

        listed = json.dumps(sorted(set(records)))
        found = self.rows(
            'SELECT c."seq" FROM "journal_chain" AS c JOIN "journal_payloads" AS p ON p."seq" = c."seq" '
            "WHERE (c.\"table\", c.\"key\") IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') "
            'FROM json_each(?)) ORDER BY c."seq"',
            [listed],
        )
        numbers = [seq for (seq,) in found]
        if numbers:
            link = self._open
            with link.erasing():
                link.change_many('DELETE FROM "journal_payloads" WHERE "seq" = ?', [[seq] for seq in numbers])
            self.note(ERASED, entries=numbers)
        return len(numbers)

    def _check_special(self, shape: Shape[Any], values: Mapping[str, Any]) -> None:
        """Raise StoreError for fields of special categories in a file that nothing protects."""
        if self._special:
            return
        # An empty list is what a field of several values holds while nothing is known.
        found = [name for name in values if name in shape.special and values[name] not in (None, "[]")]
        if found:
            raise StoreError(say("store.unprotected", fields=Listed(say(f"field.{name}") for name in found)))

    def _write(self, table: str, key: str, id_: str, rev: int, changes: Mapping[str, Any]) -> bool:
        """Compare and set; False if the row no longer has this revision."""
        if not changes:
            return True
        setting = ", ".join([*(f"{quoted(name)} = ?" for name in changes), '"rev" = "rev" + 1'])
        sql = f'UPDATE {quoted(table)} SET {setting} WHERE {quoted(key)} = ? AND "rev" = ?'
        return self._open.change(sql, [*changes.values(), id_, rev], table) == 1


def _insert(table: str, row: Mapping[str, Any]) -> str:
    columns = ", ".join(map(quoted, row))
    return f"INSERT INTO {quoted(table)} ({columns}) VALUES ({', '.join('?' * len(row))})"


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if name != "rev" and value != before[name]}


def _joined(table: str, current: Any, mine: Any, base: Any, besides: Sequence[str] = ()) -> Any:
    """What is there with my changes on top. Raises RecordConflict where both sides changed a field differently."""
    names = [attribute.name for attribute in attrs.fields(type(mine)) if attribute.name not in besides]
    changed = {name: getattr(mine, name) for name in names if getattr(mine, name) != getattr(base, name)}
    clashes = [
        name
        for name, value in changed.items()
        if getattr(current, name) != getattr(base, name) and getattr(current, name) != value
    ]
    if clashes:
        raise RecordConflict(table, current, mine, base, clashes)
    return attrs.evolve(current, **changed)
