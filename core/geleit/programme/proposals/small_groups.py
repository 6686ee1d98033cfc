"""Equity rows as they may be passed on: nobody is found in a small group.

What a coordinator prints or saves leaves the room. So a group of fewer people than the organisation's smallest cell
tells no number, and neither does a further group where the others and the whole would give the first away. Of a field
of special sensitivity (a residence status) the numbers with and without a mentor are guarded as well: who knows the
few that were left out must not learn from the table what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import attrs

from geleit.disclosure import protect
from geleit.fields import Sensitivity, fields_of
from geleit.figures import Cell, Kind, Period, ReportResult, Row, TableResult, Unit
from geleit.labels import say
from geleit.matching.proposing.equity import EquityRow, Group, by_group
from geleit.model.people import Person, Role
from geleit.programme.context import Programme
from geleit.programme.proposals.group_names import GroupNames
from geleit.questions.reports import Recipient

_ONLY = "only"
"""Stands for the objective of a proposal, where there is one only."""


def protected(groups: Iterable[Group], minimum_cell: int, special: Collection[str]) -> tuple[Group, ...]:
    """The groups, those hidden without their numbers; a mean over few people is left out of the others.

    `special` names the fields of special sensitivity.
    """
    k = minimum_cell
    found: list[Group] = []
    for field, one_field in groupby(groups, key=lambda group: group.field):
        rows = tuple(one_field)
        hidden = _hidden(rows, k, field in special)
        found += (
            row.hide("small" if (row.people or 0) < k else "protecting") if place in hidden else _without_few(row, k)
            for place, row in enumerate(rows)
        )
    return tuple(found)


def protected_for(programme: Programme, groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups as an organisation protects them."""
    every = (*fields_of(Person), *fields_of(programme.participant(Role.MENTEE)))
    special = {field.name for field in every if field.ask.sensitivity is Sensitivity.SPECIAL}
    return protected(groups, programme.config.reporting.minimum_cell, special)


def protected_rows(programme: Programme, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The equity rows of a stored proposal as they may be passed on: those hidden with None for every number. Each has
    `hidden` besides: None, `small` or `protecting`."""
    return [
        {
            "field": group.field,
            "value": group.value,
            "people": group.people,
            "matched": group.matched.get(_ONLY),
            "mean_score": group.mean_score.get(_ONLY),
            "waiting_days": group.waiting_days,
            "hidden": group.hidden,
        }
        for group in _of_stored(programme, rows)
    ]


def equity_lines(programme: Programme, rows: Iterable[Mapping[str, Any]], language: str) -> list[str]:
    """The equity rows of a stored proposal as a table in lines, protected in the same way."""
    from geleit.files.comparison_text import equity_text

    names = GroupNames.of(programme)
    groups = names.named(_of_stored(programme, rows), language)
    return equity_text(groups, _ONLY, programme.config.reporting.minimum_cell, programme.labels, language)


def _of_stored(programme: Programme, rows: Iterable[Mapping[str, Any]]) -> tuple[Group, ...]:
    names = [field.name for field in attrs.fields(EquityRow)]
    single = [EquityRow(**{name: row[name] for name in names if name in row}) for row in rows]
    return protected_for(programme, by_group({_ONLY: single}))


def _without_few(group: Group, k: int) -> Group:
    few = group.waiting_known is not None and group.waiting_known < k
    return attrs.evolve(
        group,
        waiting_days=None if few else group.waiting_days,
        waiting_known=None if few else group.waiting_known,
        mean_score={
            objective: None if group.matched[objective] < k else mean for objective, mean in group.mean_score.items()
        },
    )


def _hidden(groups: Sequence[Group], k: int, special: bool) -> frozenset[int]:
    """The rows of one field that tell no number, as `geleit.disclosure` hides them in a published report."""
    whole = Group(
        field=groups[0].field,
        value=None,
        people=sum(group.people or 0 for group in groups),
        waiting_days=None,
        waiting_known=None,
        matched={objective: sum(group.matched[objective] for group in groups) for objective in groups[0].matched},
        mean_score={},
    )
    rows = [Row(cells=_cells(group, special), value=place) for place, group in enumerate(groups)]
    table = TableResult(
        code="equity",
        label=say("comparison.equity"),
        rows=(*rows, Row(cells=_cells(whole, special), total=True)),
        by=groups[0].field,
    )
    report = ReportResult(
        code="equity",
        label=say("comparison.equity"),
        recipient=Recipient.PUBLIC,
        period=Period(date.min, date.min),
        tables=(table,),
    )
    shown = protect(report, k).tables[0].broken_down
    return frozenset(place for place, row in enumerate(shown) if any(cell.hidden for cell in row.cells))


def _cells(group: Group, special: bool) -> tuple[Cell, ...]:
    people = group.people or 0
    text = say("comparison.equity")
    count = Cell(
        code="people", label=text, definition=text, kind=Kind.COUNT, unit=Unit.COUNT, value=people, people=people
    )
    shares = (
        Cell(
            code=objective,
            label=text,
            definition=text,
            kind=Kind.SHARE,
            unit=Unit.SHARE,
            value=matched / people,
            numerator=matched,
            denominator=people,
            people=people,
        )
        for objective, matched in group.matched.items()
    )
    return (count, *(shares if special else ()))
