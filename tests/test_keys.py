"""Other keys for the steps on the screens: read strictly, checked against the steps there are, listed with a sample."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from geleit.cli import main
from geleit.config import load
from geleit.errors import ConfigError
from geleit.programme.settings.key_table import KeyCommand, check_keys, key_problems, keys_in_force, with_keys
from tests.organisations.settings import settings_office

STEPS = (
    KeyCommand("app.help", ("f1", "question_mark"), "Hilfe"),
    KeyCommand("area.people", ("2",), "Personen"),
    KeyCommand("people.new", ("n",), "Neu"),
    KeyCommand("people.search", ("slash", "f3"), "Suchen"),
    KeyCommand("pairs.new", ("n",), "Neu"),
)


def configured(folder: Path, text: str) -> Path:
    return settings_office(folder, f"[keys]\n{text}\n")


def test_keys_of_the_configuration_stand_in_for_the_usual_ones(tmp_path: Path) -> None:
    """Step by step; the others keep theirs."""
    config = load(configured(tmp_path, 'people.new = ["a", "ctrl+n"]'))
    check_keys(config, STEPS)
    assert keys_in_force(config) == {"people.new": "a,ctrl+n"}
    assert {one.id: one.keys for one in with_keys(config, STEPS)}["people.new"] == ("a", "ctrl+n")
    assert with_keys(config, STEPS)[3].keys == ("slash", "f3")


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('people.new = "n"', "keys.people.new", "a list"),
        ("people = 5", "keys.people", "a table"),
        ("people.new = []", "keys.people.new", "at least one key"),
        ('people.new = ["hyper+x"]', "keys.people.new[0]", "is no key"),
        ('people.new = [" "]', "keys.people.new[0]", "is no key"),
        ('people.new = ["f25"]', "keys.people.new[0]", "is no key"),
        ('people.new = ["a,b"]', "keys.people.new[0]", "is no key"),
        ('people.new = ["a"]\npeople.search = ["b", "a"]', "keys.people.search[1]", "people.new"),
    ],
)
def test_the_table_is_read_strictly(tmp_path: Path, text: str, key: str, reason: str) -> None:
    """What names no key is refused with its line, like every other mistake in the file."""
    with pytest.raises(ConfigError) as refused:
        load(configured(tmp_path, text))
    problem = refused.value.problems[0]
    assert problem.key == key and reason in str(problem.sentence) and problem.line > 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('people.nwe = ["a"]', "people.new"),
        ('nowhere.at_all = ["a"]', "geleit keys"),
        ('people.new = ["f3"]', "people.search"),
        ('people.new = ["f1"]', "app.help"),
        ('people.new = ["2"]', "area.people"),
        ('app.help = ["n"]', "people.new"),
        ('area.people = ["p"]', "no such step"),
    ],
)
def test_a_step_that_is_none_and_a_key_that_is_taken_are_named(tmp_path: Path, text: str, reason: str) -> None:
    """With the nearest step, or with the one that has the key in the same room or everywhere."""
    problems = key_problems(load(configured(tmp_path, text)), STEPS)
    assert problems and reason in str(problems[0].sentence) and problems[0].line > 0


def test_the_same_key_may_do_something_else_in_another_room(tmp_path: Path) -> None:
    """Rooms do not disturb each other."""
    assert key_problems(load(configured(tmp_path, 'people.search = ["q"]\npairs.new = ["q"]')), STEPS) == ()


def test_geleit_keys_lists_every_step_and_prints_a_sample_that_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uncommented, the sample is the table with the keys as they are; a mistake is told here as well."""
    monkeypatch.setenv("GELEIT_LANGUAGE", "de")
    monkeypatch.setenv("GELEIT_NOW", "2026-03-05T09:00+00:00")
    config = settings_office(tmp_path)
    assert main(["keys", str(config), "--json"]) == 0
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert listed["app.help"]["keys"] == ["f1", "question_mark"]
    assert listed["history.person"]["title"] == "Diese Person" and listed["history.person"]["about"]
    assert all(one["title"] and not one["title"].startswith("ui.") for one in listed.values())
    assert main(["keys", str(config), "--toml"]) == 0
    sample = capsys.readouterr().out
    bare = "\n".join(line.removeprefix("# ") for line in sample.splitlines()[1:])
    table = tomllib.loads(bare)["keys"]
    assert {f"{room}.{step}": keys for room, steps in table.items() for step, keys in steps.items()} == {
        id_: one["keys"] for id_, one in listed.items() if not id_.startswith("area.")
    }
    config.write_text(config.read_text(encoding="utf-8") + bare, encoding="utf-8")
    assert main(["keys", str(config)]) == 0
    assert "history.person" in capsys.readouterr().out
    config.write_text(config.read_text(encoding="utf-8").replace("[keys.history]", "[keys.histroy]"), encoding="utf-8")
    assert main(["keys", str(config)]) == 2
    assert "keys.histroy" in capsys.readouterr().err
