"""Reading a spreadsheet, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geleit.errors import UsageError
from geleit.files.sheet import Sheet, SheetRow, unusable
from geleit.labels import Listed, say

__all__ = ["ENCODINGS", "MOST_BYTES", "Sheet", "SheetRow", "read_rows"]

MOST_BYTES = 50_000_000

ENCODINGS = {None: "utf-8", "utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "cp1252"}
"""How a CSV may be encoded; cp1252 only on request, because it reads anything and turns UTF-8 into nonsense."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def read_rows(path: Path, *, encoding: str | None = None, known: Callable[[str], bool] | None = None) -> Sheet:
    """Read a CSV file or the first worksheet of an XLSX workbook.

    `encoding` is for CSV: strict UTF-8 unless `cp1252` is asked for. `known` says whether a heading is one that the
    reader understands; by it the delimiter is found. Faults of single rows stand in the sheet's `problems`.
    Raises IntakeError if the file cannot be read or has no usable shape, UsageError for an encoding that is none.
    """
    if encoding not in ENCODINGS:
        raise UsageError(say("intake.encoding", found=encoding, known=Listed(["utf-8", "cp1252"], "list.or")))
    file, suffix = path.name, path.suffix.lower()
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            if size == 0:
                raise unusable(file, 0, say("intake.empty_file"))
            if size > MOST_BYTES:
                raise unusable(file, 0, say("intake.file_too_large", most=MOST_BYTES // 1_000_000))
            start = stream.read(len(_OLE))
            stream.seek(0)
            if start == _OLE:
                raise unusable(file, 0, say("intake.old_workbook"))
            if start.startswith(_ZIP):
                if suffix not in _WORKBOOKS and suffix in {".csv", ".txt", ".tsv"}:
                    raise unusable(file, 0, say("intake.workbook_named_csv", suffix=suffix))
                from geleit.files.xlsx_in import read_xlsx

                return read_xlsx(stream, file)
            if suffix in _WORKBOOKS:
                raise unusable(file, 0, say("intake.no_workbook"))
            from geleit.files.csv_in import read_csv

            return read_csv(stream, file, encoding=ENCODINGS[encoding] or "utf-8", known=known)
    except OSError as error:
        raise unusable(file, 0, say("intake.cannot_read", reason=error.strerror or str(error))) from error
