"""What a report comes to: numbers with the words that say what they count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import attrs

from geleit.labels import Sentence
from geleit.questions.reports import Recipient


class Unit(StrEnum):
    """What a number is a number of. A share's value lies between 0 and 1 and is shown in per cent."""

    COUNT = "count"
    SHARE = "share"
    HOURS = "hours"
    DAYS = "days"
    NUMBER = "number"


class Kind(StrEnum):
    """How a figure was worked out; it says what numerator and denominator are."""

    COUNT = "count"
    MEAN = "mean"
    TOTAL = "total"
    SHARE = "share"
    COMPUTED = "computed"


class Hidden(StrEnum):
    """Why a number is not shown: it counts few people, or it would give away one that does."""

    SMALL = "small"
    PROTECTING = "protecting"


@attrs.frozen
class Period:
    """The reported days, both included. Raises ValueError if the last comes before the first."""

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last}, before it begins on {self.first}")


@attrs.frozen(kw_only=True)
class Cell:
    """One figure in one row.

    | kind     | value                  | numerator      | denominator                                  |
    |----------|------------------------|----------------|----------------------------------------------|
    | count    | the count              | the same       | None                                         |
    | total    | the sum                | the same       | records whose value is known                 |
    | mean     | the mean               | the sum        | records whose value is known                 |
    | share    | numerator/denominator  | the part       | the whole, without those shown as not reached |
    | computed | the function's number  | None           | None                                         |

    A value is None where there is nothing to divide by, or where records exist and none of them is known. Sums and
    means are in `unit`. `unknown` counts records left out because their value is unknown, `not_reached` those a share
    shows apart (None: the question does not arise). `people` is how many different people stand behind the figure,
    None if it counts nothing of people. `hidden` cells carry no number.
    """

    code: str
    label: Sentence
    definition: Sentence
    kind: Kind
    unit: Unit
    value: float | int | None = None
    numerator: float | int | None = None
    denominator: int | None = None
    not_reached: int | None = None
    unknown: int = 0
    people: int | None = None
    hidden: Hidden | None = None

    def hide(self, why: Hidden) -> Cell:
        """The cell without its numbers."""
        return attrs.evolve(
            self, value=None, numerator=None, denominator=None, not_reached=None, unknown=0, people=None, hidden=why
        )


@attrs.frozen(kw_only=True)
class Row:
    """The figures of one value of the table's column, or the total (`total`).

    `label` is the value's label where it has one; `text` is a name put in from outside (`ReportResult.named`).
    """

    cells: tuple[Cell, ...]
    value: object = None
    label: Sentence | None = None
    text: str | None = None
    total: bool = False


@attrs.frozen(kw_only=True)
class TableResult:
    """A table's rows; the last one is the total. A table that is not broken down (`by` is None) has the total only.

    `minimum_cell` is set where small numbers were hidden: the least number of people that is shown.
    """

    code: str
    label: Sentence
    rows: tuple[Row, ...]
    by: str | None = None
    minimum_cell: int | None = None

    @property
    def total(self) -> Row:
        """The row over all records."""
        return self.rows[-1]

    @property
    def broken_down(self) -> tuple[Row, ...]:
        """The rows without the total."""
        return self.rows[:-1]


@attrs.frozen(kw_only=True)
class ReportResult:
    """A report's tables for a period. `until` is the day up to which records count where the report cuts off.

    `frozen_on` is the day on which the figures of a closed period were frozen, because somebody was to be erased; None
    where they were worked out from the records. `erased` is how many people of the round have been erased since, who
    are no longer in the figures. `witness` is the last entry of the change history when the report was made: whoever
    keeps the report can tell later whether the history was rewritten.
    """

    code: str
    label: Sentence
    recipient: Recipient
    period: Period
    tables: tuple[TableResult, ...]
    until: date | None = None
    note: Sentence | None = None
    frozen_on: date | None = None
    erased: int = 0
    witness: str | None = attrs.field(default=None, eq=False)

    def named(self, by: str, names: Mapping[object, str]) -> ReportResult:
        """The report with names for the values of the column `by`, such as the mentors' for their ids."""

        def name(row: Row) -> Row:
            return row if row.total or row.value not in names else attrs.evolve(row, text=names[row.value])

        tables = (
            attrs.evolve(table, rows=tuple(map(name, table.rows))) if table.by == by else table for table in self.tables
        )
        return attrs.evolve(self, tables=tuple(tables))
