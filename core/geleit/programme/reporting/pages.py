"""A report as it is read on a screen."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from geleit.figures import ReportResult
from geleit.files.report_page import PageCell, PageRow, PageTable, ReportPage, report_page
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.reporting.reports import report
from geleit.programme.staff.permits import needs

__all__ = ["PageCell", "PageRow", "PageTable", "ReportPage", "ShownReport", "shown_report"]


@attrs.frozen
class ShownReport:
    """A report laid out, with the figures from which a file of it is made."""

    result: ReportResult
    page: ReportPage


@needs(Action.REPORT)
def shown_report(
    programme: Programme, round_: Round[Any], code: str, first: date | None = None, last: date | None = None
) -> ShownReport:
    """A report over a period, for looking at; what is handed out is made with `make_report` or `save_report`.

    Raises as `report`.
    """
    result = report(programme, round_, code, first, last)
    # The witness is for whoever keeps the report, and there is nothing to keep yet.
    read = attrs.evolve(result, witness=None)
    page = report_page(read, programme.labels, programme.language, programme.config.organisation.name)
    return ShownReport(result, page)
