"""P4: nobody's edit is silently overwritten: the same field is a conflict, different fields are joined."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.faults.running import each_setting, every_setting, run

FEW = {"counting": 8, "clashing": 10, "joining": 5, "blindly": 6, "holding": 1, "leaving": 1}
MANY = {"counting": 100, "clashing": 200, "joining": 50, "blindly": 100}

Met = Mapping[str, Mapping[str, Any]]
"""What was found after each way to meet."""


@pytest.fixture(scope="module", params=each_setting)
def met(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Met:
    return run("overwriting", request.param, tmp_path_factory.mktemp("met"), ways=FEW)


def count(met: Met, times: int) -> None:
    """Eight processes count on the same record, and read again when they were too late."""
    done = met["counting"]
    assert done["codes"] == [0] * 8
    assert done["count"] == 8 * times
    assert done["faults"] == []


def clash(met: Met, times: int) -> None:
    """Two change the same field from what both have read."""
    assert (met["clashing"]["conflicts"], met["clashing"]["edits"]) == (times, times)


def join(met: Met, times: int) -> None:
    """Four processes change four fields of the same person, so many times each."""
    done = met["joining"]
    assert done["codes"] == [0] * 4
    assert (done["conflicts"], done["edits"]) == (0, 4 * times)
    assert done["edited"] == [f"{field} {times}" for field in ("phone", "email", "call_name", "origin")]
    assert done["faults"] == []


def lose(met: Met, times: int) -> None:
    """What happens to those who write back what they have read without looking."""
    done = met["blindly"]
    assert done["codes"] == [0] * 8
    assert done["count"] < 8 * times


def test_eight_who_count_at_once_lose_nothing(met: Met) -> None:
    """Each is told when somebody else was quicker, and counts on from there."""
    count(met, FEW["counting"])


def test_two_edits_of_the_same_field_are_a_conflict_that_shows_both(met: Met) -> None:
    """The second one gets what is there, their own and what both had read; what is there stays."""
    clash(met, FEW["clashing"])


def test_edits_of_different_fields_are_joined(met: Met) -> None:
    """Four at the same record, and every edit of each of them is kept."""
    join(met, FEW["joining"])


def test_without_revisions_the_same_loses_edits(met: Met) -> None:
    """So that the tests above are seen to test something."""
    lose(met, FEW["blindly"])


def test_who_opens_the_file_a_second_time_keeps_the_lock_of_the_first(met: Met) -> None:
    """Unix gives up a process's locks when it closes any handle of the file: nobody else may get in between."""
    done = met["holding"]
    assert done["codes"] == [0, 0]
    assert done["intruders"] == 0
    assert done["count"] == 1


def test_who_looks_into_the_files_is_not_taken_for_gone(met: Met) -> None:
    """Otherwise the next one to close the database would delete the log into which this one goes on writing."""
    done = met["leaving"]
    assert done["codes"] == [0, 0]
    assert done["count"] == 3
    assert done["faults"] == []


@pytest.mark.soak
@every_setting
def test_nobody_overwrites_in_hundreds_of_edits(setting: str, tmp_path: Path) -> None:
    """8 x 100 increments, 200 clashing edits, 200 of different fields; and what is lost without revisions."""
    found = run("overwriting", setting, tmp_path, ways=MANY)
    for name, way in (("counting", count), ("clashing", clash), ("joining", join), ("blindly", lose)):
        way(found, MANY[name])
    print(
        f"{setting}: 8 x 100 = {found['counting']['count']} with {found['counting']['conflicts']} conflicts, "
        f"{found['clashing']['conflicts']} of 200 clashes told, {found['joining']['edits']} of 200 joined, "
        f"without revisions {800 - found['blindly']['count']} of 800 lost"
    )
