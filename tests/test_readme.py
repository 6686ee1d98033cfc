"""The README says what is true: its region, its configuration and its commands work."""

from __future__ import annotations

import re
from pathlib import Path

from geleit.config import load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_region_in_the_readme_is_the_one_that_is_tested() -> None:
    """The thirty lines are those that run a whole round in the tests, and they are no more than thirty."""
    (shown,) = _blocks("python")
    assert shown == (ROOT / "tests" / "regions" / "brussels.py").read_text(encoding="utf-8")
    assert len(shown.splitlines()) <= 30


def test_the_configuration_in_the_readme_can_be_loaded(tmp_path: Path) -> None:
    """The file shown is taken as it stands."""
    (shown,) = _blocks("toml")
    path = tmp_path / "organisation.toml"
    path.write_text(shown, encoding="utf-8")
    config = load(path)
    assert [table.id for table in config.rounds] == ["ktn-11"]


def test_every_file_the_readme_points_to_is_there() -> None:
    """No link leads to nowhere."""
    links = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [link for link in links if not link.startswith("http") and not (ROOT / link).exists()]
    assert links
    assert missing == []


def test_every_question_is_named_in_the_readme() -> None:
    """The table of questions names the five that a region is asked beside who it is."""
    for hook in ("eligibility", "matching", "sessions", "outcomes", "reports"):
        assert f"`geleit_{hook}`" in README
