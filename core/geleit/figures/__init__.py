"""Declared figures, worked out from columns: the same rows and the same period always give the same numbers.

A caller puts the records into the populations of `POPULATIONS` (columns of plain values, None for unknown), asks
`evaluate` for a report's numbers, and `check_report` whether a report can be worked out at all.
"""

from geleit.figures.checking import check_report
from geleit.figures.evaluation import evaluate, populations_of
from geleit.figures.populations import POPULATIONS, Column, Dates, Population
from geleit.figures.results import Cell, Hidden, Kind, Period, ReportResult, Row, TableResult, Unit

__all__ = [
    "POPULATIONS",
    "Cell",
    "Column",
    "Dates",
    "Hidden",
    "Kind",
    "Period",
    "Population",
    "ReportResult",
    "Row",
    "TableResult",
    "Unit",
    "check_report",
    "evaluate",
    "populations_of",
]
