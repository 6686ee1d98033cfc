"""A spreadsheet as text: headings, rows with the lines they stand on, and what is wrong with their shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from geleit.errors import IntakeError, Problem
from geleit.files.cells import cell_fault, is_blank, plain
from geleit.labels import Sentence, say

MOST_ROWS = 200_000
MOST_COLUMNS = 200
_LONGEST_FOUND = 200


@attrs.frozen
class SheetRow:
    """A row as it stands in the file. `line` counts from 1; in a CSV it is the line on which the row begins."""

    line: int
    cells: tuple[str, ...]


@attrs.frozen
class Sheet:
    """A spreadsheet's headings and rows.

    A row has as many cells as there are headings; where `problems` names its line, it may have fewer or more.
    `unread` are further worksheets of the same workbook, which nobody reads.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = ()
    heading_line: int = 1
    unread: tuple[str, ...] = ()


@attrs.frozen
class Record:
    """A row on its way into a sheet, with the faults that reading found in its cells (column from 0) or in it all."""

    line: int
    cells: Sequence[str]
    faults: Mapping[int, Sentence] = attrs.field(factory=dict)
    fault: Sentence | None = None


def unusable(file: str, line: int, sentence: Sentence, found: str = "", key: str = "") -> IntakeError:
    """The error that a file as a whole cannot be taken in, for one reason."""
    return refuse_file(file, [Problem(file, line, key, sentence, shortened(found))])


def refuse_file(file: str, problems: Sequence[Problem]) -> IntakeError:
    """The error that a file as a whole cannot be taken in."""
    return IntakeError(say("intake.unusable", file=file), problems)


def shortened(found: str) -> str:
    """A cell as a problem quotes it: no more than can be read there."""
    return found if len(found) <= _LONGEST_FOUND else found[: _LONGEST_FOUND - 1] + "…"


def sheet_of(
    file: str, heading: Record, records: Iterable[Record], *, ragged: bool = False, unread: Sequence[str] = ()
) -> Sheet:
    """Make a sheet of its heading row and the rows below it.

    Blank rows and empty columns are left out. With `ragged`, cells that are missing at the end of a row are empty
    ones (as in a workbook); without it they are a fault of the row (as in a CSV, where a delimiter is missing).
    Raises IntakeError if the headings cannot be used, if there is no row, or if there are too many.
    """
    headings = _headings(file, heading)
    rows: list[SheetRow] = []
    problems: list[Problem] = []
    for record in records:
        if all(map(is_blank, record.cells)) and not record.faults:
            continue
        if len(rows) == MOST_ROWS:
            raise unusable(file, record.line, say("intake.too_many_rows", most=MOST_ROWS))
        cells = [plain(cell) for cell in record.cells]
        problems += _shape_problems(file, headings, record, cells, ragged)
        while len(cells) > len(headings) and is_blank(cells[-1]):
            del cells[-1]
        if ragged:
            cells += [""] * (len(headings) - len(cells))
        rows.append(SheetRow(record.line, tuple(cells)))
    if not rows:
        raise unusable(file, heading.line, say("intake.no_rows"))
    return _without_empty_columns(Sheet(file, headings, tuple(rows), tuple(problems), heading.line, tuple(unread)))


def _headings(file: str, heading: Record) -> tuple[str, ...]:
    written = [" ".join(plain(cell).split()) for cell in heading.cells]
    while written and is_blank(written[-1]):
        del written[-1]
    if len(written) > MOST_COLUMNS:
        raise unusable(file, heading.line, say("intake.too_many_columns", most=MOST_COLUMNS, n=len(written)))
    problems = []
    first: dict[str, int] = {}
    for place, text in enumerate(written):
        fault = heading.faults.get(place) or cell_fault(text)
        if fault is not None:
            problems.append(Problem(file, heading.line, shortened(text), fault, shortened(text)))
        elif text and first.setdefault(text.casefold(), place) != place:
            twice = say("intake.heading_twice", first=first[text.casefold()] + 1, second=place + 1)
            problems.append(Problem(file, heading.line, shortened(text), twice, shortened(text)))
    if heading.fault is not None:
        problems.append(Problem(file, heading.line, "", heading.fault))
    if problems:
        raise refuse_file(file, problems)
    return tuple(written)


def _shape_problems(
    file: str, headings: Sequence[str], record: Record, cells: Sequence[str], ragged: bool
) -> Iterator[Problem]:
    if record.fault is not None:
        yield Problem(file, record.line, "", record.fault)
    surplus = [cell for cell in cells[len(headings) :] if not is_blank(cell)]
    if surplus:
        asked = say("intake.surplus_cells", n=len(surplus), columns=len(headings))
        yield Problem(file, record.line, "", asked, shortened(" | ".join(surplus)))
    elif len(cells) < len(headings) and not ragged:
        missing = say("intake.missing_cells", n=len(headings) - len(cells), columns=len(headings))
        yield Problem(file, record.line, headings[len(cells)], missing)
    for place, cell in enumerate(cells[: len(headings)]):
        fault = record.faults.get(place) or cell_fault(cell)
        if fault is not None:
            yield Problem(file, record.line, headings[place], fault, shortened(cell))


def _without_empty_columns(sheet: Sheet) -> Sheet:
    """Leave out columns that have neither heading nor content. Raises IntakeError for content without heading."""
    nameless = [place for place, heading in enumerate(sheet.headings) if is_blank(heading)]
    if not nameless:
        return sheet
    for row in sheet.rows:
        for place in nameless:
            if place < len(row.cells) and not is_blank(row.cells[place]):
                asked = say("intake.no_heading", column=place + 1, line=row.line)
                raise unusable(sheet.file, sheet.heading_line, asked, row.cells[place])
    gone = frozenset(nameless)
    return attrs.evolve(
        sheet,
        headings=tuple(text for place, text in enumerate(sheet.headings) if place not in gone),
        rows=tuple(
            SheetRow(row.line, tuple(cell for place, cell in enumerate(row.cells) if place not in gone))
            for row in sheet.rows
        ),
    )
