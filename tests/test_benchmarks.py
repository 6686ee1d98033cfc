"""The benchmarks run, and what they count is what they say; how fast anything is, no test asks."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.matching.or_library import read
from geleit.matching import assign

ROOT = Path(__file__).parent.parent
PEOPLE, SESSIONS, OPERATIONS = 200, 1_500, 8


@pytest.mark.soak
def test_a_small_load_is_built_read_and_written_to(tmp_path: Path) -> None:
    """Every part runs, and the database holds the people and sessions asked for and what the writers say they did."""
    told = _run(tmp_path, "--parts", "build", "read")
    built, peer = (one for one in told if one["kind"].startswith("built"))
    assert _counted(tmp_path / "geleit.db", "people", "sessions") == (PEOPLE, SESSIONS)
    assert _counted(tmp_path / "peer.db", "people", "sessions") == (PEOPLE, SESSIONS)
    # The peer has the list of the schema's versions as rows, too.
    (versions,) = _counted(tmp_path / "geleit.db", "_sqlite_migrations")
    assert built["rows"] == peer["rows"] - versions
    read = {one["what"]: one for one in told if one["kind"] == "read"}
    (entries,) = _counted(tmp_path / "geleit.db", "journal_chain")
    assert read["check the chain of the change history"]["amount"] == entries
    written = _run(tmp_path, "--parts", "write", "--writers", "2", "--readers", "1", "--operations", str(OPERATIONS))
    assert written
    assert all(one["operations"] == OPERATIONS and one["busy"] == 0 for one in written)


@pytest.mark.soak
def test_a_small_run_of_matching_gives_ratios(tmp_path: Path) -> None:
    """Both sides of a row give the same total, and the row has a ratio of times and of memory."""
    told = _matching(tmp_path, "--quick", "--no-peers", "--largest", "30", "--only", "dense")
    assert len(told) == 2
    assert all(one["ratio"] > 0 and one["memory_ratio"] > 0 and not one["wrong"] for one in told)
    assert len({one["total"] for one in told}) == 1


@pytest.mark.soak
def test_a_small_run_of_the_screens_gives_times_of_both(tmp_path: Path) -> None:
    """Everybody is on the screen of both programs, the record opens, and the list is read in every order."""
    kept = tmp_path / "rows.json"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.tui", "--sizes", "300", "--turns", "1", "--json", str(kept)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    told = [json.loads(line) for line in kept.read_text().splitlines()]
    screens = [one for one in told if one["part"] == "screens"]
    assert len(screens) == 3 and all(one["paint"] > 0 and one["end"] > 0 and one["search"] > 0 for one in screens)
    assert [one["opened"] is None for one in screens] == [False, False, True]
    assert {one["people"] for one in told if one["part"] == "window"} == {300}


@pytest.mark.parametrize(
    ("name", "text", "cost"),
    [
        ("assign3", "3\n 1 5\n9 5 9 1 \n9 1\t5", 3),
        # The first mentee's cheapest pair would leave the second one only the place that the third needs.
        ("assignp3", "3\n1 1 1\n1 2 5\n2 1 5\n3 3 7\n2 3 100\n", 17),
    ],
)
def test_both_formats_of_the_published_problems_are_read_and_solved(
    tmp_path: Path, name: str, text: str, cost: int
) -> None:
    """Costs row by row, and triples in which what is absent is forbidden; both solved to the least cost."""
    (tmp_path / f"{name}.txt").write_text(text)
    problem = read(tmp_path / f"{name}.txt")
    assert problem.cost(assign(problem.scores, allowed=problem.allowed).total) == cost


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("assign_empty", ""),
        ("assign_short", "2 1 2 3"),
        ("assignp_cut", "2 1 1"),
        ("assignp_outside", "2 1 3 5"),
        ("assignp_twice", "2 1 1 5 1 1 6"),
    ],
)
def test_a_damaged_problem_is_refused(tmp_path: Path, name: str, text: str) -> None:
    """Missing numbers, people who do not exist and pairs listed twice, each with the name of the file."""
    (tmp_path / f"{name}.txt").write_text(text)
    with pytest.raises(ValueError, match=f"{name}.txt"):
        read(tmp_path / f"{name}.txt")


def _matching(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    kept = folder / "rows.json"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.matching", "--json", str(kept), *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return [json.loads(line) for line in kept.read_text().splitlines()]


def _run(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    size = ["--people", str(PEOPLE), "--sessions", str(SESSIONS), "--rounds", "2", "--dir", str(folder), "--json"]
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", *size, *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return [json.loads(line) for line in output.splitlines()]


def _counted(path: Path, *tables: str) -> tuple[int, ...]:
    with closing(sqlite3.connect(path)) as connection:
        return tuple(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables)
