"""Writing a file that was not there before, whole or not at all."""

from __future__ import annotations

import os
import secrets
from itertools import count
from pathlib import Path


def write_new(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, or, where a file of that name exists, to the first free of `<name>-2`, `<name>-3` …

    The file is readable by its owner alone, appears under its name only when it is complete, and replaces nothing.
    Returns the path that was written. Raises OSError.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        for number in count(1):
            target = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
            try:
                _appear(part, target)
            except FileExistsError:
                continue
            return target
        raise AssertionError("there is always a next number")
    finally:
        part.unlink(missing_ok=True)


def _appear(part: Path, target: Path) -> None:
    """Give the finished file its name. Raises FileExistsError if the name is taken."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here (FAT, some network drives): the name is taken first, then filled in one step.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        part.replace(target)
