"""Tables made from the classes of regions: made, and rebuilt without losing a row when the class has grown."""

from __future__ import annotations

import re
from typing import Any

from geleit.errors import StoreError
from geleit.fields import Field, fields_of
from geleit.labels import say
from geleit.store.journal.triggers import known_values, make_triggers
from geleit.store.link import Link
from geleit.store.shapes import quoted

OWNERS = {"participations": "participation", "outcomes": "outcome"}
"""What a derived table can belong to, and the name of its key column."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COLUMN = re.compile(r'    ("(?:[^"]|"")+") (.*?),?')


def derive(link: Link, cls: type[Any], table: str, owner: str) -> str:
    """Make the table of a described class, or extend it, in a unit of work of its own; returns its key column.

    Each row belongs to one row of `owner` and is deleted with it. A field that the class no longer has keeps its
    column and its values. Nothing is written if the table is as the class wants it.
    Raises StoreError for a table's or a field's name that cannot be used, and if values that are there do not fit the
    class any more (an enumeration lost a member that somebody has).
    """
    key = OWNERS[owner]
    _check_names(cls, table, key)
    if _missing(link, cls, table, key):
        with link.unit():
            # Asked again: another process may have done it while this one waited to write.
            if _missing(link, cls, table, key):
                added = _build(link, cls, table, owner)
                make_triggers(link, table)
                _journal_defaults(link, table, key, added)
    return key


def columns_of(cls: type[Any], key: str, owner: str) -> dict[str, str]:
    """The columns of a derived table: quoted name → definition."""
    fixed = {
        quoted(key): f'TEXT PRIMARY KEY NOT NULL REFERENCES {quoted(owner)} ("id") ON DELETE CASCADE',
        quoted("rev"): "INTEGER NOT NULL",
    }
    return fixed | {quoted(field.name): _definition(field) for field in fields_of(cls)}


def _definition(field: Field) -> str:
    """A field's column. One that may not be unknown has its default in the column too, so that rows written before
    the field was there get it."""
    parts = [field.kind.sql]
    if not field.optional and field.default is not None:
        parts.append(f"NOT NULL DEFAULT {_literal(field.kind.stored(field.default))}")
    if check := field.kind.check(field.name):
        # Of what is unknown, not every condition says unknown: an older json_valid() says no.
        parts.append(f"CHECK ({quoted(field.name)} IS NULL OR {check})")
    return " ".join(parts)


def _literal(value: Any) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _check_names(cls: type[Any], table: str, key: str) -> None:
    if not _NAME.fullmatch(table):
        raise StoreError(say("store.table_name", table=table))
    for field in fields_of(cls):
        if field.name.casefold() in (key, "rev"):
            raise StoreError(say("store.field_taken", field=field.name, cls=cls.__name__))


def _existing(link: Link, table: str) -> dict[str, str]:
    """The columns of a derived table as they are: quoted name → definition; empty if there is no such table."""
    found = link.rows("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [table])
    lines = found[0][0].splitlines() if found else []
    written: dict[str, str] = {str(match[1]): str(match[2]) for line in lines if (match := _COLUMN.fullmatch(line))}
    columns = link.rows("SELECT name, type FROM pragma_table_info(?)", [table])
    return {quoted(name): written.get(quoted(name)) or str(kind) for name, kind in columns}


def _missing(link: Link, cls: type[Any], table: str, key: str) -> bool:
    """Whether the table lacks a column of the class, or has it otherwise."""
    existing = _existing(link, table)
    return (
        not existing
        or any(existing.get(quoted(field.name)) != _definition(field) for field in fields_of(cls))
        or quoted(key) not in existing
    )


def _build(link: Link, cls: type[Any], table: str, owner: str) -> tuple[str, ...]:
    """Make the table anew with what it had, inside the unit of work that is open; returns the columns (quoted) that
    are new to a table that was there."""
    existing = _existing(link, table)
    wanted = columns_of(cls, OWNERS[owner], owner)
    columns = wanted | {name: kept for name, kept in existing.items() if name not in wanted}
    made = f"{table}__new"
    lines = ",\n".join(f"    {name} {definition}" for name, definition in columns.items())
    link.change(f"CREATE TABLE {quoted(made)} (\n{lines}\n) STRICT")
    if existing:
        both = ", ".join(name for name in columns if name in existing)
        try:
            link.change(f"INSERT INTO {quoted(made)} ({both}) SELECT {both} FROM {quoted(table)}")
        except StoreError as error:
            raise StoreError(say("store.grown", table=table, cls=cls.__name__, detail=error.sentence)) from error
        link.change(f"DROP TABLE {quoted(table)}")
    link.change(f"ALTER TABLE {quoted(made)} RENAME TO {quoted(table)}")
    return tuple(name for name in columns if name not in existing) if existing else ()


def _journal_defaults(link: Link, table: str, key: str, added: tuple[str, ...]) -> None:
    """Keep in the history what rows that were there got in the columns that are new to them."""
    _, known = known_values(link, table, "t", only=frozenset(added))
    link.change(
        'INSERT INTO "journal" ("at", "actor", "reason", "op", "table", "key", "rev", "before", "after") '
        "SELECT geleit_now(), geleit_actor(), 'table_grown', 'update', ?, "
        f"t.{quoted(key)}, t.\"rev\", '{{}}', {known} FROM {quoted(table)} AS t WHERE {known} <> '{{}}'",
        [table],
    )
