"""Reading a workbook: the first worksheet, every cell as the text that a CSV of it would hold."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

from geleit.errors import IntakeError
from geleit.files.cells import is_blank
from geleit.files.sheet import MOST_ROWS, Record, Sheet, sheet_of, unusable
from geleit.labels import Sentence, say

MOST_UNPACKED = 400_000_000
"""The bytes that a workbook may unpack to."""

MOST_CELLS = 10_000_000
"""Empty cells between filled ones count: a single cell far to the right makes a whole row of them."""

_LAST_ROW = 1 << 20
"""The last row that a worksheet can have; a damaged one may claim any number."""

_EXACT = 10**15
"""From here on a spreadsheet no longer keeps every digit of a whole number."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ZEROS = re.compile(r"0{2,}")
_BLOCK = 1 << 20


def read_xlsx(stream: BinaryIO, file: str) -> Sheet:
    """Read the first worksheet of a workbook from a stream at its beginning, as `read_rows` says.

    Dates become ISO dates, whole numbers are written without a decimal point, true and false become yes and no,
    leading zeros that a number format shows are kept. A formula counts by the value that was saved with it.
    Raises IntakeError.
    """
    try:
        with warnings.catch_warnings():
            # openpyxl warns of charts, validations and styles that it cannot keep; only cells are read here.
            warnings.simplefilter("ignore")
            has_formulas = _check_parts(stream, file)
            return _read(stream, file, has_formulas)
    except IntakeError:
        raise
    except Exception as error:  # a damaged workbook raises whatever the parser stumbles over
        raise unusable(file, 0, say("intake.damaged_workbook")) from error


def _check_parts(stream: BinaryIO, file: str) -> bool:
    """Whether any worksheet holds a formula. Raises IntakeError for a package that is no workbook or too large."""
    with zipfile.ZipFile(stream) as package:
        parts = package.infolist()
        if not any(part.filename == "xl/workbook.xml" for part in parts):
            raise unusable(file, 0, say("intake.no_workbook"))
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise unusable(file, 0, say("intake.unpacked_too_large", most=MOST_UNPACKED // 1_000_000))
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        return any(_holds_formula(package, part) for part in sheets)


def _holds_formula(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    tail = b""
    with package.open(part) as content:
        while block := content.read(_BLOCK):
            if _FORMULA.search(tail + block):
                return True
            tail = block[-40:]
    return False


def _read(stream: BinaryIO, file: str, has_formulas: bool) -> Sheet:
    from openpyxl import load_workbook

    stream.seek(0)
    book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    if not book.worksheets:
        raise unusable(file, 0, say("intake.no_worksheet"))
    names = [sheet.title for sheet in book.worksheets]
    formulas = load_workbook(stream, read_only=True, keep_links=False) if has_formulas else None
    records = _records(file, _rows(book), _rows(formulas) if formulas else None)
    heading = next((record for record in records if not all(map(is_blank, record.cells))), None)
    if heading is None:
        raise unusable(file, 0, say("intake.empty_file"))
    return sheet_of(file, heading, records, ragged=True, unread=names[1:])


def _rows(book: Any) -> Iterator[Sequence[Any]]:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a workbook says about its size is often wrong
    return iter(sheet.iter_rows())


def _records(file: str, rows: Iterator[Sequence[Any]], formulas: Iterator[Sequence[Any]] | None) -> Iterator[Record]:
    seen = 0
    for line, row in enumerate(rows, start=1):
        formula_row = next(formulas, ()) if formulas else ()
        if line > _LAST_ROW:
            raise unusable(file, line, say("intake.too_many_rows", most=MOST_ROWS))
        if not row:
            continue
        seen += len(row)
        if seen > MOST_CELLS:
            raise unusable(file, line, say("intake.too_many_cells", most=MOST_CELLS))
        written = [_text(cell) for cell in row]
        cells = [text for text, _ in written]
        faults = {place: fault for place, (_, fault) in enumerate(written) if fault is not None}
        for place, formula in enumerate(formula_row):
            # `str` is the type of a formula whose saved value is the empty text
            if formula.data_type == "f" and row[place].value is None and row[place].data_type != "str":
                cells[place] = str(getattr(formula.value, "text", formula.value))
                faults[place] = say("intake.formula_without_value")
        yield Record(line, cells, faults)


def _text(cell: Any) -> tuple[str, Sentence | None]:
    """A cell's value as text, and what is wrong with it."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type == "e":
        return str(value), say("intake.error_cell")
    if isinstance(value, bool):
        return ("yes" if value else "no"), None
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return (value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")), None
    if isinstance(value, date):
        return value.isoformat(), None
    if isinstance(value, time):
        return value.isoformat(timespec="minutes"), None
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}", None
    return str(value), None


def _number(value: float, number_format: str) -> tuple[str, Sentence | None]:
    if abs(value) >= _EXACT:
        return str(value), say("intake.number_too_long")
    if float(value).is_integer():
        text = str(int(value))
        return (text.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else text), None
    # Fifteen digits are what a spreadsheet shows of a number, ten decimals what a field reads.
    digits = format(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-10)), "f")
    return digits.rstrip("0").rstrip("."), None
