"""The pages about scorers are true: each built-in has one, and what they show works."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from geleit.labels import core_labels
from geleit.matching.scoring.scores import score
from geleit.matching.scoring.trial import try_scorer
from geleit.questions.matching import Criterion, MatchingPolicy, Veto
from geleit.standard import scorers
from geleit.standard.fields import Mentee, Mentor
from tests.organisations.scored import sides_of

FOLDER = Path(__file__).parent.parent / "docs" / "scorers"
BUILT_IN = (
    "same_occupation",
    "shared_languages",
    "same_territory",
    "overlap",
    "similarity",
    "closeness",
    "prefers",
    "free_capacity",
    "pairwise",
)


def shown(page: Path) -> dict[str, Any]:
    """What a page's examples define when they are run as they stand."""
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        exec(block, names)  # noqa: S102  # the repository's own pages
    return names


def value(scorer: Any, mentee: Mentee, mentor: Mentor) -> float | None:
    """What a scorer says of two people."""
    scores = score(MatchingPolicy(criteria=[Criterion("c", scorer, 1)]), sides_of([mentee], [mentor]))
    return scores.parts(0, 0)[0].value


def test_every_built_in_scorer_has_a_page() -> None:
    """Named as the function and titled by it, with its parameters as they are, listed in the index and nothing else."""
    assert {page.stem for page in FOLDER.glob("*.md")} == {*BUILT_IN, "README"}
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in BUILT_IN:
        text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
        assert text.startswith(f"# {name}\n")
        assert f"({name}.md)" in index
        parameters = inspect.signature(getattr(scorers, name)).parameters.values()
        (signature,) = re.findall(rf"^`{name}\((.*)\)`$", text, re.MULTILINE)
        assert [one.split("=")[0] for one in signature.split(", ") if one not in ("", "*")] == [
            one.name for one in parameters
        ]


@pytest.mark.parametrize("name", ["README", *BUILT_IN])
def test_what_a_page_shows_works(name: str) -> None:
    """The examples run, and a scorer over the standard's fields passes the trial."""
    names = shown(FOLDER / f"{name}.md")
    asked = [one for one in names.values() if isinstance(one, Criterion | Veto)]
    if name == "README":
        asked = [*names["geleit_matching"](None).criteria, Criterion("ahead", names["ahead"], 1)]
    assert asked
    for one in asked:
        reads = getattr(one.scorer, "reads", ((), ()))
        own = {*reads[0], *reads[1]} - {field for cls in (Mentee, Mentor) for field in cls.__annotations__}
        if not own:
            found = try_scorer(one.code, one.scorer, Mentee, Mentor, None)
            assert [core_labels().text(sentence, "en") for sentence in found] == []


def test_the_values_on_the_pages_are_those_of_the_scorers() -> None:
    """The tables and the numbers in the texts."""
    same = scorers.same_occupation()
    page = (FOLDER / "same_occupation.md").read_text(encoding="utf-8")
    for one, other, expected in re.findall(r"\| (\d{4}) and (\d{4}) \| ([\d.]+) \|", page):
        assert value(same, Mentee(occupations=(one,)), Mentor(occupations=(other,))) == float(expected)
    assert value(same, Mentee(occupations=("25",)), Mentor(occupations=("2512",))) == 0.6
    assert value(same, Mentee(occupations=()), Mentor(occupations=("2512",))) == 0
    closeness = scorers.closeness("experience_years", within=10)
    assert value(closeness, Mentee(experience_years=1), Mentor(experience_years=4)) == 0.7
    close = shown(FOLDER / "similarity.md")["region"].scorer
    pairs = [("one", "two", 0.6), ("two", "one", 0.6), ("one", "three", 0.2), ("two", "two", 1), ("three", "one", 0)]
    for mine, theirs, expected in pairs:
        assert value(close, Mentee(territory=mine), Mentor(territory=theirs)) == expected
    career = shown(FOLDER / "pairwise.md")["career"].scorer
    assert value(career, Mentee(experience_years=1), Mentor()) is None
    assert value(career, Mentee(experience_years=1), Mentor(experience_years=9)) == 0.4
