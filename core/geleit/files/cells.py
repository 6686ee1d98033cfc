"""What a cell's text may hold, in every format alike."""

from __future__ import annotations

import re
import unicodedata

from geleit.labels import Sentence, say

_AROUND = "\ufeff\u200b"
"""Byte order mark and zero-width space: invisible, and left behind by copying."""

_LINE_END = re.compile(r"\r\n?")
_SPREADSHEET_ERROR = re.compile(
    r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|NV|WERT!|BEZUG!|ZAHL!|ÜBERLAUF!|SPILL!|CALC!|KALK!|GETTING_DATA|#{2,})"
)

# UTF-8 read as cp1252. The second letter is what the bytes 80 to BF are in cp1252. After Â, Ä and Å those marks are
# left out that a text can really put after a capital: closing quotation marks, dashes, dots. A single pair after the
# Arabic and Cyrillic leads proves nothing, two in a row do.
_TAIL = bytes(byte for byte in range(0x80, 0xC0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)).decode("cp1252")
_SURE_TAIL = "".join(mark for mark in _TAIL if mark not in "“”‘’–—…\xa0«»")
_MISREAD = re.compile(
    f"Ã[{re.escape(_TAIL)}]|Â[{re.escape(_SURE_TAIL)}\xa0«»]|[ÄÅ][{re.escape(_SURE_TAIL)}]"
    f"|(?:[ÐÑØÙÚÛ][{re.escape(_TAIL)}]){{2}}|â€|ï»¿"
)


def plain(text: str) -> str:
    """A cell's text with one kind of line end."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def stripped(text: str) -> str:
    """The text without blanks and invisible marks around it."""
    return text.strip().strip(_AROUND).strip()


def is_blank(text: str) -> bool:
    """Whether nothing is written in a cell: its value is unknown."""
    return not text or not stripped(text)


def is_misread(text: str) -> bool:
    """Whether a text is UTF-8 that was read as cp1252, as `MÃ¼ller` is; seen by its letter pairs."""
    return not text.isascii() and _MISREAD.search(text) is not None


def cell_fault(text: str) -> Sentence | None:
    """Why a cell's text cannot be taken in whatever it means, or None."""
    if text.isprintable() and text.isascii():
        return say("intake.error_cell") if text.startswith("#") and _SPREADSHEET_ERROR.fullmatch(text.strip()) else None
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in "\n\t\r"):
            return say("intake.control_character", code=f"U+{ord(character):04X}")
    if is_misread(text):
        return say("intake.misread")
    return say("intake.error_cell") if _SPREADSHEET_ERROR.fullmatch(text.strip()) else None
