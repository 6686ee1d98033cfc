"""Where the database lies: a file that only its owner reads, or one group, on this machine's own disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from geleit.errors import StoreError
from geleit.labels import say
from geleit.store.mounts import network_type

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SHARED_FILE, SHARED_FOLDER = 0o660, 0o2770


def prepare_place(path: Path, *, create: bool, allow_network: bool, group: str | None) -> bool:
    """Make sure that the database's file is there and may be opened; returns whether it lies on a network drive.

    A missing folder is made for its owner alone (0700), a missing file too (0600); with `group`, both are shared with
    that group (2770 and 0660).
    Raises StoreError if the file is missing and `create` is not given, if it is a symbolic link, if the folder cannot
    be written to, or if it lies on a network drive and `allow_network` is not given.
    """
    folder = path.parent
    try:
        if create:
            make_folder(folder, group)
        kind = network_type(folder)
        if kind is not None and not allow_network:
            raise StoreError(say("store.network", path=path, kind=kind))
        if path.is_symlink():
            raise StoreError(say("store.symlink", path=path))
        if create:
            create_file(path, group)
        if not path.exists():
            raise StoreError(say("store.missing", path=path))
        if not path.is_file():
            raise StoreError(say("store.foreign", path=path))
    except OSError as error:
        raise StoreError(say("store.place", path=path, detail=error.strerror or error)) from error
    return kind is not None


def make_folder(folder: Path, group: str | None) -> None:
    """Make a folder for its owner alone, or for a group; one that is there stays as it is. Raises OSError."""
    if folder.exists():
        return
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)
    _share(folder, group, SHARED_FOLDER)


def create_file(path: Path, group: str | None) -> None:
    """Make an empty file for its owner alone, or for a group; one that is there stays as it is."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        os.close(os.open(path, flags, PRIVATE_FILE))
    except FileExistsError:
        return  # somebody else was first, or it has long been there
    _share(path, group, SHARED_FILE)


def _share(path: Path, group: str | None, mode: int) -> None:
    if group is None:
        return
    try:
        shutil.chown(path, group=group)
    except LookupError as error:
        raise StoreError(say("store.no_group", group=group)) from error
    path.chmod(mode)
