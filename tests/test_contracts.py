"""What the sources promise: layers, no region by name, words for everything that is said, public names described."""

from __future__ import annotations

import ast
import enum
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

import geleit
from geleit.labels import Labels, core_labels, read_labels
from geleit.model import lifecycle
from geleit.regions.asking import Asked
from geleit.regions.installed import REGIONS, installed
from geleit.regions.loading import load
from geleit_tui.texts import ui_labels

ROOT = Path(__file__).parents[1]
CORE = ROOT / "core" / "geleit"
SOURCES = (ROOT / "core", ROOT / "tui")
SUFFIXES = frozenset({".py", ".toml", ".j2", ".tcss", ".css", ".html"})

BELOW_QUESTIONS = ("errors", "labels", "display", "vocabulary", "fields", "model", "questions")
"""The rooms under the questions, and their own."""

WORDS = (
    "AMS", "ÖIF", "OeIF", "WKO", "Wirtschaftskammer", "migranet", "Kaernten", "Sächsische", "Sächsischer", "Bayern",
    "Bavaria", "Arbeitsmarktmentoren", "Tür an Tür",
)  # fmt: skip
"""Names of partners and places that belong to the bundled regions, beside those read from them."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def files(*roots: Path, suffixes: frozenset[str] = SUFFIXES) -> list[Path]:
    """The sources below some folders, in their order."""
    return sorted(path for root in roots for path in root.rglob("*") if path.suffix in suffixes and path.is_file())


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a source imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            yield node.module or ""


def test_the_questions_import_nothing_but_what_lies_below() -> None:
    """Only attrs, pluggy, the standard library and the rooms below: so the questions stay small."""
    found = {
        (path.name, module)
        for path in files(CORE / "questions", suffixes=frozenset({".py"}))
        for module in imported(parsed(path))
    }
    strange = {
        (name, module)
        for name, module in found
        if module.partition(".")[0] not in (*sys.stdlib_module_names, "attrs", "pluggy")
        and not (module.startswith("geleit.") and module.split(".")[1] in BELOW_QUESTIONS)
    }
    assert len(found) > 30 and strange == set()


def bundled_names() -> set[str]:
    """What the installed regions are called: entry points, modules, distributions, their places and the places' codes.

    A place without a NUTS code ("elsewhere") is no name of a place.
    """
    names = set(WORDS)
    for one in installed(REGIONS):
        names |= {one.name, one.entry_point.value, one.distribution}
        region = Asked(load(one.name, ROOT)).region
        for place in region.territories:
            if place.nuts:
                names |= {place.code, place.nuts}
                names |= {place.name} if isinstance(place.name, str) else set(place.name.values())
    return {name for name in names if len(name) >= 4 or name in WORDS}


def test_no_source_of_core_or_ui_names_a_region_or_its_places() -> None:
    """Case and underscores do not hide a name; the regions are read from what is installed."""
    names = bundled_names()
    assert {"austria_wko", "geleit_saxony_refugees", "AT21", "09162", "München", "Görlitz", "Vienna"} <= names
    pattern = re.compile(
        rf"(?<![^\W_])({'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})(?![^\W_])",
        re.IGNORECASE,
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in files(*SOURCES)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in pattern.finditer(line)
    ]
    assert found == []


def test_no_plugin_manager_and_no_programme_stands_at_module_level() -> None:
    """Every programme has a plugin manager of its own, so that one region's fault stays with it."""
    made = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files(*SOURCES, suffixes=frozenset({".py"}))
        for statement in parsed(path).body
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and _called(node) in ("PluginManager", "manager", "Programme", "open", "Asked")
    ]
    assert made == []


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_every_public_name_is_described() -> None:
    """Functions and classes by a docstring of their own; the rest is an instance of a described type."""
    assert sorted(geleit.__all__) == sorted(dir(geleit)) and len(set(geleit.__all__)) == len(geleit.__all__)
    bare = [name for name in geleit.__all__ if not _described(getattr(geleit, name))]
    assert bare == []


def _described(value: Any) -> bool:
    if inspect.isclass(value):
        own = value.__dict__.get("__doc__") or ""
        return bool(own.strip()) and own != enum.Enum.__doc__
    if inspect.isroutine(value) or isinstance(value, ModuleType):
        return bool((value.__doc__ or "").strip())
    return bool((type(value).__doc__ or "").strip()) and type(value).__module__.partition(".")[0] in (
        "geleit",
        "pluggy",
    )


def test_a_name_that_is_not_public_is_refused() -> None:
    """The lazy loader answers for the listed names only."""
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        getattr(geleit, "nothing_of_the" + "_kind")


def core_files() -> list[Path]:
    return [path for path in files(CORE, suffixes=frozenset({".toml"})) if path.name == "labels.toml"]


