"""Nobody but the store writes to the database: read from the sources, so that no region's day has to prove it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORE = ROOT / "core" / "geleit" / "store"
CALLS = frozenset(
    {"insert", "insert_all", "upsert", "upsert_all", "executescript", "executemany", "commit", "transform", "connect"}
)
"""Methods of sqlite-utils and of connections that write, commit or get around the unit of work."""
ALLOWED = frozenset({"insert"})
"""Lists have this one too; it is looked at only where it is called on a table (`db["t"].insert`)."""
CHANGING = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|BEGIN|COMMIT|PRAGMA|ATTACH|VACUUM)\b", re.IGNORECASE
)


def faults(source: str) -> list[str]:
    """What in a module's source writes to a database."""
    return [text for node in ast.walk(ast.parse(source)) for text in _faults(node)]


def _faults(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            if isinstance(item.context_expr, ast.Attribute) and item.context_expr.attr == "conn":
                yield f"{node.lineno}: with {ast.unparse(item.context_expr)}"
    # A method of one's own may be called so; that of a store is nobody else's business.
    if isinstance(node, ast.Attribute) and node.attr == "_open" and ast.unparse(node.value) != "self":
        yield f"{node.lineno}: {ast.unparse(node)}"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name, on_table = node.func.attr, isinstance(node.func.value, ast.Subscript)
    if name in CALLS and (name not in ALLOWED or on_table):
        yield f"{node.lineno}: {ast.unparse(node.func)}"
    if name in ("execute", "rows", "change", "change_many", "query") and node.args and _changes(node.args[0]):
        yield f"{node.lineno}: {ast.unparse(node.func)}({ast.unparse(node.args[0])})"


def _changes(argument: ast.expr) -> bool:
    """Whether a statement, as far as it is written down, changes anything."""
    if isinstance(argument, ast.BinOp):
        return _changes(argument.left)
    if isinstance(argument, ast.JoinedStr):
        return bool(argument.values) and _changes(argument.values[0])
    return isinstance(argument, ast.Constant) and bool(CHANGING.match(str(argument.value)))


def test_nobody_but_the_store_writes() -> None:
    """Neither the core nor the screens nor a region: no bulk call, no commit, no statement that changes anything."""
    folders = [ROOT / "core", ROOT / "tui", ROOT / "plugins"]
    sources = [path for folder in folders for path in folder.rglob("*.py")]
    outside = [path for path in sources if STORE not in path.parents and "tests" not in path.parts]
    assert len(outside) > 100
    found = {str(path.relative_to(ROOT)): faults(path.read_text(encoding="utf-8")) for path in outside}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "source",
    [
        'db["t"].insert_all(rows)',
        'db["t"].upsert(row, pk="id")',
        'db["t"].upsert_all(rows)',
        'db["t"].insert(row)',
        'db["t"].transform()',
        "with db.conn:\n    pass",
        "store.link().db.conn.commit()",
        'db.executescript("x")',
        'conn.execute("INSERT INTO t VALUES (1)")',
        'conn.execute(f"update {table} SET a = 1")',
        "conn.execute(' DELETE FROM ' + table)",
        'link.change("UPDATE t SET a = 1")',
        'link.rows("PRAGMA foreign_keys = OFF")',
        "tx._open.change(sql)",
        "sqlite3.connect(path)",
    ],
)
def test_each_way_of_writing_would_be_seen(source: str) -> None:
    """The test above looks for these."""
    assert faults(source)


def test_reading_is_no_fault() -> None:
    """Nor are the methods of lists, or the store's own words."""
    innocent = (
        'store.rows("SELECT 1")\nlist.insert(0, x)\ntx.update(record)\ntx.delete(record)\nwith store.write():\n    pass'
    )
    assert faults(innocent) == []
