"""P14: a criterion that fails leaves no half-scored proposal, and is named with its region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geleit.errors import RegionError
from geleit.programme.proposals import drafting
from tests.faults.regions.sources import FAILING

if TYPE_CHECKING:
    from tests.faults.regions.conftest import House

CRITERION = """
broken = False

def bad(one, other):
    {bad}

def good(one, other):
    return 1.0

def scored(one, other):
    if broken:
        return {call}
    return geleit.pairwise(good)(one, other)

@hookimpl
def geleit_matching(round_):
    return MatchingPolicy(criteria=(Criterion("occupation", scored, 1),))
"""
CRITERIA = {
    **FAILING,
    "inf": ("return math.inf", "inf"),
    "below_0": ("return -1.0", "-1"),
    "generator": ("return (value for value in (1, 2))", "TypeError"),
}


@pytest.mark.parametrize("name", CRITERIA)
def test_a_criterion_that_fails_leaves_nobody_paired_and_is_named(house: House, name: str) -> None:
    """P14: there is no half-scored proposal; region and criterion are named, and a second try works."""
    bad, said = CRITERIA[name]
    config = house.filled(name, CRITERION.format(bad=bad, call="geleit.pairwise(bad)(one, other)"))
    _no_proposal(house, config, name, said)


@pytest.mark.parametrize(
    ("name", "call", "said"),
    [
        ("wrong_length", "__import__('numpy').ones(3)", "(3,)"),
        ("too_flat", "1.0", "()"),
        ("text_array", "__import__('numpy').array([['0.9']])", "<U3"),
        ("generator_array", "(value for value in (1, 2))", "object"),
        ("sees_gender", "one.gender", "gender"),
        ("reads_nothing_known", "one.nowhere", "nowhere"),
        ("writes_into_a_column", "one.languages.__setitem__(..., 0)", "read-only"),
    ],
)
def test_a_criterion_over_columns_that_fails_is_named(house: House, name: str, call: str, said: str) -> None:
    """P14: what comes out of an array expression is checked each time, not only when the region is loaded."""
    _no_proposal(house, house.filled(name, CRITERION.format(bad="pass", call=call)), name, said)


def _no_proposal(house: House, config: Path, name: str, said: str) -> None:
    before = house.signature(config)
    with house.open(config) as programme:
        round_ = programme.round()
        sound = drafting.draft(programme, round_)
        house.breaks(programme)
        with pytest.raises(RegionError) as caught:
            drafting.propose(programme, round_)
        text = caught.value.in_language("en", programme.labels)
        assert house.names(text, name, "geleit_matching") and said in text
        assert programme.labels.text("criterion.occupation", "en") in text or "occupation" in text
        assert [(one.hook, one.count) for one in programme.asked.faults] == [("geleit_matching", 1)]
        assert house.signature(config) == before
        house.breaks(programme, broken=False)
        assert drafting.draft(programme, round_).pairs == sound.pairs != ()