def test_every_core_label_is_in_german_and_english_with_the_same_values() -> None:
    """Both languages exist for each code, both say something or both say nothing, and both take the same values."""
    wrong = []
    for path in core_files():
        for code, texts in read_labels(path).items():
            if not {"de", "en"} <= set(texts) or len({bool(text.strip()) for text in texts.values()}) > 1:
                wrong.append(f"{path.parent.name}: {code}: {sorted(texts)}")
                continue
            values = {language: _values(text) for language, text in texts.items()}
            if len(set(map(frozenset, values.values()))) > 1:
                wrong.append(f"{path.parent.name}: {code}: {values}")
    assert wrong == []


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_core_label_stands_in_two_files() -> None:
    """A code belongs to one room; the same code in another file would silently win."""
    homes: dict[str, list[str]] = {}
    for path in core_files():
        for code in read_labels(path):
            homes.setdefault(code, []).append(path.parent.name)
    assert {code: where for code, where in homes.items() if len(where) > 1} == {}


def said() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Where, which code, and with which values, for every `say("…")` and `stage.tell("…")` with a literal code."""
    for path in files(*SOURCES, suffixes=frozenset({".py"})):
        for node in ast.walk(parsed(path)):
            if not (isinstance(node, ast.Call) and _called(node) in ("say", "tell") and node.args):
                continue
            first = node.args[0]
            names = (
                None
                if any(one.arg is None for one in node.keywords)
                else frozenset(one.arg or "" for one in node.keywords)
            )
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            for code in _codes(first):
                yield where, code, names


def _codes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from _codes(one)
            yield from _codes(other)


def test_everything_that_is_said_has_words() -> None:
    """Every literal code has a label, and the call gives every value that the label takes."""
    labels = core_labels().under(ui_labels())
    found = list(said())
    assert len(found) > 200
    wrong = []
    for where, code, names in found:
        variants = [one for one in (code, f"{code}.one") if labels.languages_of(one)]
        if not code:
            continue
        if code not in variants:
            wrong.append(f"{where}: {code} has no words")
        elif names is not None:
            wanted = {name for one in variants for name in _values(labels.find(one, "en") or "")}
            if not wanted <= names:
                wrong.append(f"{where}: {code} lacks {sorted(wanted - names)}")
    assert wrong == []


def test_every_state_and_move_has_words() -> None:
    """What a lifecycle's refusal names can be said: the thing, its states and its moves."""
    labels = core_labels()
    tables = (lifecycle.MENTEE, lifecycle.MENTOR, lifecycle.PAIR, lifecycle.ROUND)
    codes = [table.what for table in tables] + [f"move.{name}" for table in tables for name in table.moves]
    states = (lifecycle.PartState, lifecycle.PairState, lifecycle.RoundState)
    codes += [f"{kind.__name__}.{state.value}" for kind in states for state in kind]
    assert [code for code in codes if not {"de", "en"} <= labels.languages_of(code)] == []


ENUMS = "Role Outlook Verdict Force Objective StandardClass ProposalState Side Answer Gender Slot DueKind StaffRole"


def test_every_value_that_is_shown_has_words() -> None:
    """The members of the enumerations that people see, each in both languages."""
    labels = core_labels()
    wrong = []
    seen = set()
    for name, module in list(sys.modules.items()):
        if not name.startswith("geleit."):
            continue
        for kind in vars(module).values():
            if inspect.isclass(kind) and issubclass(kind, enum.Enum) and kind.__name__ in ENUMS.split():
                seen.add(kind.__name__)
                wrong += [
                    f"{kind.__name__}.{member.value}"
                    for member in kind
                    if not {"de", "en"} <= labels.languages_of(f"{kind.__name__}.{member.value}")
                ]
    assert wrong == []
    assert {"Role", "Verdict", "Force", "Side", "Answer", "Gender", "Slot"} <= seen


def test_the_labels_of_the_regions_are_theirs() -> None:
    """No region's file replaces a sentence of the core by accident: it says the same code in both its languages."""
    for one in installed(REGIONS):
        loaded = load(one.name, ROOT)
        labels = Labels(loaded.labels)
        lacking = [code for code in labels.codes() if not {"de", "en"} <= labels.languages_of(code)]
        assert lacking == []


def test_the_typed_marker_and_the_version_agree() -> None:
    """The wheel promises types, and every region's project names the host it was written for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "Typing :: Typed" in project["classifiers"]
    assert (CORE / "py.typed").is_file()
    for plugin in sorted((ROOT / "plugins").iterdir()):
        own = tomllib.loads((plugin / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert any(need.startswith("geleit") for need in own["dependencies"])
