"""Columns and declared figures in, numbers out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import attrs

from geleit.figures.checking import problems
from geleit.figures.populations import POPULATIONS
from geleit.figures.results import Cell, Kind, Period, ReportResult, Row, TableResult, Unit
from geleit.figures.selection import Picked, Selection
from geleit.labels import Listed, Sentence, say
from geleit.questions.calling import Raised, RegionFailed, attempt
from geleit.questions.reports import (
    Aggregate,
    Columns,
    Computed,
    Count,
    Figure,
    NotReached,
    Report,
    Share,
    Table,
)
from geleit.vocabulary.names import sort_key

Always = Mapping[str, Sequence[Any]]
"""Column → the values that get a row even if no record has them, in the order in which they are shown."""

_ALL = object()
"""Stands for the row over all records."""


def evaluate(
    report: Report, populations: Mapping[str, Columns], period: Period, always: Always | None = None
) -> ReportResult:
    """Work out a report.

    A filter's value is met by an equal one; a tuple by any of its values; None by unknown; where a column holds
    several values, one of them has to be equal. Different values (`distinct`) are counted without unknown ones. A
    table's rows are the values found in what its figures count, unknown last, then the total over all records, which
    is worked out afresh and not added up: somebody in two rows is one person. In a share whose whole belongs to a
    population without the rows' column, the whole is the same in every row.

    `always` names values that get a row of zeros where no record has them (a counted result nobody has reached).
    Raises RegionFailed if a figure names a population or column that was not given, adds up what are no numbers, or if
    its own function fails.
    """
    given = {name: POPULATIONS[name].complete(populations[name]) for name in populations if name in POPULATIONS}
    wrong = tuple(problems(report, given))
    if wrong:
        raise RegionFailed(say("figures.unusable", report=report.code, problems=Listed(wrong)))
    selection = Selection(given, period, _until(report, period))
    return ReportResult(
        code=report.code,
        label=say(f"report.{report.code}"),
        recipient=report.recipient,
        period=period,
        until=report.cut_off,
        note=say(report.note) if report.note else None,
        tables=tuple(_table(table, selection, always or {}) for table in report.tables),
    )


def _until(report: Report, period: Period) -> date | None:
    return None if report.cut_off is None else min(report.cut_off, period.last)


def _table(table: Table, selection: Selection, always: Always) -> TableResult:
    measures = [_Measure(figure, selection, table.rows) for figure in table.figures]
    rows = []
    if table.rows is not None:
        found = {value: None for measure in measures for value in measure.values()}
        for value in _ordered(found, always.get(table.rows, ())):
            cells = tuple(measure.cell(value) for measure in measures)
            rows.append(Row(value=value, label=_label(value, table), cells=cells))
    rows.append(Row(cells=tuple(measure.cell(_ALL) for measure in measures), total=True))
    return TableResult(code=table.code, label=say(f"table.{table.code}"), by=table.rows, rows=tuple(rows))


class _Measure:
    """A figure with the records it counts, ready to be read off for each row."""

    def __init__(self, figure: Figure, selection: Selection, rows: str | None) -> None:
        self._figure = figure
        self._selection = selection
        parts: list[Picked] = []
        match figure:
            case Share():
                parts = [selection.pick(figure.numerator, rows), selection.pick(figure.of, rows)]
            case Computed():
                parts = [selection.pick_all(population, rows) for population in figure.reads]
            case _:
                parts = [selection.pick(figure, rows)]
        self._parts = parts

    def values(self) -> Iterable[object]:
        """The values of the rows' column among the records that are counted."""
        return (value for part in self._parts for value in part.groups)

    def cell(self, value: object) -> Cell:
        """The figure in the row of a value."""
        parts = [part.rows if value is _ALL else part.of(value) for part in self._parts]
        match self._figure:
            case Count():
                return self._count(self._figure, parts[0])
            case Aggregate():
                return self._aggregate(self._figure, parts[0])
            case Share():
                return self._share(self._figure, parts[0], parts[1])
            case Computed():
                return self._computed(self._figure, parts)

    def _count(self, figure: Count, rows: Sequence[int]) -> Cell:
        number = self._selection.number(figure, rows)
        people = self._selection.people(figure.population, rows)
        return _cell(figure, Kind.COUNT, Unit.COUNT, value=number, numerator=number, people=people)

    def _aggregate(self, figure: Aggregate, rows: Sequence[int]) -> Cell:
        column = self._selection.columns(figure.population)[figure.column]
        known = [row for row in rows if column[row] is not None]
        about = POPULATIONS[figure.population].columns.get(figure.column)
        amount = _sum([column[row] for row in known], figure)
        if about is not None and about.minutes:
            amount = amount / 60
        value: float | int | None = amount
        if figure.how == "mean":
            value = amount / len(known) if known else None
        elif rows and not known:
            value = None
        return _cell(
            figure,
            Kind(figure.how),
            about.unit if about is not None else Unit.NUMBER,
            value=value,
            numerator=amount,
            denominator=len(known),
            unknown=len(rows) - len(known),
            people=self._selection.people(figure.population, known),
        )

    def _share(self, figure: Share, part: Sequence[int], whole: Sequence[int]) -> Cell:
        number = self._selection.number(figure.numerator, part)
        apart: set[int] = set()
        not_reached = None
        columns = self._selection.columns(figure.of.population)
        if figure.not_reached is NotReached.APART and "not_reached" in columns:
            # Somebody who did not answer but whose result is known otherwise is in the part, so also in the whole.
            known = self._selection.identities(figure.numerator.population, part)
            names = self._selection.identity_column(figure.of.population)
            apart = {row for row in whole if columns["not_reached"][row] and names[row] not in known}
            not_reached = self._selection.number(figure.of, sorted(apart))
        reached = [row for row in whole if row not in apart]
        of = self._selection.number(figure.of, reached)
        return _cell(
            figure,
            Kind.SHARE,
            Unit.SHARE,
            value=number / of if of else None,
            numerator=number,
            denominator=of,
            not_reached=not_reached,
            people=self._selection.people(figure.of.population, whole),
        )

    def _computed(self, figure: Computed, parts: Sequence[Sequence[int]]) -> Cell:
        columns: dict[str, Columns] = {}
        for population, rows in zip(figure.reads, parts, strict=True):
            whole = self._selection.columns(population)
            columns[population] = {name: tuple(column[row] for row in rows) for name, column in whole.items()}
        try:
            value = attempt(figure.function, columns)
        except Raised as raised:
            raise RegionFailed(say("figures.function_failed", figure=figure.code, error=raised.fault)) from raised
        if value is not None and not _finite(value):
            raise RegionFailed(say("figures.function_result", figure=figure.code, found=_shown(value)))
        counts = [self._selection.people(name, rows) for name, rows in zip(figure.reads, parts, strict=True)]
        people = min((count for count in counts if count is not None), default=None)
        return _cell(figure, Kind.COMPUTED, Unit.NUMBER, value=value, people=people)


