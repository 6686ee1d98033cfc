"""A verified copy of the database as it was, made before its tables are brought to a new version."""

from __future__ import annotations

import os
from pathlib import Path

from geleit.errors import GeleitError, StoreError
from geleit.labels import say
from geleit.store.copying import copy_whole
from geleit.store.link import Link


def former_path(path: Path, version: int) -> Path:
    """Where the copy of a database of an older version is kept: beside it, with the version in its name."""
    return path.with_name(f"{path.name}.before-{version:04}")


def formers(path: Path) -> tuple[Path, ...]:
    """The copies of older versions that are kept beside a database."""
    return tuple(sorted(path.parent.glob(f"{path.name}.before-[0-9][0-9][0-9][0-9]")))


def keep_former(link: Link, path: Path) -> Path:
    """Copy the database as it is, before a change of its version; an earlier try's copy is replaced.

    Raises StoreError if no verified copy could be made; then the change must not begin.
    """
    target = former_path(path, int(link.pragma("user_version")))
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        copy_whole(link, part)
        os.replace(part, target)
    except (OSError, GeleitError) as error:
        part.unlink(missing_ok=True)
        raise StoreError(say("store.former", detail=getattr(error, "sentence", error))) from error
    return target
