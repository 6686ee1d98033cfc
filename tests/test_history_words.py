"""The chain is never erased: what it says about an entry is a word of the program's, never something about a person."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import geleit
from geleit.labels import core_labels
from geleit.model.lifecycle import MENTEE, MENTOR

CORE = Path(geleit.__file__).parent
MOVES = {name for table in (MENTEE, MENTOR) for name in table.moves}


def reasons() -> Iterator[tuple[str, ast.expr]]:
    """Every reason of a unit of work and every note, with its place."""
    for path in sorted(CORE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of_unit = node.func.attr == "write" and ast.unparse(node.func.value).endswith("store")
                if of_unit or (node.func.attr == "note" and ast.unparse(node.func.value) in ("tx", "self")):
                    yield f"{path.name}:{node.lineno}", node.args[0]


def constants() -> dict[str, str]:
    """Names in capitals that stand for one text."""
    found: dict[str, str] = {}
    for path in CORE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                found |= {target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)}
    return found


def test_every_reason_is_a_word_with_a_label_in_both_languages() -> None:
    """A text with something put into it could hold a name, and could never be erased again."""
    named, labels = constants(), core_labels()
    seen = 0
    for place, written in reasons():
        seen += 1
        if isinstance(written, ast.Name) and written.id == "move":
            continue  # a move's own name, checked below
        if isinstance(written, ast.Name):
            assert written.id in named, f"{place}: {written.id} is no constant text"
            word = named[written.id]
        else:
            assert isinstance(written, ast.Constant), f"{place}: {ast.unparse(written)} is put together"
            word = str(written.value)
        assert {"de", "en"} <= set(labels.languages_of(f"why.{word}")), f"{place}: no label why.{word}"
    assert seen > 40


def test_every_move_has_a_name_in_both_languages() -> None:
    """A decision about an application is kept under the move's name."""
    for move in MOVES:
        assert {"de", "en"} <= set(core_labels().languages_of(f"move.{move}")), move


def test_what_a_person_is_told_of_is_what_the_history_notes() -> None:
    """The access report has its own words for some notes; each is for a note that there is. Contacts are no note."""
    told = {code.removeprefix("access.what.") for code in core_labels().codes() if code.startswith("access.what.")}
    assert "unlocked" in told
    assert {word for word in told - {"contacts"} if not core_labels().languages_of(f"why.{word}")} == set()
