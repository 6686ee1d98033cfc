"""Whether a folder lies on another machine, where SQLite's locks cannot be relied on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"}
    | {"smb", "smb2", "smb3", "smbfs"}
    | {"fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"}
    | {"afpfs", "webdav", "macfuse", "osxfuse", "fusefs"}
)
"""Types of mounts, as Linux and macOS name them; there, whatever comes by FUSE (sshfs, cloud folders) is one type."""

_DRIVE_REMOTE = 4
_DARWIN = re.compile(r".+? on (?P<point>/.*) \((?P<kind>[^\s,()]+)(?:, [^()]*)?\)")
_PATIENCE = 5.0
"""Seconds; `mount` hangs while a server does not answer."""


def network_type(folder: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of network file system a folder lies on, or None if it is local or cannot be told."""
    resolved = folder.resolve()
    if sys.platform == "win32":
        return _windows_type(resolved)
    if sys.platform == "darwin":
        return type_of(resolved, darwin_mounts(_mount_output()))
    try:
        return type_of(resolved, linux_mounts(mounts.read_text(encoding="utf-8", errors="surrogateescape")))
    except OSError:
        return None


def type_of(folder: Path, mounts: Iterable[tuple[str, str]]) -> str | None:
    """The kind of network file system that a resolved folder lies on, by mount points and types; None for any other."""
    found = "", ""
    for point, kind in mounts:
        # The longest mount point above the folder holds it; of two at the same place, the later one covers the other.
        if (folder == Path(point) or Path(point) in folder.parents) and len(point) >= len(found[0]):
            found = point, kind
    return found[1] if found[1] in NETWORK else None


def linux_mounts(text: str) -> Iterator[tuple[str, str]]:
    """Mount points and types, as /proc/mounts lists them."""
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) >= 3:
            yield _unescaped(parts[1]), parts[2]


def darwin_mounts(text: str) -> Iterator[tuple[str, str]]:
    """Mount points and types, as `mount` prints them on macOS: `SOURCE on POINT (TYPE, option, option)`."""
    for line in text.splitlines():
        found = _DARWIN.fullmatch(line)
        if found is not None:
            yield found["point"], found["kind"]


def _mount_output() -> str:
    """What `mount` prints; nothing where it cannot be asked."""
    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape")


def _unescaped(text: str) -> str:
    """A mount point as it is named; /proc/mounts writes blanks and backslashes in octal."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def _windows_type(folder: Path) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes

    anchor = folder.anchor
    if anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE:
        return "smb"
    return None
