"""An environment for each peer: two of them install a top-level package of the same name.

They are made once, below a folder for what can be made again, from the registry that pip is set up for.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs

PINNED = {
    "mentor-match": ("mentor-match==7.0.1", "munkres==3.0.0"),
    "matching": ("matching==1.4.3", "numpy==2.4.6"),
}
"""What is installed for each peer, in the versions that are measured."""
_PATIENCE = 300
_SHOWN = 300


class Unreachable(Exception):
    """A peer could not be installed; says why."""


def default_folder() -> Path:
    """Where the environments lie if nobody says otherwise."""
    return platformdirs.user_cache_path("geleit-benchmarks", appauthor=False)


def python_of(peer: str, folder: Path) -> str:
    """The Python of a peer's environment, made now if it is not there. Raises Unreachable."""
    pinned = PINNED[peer]
    place = folder / "-".join(one.replace("==", "-") for one in pinned)
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    finished = place / "finished"
    if not finished.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", str(place)])
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--retries", "1", "--timeout", "20"]
        _run([*pip, "install", "--quiet", *pinned])
        finished.touch()
    return str(python)


def _run(command: list[str]) -> None:
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as slow:
        raise Unreachable(f"not installed: no answer within {_PATIENCE} s") from slow
    if made.returncode:
        words = (made.stderr.strip() or made.stdout.strip() or f"ended with {made.returncode}").splitlines()[-1]
        raise Unreachable(f"not installed: {words[:_SHOWN]}")
