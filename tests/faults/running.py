"""Scenarios as tests run them: each in a process of its own, in every setting that is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HANGING = 3600
"""Seconds after which a scenario is taken for hanging; nothing else depends on it."""

needs_crypt = pytest.mark.skipif(
    importlib.util.find_spec("sqlcipher3") is None,
    reason="the extra crypt is not installed: there is no SQLCipher, and no SQLite that comes with it",
)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed as Unix does it")

each_setting = (
    pytest.param("wal", marks=[needs_crypt, needs_posix], id="WAL"),
    pytest.param("delete", marks=needs_posix, id="DELETE"),
    pytest.param("encrypted", marks=[needs_crypt, needs_posix], id="SQLCipher"),
)
"""SQLite of the extra `crypt` in WAL mode, Python's own with a rollback journal, and SQLCipher in WAL mode."""

every_setting = pytest.mark.parametrize("setting", each_setting)


def run(scenario: str, setting: str, folder: Path, **told: Any) -> dict[str, Any]:
    """Run a scenario to its end and return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{scenario}", setting, str(folder), json.dumps(told)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=HANGING,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
