"""P17: simultaneous upgrades do not collide: whoever comes second waits and finds it done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.running import every_setting, run

ROWS = 300


def upgrade(setting: str, folder: Path, times: int) -> None:
    """Let eight open the same old database at once, so many times."""
    done = run("upgrading", setting, folder, times=times, rows=ROWS)
    assert len(done["results"]) == times
    for result in done["results"]:
        assert result["codes"] == [0] * 8
        assert result["kept"] == [True]
        assert not [name for name in result["files"] if name.endswith((".part", ".part-journal"))]
        assert result["faults"] == []
        assert result["applied"] == done["versions"]
        assert (result["version"], result["tasks"], result["notes"]) == (len(done["versions"]), ROWS, 8)
    print(f"{setting}: {8 * times} of {8 * times} opened it, one former copy each")


@every_setting
def test_eight_processes_upgrade_one_database_once(setting: str, tmp_path: Path) -> None:
    """All of them succeed; one upgraded, with one verified copy of what there was before."""
    upgrade(setting, tmp_path, times=2)


@pytest.mark.soak
@every_setting
def test_eight_processes_upgrade_one_database_once_each_of_fifteen_times(setting: str, tmp_path: Path) -> None:
    """The same, often enough to meet in every way."""
    upgrade(setting, tmp_path, times=15)
