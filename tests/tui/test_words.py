"""The UI's words and keys: each in German and English, each step explained, and none that only an F-key reaches."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

import geleit_tui
from geleit.labels import core_labels, read_labels
from geleit_tui.app import GeleitApp
from geleit_tui.areas import AREAS, ROOMS, room_class
from geleit_tui.screens.room import Room
from geleit_tui.texts import ui_labels

HERE = Path(geleit_tui.__file__).parent
FILES = sorted(HERE.rglob("labels.toml"))
LONGEST_STEP = 18
"""Letters of a step's words: nine of them fill two lines of a key bar at 80 columns."""

every_room = pytest.mark.parametrize("room", ROOMS)


def values(text: str) -> set[str]:
    """The names of what is put into a text."""
    return set(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_label_is_german_and_english_with_the_same_values(path: Path) -> None:
    """Both languages say something, and put in the same values; the UI's own codes begin with `ui`."""
    found = read_labels(path)
    assert found
    for code, texts in found.items():
        assert re.match(r"(form\.[a-z]+\.)?ui\.|serving\.", code), code
        assert set(texts) == {"de", "en"}, code
        assert all(text.strip() for text in texts.values()), code
        assert values(texts["de"]) == values(texts["en"]), code


@every_room
def test_every_room_and_every_step_is_named_and_explained(room: str) -> None:
    """A title, a help text of a sentence at least, and for each step a short name and what it does; nothing besides."""
    codes = set(ui_labels().codes())
    made = room_class(room)
    assert room == made.ROOM
    for language in ("de", "en"):
        assert ui_labels().find(f"ui.{room}.title", language)
        told = ui_labels().find(f"ui.{room}.help", language)
        assert told is not None and len(told) > 40 and told.endswith((".", "!")), told
        for step in made.STEPS:
            short = ui_labels().find(f"ui.{room}.step.{step.name}", language)
            assert short is not None and 0 < len(short) <= LONGEST_STEP, (step.name, short)
            assert ui_labels().find(f"ui.{room}.about.{step.name}", language), step.name
    for kind in ("step", "about"):
        start = f"ui.{room}.{kind}."
        known = {code.removeprefix(start) for code in codes if code.startswith(start) and not code.endswith(".one")}
        assert {name for name in known if "." not in name} == {step.name for step in made.STEPS}, kind


def test_every_step_of_the_app_is_named_and_explained() -> None:
    """What works everywhere has a name and an explanation in both languages; each area has a title and a key."""
    for name in GeleitApp.STEPS:
        for language in ("de", "en"):
            assert ui_labels().find(f"ui.app.step.{name}", language)
            assert ui_labels().find(f"ui.app.about.{name}", language)
    assert [area.key for area in AREAS] == [str(number) for number in range(1, len(AREAS) + 1)]
    assert {area.code for area in AREAS} <= ROOMS.keys()


@every_room
def test_every_step_can_be_taken_and_no_key_is_taken_twice(room: str) -> None:
    """Its method is there; a key means one thing in a room, and nothing that works everywhere."""
    made = room_class(room)
    keys: list[str] = []
    for step in made.STEPS:
        # A room may have a table of its own for them.
        assert made.action_step is not Room.action_step or callable(getattr(made, f"step_{step.name}")), step.name
        keys += step.keys.split(",")
    everywhere = {key for some in GeleitApp.STEPS.values() for key in some.split(",")} | {area.key for area in AREAS}
    assert len(keys) == len(set(keys)), keys
    assert not everywhere.intersection(keys)


def all_modules() -> Iterator[str]:
    """Every module of the UI."""
    for module in walk_packages([str(HERE)], "geleit_tui."):
        if not module.name.startswith("geleit_tui.serving"):
            yield module.name


def bindings() -> Iterator[tuple[str, str, str]]:
    """Owner, action and keys of everything that keys do: steps of rooms and of the app, and what widgets bind."""
    for name, some in GeleitApp.STEPS.items():
        yield "app", name, some
    for room in ROOMS:
        for step in room_class(room).STEPS:
            yield room, step.name, step.keys
    for name in all_modules():
        for one in vars(import_module(name)).values():
            if isinstance(one, type) and issubclass(one, Screen | Widget) and one.__module__ == name:
                for binding in vars(one).get("BINDINGS", ()):
                    made = binding if isinstance(binding, Binding) else Binding(*binding)
                    yield one.__name__, made.action, made.key


def test_no_step_is_reached_by_an_f_key_alone() -> None:
    """Some keyboards have none: beside each F-key there is another one that does the same."""
    found = list(bindings())
    assert len(found) > 100
    others: dict[tuple[str, str], set[str]] = {}
    for owner, action, keys in found:
        others.setdefault((owner, action), set()).update(key.strip() for key in keys.split(","))
    alone = [name for name, keys in others.items() if all(re.fullmatch(r"f\d+", key) for key in keys)]
    assert alone == []


def test_every_code_that_the_source_names_has_a_label() -> None:
    """Codes of the UI in its own source, whole or up to where something is put in, stand in a file of labels."""
    known = {*ui_labels().codes(), *core_labels().codes()}
    missing = []
    for path in sorted(HERE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                code = node.value
                if re.fullmatch(r"ui(\.[a-z_]+){2,}", code) and code not in known:
                    missing.append(f"{path.relative_to(HERE)}: {code}")
    # Some are put together: what stands in the source is where they begin.
    assert [one for one in missing if not any(code.startswith(one.split(": ")[1]) for code in known)] == []


def test_no_text_for_people_stands_in_the_source() -> None:
    """What is shown is a label: a text handed to a widget as it stands in the source is a sign, never a word."""
    shown = {"plain", "lines", "cell", "Content", "Static", "Label", "Button", "Checkbox"}
    found = []
    for path in sorted(HERE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in shown and node.args:
                first = node.args[0]
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and re.search(r"\w{2}", first.value)
                ):
                    found.append(f"{path.relative_to(HERE)}:{node.lineno}: {first.value}")
    assert found == []
