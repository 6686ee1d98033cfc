"""Writing several new files that belong together: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geleit.files.new_file import write_new


def write_all_new(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write each content to its path, as `write_new` does, or nothing at all; returns the paths that were written.

    Raises OSError.
    """
    written: list[Path] = []
    try:
        for path, content in contents.items():
            written.append(write_new(path, content))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)
