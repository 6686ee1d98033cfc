"""The change history is written by triggers, so that no way of writing a row gets past it.

Each table has three, which write to the view `journal`; one more takes the entry apart, into the chain and what was
before and after, and computes digest and hash. They ask the connection for time, actor and reason; a program that
writes to the file without these functions fails by itself ("no such function").
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from geleit.errors import StoreError
from geleit.labels import Listed, say
from geleit.store.link import Link
from geleit.store.shapes import KEPT, quoted

UNWATCHED = frozenset({"journal_chain", "journal_payloads", "_sqlite_migrations"})
"""Tables without a history: the history itself, and the list of the schema's versions."""

_CHAINED = """\
CREATE TRIGGER "journal_is_chained" INSTEAD OF INSERT ON "journal" BEGIN
INSERT INTO "journal_payloads" ("seq", "salt", "before", "after")
VALUES ((SELECT coalesce(max("seq"), 0) + 1 FROM "journal_chain"), geleit_salt(), NEW."before", NEW."after");
INSERT INTO "journal_chain" ("seq", "at", "actor", "reason", "op", "table", "key", "rev", "digest", "hash")
SELECT n."seq", NEW."at", NEW."actor", NEW."reason", NEW."op", NEW."table", NEW."key", NEW."rev",
geleit_digest(n."salt", n."before", n."after"),
geleit_hash((SELECT c."hash" FROM "journal_chain" AS c WHERE c."seq" = n."seq" - 1), n."seq",
NEW."at", NEW."actor", NEW."reason", NEW."op", NEW."table", NEW."key", NEW."rev",
geleit_digest(n."salt", n."before", n."after"))
FROM "journal_payloads" AS n ORDER BY n."seq" DESC LIMIT 1;
END"""


def _refusal(name: str, event: str, table: str, message: str, when: str = "") -> str:
    return f"CREATE TRIGGER {quoted(name)} BEFORE {event} ON {quoted(table)}{when} BEGIN\nSELECT RAISE(ABORT, '{message}');\nEND"


GUARDS: Mapping[str, str] = {
    "journal_is_chained": _CHAINED,
    "journal_is_never_changed": _refusal(
        "journal_is_never_changed", "UPDATE", "journal_chain", "the change history is never changed"
    ),
    "journal_is_never_deleted": _refusal(
        "journal_is_never_deleted", "DELETE", "journal_chain", "the change history is never deleted"
    ),
    "journal_payload_is_never_changed": _refusal(
        "journal_payload_is_never_changed", "UPDATE", "journal_payloads", "the change history is never changed"
    ),
    "journal_payload_is_only_erased": _refusal(
        "journal_payload_is_only_erased",
        "DELETE",
        "journal_payloads",
        "what the change history holds is deleted by an erasure only",
        " WHEN NOT geleit_erasing()",
    ),
}
"""What chains the history's entries and keeps them from being rewritten: name → SQL."""


def tables(link: Link) -> tuple[str, ...]:
    """Every table with a history, by name."""
    found = link.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return tuple(sorted(name for (name,) in found if name not in UNWATCHED))


def make_triggers(link: Link, table: str) -> None:
    """Make a table's triggers anew from the columns it has, inside the unit of work that is open."""
    for name, sql in triggers(link, table).items():
        link.change(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        link.change(sql)


def make_guards(link: Link) -> None:
    """Make the history's own triggers anew, inside the unit of work that is open."""
    for name, sql in GUARDS.items():
        link.change(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        link.change(sql)


def check_triggers(link: Link) -> None:
    """Raise StoreError, naming them, if any trigger of the history is missing or is not as it should be."""
    wanted = dict(GUARDS)
    for table in tables(link):
        wanted |= triggers(link, table)
    found: dict[str, str] = dict(link.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    wrong = {name for name in wanted.keys() | found.keys() if found.get(name) != wanted.get(name)}
    if wrong:
        raise StoreError(say("store.triggers", names=Listed(sorted(wrong))))


def triggers(link: Link, table: str) -> dict[str, str]:
    """The triggers of a table: name → SQL. Columns that the store derives from others are not in the history."""
    key, columns = _columns(link, table)
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


def known_values(link: Link, table: str, row: str, only: Container[str] | None = None) -> tuple[str, str]:
    """A table's key column, and the SQL of a row's known values as the history keeps them, as a JSON object.

    `only` leaves out all columns (quoted) but these.
    """
    key, columns = _columns(link, table)
    return key, _known({name: kind for name, kind in columns.items() if only is None or quoted(name) in only}, row)


def _columns(link: Link, table: str) -> tuple[str, dict[str, str]]:
    """A table's key column, and the columns that the history keeps: name → type."""
    columns: dict[str, str] = {}
    key = "id"
    for name, kind, primary in link.rows("SELECT name, type, pk FROM pragma_table_info(?)", [table]):
        if primary:
            key = name
        elif name != "rev" and name not in KEPT.get(table, {}):
            columns[name] = kind
    return key, columns


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
