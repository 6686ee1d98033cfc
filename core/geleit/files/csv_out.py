"""Writing CSV: the one place where it is done, so that no cell can run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from geleit.display import neutral_cell

ENCODING = "utf-8-sig"
"""How the text is to be written, so that Excel reads the umlauts; and without translating line ends (`newline=""`)."""


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as what a German Excel opens by a double click: semicolons, CR LF, every cell neutralised."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([neutral_cell(cell) for cell in row] for row in rows)
    return text.getvalue()
