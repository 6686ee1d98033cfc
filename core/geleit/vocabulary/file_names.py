"""Which texts may name a file on every system."""

from __future__ import annotations

import re
import unicodedata

from geleit.display import safe

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{number}" for number in range(10)), *(f"lpt{number}" for number in range(10))]
)
_FORBIDDEN = frozenset('<>:"/\\|?*')


def is_name(text: str) -> bool:
    """Whether a code can be the name of a file everywhere: `[a-z0-9][a-z0-9_-]{0,63}`, no Windows device."""
    return _NAME.fullmatch(text) is not None and text not in _DEVICES


def is_legible(text: str) -> bool:
    """Whether a path reads as it is: no control character, nothing that turns the writing direction around."""
    return safe(text, len(text) + 1) == unicodedata.normalize("NFC", text)


def is_writable_name(text: str) -> bool:
    """Whether a file name that somebody has typed means the same file on every system: legible, with no character
    that Windows forbids, no dot or blank at its end, no Windows device whatever its ending."""
    stem = text.partition(".")[0].rstrip().casefold()
    return (
        is_legible(text)
        and text == text.rstrip(". ")
        and text not in {"", ".."}
        and not _FORBIDDEN & set(text)
        and stem not in _DEVICES
    )
