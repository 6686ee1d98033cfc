"""Writing a file that was not there before, whole or not at all, and nowhere but where it was meant to be."""

from __future__ import annotations

import os
import secrets
from itertools import count
from pathlib import Path

from geleit.errors import UsageError
from geleit.labels import say
from geleit.vocabulary.file_names import is_name, is_writable_name

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def check_name(path: Path) -> None:
    """Raises UsageError for a file whose name means something else, or nothing, on another system."""
    if not is_writable_name(path.name):
        raise UsageError(say("output.file_name", file=path.name))


def inside(folder: Path, name: str, suffix: str = "") -> Path:
    """The path of a file or folder in `folder` that is named by a code (of a report, a round, a region).

    Raises UsageError for a code that is no `is_name`, and where following symbolic links leads out of the folder.
    """
    path = folder / f"{name}{suffix}"
    if not is_name(name) or not path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(say("output.outside", name=name, folder=folder))
    return path


def create(path: Path, content: bytes) -> Path:
    """Write `content` to a file that is not there, readable by its owner alone, whole or not at all; returns its path.

    Raises FileExistsError if there is anything of this name, a symbolic link that leads nowhere included, UsageError
    as `check_name`, and OSError.
    """
    check_name(path)
    handle = os.open(path, _NEW, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def write_new(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, or, where a file of that name exists, to the first free of `<name>-2`, `<name>-3` …

    The file is readable by its owner alone, appears under its name only when it is complete, and replaces nothing;
    no symbolic link of its name is followed. Returns the path that was written. Raises UsageError as `check_name`,
    and OSError.
    """
    check_name(path)
    part = path.with_name(f".{path.stem[:40]}.{secrets.token_hex(4)}.part")
    handle = os.open(part, _NEW, 0o600)
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
        os.close(os.open(target, _NEW, 0o600))
        part.replace(target)
