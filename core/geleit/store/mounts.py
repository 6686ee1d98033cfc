"""Whether a folder lies on another machine, where SQLite's locks cannot be relied on."""

from __future__ import annotations

import sys
from pathlib import Path

NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"}
    | {"smb", "smb2", "smb3", "smbfs"}
    | {"fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"}
)
"""Types of mounts, as Linux names them."""

_DRIVE_REMOTE = 4


def network_type(folder: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of network file system a folder lies on, or None if it is local or cannot be told."""
    resolved = folder.resolve()
    if sys.platform == "win32":
        return _windows_type(resolved)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    found = "", ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = _unescaped(parts[1])
        # The longest mount point above the folder holds it; of two at the same place, the later one covers the other.
        if (resolved == Path(point) or Path(point) in resolved.parents) and len(point) >= len(found[0]):
            found = point, parts[2]
    return found[1] if found[1] in NETWORK else None


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
