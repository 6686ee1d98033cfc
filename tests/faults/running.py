"""Scenarios as tests run them: each in a process of its own, in every setting that is installed."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

_HAS_CRYPT = importlib.util.find_spec("sqlcipher3") is not None
needs_crypt = pytest.mark.skipif(
    not _HAS_CRYPT,
    reason="the extra crypt is not installed: there is no SQLCipher, and no SQLite that comes with it",
)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed as Unix does it")

each_setting = (
    pytest.param("wal", marks=[needs_crypt, needs_posix], id="WAL"),
    pytest.param("delete", marks=[needs_posix, *([pytest.mark.soak] if _HAS_CRYPT else [])], id="DELETE"),
    pytest.param("encrypted", marks=[needs_crypt, needs_posix], id="SQLCipher"),
)
"""SQLite of the extra `crypt` in WAL mode, Python's own with a rollback journal, and SQLCipher in WAL mode. Where the
extra is there, the rollback journal belongs to the long versions."""

every_setting = pytest.mark.parametrize("setting", each_setting)


@cache
def _nursery() -> subprocess.Popen[str]:
    """The process that begins scenarios, once for all tests of this one; it ends when nobody asks it any more."""
    begun = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Forking is for processes of one thread.
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    atexit.register(begun.communicate)
    return begun


def run(scenario: str, setting: str, folder: Path, **told: Any) -> dict[str, Any]:
    """Run a scenario to its end, in a process of its own, and return what it says."""
    nursery = _nursery()
    assert nursery.stdin is not None and nursery.stdout is not None
    print(json.dumps([scenario, [setting, str(folder), json.dumps(told)]]), file=nursery.stdin, flush=True)
    code, out, err = json.loads(nursery.stdout.readline())
    assert code == 0, err
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found
