"""Saving what was found as a new file, with a sentence where that is impossible."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import GeleitError
from geleit.files.new_file import write_new
from geleit.files.reasons import reason_of
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.store.keys import Key


def save_new(path: Path, text: str | bytes, *, spreadsheet: bool = False) -> Path:
    """Write a file and return its path: a file that exists stays, and the new one gets a number.

    `spreadsheet`: with the mark by which Excel knows UTF-8. Raises GeleitError if it cannot be written.
    """
    content = _encoded(text, spreadsheet)
    if not path.name:
        raise GeleitError(say("config.cannot_write", file=path, reason=say("output.reason.EISDIR")))
    try:
        return write_new(path, content)
    except OSError as error:
        raise GeleitError(say("config.cannot_write", file=path, reason=reason_of(error))) from error


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may open; one that is there stays as it is. Raises GeleitError."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise GeleitError(say("config.cannot_write", file=folder, reason=reason_of(error))) from error


def save_sealed(path: Path, text: str | bytes, key: Key, *, spreadsheet: bool = False) -> Path:
    """Write a file as `save_new` does, sealed under a key; its name ends in `.age`."""
    from geleit.store.sealing import SUFFIX, seal

    return save_new(path.with_name(path.name + SUFFIX) if path.name else path, seal(_encoded(text, spreadsheet), key))


def _encoded(text: str | bytes, spreadsheet: bool) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8-sig" if spreadsheet else "utf-8", "replace")
