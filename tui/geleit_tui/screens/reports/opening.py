"""Opening a file with the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def can_open() -> bool:
    """Whether there is anything on this computer that opens files."""
    return _opener() is not None or hasattr(os, "startfile")


def open_file(path: Path) -> bool:
    """Open a file; False where nothing does. It opens on the computer on which geleit runs."""
    start = getattr(os, "startfile", None)
    try:
        if start is not None:
            start(path)
            return True
        opener = _opener()
        if opener is None:
            return False
        nothing = subprocess.DEVNULL
        subprocess.Popen(
            [opener, str(path.absolute())], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError:
        return False
    return True


def _opener() -> str | None:
    if sys.platform == "darwin":
        return shutil.which("open")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return shutil.which("xdg-open")
