"""Why the operating system refused something, in words of the reader's language."""

from __future__ import annotations

import errno

from geleit.labels import Sentence, say

_KNOWN = frozenset({"ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENAMETOOLONG"})


def reason_of(error: OSError) -> Sentence | str:
    """The reason in a few words; the system's own words for what has no label."""
    name = errno.errorcode.get(error.errno or 0, "")
    return say(f"output.reason.{name}") if name in _KNOWN else error.strerror or str(error)
