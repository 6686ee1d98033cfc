"""The rows that could not be taken in, as a file that can be corrected and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geleit.display import original_cell
from geleit.errors import IntakeError, Problem
from geleit.files.csv_out import ENCODING, csv_text
from geleit.files.heading_keys import heading_keys
from geleit.files.headings import REASONS
from geleit.files.new_file import write_new
from geleit.files.sheet import Sheet, SheetRow
from geleit.labels import Labels, Sentence, core_labels, say


def write_refused(
    path: Path,
    sheet: Sheet,
    refused: Iterable[SheetRow],
    problems: Iterable[Problem],
    *,
    language: str,
    labels: Labels | None = None,
) -> Path:
    """Write the refused rows of a sheet with its own headings and a last column that says, in `language`, why.

    The file is what a German Excel opens by a double click: semicolons, CR LF, UTF-8 with a byte order mark, no cell
    that runs as a formula. Surplus cells of a row stand behind its reasons. An existing file is not overwritten;
    returns the path that was written. Raises IntakeError if none can be.
    """
    spoken = labels or core_labels()
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        reasons.setdefault(problem.line, []).append(_reason(problem, spoken, language))
    kept = [place for place, heading in enumerate(sheet.headings) if not _is_reasons(heading, spoken)]
    width = len(sheet.headings)
    rows = [[*(original_cell(sheet.headings[place]) for place in kept), spoken.text(REASONS, language)]]
    for row in refused:
        cells = [original_cell(cell) for cell in (*row.cells, *([""] * (width - len(row.cells))))]
        why = "; ".join(reasons.get(row.line, ()))
        rows.append([*(cells[place] for place in kept), why, *cells[width:]])
    try:
        return write_new(path, csv_text(rows).encode(ENCODING, "replace"))
    except OSError as error:
        raise IntakeError(say("intake.cannot_write", file=str(path), reason=error.strerror or str(error))) from error


def _is_reasons(heading: str, labels: Labels) -> bool:
    known = (labels.find(REASONS, language) or "" for language in labels.languages_of(REASONS))
    return heading_keys(heading)[:1] in {heading_keys(text)[:1] for text in known}


def _reason(problem: Problem, labels: Labels, language: str) -> str:
    if problem.key:
        return labels.text(Sentence("intake.reason", {"heading": problem.key, "why": problem.sentence}), language)
    return labels.text(problem.sentence, language)
