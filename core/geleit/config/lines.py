"""Where a key stands: TOML parsers forget the line of a valid key, and a mistake in its value needs it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

from geleit.config.tokens import Token

KeyPath = tuple[str | int, ...]
"""Keys from the outermost table inwards; a number counts the entries of a list from 0."""


def line_of_every_key(words: Sequence[Token]) -> dict[KeyPath, int]:
    """The line (from 1) of every key, table and list entry of a valid TOML text.

    A table stands where its header stands; one that is only implied by `[a.b]` or `a.b = 1` stands where it is first
    implied.
    """
    return _Finder(words).found()


class _Finder:
    """Walks once over the words of a text that a parser has already found valid."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._words = words
        self._next = 0
        self._lines: dict[KeyPath, int] = {}
        self._last_entry: dict[KeyPath, int] = {}

    def found(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self._skip_newlines():
            if self._kind() == "[":
                table = self._header()
            else:
                self._key_and_value(table)
        return self._lines

    def _kind(self) -> str:
        return self._words[self._next].kind if self._next < len(self._words) else ""

    def _take(self) -> Token:
        self._next += 1
        return self._words[self._next - 1]

    def _skip_newlines(self) -> bool:
        """Go to the next word; False at the end of the text."""
        while self._kind() == "newline":
            self._next += 1
        return self._next < len(self._words)

    def _header(self) -> KeyPath:
        line = self._take().line
        is_list = self._kind() == "["
        if is_list:
            self._take()
        *above, name = self._key()
        for _ in range(2 if is_list else 1):
            self._take()
        path: KeyPath = ()
        for part in above:
            path = self._inside((*path, part), line)
        path = (*path, name)
        if not is_list:
            self._lines[path] = line
            return path
        self._lines.setdefault(path, line)
        entry = self._last_entry.get(path, -1) + 1
        self._last_entry[path] = entry
        self._lines[(*path, entry)] = line
        return (*path, entry)

    def _inside(self, path: KeyPath, line: int) -> KeyPath:
        """A table on the way to another one; of a list of tables it is the last."""
        self._lines.setdefault(path, line)
        return (*path, self._last_entry[path]) if path in self._last_entry else path

    def _key(self) -> list[str]:
        parts = [_name(self._take())]
        while self._kind() == ".":
            self._take()
            parts.append(_name(self._take()))
        return parts

    def _key_and_value(self, table: KeyPath) -> None:
        line = self._words[self._next].line
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._take()
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        match self._kind():
            case "[":
                self._list(path)
            case "{":
                self._inline_table(path)
            case _:
                while self._kind() not in {"newline", ",", "]", "}", ""}:
                    self._take()

    def _list(self, path: KeyPath) -> None:
        self._take()
        entry = 0
        while self._skip_newlines() and self._kind() != "]":
            if self._kind() == ",":
                self._take()
                continue
            here = (*path, entry)
            self._lines[here] = self._words[self._next].line
            self._value(here)
            entry += 1
        self._take()

    def _inline_table(self, path: KeyPath) -> None:
        self._take()
        while self._skip_newlines() and self._kind() != "}":
            if self._kind() == ",":
                self._take()
            else:
                self._key_and_value(path)
        self._take()


def _name(word: Token) -> str:
    """A part of a key without its quotes."""
    if word.kind == "bare":
        return word.text
    return str(tomllib.loads(f"name = {word.text}")["name"])
