"""P7: a backup can be restored, whoever writes while it is made; P2: it is whole, or it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.running import every_setting, run

operations = pytest.mark.parametrize("operation", ["backup", "restore", "replace"])


@pytest.mark.parametrize(
    ("backups", "copies"), [(4, 5), pytest.param(40, 40, marks=pytest.mark.soak)], ids=["few", "forty"]
)
@every_setting
def test_backups_under_write_load_are_restored_whole(setting: str, backups: int, copies: int, tmp_path: Path) -> None:
    """Each has the sum that no writer changes and all that was kept before it was begun; plain copies of the same
    file are the counter-test. The few are sealed without age, which takes a second each time by design."""
    told = {"backups": backups, "copies": copies, "writers": 3, "quick": backups < 40}
    done = run("backups_under_load", setting, tmp_path, **told)
    assert done["writing to the end"]
    assert done["backups"] == [{"sum": 1000, "behind": False, "faults": []}] * backups
    bad = sum(map(bool, done["copies"]))
    print(f"{setting}: {backups}/{backups} backups good, {bad}/{copies} plain copies bad, {done['entries']} entries")
    assert bad >= 1


def kill(setting: str, folder: Path, operation: str, *, kills: int, rows: int) -> None:
    """Kill an operation so many times: the records are of then or of now, and every backup that is there is good."""
    done = run("killed_backups", setting, folder, operation=operation, kills=kills, rows=rows, seed=4)
    found = done["found"]
    print(f"{setting}, {operation}: {sum(one['killed'] for one in found)} killed in {done['seconds']:.2f} s")
    assert [one["faults"] for one in found] == [[]] * kills
    wanted = {"now"} if operation == "backup" else {"then", "now"}
    assert {one["records"] for one in found} <= wanted
    # The one of then is always there.
    assert all(one["backups"] >= 1 for one in found)
    assert sum(one["killed"] for one in found) >= max(1, kills // 2)
    assert done["left"] == []
    assert done["after"]["faults"] == []


@operations
@every_setting
def test_a_killed_backup_or_restore_is_whole_or_not_there(setting: str, operation: str, tmp_path: Path) -> None:
    """Three kills of each; the next backup clears away what the killed ones left."""
    kill(setting, tmp_path, operation, kills=3, rows=300)


@pytest.mark.soak
@operations
@every_setting
def test_a_backup_or_restore_killed_twenty_five_times_is_whole_or_not_there(
    setting: str, operation: str, tmp_path: Path
) -> None:
    """The same with more kills and more records."""
    kill(setting, tmp_path, operation, kills=25, rows=3000)
