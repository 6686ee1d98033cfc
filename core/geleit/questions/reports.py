"""What is reported: tables of declared figures, so that each number says what it counts.

Figures are declared over populations, which are tables of columns without names of people: applications, people,
partnerships, sessions, outcomes, follow_ups, employers, events, mentors. `geleit.figures.POPULATIONS` says what their
columns mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.questions.hooks import finished, hookspec

Columns = Mapping[str, Sequence[Any]]
"""A population's columns, all of the same length; None is unknown."""


class Recipient(StrEnum):
    """Whom a report is for."""

    INTERNAL = "internal"
    FUNDER = "funder"
    PUBLIC = "public"


class When(StrEnum):
    """Which records a count takes: all there ever were, those of the reported period, those that were open at some time
    in it, those open on its last day."""

    EVER = "ever"
    IN_PERIOD = "in_period"
    DURING = "during"
    AT_END = "at_end"


class NotReached(StrEnum):
    """What a share does with people who could not be reached: it shows them apart, or counts them in the whole."""

    APART = "apart"
    IN_DENOMINATOR = "in_denominator"


@attrs.frozen(kw_only=True)
class Count:
    """How many rows, or how many different values of `distinct`, of a population; label `figure.<code>`."""

    code: str
    population: str
    distinct: str | None = None
    where: Mapping[str, Any] = attrs.field(factory=dict)
    when: When = When.EVER


@attrs.frozen(kw_only=True)
class Aggregate:
    """The `mean` or the `total` of a numeric column of a population; unknown values are left out and counted apart."""

    code: str
    population: str
    column: str
    how: str
    where: Mapping[str, Any] = attrs.field(factory=dict)
    when: When = When.EVER


@attrs.frozen(kw_only=True)
class Share:
    """A part of a whole, stored as numerator and denominator."""

    code: str
    numerator: Count
    of: Count
    not_reached: NotReached = NotReached.APART


@attrs.frozen(kw_only=True)
class Computed:
    """A number of the region's own; `function` gets the columns of the populations in `reads`, never people."""

    code: str
    function: Callable[[Mapping[str, Columns]], float | int | None]
    reads: tuple[str, ...]


Figure = Count | Aggregate | Share | Computed


def count(code: str, population: str, *, distinct: str | None = None, when: When = When.EVER, **where: Any) -> Count:
    """Count rows of a population whose columns equal `where` (a tuple: any of these; None: unknown)."""
    return Count(code=code, population=population, distinct=distinct, where=where, when=when)


def mean(code: str, population: str, column: str, *, when: When = When.EVER, **where: Any) -> Aggregate:
    """The mean of a column's known values."""
    return Aggregate(code=code, population=population, column=column, how="mean", where=where, when=when)


def total(code: str, population: str, column: str, *, when: When = When.EVER, **where: Any) -> Aggregate:
    """The sum of a column's known values."""
    return Aggregate(code=code, population=population, column=column, how="total", where=where, when=when)


def compute(
    code: str, function: Callable[[Mapping[str, Columns]], float | int | None], *, reads: tuple[str, ...]
) -> Computed:
    """A figure of the region's own."""
    return Computed(code=code, function=function, reads=reads)


@attrs.frozen(kw_only=True)
class Table:
    """Figures, one row in all, or one row per value of the column `rows` of their populations; label `table.<code>`."""

    code: str
    figures: tuple[Figure, ...] = attrs.field(converter=finished)
    rows: str | None = None


@attrs.frozen(kw_only=True)
class Report:
    """Tables for a recipient; label `report.<code>`. `cut_off`: the day up to which records count, or today.

    `note` is the label code of a line that every print carries.
    """

    code: str
    tables: tuple[Table, ...] = attrs.field(converter=finished)
    recipient: Recipient = Recipient.INTERNAL
    cut_off: date | None = None
    note: str | None = None


@hookspec(firstresult=True)
def geleit_reports(round_: Round[Any]) -> tuple[Report, ...]:  # type: ignore[empty-body]  # a question has no body
    """Say what is reported. Asked once per round; silence means `geleit.standard`.

    :param round_: the round with the settings in force
    """
