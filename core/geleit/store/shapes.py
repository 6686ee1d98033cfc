"""How a described class and a row of its table are turned into one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Generic, TypeVar

import attrs

from geleit.errors import StoreError, UsageError
from geleit.fields import Field, Kind, Sensitivity, fields_of, table_of
from geleit.fields.kinds import ManyKind
from geleit.labels import say
from geleit.vocabulary.names import search_key, sort_key

T = TypeVar("T")

KEPT: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    "people": {
        "sort_key": lambda person: sort_key(f"{person.family_name} {person.given_name}"),
        "search_key": lambda person: search_key(f"{person.given_name} {person.call_name or ''} {person.family_name}"),
    }
}
"""Columns that are no fields: the store keeps them beside a record's own, by table and column."""


_REMEMBERED = 4096


def quoted(name: str) -> str:
    """A name of a table or column for SQL."""
    return '"' + name.replace('"', '""') + '"'


def _restorer(kind: Kind) -> Callable[[Any], Any]:
    """What restores a kind's value. Lists of values are few and come again and again, and nobody can change one."""
    return lru_cache(_REMEMBERED)(kind.restored) if isinstance(kind, ManyKind) else kind.restored


@attrs.frozen
class Shape(Generic[T]):
    """A class and the columns of its values. `kept` are the columns that the store adds."""

    cls: type[T]
    fields: Mapping[str, Field]
    kept: Mapping[str, Callable[[Any], str]]

    _names: tuple[str, ...] = attrs.field(init=False)
    _restorers: tuple[tuple[int, Callable[[Any], Any]], ...] = attrs.field(init=False)

    @_names.default
    def _naming(self) -> tuple[str, ...]:
        return tuple(self.fields)

    @_restorers.default
    def _restoring(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        """Place and function of each field whose column does not hold the value as it is."""
        kinds = enumerate(field.kind for field in self.fields.values())
        return tuple((place, _restorer(kind)) for place, kind in kinds if type(kind).restored is not Kind.restored)

    @cached_property
    def special(self) -> frozenset[str]:
        """The fields of special categories (residence, origin, free notes)."""
        return frozenset(name for name, field in self.fields.items() if field.ask.sensitivity is Sensitivity.SPECIAL)

    @property
    def columns(self) -> str:
        """The fields' columns for SQL, in their order."""
        return ", ".join(quoted(name) for name in self.fields)

    def columns_of(self, alias: str) -> str:
        """The fields' columns of a table that has another name in a query."""
        return ", ".join(f"{alias}.{quoted(name)}" for name in self.fields)

    def values(self, thing: T) -> dict[str, Any]:
        """What the columns hold for a value, those that the store adds included.

        Raises StoreError as `stored`, and for a text with NUL, which SQLite's own functions cut there.
        """
        row = {name: self.stored(name, getattr(thing, name)) for name in self.fields}
        for name, raw in row.items():
            if isinstance(raw, str) and "\0" in raw:
                raise StoreError(say("store.nul", field=say(self.fields[name].label)))
        row.update((name, make(thing)) for name, make in self.kept.items())
        return row

    def stored(self, name: str, value: Any) -> Any:
        """A field's value as its column holds it. Raises StoreError for a number that is not finite."""
        if value is None:
            return None
        raw = self.fields[name].kind.stored(value)
        if isinstance(raw, float) and not math.isfinite(raw):
            raise StoreError(say("store.not_finite", field=say(self.fields[name].label)))
        return raw

    def restored(self, row: Sequence[Any]) -> T:
        """The value of a row whose columns stand in the order of the fields."""
        values = list(row)
        for place, restore in self._restorers:
            raw = values[place]
            if raw is not None:
                values[place] = restore(raw)
        return self.cls(**dict(zip(self._names, values, strict=True)))

    def order(self, names: Sequence[str]) -> str:
        """ORDER BY for columns, each descending if it starts with `-`. Raises UsageError for a column there is not."""
        parts = []
        for name in names:
            column = name.removeprefix("-")
            self._check(column)
            parts.append(quoted(column) + (" DESC" if name.startswith("-") else ""))
        return " ORDER BY " + ", ".join(parts)

    def where(self, equal: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """WHERE for columns that equal a value, or one of several, or (None) are unknown; and its parameters.

        Raises UsageError for a column there is not.
        """
        import json

        conditions: list[str] = []
        parameters: list[Any] = []
        for name, wanted in equal.items():
            self._check(name)
            column = quoted(name)
            if self._several(name, wanted):
                # One parameter however many values there are, so that no limit on parameters is met.
                condition = f"{column} IN (SELECT value FROM json_each(?))"
                parameters.append(json.dumps([self._wanted(name, value) for value in wanted if value is not None]))
                conditions.append(f"({condition} OR {column} IS NULL)" if None in wanted else condition)
            elif wanted is None:
                conditions.append(f"{column} IS NULL")
            else:
                conditions.append(f"{column} = ?")
                parameters.append(self._wanted(name, wanted))
        return (" WHERE " + " AND ".join(conditions) if conditions else ""), parameters

    def _several(self, name: str, wanted: Any) -> bool:
        if isinstance(wanted, tuple):
            return name not in self.fields or not isinstance(self.fields[name].kind, ManyKind)
        return isinstance(wanted, (frozenset, set, list))

    def _wanted(self, name: str, value: Any) -> Any:
        return self.stored(name, value) if name in self.fields else value

    def _check(self, name: str) -> None:
        if name not in self.fields and name not in self.kept:
            raise UsageError(say("store.no_column", column=name, what=self.cls.__name__))


def shape_of(cls: type[T]) -> Shape[T]:
    """The shape of a described class. Raises TypeError for one that is not."""
    made: Shape[T] = _shape(cls)  # type: ignore[arg-type]  # a class can be hashed
    return made


@cache
def _shape(cls: type[Any]) -> Shape[Any]:
    kept = KEPT.get(table_of(cls), {}) if "__geleit_table__" in cls.__dict__ else {}
    return Shape(cls, {field.name: field for field in fields_of(cls)}, kept)
