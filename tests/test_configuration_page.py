"""The page about the organisation's file: its example is taken as it stands, and it names every key there is; and the
examples in the shipped files."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geleit.config import Tables, load, schema
from geleit.labels import core_labels
from geleit.programme import Programme
from geleit.programme.upkeep import check_programme
from geleit.vocabulary.countries import is_country

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `\[+([a-z]+)\]+`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The whole file of the page."""
    (shown,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "office.toml"
    path.write_text(shown, encoding="utf-8")
    return path


def test_the_example_is_a_whole_file_without_a_mistake(example: Path) -> None:
    """The tables of the core and those of the region in it are accepted as they stand."""
    config = load(example)
    assert [one.id for one in config.rounds] == ["muc-2026", "muc-2025"]
    with Programme.open(example, clock=lambda: datetime(2026, 3, 5, tzinfo=UTC), account="schmidt") as programme:
        assert check_programme(programme, example).problems == ()
    assert all(is_country(one.third_country) for one in config.consents if one.third_country is not None)


def test_the_example_has_every_table(example: Path) -> None:
    """A table that is new in the file's shape is shown as well."""
    config = load(example)
    tables = {entry.key.split(".")[0].removesuffix("[]") for entry in schema(Tables)}
    assert {name for name in tables if config.origin((name,)) is None} == set()


def test_every_key_is_named_in_the_section_of_its_table() -> None:
    """Whatever `geleit config schema` lists, and no section for a table that is none."""
    keys = [
        [part.removesuffix("[]") for part in entry.key.split(".") if part not in ("*", "[]")]
        for entry in schema(Tables)
    ]
    assert {path[0] for path in keys} == set(SECTIONS)
    unnamed = [path for path in keys if any(f"`{part}`" not in SECTIONS[path[0]] for part in path[1:])]
    assert unnamed == []


def test_every_word_to_choose_from_is_named() -> None:
    """The words that a key takes stand where the key is explained."""
    words = {entry.key: core_labels().text(entry.kind, "en") for entry in schema(Tables)}
    chosen = [
        (key, word)
        for key, kind in words.items()
        if kind.startswith("one of")
        for word in re.findall('"([^"]+)"', kind)
    ]
    assert len(chosen) > len(SECTIONS)
    assert [one for one in chosen if f"`{one[1]}`" not in SECTIONS[re.split(r"[.\[]", one[0])[0]]] == []


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.toml")), ids=lambda path: path.stem)
def test_what_is_commented_out_in_the_configurations_would_be_accepted(path: Path, tmp_path: Path) -> None:
    """Whoever takes the sign away from the examples in the shipped files has a file without a mistake."""
    written = path.read_text(encoding="utf-8")
    tried = re.sub(r"^# (?=\[|\w+ = )", "", written, flags=re.MULTILINE)
    assert tried != written
    (tmp_path / path.name).write_text(tried, encoding="utf-8")
    config = load(tmp_path / path.name)
    assert config.retention and config.privacy.authority
    assert config.origin(("backup", "folder")) is not None
