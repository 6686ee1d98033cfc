"""Text from people, made harmless at the two doors it leaves by: a screen and a spreadsheet's cell.

Inside the product a text is what was typed. It is changed only here, when it goes out.
"""

from __future__ import annotations

import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Controls, surrogates, private and unassigned characters: a terminal acts on the first and cannot show the others."""

_STEERING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFEFF)))
"""Bidirectional embeddings, overrides and isolates, line and paragraph separators, byte order mark."""

_LONGEST_COMPOSITION = 4
"""The most characters that composing can turn into one, so much of a text decides what its beginning looks like."""

_ACTIVE = frozenset("=+-@|%＝＋－＠")
"""What a spreadsheet takes for the start of a formula or a command, with the full-width forms that some also take."""

_UNSEEN = frozenset({"Mn", "Me"})


def safe(text: str, limit: int = 200) -> str:
    """One line of text as it may stand on a terminal: composed (NFC), at most `limit` characters (at least 1), the
    last of them an ellipsis if something was cut.

    Controls, surrogates, private and unassigned characters, and characters that turn the writing direction around
    or break the line become U+FFFD. The joiners U+200C and U+200D stay: Persian and Dari names need them.
    The result is no markup; whoever shows it says so to the widget as well.
    """
    if len(text) <= limit and text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    # Composing takes quadratic time on long runs of accents, so it gets no more than can be seen.
    composed = unicodedata.normalize("NFC", text[: _LONGEST_COMPOSITION * (limit + 1)])
    shown = "".join(_REPLACEMENT if _is_unsafe(character) else character for character in composed[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def neutral_cell(text: str) -> str:
    """A text as it may stand in a cell of a CSV or XLSX file: with `'` before it if a spreadsheet could run it, or if
    it begins with `'` already. `original_cell` gives the text back."""
    return f"'{text}" if _needs_neutralising(text) else text


def original_cell(text: str) -> str:
    """The text that `neutral_cell` made this cell from: without its first `'`, where neutralising had put one.

    A name as `'t Hooft` in a file from elsewhere stays whole: nothing in it had to be neutralised.
    """
    return text[1:] if text.startswith("'") and _needs_neutralising(text[1:]) else text


def _is_unsafe(character: str) -> bool:
    return unicodedata.category(character) in _UNSHOWN or character in _STEERING


def _needs_neutralising(text: str) -> bool:
    if text.startswith(("'", "\t", "\r", "\n")):
        return True
    first_seen = next((character for character in text if not _is_unseen(character)), "")
    return first_seen in _ACTIVE


def _is_unseen(character: str) -> bool:
    """Blanks, controls, byte order marks, zero-width characters and accents: programs skip them before a formula."""
    return character == " " or not character.isprintable() or unicodedata.category(character) in _UNSEEN
