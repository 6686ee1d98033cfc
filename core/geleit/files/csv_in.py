"""Reading a CSV file: strictly, within limits, and with the line of everything that is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import BinaryIO

from geleit.files.cells import is_blank, is_misread
from geleit.files.sheet import Record, Sheet, sheet_of, unusable
from geleit.labels import say

MOST_LINE = 64 * 1024
"""The longest line, in bytes with its end."""

DELIMITERS = (";", ",", "\t")

_HEAD = 50
"""The lines among which the headings must be found."""

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(r"sep=(.)\s*", re.IGNORECASE)


def read_csv(
    stream: BinaryIO, file: str, *, encoding: str = "utf-8", known: Callable[[str], bool] | None = None
) -> Sheet:
    """Read a CSV file from a stream at its beginning, as `read_rows` says.

    `encoding` is `utf-8` (with or without a byte order mark) or `cp1252`. Raises IntakeError.
    """
    lines = decoded_lines(stream, file, encoding)
    head = list(islice(lines, _HEAD))
    declared = _DECLARED.fullmatch(head[0]) if head else None
    skipped = 0
    while skipped < len(head) and (_is_empty(head[skipped]) or (skipped == 0 and declared)):
        skipped += 1
    if skipped == len(head):
        raise unusable(file, 0, say("intake.empty_file"))
    delimiter = declared[1] if declared else _delimiter(head[skipped:], file, skipped + 1, known)
    records = _records(chain(head[skipped:], lines), file, skipped, delimiter)
    heading = next(records)
    if known is not None and not any(map(known, heading.cells)):
        raise unusable(file, heading.line, say("intake.no_known_heading"), delimiter.join(heading.cells))
    return sheet_of(file, heading, records)


def physical_lines(stream: BinaryIO, file: str) -> Iterator[bytes]:
    """The lines of a stream with their ends (LF, CR LF or CR alone).

    Reads no more than the longest line at a time, and no further once a line is longer. Raises IntakeError then.
    """
    rest, number = b"", 0
    while block := stream.read(MOST_LINE):
        *whole, rest = (rest + block).splitlines(keepends=True)
        if rest.endswith(b"\n"):
            whole.append(rest)
            rest = b""
        for line in whole:
            number += 1
            if len(line) > MOST_LINE:
                raise unusable(file, number, say("intake.line_too_long", most=MOST_LINE // 1024))
            yield line
        if len(rest) > MOST_LINE:
            raise unusable(file, number + 1, say("intake.line_too_long", most=MOST_LINE // 1024))
    if rest:
        yield rest


def decoded_lines(stream: BinaryIO, file: str, encoding: str) -> Iterator[str]:
    """The lines as text. Raises IntakeError for a line that is not in the encoding, or that no CSV can have."""
    for number, raw in enumerate(physical_lines(stream, file), start=1):
        line = raw
        if number == 1:
            if line.startswith(_UTF16_MARKS):
                raise unusable(file, 1, say("intake.utf16"))
            if line.startswith(_UTF8_MARK):
                if encoding == "cp1252":
                    raise unusable(file, 1, say("intake.is_utf8"))
                line = line.removeprefix(_UTF8_MARK)
        if b"\0" in line:
            raise unusable(file, number, say("intake.nul"))
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError as error:
            byte = f"{line[error.start]:02X}"
            code = "intake.not_cp1252" if encoding == "cp1252" else "intake.not_utf8"
            raise unusable(file, number, say(code, byte=byte, place=error.start + 1)) from error
        if encoding == "cp1252" and is_misread(text):
            raise unusable(file, number, say("intake.is_utf8"), text.strip())
        yield text


def _is_empty(line: str) -> bool:
    """Whether a line holds delimiters at most."""
    return all(map(is_blank, re.split("[;,\t]", line)))


def _delimiter(head: Sequence[str], file: str, line: int, known: Callable[[str], bool] | None) -> str:
    """The delimiter under which most headings are known, then under which there are most.

    A single column is read as if parted by tabs, so that commas and semicolons stay in its cells.
    """
    best, delimiter = (0, 1), "\t"
    broken = False
    for candidate in DELIMITERS:
        try:
            cells = next(csv.reader(head, delimiter=candidate, strict=True))
        except csv.Error:
            broken = True
            continue
        score = (sum(map(known, cells)) if known else 0, len(cells))
        if score > best and len(cells) > 1:
            best, delimiter = score, candidate
    if broken and best == (0, 1):
        raise unusable(file, line, say("intake.unclosed_quote"))
    return delimiter


class _Counted:
    """What csv.reader reads from: counts the lines and keeps those of the present record."""

    def __init__(self, lines: Iterator[str], number: int) -> None:
        self._lines = lines
        self.number = number
        self.record: list[str] = []
        self.ended = False

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.number += 1
        self.record.append(line)
        return line


def _records(lines: Iterator[str], file: str, before: int, delimiter: str) -> Iterator[Record]:
    counted = _Counted(lines, before)
    reader = csv.reader(counted, delimiter=delimiter, strict=True)
    while True:
        counted.record.clear()
        line = counted.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            unclosed = counted.ended or len(counted.record) > 1
            raise unusable(file, line, say("intake.unclosed_quote" if unclosed else "intake.quote")) from error
        written = "".join(counted.record)
        bare = '"' in written and _well_quoted(delimiter).fullmatch(written) is None
        yield Record(line, cells, fault=say("intake.quote") if bare else None)


@cache
def _well_quoted(delimiter: str) -> re.Pattern[str]:
    """A record in which quotation marks stand only around whole cells, and doubled within them."""
    cell = rf'(?:"(?:[^"]++|"")*+"|[^"\r\n{re.escape(delimiter)}]*+)'
    return re.compile(rf"{cell}(?:{re.escape(delimiter)}{cell})*+[\r\n]*")
