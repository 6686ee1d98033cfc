"""From a sheet's rows to values, row by row: what can be taken in, and what is wrong with the rest."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from geleit.display import original_cell
from geleit.errors import Problem
from geleit.fields import Reading, Unreadable
from geleit.files.cells import stripped
from geleit.files.headings import Column, Columns
from geleit.files.plausible import implausible
from geleit.files.sheet import Sheet, SheetRow, shortened
from geleit.labels import Sentence, say

Check = Callable[[Mapping[str, Any], date], Iterable[tuple[str, Sentence]]]
"""What is wrong between the values of a row, as seen on a day: names of columns with what was expected."""


@attrs.frozen
class IntakeRow:
    """A row that can be taken in. `values` holds what is known: an empty cell has no entry.

    `digest` is the same for the same content, whatever the order and language of the columns. `source_id` is the
    value of the column `id`.
    """

    line: int
    digest: str
    source_id: str | None
    values: Mapping[str, Any]


@attrs.frozen
class Intake:
    """What reading a sheet came to. Each row of the sheet is in `rows` or, where any problem names it, in `refused`.

    `columns` is heading → name for the headings that were understood, `unknown_columns` are those that were not.
    """

    rows: tuple[IntakeRow, ...]
    refused: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[str, str]
    unknown_columns: tuple[str, ...]

    def refusing(self, sheet: Sheet, problems: Iterable[Problem]) -> Intake:
        """This intake with further problems, and the rows they name refused: for what only the records can tell
        (a reference to nobody). `sheet` is the one it was read from."""
        every = sorted((*self.problems, *problems), key=lambda problem: problem.line)
        wrong = {problem.line for problem in every}
        return attrs.evolve(
            self,
            rows=tuple(row for row in self.rows if row.line not in wrong),
            refused=tuple(row for row in sheet.rows if row.line in wrong),
            problems=tuple(every),
        )


def read_table(
    sheet: Sheet, columns: Columns, reading: Reading, *, today: date, checks: Sequence[Check] = ()
) -> Intake:
    """Read every row of a sheet.

    `reading` holds the words and places in whose light cells are read, `today` is the day against which births and
    the `checks` of a table are held. Raises IntakeError if the headings cannot be used; everything that is wrong
    with single rows stands in the result.
    """
    matched = columns.match(sheet)
    cells = _Cells(matched.columns, reading)
    by_name = {column.name: place for place, column in matched.columns.items()}
    problems = list(_shape_problems(sheet, frozenset(matched.columns)))
    said = {(problem.line, problem.key) for problem in problems}
    spoilt = {problem.line for problem in problems}
    rows: list[IntakeRow] = []
    first: dict[str, int] = {}
    for row in sheet.rows:
        values, faults = cells.read(row)
        source_id = values.get("id")
        if source_id is not None and (before := first.setdefault(str(source_id), row.line)) != row.line:
            faults.append(("id", say("intake.same_id", line=before)))
        if len(row.cells) != len(sheet.headings):
            # That is said already, and the cells may stand under the wrong headings.
            continue
        for check in (implausible, *checks):
            faults += check(values, today)
        found = _problems(sheet, row, by_name, faults)
        problems += (problem for problem in found if (problem.line, problem.key) not in said)
        if not faults and row.line not in spoilt:
            digest = digest_of(values, matched.columns.values())
            rows.append(IntakeRow(row.line, digest, str(source_id) if source_id is not None else None, values))
    named = {sheet.headings[place]: column.name for place, column in matched.columns.items()}
    return Intake(tuple(rows), (), (), named, matched.unknown).refusing(sheet, problems)


def digest_of(values: Mapping[str, Any], columns: Iterable[Column]) -> str:
    """The SHA-256 of a row's content, as stored and sorted by name."""
    content = {column.name: column.kind.stored(values[column.name]) for column in columns if column.name in values}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", canonical).encode()).hexdigest()


class _Cells:
    """Reads the cells of a sheet; a text that stands in a column again is not read again."""

    def __init__(self, columns: Mapping[int, Column], reading: Reading) -> None:
        self._columns = columns
        self._reading = reading
        self._seen: dict[tuple[int, str], Any] = {}

    def read(self, row: SheetRow) -> tuple[dict[str, Any], list[tuple[str, Sentence]]]:
        """The values of a row by name, and what is wrong with its cells."""
        values: dict[str, Any] = {}
        faults: list[tuple[str, Sentence]] = []
        for place, column in self._columns.items():
            text = stripped(original_cell(stripped(row.cells[place]))) if place < len(row.cells) else ""
            if not text:
                if column.required:
                    faults.append((column.name, say("intake.required")))
                continue
            value = self._value(place, column, text)
            if isinstance(value, Unreadable):
                faults.append((column.name, value.expected))
            elif value != ():
                values[column.name] = value
        return values, faults

    def _value(self, place: int, column: Column, text: str) -> Any:
        key = (place, text)
        if key not in self._seen:
            try:
                self._seen[key] = column.kind.read(text, self._reading)
            except Unreadable as error:
                self._seen[key] = error.with_traceback(None)
        return self._seen[key]


def _shape_problems(sheet: Sheet, read: frozenset[int]) -> Iterator[Problem]:
    """The problems of the sheet itself, without those of cells that nobody reads."""
    unread = {heading for place, heading in enumerate(sheet.headings) if place not in read}
    misshapen = {row.line for row in sheet.rows if len(row.cells) != len(sheet.headings)}
    return (problem for problem in sheet.problems if problem.key not in unread or problem.line in misshapen)


def _problems(
    sheet: Sheet, row: SheetRow, by_name: Mapping[str, int], faults: Iterable[tuple[str, Sentence]]
) -> Iterator[Problem]:
    for name, sentence in faults:
        place = by_name.get(name)
        heading = sheet.headings[place] if place is not None else ""
        found = row.cells[place] if place is not None else ""
        yield Problem(sheet.file, row.line, heading, sentence, shortened(found))
