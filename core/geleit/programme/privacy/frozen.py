"""Reports of closed periods as they were before somebody was erased: exact figures, and nobody's id beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from geleit.figures import Cell, Kind, Period, ReportResult, Row, TableResult, Unit
from geleit.labels import say
from geleit.model.lifecycle import RoundState
from geleit.model.retention import Erasure, FrozenCell, FrozenReport
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.progress.calendar_months import add_months
from geleit.questions.reports import Report
from geleit.store import Reads
from geleit.store.journal.entries import RARE

MADE = "report"
"""What the change history calls a report that was made."""

_OF_SOMEBODY = frozenset({"person", "mentee", "mentor"})
"""Columns whose values are people: their rows are told from one another, and no longer by an id once one is erased."""

_OF_A_RECORD = frozenset({"partnership", "outcome", "follow_up", "session"})
"""Columns whose values are records about people, of which nothing is kept here."""

_STEPS = (1, 3, 6, 12)

Exact = Callable[[Round[Any], Report, Period], ReportResult]
"""Works a report out from the records, exactly."""


@needs(Action.ERASE)
def freeze(programme: Programme, rounds: Iterable[str], exact: Exact) -> int:
    """Keep the exact figures of every report of some rounds over every closed period; returns how many reports.

    What was frozen before stays as it was. A round that the configuration no longer has cannot be reported.
    """
    made: list[FrozenReport | FrozenCell] = []
    store = programme.store
    for id_ in sorted(set(rounds)):
        if programme.config.round(id_) is None:
            continue
        round_ = programme.round(id_)
        known = {(one.report, one.first, one.last) for one in store.all(FrozenReport, round=id_)}
        people = frozenset(person for (person,) in store.rows('SELECT "id" FROM "people"'))
        for period in closed_periods(programme, round_):
            for declared in programme.answers(round_).reports:
                if (declared.code, period.first, period.last) not in known:
                    made += _frozen(programme, round_, exact(round_, declared, period), people)
    if made:
        with store.write("reports_frozen") as tx:
            tx.add_all(one for one in made if isinstance(one, FrozenReport))
            tx.add_all(one for one in made if isinstance(one, FrozenCell))
    return sum(isinstance(one, FrozenReport) for one in made)


@needs(Action.REPORT)
def thawed(programme: Programme, round_: Round[Any], declared: Report, period: Period) -> ReportResult | None:
    """A report over a period as it was frozen, or None where it was not."""
    store = programme.store
    found = store.all(FrozenReport, round=round_.id, report=declared.code, first=period.first, last=period.last)
    if not found:
        return None
    cells = store.all(FrozenCell, frozen=found[0].id, order=("row", "place"))
    by_table: dict[str, list[FrozenCell]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, []).append(cell)
    order = [table.code for table in declared.tables]
    tables = sorted(by_table, key=lambda code: order.index(code) if code in order else len(order))
    return ReportResult(
        code=declared.code,
        label=say(f"report.{declared.code}"),
        recipient=declared.recipient,
        period=period,
        until=found[0].until,
        note=say(declared.note) if declared.note else None,
        tables=tuple(_table(code, by_table[code]) for code in tables),
        frozen_on=found[0].frozen_on,
        erased=found[0].erased,
    )


def erased_since(reads: Reads, round_id: str, period: Period) -> int:
    """How many people of a round have been erased since a period began: what they did is not in its figures."""
    return sum(one.on >= period.first for one in reads.all(Erasure, round=round_id))


@needs(Action.REPORT)
def closed_periods(programme: Programme, round_: Round[Any]) -> tuple[Period, ...]:
    """The periods of a round that are over: a closed round as a whole, every calendar month, quarter, half-year and
    year that it touches, and every period a report was made for."""
    today = programme.today()
    found: dict[Period, None] = {}
    if round_.state is RoundState.CLOSED and round_.start is not None and round_.end is not None:
        found[Period(round_.start, round_.end)] = None
    if round_.start is not None:
        found |= dict.fromkeys(_calendar(round_.start, min(round_.end or today, today)))
    found |= dict.fromkeys(_made(programme, round_))
    return tuple(sorted((one for one in found if one.last < today), key=lambda one: (one.last, one.first)))


def _calendar(first: date, last: date) -> Iterator[Period]:
    for months in _STEPS:
        begins = date(first.year, (first.month - 1) // months * months + 1, 1)
        while begins <= last:
            after = add_months(begins, months)
            yield Period(begins, after - timedelta(days=1))
            begins = after


def _made(programme: Programme, round_: Round[Any]) -> Iterator[Period]:
    """The periods of the reports that the change history knows."""
    sql = (
        f'SELECT DISTINCT "after" FROM "journal" WHERE {RARE} AND "op" = \'note\' AND "table" = \'rounds\' '
        'AND "key" = ? AND "reason" = ?'
    )
    for (raw,) in programme.store.rows(sql, [round_.id, MADE]):
        told = json.loads(raw or "{}")
        if "first" in told and "last" in told:
            yield Period(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))


def _frozen(
    programme: Programme, round_: Round[Any], result: ReportResult, people: frozenset[str]
) -> Iterator[FrozenReport | FrozenCell]:
    head = FrozenReport(
        id=programme.new_id(),
        round=round_.id,
        report=result.code,
        first=result.period.first,
        last=result.period.last,
        until=result.until,
        frozen_on=programme.today(),
        erased=result.erased,
    )
    yield head
    for table in result.tables:
        for number, row in enumerate(table.rows):
            of_somebody = table.by in _OF_SOMEBODY and row.value in people
            hidden = row.total or of_somebody or table.by in _OF_A_RECORD
            hidden = hidden or (table.by in _OF_SOMEBODY and row.value is not None)
            for place, cell in enumerate(row.cells):
                yield FrozenCell(
                    id=programme.new_id(),
                    frozen=head.id,
                    table=table.code,
                    by=table.by,
                    row=number,
                    total=row.total,
                    person=str(row.value) if of_somebody else None,
                    value=None if hidden else _written(row.value),
                    label=row.label.code if row.label is not None and not of_somebody else None,
                    place=place,
                    figure=cell.code,
                    kind=cell.kind.value,
                    unit=cell.unit.value,
                    amount=None if cell.value is None else json.dumps(cell.value),
                    numerator=None if cell.numerator is None else json.dumps(cell.numerator),
                    denominator=cell.denominator,
                    not_reached=cell.not_reached,
                    unknown=cell.unknown,
                    people=cell.people,
                )


def _written(value: object) -> str:
    if isinstance(value, date):
        return json.dumps({"day": value.isoformat()})
    return json.dumps(
        value if value is None or isinstance(value, bool | int | float) else str(value), ensure_ascii=False
    )


def _read(raw: str) -> object:
    value = json.loads(raw)
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


def _table(code: str, cells: list[FrozenCell]) -> TableResult:
    rows: dict[int, list[FrozenCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    made = tuple(_row(rows[number]) for number in sorted(rows))
    return TableResult(code=code, label=say(f"table.{code}"), by=cells[0].by, rows=made)


def _row(cells: list[FrozenCell]) -> Row:
    first = cells[0]
    label = say(first.label) if first.label else None
    value: object = first.person
    if first.value is not None:
        value = _read(first.value)
    elif first.person is None and not first.total:
        label = say("erasure.somebody")
    return Row(cells=tuple(map(_cell, cells)), value=value, label=label, total=first.total)


def _cell(cell: FrozenCell) -> Cell:
    return Cell(
        code=cell.figure,
        label=say(f"figure.{cell.figure}"),
        definition=say(f"definition.{cell.figure}"),
        kind=Kind(cell.kind),
        unit=Unit(cell.unit),
        value=None if cell.amount is None else json.loads(cell.amount),
        numerator=None if cell.numerator is None else json.loads(cell.numerator),
        denominator=cell.denominator,
        not_reached=cell.not_reached,
        unknown=cell.unknown,
        people=cell.people,
    )
