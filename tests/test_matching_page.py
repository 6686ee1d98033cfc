"""The page on matching: its example answers the question, and every page it names is there."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from geleit.questions.matching import Combine, MatchingPolicy, Objective

PAGE = Path(__file__).parents[1] / "docs" / "matching.md"
TEXT = PAGE.read_text("utf-8")


def test_the_example_is_an_answer(tmp_path: Path) -> None:
    """It runs, and is the policy that the text beside it explains."""
    (source,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "example.py"
    path.write_text(source, encoding="utf-8")
    spec = spec_from_file_location("matching_example", path)
    assert spec is not None and spec.loader is not None
    example = module_from_spec(spec)
    spec.loader.exec_module(example)
    policy = example.geleit_matching(None)
    assert isinstance(policy, MatchingPolicy)
    assert (policy.objective, policy.combine, policy.mentee_capacity) == (Objective.FAIREST, Combine.SMALLER, 2)


def test_every_objective_and_every_page_it_names_exists() -> None:
    """The table has all objectives, and no link leads nowhere."""
    assert {code for code in Objective if f"| `{code}` |" in TEXT} == set(Objective)
    links = re.findall(r"\]\(([^)#]+)", TEXT)
    assert len(links) >= 5
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_the_commands_it_names_exist() -> None:
    """As the command line has them."""
    from geleit.cli import catalogue

    known = {name for names in catalogue.SECTIONS.values() for name in names}
    named = set(re.findall(r"`geleit ([a-z-]+(?: (?:swap|give|drop|undo|explain|lock|forbid|free|rules))?)", TEXT))
    assert named - known == set()
    assert {"match", "decide", "why-not", "what-if", "pair"} <= named
