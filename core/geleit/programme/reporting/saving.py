"""A report in one of its formats, and as a file: the same whichever way in asks for it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from geleit.figures import ReportResult
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.reporting.reports import note_made
from geleit.programme.staff.permits import needs

FOLDER = "reports"
"""Where reports lie, beside the configuration."""


class Format(StrEnum):
    """What a report can be written as. CSV is for a German spreadsheet, HTML for reading and printing."""

    TEXT = "text"
    CSV = "csv"
    HTML = "html"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".txt" if self is Format.TEXT else f".{self.value}"


@needs(Action.REPORT)
def make_report(programme: Programme, round_: Round[Any], result: ReportResult, form: Format) -> str:
    """A report in the user's language. That it was made is kept in the history first: what cannot be kept is not
    handed out."""
    text = _written(programme, result, form)
    note_made(programme, round_, result)
    return text


@needs(Action.REPORT)
def save_report(
    programme: Programme, round_: Round[Any], result: ReportResult, form: Format, path: Path | None = None
) -> Path:
    """Make a report and write it to a new file, whose path is returned: a file of that name stays, and the new one gets
    a number. Without a path it goes to `usual_place`, whose folder is made.

    Raises GeleitError if it cannot be written.
    """
    from geleit.files.saving import make_folder, save_new

    text = make_report(programme, round_, result, form)
    if path is None:
        path = usual_place(programme, result, form)
        make_folder(path.parent)
    return save_new(path, text, spreadsheet=form is Format.CSV)


@needs(Action.REPORT)
def usual_place(programme: Programme, result: ReportResult, form: Format) -> Path:
    """Where a report goes unless somebody says otherwise: the folder `reports` beside the configuration, under a name
    that says which report it is and of which days."""
    from geleit.files.new_file import inside

    first, last = result.period.first.isoformat(), result.period.last.isoformat()
    return inside(programme.config.path.parent / FOLDER, f"{result.code}_{first}_{last}", form.suffix)


def _written(programme: Programme, result: ReportResult, form: Format) -> str:
    said = (result, programme.labels, programme.language, programme.config.organisation.name)
    match form:
        case Format.TEXT:
            from geleit.files.report_text import report_text

            return report_text(*said)
        case Format.CSV:
            from geleit.files.report_csv import report_csv

            return report_csv(*said)
        case Format.HTML:
            from geleit.files.report_html import report_html

            return report_html(*said)
        case Format.JSON:
            from geleit.files.report_json import report_json

            return report_json(*said)
