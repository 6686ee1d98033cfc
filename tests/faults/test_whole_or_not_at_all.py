"""P2: what changes many records is whole or it is not there, also when its process is killed in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.running import every_setting, needs_crypt, needs_posix, run

ROWS = {"import": 100, "update": 300, "migration": 600, "erasure": 20}
MANY = {"import": 1500, "update": 2500, "migration": 4000, "erasure": 200}
operations = pytest.mark.parametrize("operation", ROWS)


def kill(setting: str, folder: Path, operation: str, *, kills: int, rows: int) -> None:
    """Kill an operation so many times, at moments spread over its length."""
    done = run("whole_or_not", setting, folder, operation=operation, kills=kills, rows=rows, seed=20)
    print(f"{setting}, {operation}: {done}")
    assert done["else"] == 0
    assert done["before"] + done["after"] >= kills
    # At least one was cut off, and had not come to its end.
    assert done["killed"] >= kills // 2
    assert done["before"] >= 1
    assert done["faults"] == []


@operations
@every_setting
def test_a_killed_operation_leaves_all_or_nothing(setting: str, operation: str, tmp_path: Path) -> None:
    """Three kills of each; what was cut off is done again afterwards, and nobody sees that it ever was."""
    kill(setting, tmp_path, operation, kills=3, rows=ROWS[operation])


@pytest.mark.soak
@operations
@every_setting
def test_an_operation_killed_twenty_five_times_leaves_all_or_nothing(
    setting: str, operation: str, tmp_path: Path
) -> None:
    """The same with more kills and more records."""
    kill(setting, tmp_path, operation, kills=25, rows=MANY[operation])


@pytest.mark.parametrize(("kills", "rows"), [(1, 100), pytest.param(25, 1500, marks=pytest.mark.soak)])
@pytest.mark.parametrize("setting", [pytest.param("wal", id="WAL"), pytest.param("encrypted", id="SQLCipher")])
@needs_crypt
@needs_posix
def test_records_that_are_being_encrypted_are_under_one_key_or_the_other(
    setting: str, kills: int, rows: int, tmp_path: Path
) -> None:
    """Killed at any moment, the two worst ones among them: whole under the old key or under the new one; and after the
    next opening nothing lies beside them that the old one, or none, would open."""
    kill(setting, tmp_path, "protection", kills=kills, rows=rows)


@pytest.mark.parametrize("kills", [2, pytest.param(25, marks=pytest.mark.soak)])
@every_setting
def test_the_bulk_call_of_the_library_still_leaves_a_part(setting: str, kills: int, tmp_path: Path) -> None:
    """It commits each hundred rows by itself, which is why nobody but the store may call it, inside a unit of work."""
    done = run("bulk_calls", setting, tmp_path, kills=kills, rows=2000, seed=3)
    assert len(done["counts"]) == kills
    assert all(0 < count < 2000 and count % 100 == 0 for count in done["counts"])
    assert done["failed"] == 200
