"""Reads a TOML file that anybody may have written: bounded, strict, and every key with its line."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from geleit.config.lines import KeyPath, line_of_every_key
from geleit.config.tokens import MOST_BYTES, Fault, first_excess, tokens, too_long_a_line
from geleit.config.wording import dotted, shown
from geleit.errors import ConfigError, Problem
from geleit.labels import Sentence, say

_WHERE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_SYNTAX = {
    "Cannot overwrite a value": "config.syntax.key_twice",
    "Duplicate inline table key": "config.syntax.key_twice",
    "Cannot declare": "config.syntax.table_twice",
    "Cannot mutate immutable": "config.syntax.table_twice",
    "Expected '=' after a key": "config.syntax.no_equals_sign",
    "Expected newline or end of document": "config.syntax.more_on_the_line",
    "Expected ']": "config.syntax.header_left_open",
    "Invalid value": "config.syntax.no_value",
    "Invalid date or datetime": "config.syntax.no_date",
    "Invalid statement": "config.syntax.no_statement",
    "Invalid initial character for a key part": "config.syntax.no_key",
    "Unclosed array": "config.syntax.list_left_open",
    "Unclosed inline table": "config.syntax.table_left_open",
    "Unterminated string": "config.syntax.text_left_open",
    'Expected "\'"': "config.syntax.text_left_open",
    "Illegal character '\\n'": "config.syntax.text_left_open",
    "Unescaped '\\' in a string": "config.syntax.backslash",
}
_INTEGERS = range(-(2**63), 2**63)


@attrs.frozen
class Document:
    """What a TOML file says and where.

    `lines` holds the line (from 1) of every key in the file at `path`; `overlaid` holds file and line of the keys
    that another file has laid over it.
    """

    path: Path
    data: dict[str, Any]
    lines: Mapping[KeyPath, int]
    overlaid: Mapping[KeyPath, tuple[Path, int]] = attrs.field(factory=dict)

    def at(self, path: KeyPath) -> Any:
        """The value at a key; raises KeyError where there is none."""
        value: Any = self.data
        for part in path:
            try:
                value = value[part]
            except (LookupError, TypeError):
                raise KeyError(dotted(path)) from None
        return value

    def origin(self, path: KeyPath) -> tuple[Path, int] | None:
        """File and line of exactly this key, or None where neither file has it."""
        if path in self.overlaid:
            return self.overlaid[path]
        return (self.path, self.lines[path]) if path in self.lines else None

    def place(self, path: KeyPath) -> tuple[Path, int]:
        """File and line of a key, or of the innermost table around it that is there; line 0 is the whole file."""
        for length in range(len(path), 0, -1):
            if found := self.origin(path[:length]):
                return found
        return self.path, 0

    def problem(self, path: KeyPath, sentence: Sentence, found: str = "") -> Problem:
        """A mistake at a key, with its file and line."""
        file, line = self.place(path)
        return Problem(str(file), line, dotted(path), sentence, found)


def read_toml(path: Path) -> Document:
    """Read a TOML file of at most 256 KiB in UTF-8.

    Raises ConfigError where there is no such file, where it cannot be read, goes beyond the bounds of
    `geleit.config.tokens`, is no valid TOML, or holds a number that is not finite or has more than 64 bits, or a text
    with NUL.
    """
    if not path.is_file():
        code = "config.is_no_file" if path.exists() else "config.not_found"
        raise ConfigError(say(code, file=path))
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(say("config.cannot_read", file=path, reason=error.strerror or error)) from error
    if len(raw) > MOST_BYTES:
        raise _refusal(path, Fault(0, say("config.file_too_large", most=MOST_BYTES // 1024)))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(path, Fault(raw.count(b"\n", 0, error.start) + 1, say("config.not_utf8"))) from error
    return parse_toml(text, path)


def parse_toml(text: str, path: Path) -> Document:
    """The same for a text that stands, or is to stand, in the file at `path`."""
    text = text.replace("\r\n", "\n")
    fault = too_long_a_line(text)
    words = [] if fault else list(tokens(text))
    if fault := fault or first_excess(words):
        raise _refusal(path, fault)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refusal(path, _syntax(error, text)) from error
    document = Document(path, data, line_of_every_key(words))
    if problems := [document.problem(at, say(code), shown(value)) for at, code, value in _unusable(data, ())]:
        raise ConfigError(say("config.problems", file=path, n=len(problems)), problems)
    return document


def _refusal(path: Path, fault: Fault) -> ConfigError:
    problem = Problem(str(path), fault.line, "", fault.sentence)
    return ConfigError(say("config.problems", file=path, n=1), [problem])


def _syntax(error: Exception, text: str) -> Fault:
    """The parser's message in the reader's language where it is known, and its line."""
    message = str(error)
    where = _WHERE.search(message)
    if where is None:
        return Fault(0, say("config.syntax.other", reason=message))
    line = int(where["line"]) if where["line"] else text.rstrip("\n").count("\n") + 1
    reason = message[: where.start()]
    for beginning, code in _SYNTAX.items():
        if reason.startswith(beginning):
            return Fault(line, say(code))
    return Fault(line, say("config.syntax.other", reason=reason))


def _unusable(value: object, at: KeyPath) -> Iterator[tuple[KeyPath, str, object]]:
    """Numbers that TOML allows and no figure can bear, and texts that no database can hold."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _unusable(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unusable(inner, (*at, index))
    elif isinstance(value, float) and not math.isfinite(value):
        yield at, "config.not_finite", value
    elif isinstance(value, int) and value not in _INTEGERS:
        yield at, "config.number_too_large", value
    elif isinstance(value, str) and "\0" in value:
        yield at, "config.nul", value
