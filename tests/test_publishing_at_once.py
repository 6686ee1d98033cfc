"""Two coordinators publish at the same moment, on two computers: no mentor and no mentee gets more than there is room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.running import each_setting, run

WINNERS = {"the same pairs": 1, "other mentors": 1, "one place": 1, "places enough": 2}
"""How many of two drafts can be published, by what they have in common."""


def contested(setting: str, folder: Path, rounds: int) -> None:
    """Publish so many times at once, in processes of their own, and look at what stands."""
    found = run("publishing", setting, folder, rounds=rounds)
    assert found.keys() == WINNERS.keys()
    for kind, each in found.items():
        assert len(each) == rounds
        for one in each:
            assert set(one["codes"]) == {0}
            assert sum(made > 0 for made in one["made"]) == one["published"] == WINNERS[kind]
            assert sum(one["made"]) == one["pairs"]
            assert (one["mentors"], one["mentees"]) == (1, 1)


@pytest.mark.parametrize("setting", each_setting[:1])
def test_no_capacity_is_exceeded_by_publishing_at_once(setting: str, tmp_path: Path) -> None:
    """Of drafts that contradict each other one is published as a whole and the others not at all, one draft is
    published once, and drafts that go together both are."""
    contested(setting, tmp_path, rounds=1)


@pytest.mark.soak
@pytest.mark.parametrize("setting", each_setting[:2])
def test_no_capacity_is_exceeded_however_often(setting: str, tmp_path: Path) -> None:
    """The same many times, for each journal mode."""
    contested(setting, tmp_path, rounds=40)
