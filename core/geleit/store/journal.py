"""The change history is written by triggers, so that no way of writing a row gets past it.

Each table has three. They ask the connection for time, actor and reason; a program that writes to the file without
these functions fails by itself ("no such function").
"""

from __future__ import annotations

from geleit.errors import StoreError
from geleit.labels import Listed, say
from geleit.store.link import Link
from geleit.store.shapes import KEPT, quoted

UNWATCHED = frozenset({"journal", "_sqlite_migrations"})
"""Tables without a history: the history itself, and the list of the schema's versions."""

GUARDS = frozenset({"journal_is_never_changed", "journal_is_never_deleted"})
"""What keeps the history from being rewritten; made with its table."""


def tables(link: Link) -> tuple[str, ...]:
    """Every table with a history, by name."""
    found = link.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return tuple(sorted(name for (name,) in found if name not in UNWATCHED))


def make_triggers(link: Link, table: str) -> None:
    """Make a table's triggers anew from the columns it has, inside the unit of work that is open."""
    for name, sql in triggers(link, table).items():
        link.change(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        link.change(sql)


def check_triggers(link: Link) -> None:
    """Raise StoreError, naming them, if any trigger of the history is missing or is not as it should be."""
    wanted = {name: sql for table in tables(link) for name, sql in triggers(link, table).items()}
    found: dict[str, str] = dict(link.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    wrong = {name for name, sql in wanted.items() if found.get(name) != sql} | (GUARDS - found.keys())
    wrong |= found.keys() - wanted.keys() - GUARDS
    if wrong:
        raise StoreError(say("store.triggers", names=Listed(sorted(wrong))))


def triggers(link: Link, table: str) -> dict[str, str]:
    """The triggers of a table: name → SQL. Columns that the store derives from others are not in the history."""
    columns: dict[str, str] = {}
    key = "id"
    for name, kind, primary in link.rows("SELECT name, type, pk FROM pragma_table_info(?)", [table]):
        if primary:
            key = name
        elif name != "rev" and name not in KEPT.get(table, {}):
            columns[name] = kind
    moved = {key: "TEXT", **columns}
    changed = {"before": _changed(moved, "OLD"), "after": _changed(moved, "NEW")}
    made = {
        "insert": _trigger(table, key, "insert", before="NULL", after=_known(columns, "NEW")),
        "update": _trigger(table, key, "update", when=_any_changed(moved), **changed),
        "delete": _trigger(table, key, "delete", before=_known(columns, "OLD"), after="NULL"),
    }
    return {f"journal_{table}_{op}": sql for op, sql in made.items()}


def _trigger(table: str, key: str, op: str, *, before: str, after: str, when: str = "") -> str:
    row = "NEW" if op == "insert" else "OLD"
    revision = "OLD" if op == "delete" else "NEW"
    return (
        f"CREATE TRIGGER {quoted(f'journal_{table}_{op}')} AFTER {op.upper()} ON {quoted(table)}{when} BEGIN\n"
        'INSERT INTO "journal" ("at", "actor", "reason", "op", "table", "key", "rev", "before", "after")\n'
        f"VALUES (geleit_now(), geleit_actor(), geleit_reason(), '{op}', '{table}', {row}.{quoted(key)}, "
        f'{revision}."rev",\n{before},\n{after});\n'
        "END"
    )


def _any_changed(columns: dict[str, str]) -> str:
    """A new sort key alone, after the rule for it has changed, is no change of the record."""
    conditions = (f"OLD.{quoted(name)} IS NOT NEW.{quoted(name)}" for name in [*columns, "rev"])
    return "\nWHEN " + " OR ".join(conditions)


def _known(columns: dict[str, str], row: str) -> str:
    """A JSON object of a row's known values."""
    return _object(
        [(f"{row}.{quoted(name)} IS NOT NULL", name, _json(row, name, kind)) for name, kind in columns.items()]
    )


def _changed(columns: dict[str, str], row: str) -> str:
    """A JSON object of the values that a change has replaced, or put in their place."""
    return _object(
        [
            (f"OLD.{quoted(name)} IS NOT NEW.{quoted(name)}", name, _json(row, name, kind))
            for name, kind in columns.items()
        ]
    )


def _json(row: str, name: str, kind: str) -> str:
    """A value as JSON. SQLite's own writing of a number keeps 15 digits; 20 give every number back as it was."""
    column = f"{row}.{quoted(name)}"
    if kind == "REAL":
        return f"CASE WHEN {column} IS NULL THEN 'null' ELSE printf('%!.20g', {column}) END"
    return f"json_quote({column})"


def _object(parts: list[tuple[str, str, str]]) -> str:
    texts = [f"CASE WHEN {condition} THEN ',\"{name}\":' || {value} ELSE '' END" for condition, name, value in parts]
    joined = "\n|| ".join(texts) if texts else "''"
    return f"'{{' || substr({joined}, 2) || '}}'"
