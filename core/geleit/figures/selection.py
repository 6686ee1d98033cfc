"""Which records a figure counts, and how many of what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from geleit.figures.populations import POPULATIONS, Dates
from geleit.figures.results import Period
from geleit.questions.reports import Aggregate, Columns, Count, When


@attrs.frozen
class Picked:
    """The numbers of the records that a figure counts, and the same parted by the values of a table's rows.

    `parted` is False where the population lacks the rows' column: then every row counts all of them.
    """

    rows: Sequence[int]
    groups: Mapping[object, Sequence[int]]
    parted: bool

    def of(self, value: object) -> Sequence[int]:
        """The records of a row."""
        return self.groups.get(value, ()) if self.parted else self.rows


class Selection:
    """The populations of one report in its period; `until` is the last day whose records count, None for no limit.

    Raises ValueError if the columns of a population differ in length.
    """

    def __init__(self, populations: Mapping[str, Columns], period: Period, until: date | None) -> None:
        self._populations = populations
        self._period = period
        self._until = until
        self._lengths = {name: _length(name, columns) for name, columns in populations.items()}
        self._identities: dict[str, Sequence[Any]] = {}

    def columns(self, population: str) -> Columns:
        """A population's columns."""
        return self._populations[population]

    def pick(self, figure: Count | Aggregate, rows: str | None) -> Picked:
        """The records that meet a figure's filters and time, parted by the column `rows`."""
        columns = self._populations[figure.population]
        in_time = self._in_time(POPULATIONS[figure.population].dates, columns, figure.when)
        filters = [(columns[name], wanted) for name, wanted in figure.where.items()]
        picked = [
            row
            for row in range(self._lengths[figure.population])
            if all(_meets(column[row], wanted) for column, wanted in filters) and in_time(row)
        ]
        return _parted(picked, columns.get(rows) if rows else None)

    def pick_all(self, population: str, rows: str | None) -> Picked:
        """All records of a population up to the last day that counts, parted by the column `rows`."""
        columns = self._populations[population]
        in_time = self._in_time(POPULATIONS[population].dates, columns, When.EVER)
        picked = [row for row in range(self._lengths[population]) if in_time(row)]
        return _parted(picked, columns.get(rows) if rows else None)

    def number(self, figure: Count | Aggregate, rows: Sequence[int]) -> int:
        """How many records, or how many different known values where the figure counts these."""
        if isinstance(figure, Aggregate) or figure.distinct is None:
            return len(rows)
        column = self._populations[figure.population][figure.distinct]
        return len({column[row] for row in rows} - {None})

    def people(self, population: str, rows: Sequence[int]) -> int | None:
        """How many different people (pairs, in sessions) records speak of; None if the population is not of people."""
        return None if POPULATIONS[population].who is None else len(self.identities(population, rows))

    def identities(self, population: str, rows: Sequence[int]) -> frozenset[Any]:
        """The people of whom records speak; a record without one is somebody of its own."""
        names = self.identity_column(population)
        return frozenset(names[row] for row in rows)

    def identity_column(self, population: str) -> Sequence[Any]:
        """For each record of a population the person of whom it speaks, or its own number where that is not known."""
        if population not in self._identities:
            self._identities[population] = self._identified(population)
        return self._identities[population]

    def _identified(self, population: str) -> Sequence[Any]:
        who = POPULATIONS[population].who
        columns = self._populations[population]
        own = [(population, row) for row in range(self._lengths[population])]
        if who is None or who not in columns:
            return own
        return [name if name is not None else number for name, number in zip(columns[who], own, strict=True)]

    def _in_time(self, dates: Dates, columns: Columns, when: When) -> Callable[[int], bool]:
        first, last = self._period.first, self._until or self._period.last
        begins = columns.get(dates.begins) if dates.begins else None
        if when is When.IN_PERIOD:
            days = columns[dates.in_period or ""]
            return lambda row: days[row] is not None and first <= days[row] <= last
        if when is When.DURING:
            began, ended = columns[dates.begins or ""], columns[dates.ends or ""]
            return lambda row: (
                began[row] is not None and began[row] <= last and (ended[row] is None or ended[row] >= first)
            )
        if when is When.AT_END:
            began, ended = columns[dates.begins or ""], columns[dates.ends or ""]
            return lambda row: (
                began[row] is not None and began[row] <= last and (ended[row] is None or ended[row] > last)
            )
        if self._until is None or begins is None:
            return lambda row: True
        return lambda row: begins[row] is None or begins[row] <= last


def _length(name: str, columns: Columns) -> int:
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"the columns of {name!r} differ in length: {sorted(lengths)}")
    return next(iter(lengths), 0)


def _meets(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple | list | set | frozenset):
        return any(_meets(value, one) for one in wanted)
    if wanted is None:
        return value is None
    if isinstance(value, tuple | list | set | frozenset):
        return wanted in value
    return bool(value == wanted)


def _parted(picked: Sequence[int], column: Sequence[Any] | None) -> Picked:
    groups: dict[object, list[int]] = {}
    if column is not None:
        for row in picked:
            for value in _values(column[row]):
                groups.setdefault(value, []).append(row)
    return Picked(picked, groups, column is not None)


def _values(value: Any) -> Sequence[Any]:
    return tuple(dict.fromkeys(value)) if isinstance(value, tuple | list | set | frozenset) else (value,)
