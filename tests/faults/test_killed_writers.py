"""P1: a saved change survives a crash: whoever was told that it is kept finds it, with its history, afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.running import every_setting, run


def kill(setting: str, folder: Path, *, kills: int, crews: int) -> None:
    """Kill writers and compare what they said, what is stored, and what the history has."""
    done = run("killed_writers", setting, folder, kills=kills, crews=crews, seed=11)
    acknowledged, stored = set(done["acknowledged"]), set(done["stored"])
    assert acknowledged
    assert len(done["acknowledged"]) == len(acknowledged)
    assert acknowledged - stored == set()
    # Who was killed between keeping and saying so has kept one more.
    assert len(stored - acknowledged) <= done["killed"]
    assert sorted(done["journalled"]) == sorted(stored)
    kept = {owner: count for owner, count in done["counts"].items() if count}
    assert kept == done["counted"] == done["counts_journalled"]
    assert done["faults"] == []
    assert done["damage"] == []
    print(f"{setting}: {done['killed']} killed, {len(acknowledged)} acknowledged, {len(stored)} stored, 0 lost")


@every_setting
def test_what_was_acknowledged_survives_killed_writers(setting: str, tmp_path: Path) -> None:
    """Eight writers, killed one by one and all at once: stored, journalled and acknowledged agree, the chain is whole."""
    kill(setting, tmp_path, kills=8, crews=1)


@pytest.mark.soak
@every_setting
def test_what_was_acknowledged_survives_hundreds_of_killed_writers(setting: str, tmp_path: Path) -> None:
    """The same with 300 single kills and 25 of the whole crew."""
    kill(setting, tmp_path, kills=300, crews=25)