def _finite(value: object) -> bool:
    """Whether it is a number that can be shown: a whole number however large, or a finite one."""
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _shown(value: object) -> str:
    """A value that is no number, for the region's author; its type where it is a text of people or something else."""
    return str(value) if isinstance(value, float) else type(value).__name__


def _cell(figure: Figure, kind: Kind, unit: Unit, **numbers: Any) -> Cell:
    return attrs.evolve(
        Cell(
            code=figure.code,
            label=say(f"figure.{figure.code}"),
            definition=say(f"definition.{figure.code}"),
            kind=kind,
            unit=unit,
        ),
        **numbers,
    )


def _sum(values: Sequence[Any], figure: Aggregate) -> float | int:
    for value in values:
        if not isinstance(value, int | float):
            raise RegionFailed(
                say("figures.not_a_number", figure=figure.code, column=figure.column, found=str(value)[:40])
            )
    # Adding floats one by one would depend on the order in which the records came.
    return sum(values) if all(isinstance(value, int) for value in values) else math.fsum(values)


def _ordered(found: Iterable[object], always: Sequence[object]) -> list[object]:
    known = sorted((value for value in found if value is not None and value not in always), key=_place)
    unknown = [None] if None in found and None not in always else []
    return [*dict.fromkeys(always), *known, *unknown]


def _place(value: object) -> tuple[int, float, str]:
    if isinstance(value, Enum):
        return (1, list(type(value)).index(value), type(value).__name__)
    if isinstance(value, int | float):
        return (0, value, "")
    return (2, 0, sort_key(str(value)))


def _label(value: object, table: Table) -> Sentence | None:
    if value is None:
        return say("figures.row_unknown")
    if isinstance(value, bool):
        return say("bool.yes" if value else "bool.no")
    if isinstance(value, Enum):
        return say(f"{type(value).__name__}.{value.value}")
    for figure in table.figures:
        for population in _populations(figure):
            about = POPULATIONS[population].columns.get(table.rows or "")
            if about is not None and about.labels is not None:
                return say(f"{about.labels}.{value}")
    return None


def populations_of(report: Report) -> frozenset[str]:
    """The populations that a report counts."""
    return frozenset(name for table in report.tables for figure in table.figures for name in _populations(figure))


def _populations(figure: Figure) -> tuple[str, ...]:
    match figure:
        case Share():
            return (figure.numerator.population, figure.of.population)
        case Computed():
            return figure.reads
        case _:
            return (figure.population,)
