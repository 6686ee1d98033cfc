"""Reading records: by id, by what their fields equal, in the order of their fields."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from geleit.errors import StoreError, UsageError
from geleit.fields import table_of
from geleit.labels import say
from geleit.store.faults import named
from geleit.store.link import Row
from geleit.store.shapes import Shape, quoted, shape_of


class Record(Protocol):
    """What every record has: an id that never changes, and a revision that counts its changes."""

    @property
    def id(self) -> str: ...

    @property
    def rev(self) -> int: ...


R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Reads(ABC):
    """What a store and a unit of work both offer. Every method raises Busy if somebody else's writing does not end."""

    @abstractmethod
    def rows(self, sql: str, parameters: Sequence[Any] = (), table: str = "") -> list[Row]:
        """All rows of a query; for the store's own query files."""

    @abstractmethod
    def key_of(self, table: str) -> str:
        """The key column of a derived table. Raises StoreError for a table that was not derived."""

    def get(self, cls: type[R], id_: str) -> R | None:
        """The record of an id, or None."""
        shape = shape_of(cls)
        table = table_of(cls)
        found = self.rows(f'SELECT {shape.columns} FROM {quoted(table)} WHERE "id" = ?', [id_], table)
        return shape.restored(found[0]) if found else None

    def one(self, cls: type[R], id_: str) -> R:
        """The record of an id. Raises UsageError if there is none."""
        found = self.get(cls, id_)
        if found is None:
            raise UsageError(say("store.unknown", what=named(table_of(cls)), id=id_))
        return found

    def all(self, cls: type[R], *, order: str | Sequence[str] = (), **equal: Any) -> tuple[R, ...]:
        """The records whose fields equal the given values, in the order of fields, then of ids.

        A tuple, list or set stands for one of several values, None for unknown; an order starting with `-` descends.
        `order` may also name the columns that the store keeps (`sort_key` of people).
        Raises UsageError for a field that the class does not have.
        """
        shape = shape_of(cls)
        table = table_of(cls)
        names = [order] if isinstance(order, str) else [*order]
        where, parameters = shape.where(equal)
        sql = f"SELECT {shape.columns} FROM {quoted(table)}{where}{shape.order([*names, 'id'])}"
        return tuple(shape.restored(row) for row in self.rows(sql, parameters, table))

    def count(self, cls: type[R], **equal: Any) -> int:
        """How many records there are whose fields equal the given values; as `all`."""
        table = table_of(cls)
        where, parameters = shape_of(cls).where(equal)
        return int(self.rows(f"SELECT count(*) FROM {quoted(table)}{where}", parameters, table)[0][0])

    def fields(self, table: str, cls: type[T], owner: str) -> T | None:
        """A region's fields of a participation (or of an outcome), or None where none were ever saved."""
        shape, key = shape_of(cls), self.key_of(table)
        found = self.rows(f"{_select(shape, table)} WHERE {quoted(key)} = ?", [owner], table)
        return shape.restored(found[0][1:]) if found else None

    def all_fields(self, table: str, cls: type[T], owners: Iterable[str] | None = None) -> Mapping[str, T]:
        """A region's fields by participation (or by outcome): of the given ones, or of all."""
        import json

        shape, key = shape_of(cls), self.key_of(table)
        sql, parameters = _select(shape, table, key), []
        if owners is not None:
            sql += f" WHERE {quoted(key)} IN (SELECT value FROM json_each(?))"
            parameters = [json.dumps([*owners])]
        return {row[0]: shape.restored(row[1:]) for row in self.rows(sql, parameters, table)}


def _select(shape: Shape[Any], table: str, key: str = "rev") -> str:
    columns = ", ".join([quoted(key), *map(quoted, shape.fields)])
    return f"SELECT {columns} FROM {quoted(table)}"


def derived_key(keys: Mapping[str, str], table: str) -> str:
    """The key column of a table among the derived ones. Raises StoreError for any other."""
    if table not in keys:
        raise StoreError(say("store.not_derived", table=table))
    return keys[table]
