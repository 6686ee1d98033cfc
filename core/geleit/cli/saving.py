"""Writing a text to a new file."""

from __future__ import annotations

from pathlib import Path

from geleit.cli.reasons import reason_of
from geleit.errors import GeleitError
from geleit.files.new_file import write_new
from geleit.labels import say


def save_new(path: Path, text: str, *, spreadsheet: bool = False) -> Path:
    """Write a file and return its path: a file that exists stays, and the new one gets a number.

    `spreadsheet`: with the mark by which Excel knows UTF-8. Raises GeleitError if it cannot be written.
    """
    if not path.name:
        raise GeleitError(say("config.cannot_write", file=path, reason=say("cli.reason.EISDIR")))
    try:
        return write_new(path, text.encode("utf-8-sig" if spreadsheet else "utf-8", "replace"))
    except OSError as error:
        raise GeleitError(say("config.cannot_write", file=path, reason=reason_of(error))) from error
