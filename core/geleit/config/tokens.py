"""The words of a TOML text with their lines, and what is refused before a parser sees it.

A TOML parser needs seconds for a few hundred hostile bytes (a key of thousands of parts, thousands of brackets). The
bounds below lie far above any organisation's file and keep the parser's work small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geleit.labels import Sentence, say

MOST_BYTES = 256 * 1024
"""Size of a file, in bytes."""
MOST_BYTES_PER_LINE = 8 * 1024
MOST_DOTS = 20
"""Dots in one key, outside of quotes."""
MOST_BRACKETS = 20
"""Lists and inline tables inside one another."""
MOST_ENTRIES = 5_000
"""Keys, headers and entries of lists in one file, together."""
LONGEST_NUMBER = 64
"""Characters of a number or date."""

_TOKEN = re.compile(
    r'''(?P<space>[ \t]+)
      | (?P<newline>\n)
      | (?P<comment>\#[^\n]*)
      | (?P<long>"""(?:[^"\\]|\\.|"(?!""))*+\\?(?:"""+|\Z) | \'\'\'(?:[^']|'(?!''))*+(?:\'\'\'+|\Z))
      | (?P<string>"(?:[^"\\\n]|\\[^\n])*+" | '[^'\n]*+')
      | (?P<mark>[.=,{}\[\]])
      | (?P<bare>[^\s"'#.=,{}\[\]]++)
      | (?P<other>.)''',
    re.VERBOSE | re.DOTALL,
)
_ENDS_A_KEY = frozenset("\n=,{}[]")
_BEGINS_AN_ENTRY = frozenset("=,[")


class Token(NamedTuple):
    """A word: `kind` is "string", "long" (over several lines), "bare", "newline", "other", or the mark itself."""

    kind: str
    text: str
    line: int


class Fault(NamedTuple):
    """Why a text is refused, and in which line (from 1)."""

    line: int
    sentence: Sentence


def tokens(text: str) -> Iterator[Token]:
    """The words of a text without blanks and comments; text that is no TOML gives words too."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "other", match.group()
        if kind not in {"space", "comment"}:
            yield Token(word if kind == "mark" else kind, word, line)
        line += word.count("\n")


def too_long_a_line(text: str) -> Fault | None:
    """The first line that is longer than any line a person writes."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line.encode()) > MOST_BYTES_PER_LINE:
            return Fault(number, say("config.line_too_long", most=MOST_BYTES_PER_LINE))
    return None


def first_excess(words: Sequence[Token]) -> Fault | None:
    """The first place where a text goes beyond the bounds of this module, or leaves a text open to its end."""
    dots = brackets = entries = 0
    for word in words:
        if word.text in _ENDS_A_KEY:
            dots = 0
        match word.kind:
            case ".":
                dots += 1
            case "[" | "{":
                brackets += 1
            case "]" | "}":
                brackets -= 1
        entries += word.kind in _BEGINS_AN_ENTRY
        if dots > MOST_DOTS:
            return Fault(word.line, say("config.too_many_dots", most=MOST_DOTS))
        if brackets > MOST_BRACKETS:
            return Fault(word.line, say("config.too_deep", most=MOST_BRACKETS))
        if entries > MOST_ENTRIES:
            return Fault(word.line, say("config.too_many_entries", most=MOST_ENTRIES))
        if word.kind == "bare" and len(word.text) > LONGEST_NUMBER and word.text.lstrip("+-")[:1].isdecimal():
            return Fault(word.line, say("config.number_too_long", most=LONGEST_NUMBER))
        if word.kind == "long" and not _is_closed(word.text):
            return Fault(word.line, say("config.text_left_open", quotes=word.text[:3]))
    return None


def _is_closed(word: str) -> bool:
    """Whether a text over several lines ends in its own three quotes."""
    quotes = word[:3]
    if len(word) < 2 * len(quotes) or not word.endswith(quotes):
        return False
    if quotes == "'''":
        return True
    before = word[: len(word.rstrip('"'))]
    escaped = (len(before) - len(before.rstrip("\\"))) % 2
    return len(word) - len(before) - escaped >= len(quotes)
