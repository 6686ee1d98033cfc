"""The benchmarks run, and what they count is what they say; how fast anything is, no test asks."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PEOPLE, SESSIONS, OPERATIONS = 200, 1_500, 8


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
