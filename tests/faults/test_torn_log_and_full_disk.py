"""P3: a torn log, a full disk and a call that fails never leave half a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.running import every_setting, needs_crypt, needs_posix, run

in_wal = pytest.mark.parametrize("setting", [pytest.param("wal", id="WAL"), pytest.param("encrypted", id="SQLCipher")])
"""A rollback journal has nothing to tear: it is on the disk before the database is touched."""


@pytest.mark.parametrize(
    ("cuts", "flips"), [(8, 6), pytest.param(500, 300, marks=pytest.mark.soak)], ids=["a few", "many"]
)
@in_wal
@needs_crypt
@needs_posix
def test_a_torn_log_leaves_the_first_so_many_units_of_work(setting: str, cuts: int, flips: int, tmp_path: Path) -> None:
    """Cut anywhere, or altered by a bit anywhere: what stays are the first ones, each with its entry."""
    done = run("torn_log", setting, tmp_path, cuts=cuts, flips=flips, seed=5)
    print(f"{setting}: {done}")
    assert done["whole"] == 120
    assert set(done["cut"]) | set(done["flipped"]) <= {"first ones", "none"}
    assert sum(done["cut"].values()) == cuts
    assert sum(done["flipped"].values()) == flips
    assert done["lengths"] > 5


@pytest.mark.parametrize(
    ("sizes", "pages"), [(4, 2), pytest.param(60, 20, marks=pytest.mark.soak)], ids=["a few", "many"]
)
@every_setting
def test_a_full_disk_leaves_all_or_nothing(setting: str, sizes: int, pages: int, tmp_path: Path) -> None:
    """Whoever is refused is told so in a sentence and finds everything as it was; whoever is not has all of it."""
    done = run("full_disk", setting, tmp_path, sizes=sizes, pages=pages, seed=6)
    print(f"{setting}: {done}")
    assert set(done["sizes"]) | set(done["pages"]) <= {"before", "after"}
    assert done["sizes"]["before"] >= sizes // 2
    assert done["pages"] == {"before": pages}
    assert done["wrong"] == []
    assert done["faults"] == []
    assert all("Nothing was changed" in sentence or "disk" in sentence for sentence in done["sentences"])


@pytest.mark.parametrize("step", [41, pytest.param(1, marks=pytest.mark.soak)], ids=["some calls", "every call"])
@every_setting
def test_a_use_case_of_which_any_call_fails_is_done_or_not(setting: str, step: int, tmp_path: Path) -> None:
    """Taking a list in, deciding on pairs; the n-th call of the database fails, once or from then on: all or nothing,
    in a sentence, and once the disk is there again the same programme goes on."""
    found = run("failing_calls", setting, tmp_path, step=step)
    print(f"{setting}: {found}")
    assert set(found) == {"take_in", "publish"}
    for done in found.values():
        assert done["calls"] > 20
        assert set(done["states"]) == {"before"}
        assert sum(done["states"].values()) == 2 * len(range(1, done["calls"] + 1, step))
        (sentence,) = done["sentences"]
        assert sentence.startswith("The database cannot be read or written (disk I/O error).")
