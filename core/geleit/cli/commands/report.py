"""`geleit report`: a report of the round, or which reports there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.kinds import OneOf
from geleit.cli.making import argument, option, programme_command
from geleit.errors import UsageError
from geleit.labels import say

_FORMATS = ("text", "csv", "json", "html")
_PERIODS = ("round", "last_month", "last_quarter", "this_year", "last_year")


@programme_command(
    "report",
    argument("report", metavar="[NAME]", required=False),
    option("--from", "first", type=DAY),
    option("--to", "last", type=DAY),
    option("--period", type=OneOf(_PERIODS)),
    option("--format", "form", type=OneOf(_FORMATS)),
    option("--out", metavar="FILE"),
    json=True,
)
def command(
    desk: Desk,
    *,
    report: str | None,
    first: date | None,
    last: date | None,
    period: str | None,
    form: str | None,
    out: str | None,
) -> None:
    """Print it or write it to a file; without a name, list the reports."""
    from geleit.programme.reporting import reports
    from geleit.programme.reporting.periods import UsualPeriod, usual_period
    from geleit.programme.reporting.saving import Format, make_report, save_report

    if report is None:
        _list(desk)
        return
    if period is not None:
        if first is not None or last is not None:
            raise UsageError(say("cli.said.one_period"))
        days = usual_period(desk.round, UsualPeriod(period), desk.programme.today())
        first, last = days.first, days.last
    result = reports.report(desk.programme, desk.round, report, first, last)
    wanted = Format.JSON if desk.as_json else Format(form or Format.TEXT)
    if out is None:
        desk.raw(make_report(desk.programme, desk.round, result, wanted))
        return
    desk.tell(say("cli.said.saved", file=save_report(desk.programme, desk.round, result, wanted, Path(out))))


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
