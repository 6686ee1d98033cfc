"""Writing a workbook: the one place where it is done. Every cell is text, and none can run as a formula."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable

from geleit.display import neutral_cell
from geleit.errors import UsageError
from geleit.labels import say

LONGEST_CELL = 32_767
"""The characters (UTF-16) that a spreadsheet keeps of a cell; it cuts a longer text without a word."""

MOST_ROWS = 1 << 20
MOST_COLUMNS = 1 << 14


def xlsx_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a workbook with one worksheet, the first row frozen; every cell is text and neutralised as in a CSV.

    Raises UsageError, with line and column (from 1), for a text with a control character, for one that is longer than
    a cell keeps, and for more rows or columns than a worksheet has.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if line >= MOST_ROWS or column >= MOST_COLUMNS:
                    raise UsageError(say("output.sheet_full", rows=MOST_ROWS, columns=MOST_COLUMNS))
                sheet.write_string(line, column, _kept(neutral_cell(cell), line + 1, column + 1))
    return content.getvalue()


def _kept(text: str, line: int, column: int) -> str:
    """The text, if a cell can keep it."""
    if len(text) * 2 > LONGEST_CELL and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_CELL:
        raise UsageError(say("output.cell_too_long", most=LONGEST_CELL, line=line, column=column))
    if not text.isprintable():
        for character in text:
            no_xml = unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff"
            if no_xml and character not in "\t\n":
                code = f"U+{ord(character):04X}"
                raise UsageError(say("output.control_character", code=code, line=line, column=column))
    return text
