"""`geleit report`: a report of the round, or which reports there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf
from geleit.cli.making import argument, option, programme_command
from geleit.cli.saving import save_new
from geleit.labels import say

if TYPE_CHECKING:
    from geleit.figures import ReportResult

_FORMATS = ("text", "csv", "json", "html")


@programme_command(
    "report",
    argument("report", metavar="[NAME]", required=False),
    option("--from", "first", type=DAY),
    option("--to", "last", type=DAY),
    option("--format", "form", type=OneOf(_FORMATS)),
    option("--out", metavar="FILE"),
    json=True,
)
def command(
    desk: Desk, *, report: str | None, first: date | None, last: date | None, form: str | None, out: str | None
) -> None:
    """Print it or write it to a file; without a name, list the reports."""
    from geleit.programme.reporting import reports

    if report is None:
        _list(desk)
        return
    result = reports.report(desk.programme, desk.round, report, first, last)
    reports.note_made(desk.programme, desk.round, result)
    text = _written(desk, result, "json" if desk.as_json else form or "text")
    if out is None:
        desk.raw(text)
        return
    path = save_new(Path(out), text, spreadsheet=form == "csv" and not desk.as_json)
    desk.tell(say("cli.said.saved", file=path))


def _list(desk: Desk) -> None:
    from geleit.programme.reporting.reports import reports

    found = reports(desk.programme, desk.round)
    rows = [(one.code, desk.label("report", one.code), one.recipient) for one in found]
    if desk.as_json:
        desk.json([{"name": code, "title": title, "recipient": recipient} for code, title, recipient in rows])
        return
    headings = ("field.name", "cli.column.title", "cli.column.recipient")
    shown = [(code, title, desk.label("output.recipient", recipient)) for code, title, recipient in rows]
    desk.table(headings, shown)


def _written(desk: Desk, result: ReportResult, form: str) -> str:
    from geleit.cli.printing import as_json
    from geleit.files.report_csv import report_csv
    from geleit.files.report_html import report_html
    from geleit.files.report_json import report_object
    from geleit.files.report_text import report_text

    words = desk.programme.labels, desk.door.language, desk.programme.config.organisation.name
    if form == "json":
        return as_json(report_object(result, *words))
    writers = {"text": report_text, "csv": report_csv, "html": report_html}
    return writers[form](result, *words)
