"""Small numbers of people in reports that leave the organisation, so that nobody can be made out.

Threshold rule with secondary suppression within a report: a number of 1 to `minimum_cell` - 1 people in a broken-down
row is not shown, and where the row of totals would give it away by subtraction, further numbers of its column are
hidden, and the total as the last resort. A zero is shown: there is nobody to protect. Reference: Hundepool et al.,
Statistical Disclosure Control (2012), chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from geleit.figures import Cell, Hidden, Kind, ReportResult, TableResult
from geleit.questions.reports import Recipient

MINIMUM_CELL = 5


def protect(result: ReportResult, minimum_cell: int = MINIMUM_CELL) -> ReportResult:
    """The report as it may be handed out: for funders and the public without small numbers, otherwise unchanged.

    A figure whose total had to be hidden in one table is hidden in the totals of every other table of the report, and
    nowhere do shown rows add up to it. Raises ValueError if `minimum_cell` is below 2: nothing would be protected.
    """
    if minimum_cell < 2:
        raise ValueError(f"minimum_cell must be at least 2, not {minimum_cell}")
    if result.recipient is Recipient.INTERNAL:
        return result
    tables = [_protected(table, minimum_cell) for table in result.tables]
    gone: set[str] = set()
    while found := {cell.code for table in tables for cell in table.total.cells if cell.hidden} - gone:
        gone |= found
        tables = [
            _without_sums(before, _without_totals(table, gone, minimum_cell), gone, minimum_cell)
            for before, table in zip(result.tables, tables, strict=True)
        ]
    return attrs.evolve(result, tables=tuple(tables))


def _protected(table: TableResult, k: int) -> TableResult:
    if table.by is None:
        return table
    hidden: dict[int, frozenset[int]] = {}
    total_hidden: set[int] = set()
    for places in _linked(table):
        sizes = [tuple(size for place in places for size in _sizes(row.cells[place])) for row in table.broken_down]
        rows, exposed = _hidden_rows(sizes, k)
        hidden |= dict.fromkeys(places, rows)
        total_hidden |= set(places) if exposed else set()
    if not any(hidden.values()):
        return table
    broken_down = [
        attrs.evolve(
            row,
            cells=tuple(_hide(cell, k) if number in hidden[place] else cell for place, cell in enumerate(row.cells)),
        )
        for number, row in enumerate(table.broken_down)
    ]
    protected = attrs.evolve(table, rows=(*broken_down, table.total), minimum_cell=k)
    return _without_totals(protected, {table.total.cells[place].code for place in total_hidden}, k)


def _without_sums(before: TableResult, table: TableResult, codes: set[str], k: int) -> TableResult:
    """The table without a way to add its rows up to the totals of `codes`: one row at least is hidden in each of their
    columns, and the totals of columns that tell the same numbers go with them. `before`: the table as it was."""
    if table.by is None:
        return table
    for places in _linked(before):
        linked = {table.total.cells[place].code for place in places}
        if not linked & codes:
            continue
        table = _without_totals(table, linked, k)
        if any(row.cells[place].hidden for row in table.broken_down for place in places):
            continue
        sizes = [tuple(size for place in places for size in _sizes(row.cells[place])) for row in table.broken_down]
        spare = min((row for row, numbers in enumerate(sizes) if any(numbers)), key=sizes.__getitem__, default=None)
        if spare is not None:
            row = table.broken_down[spare]
            cells = tuple(_hide(cell, k) if place in places else cell for place, cell in enumerate(row.cells))
            rows = list(table.broken_down)
            rows[spare] = attrs.evolve(row, cells=cells)
            table = attrs.evolve(table, rows=(*rows, table.total), minimum_cell=k)
    return table


def _linked(table: TableResult) -> list[list[int]]:
    """The table's columns in groups that tell the same numbers; what one of a group hides, another would tell."""
    groups: list[tuple[list[int], set[tuple[int, ...]]]] = []
    for place in range(len(table.total.cells)):
        told = {
            tuple(numbers) for numbers in zip(*(_sizes(row.cells[place]) for row in table.broken_down), strict=True)
        }
        same = [group for group in groups if any(any(numbers) for numbers in group[1] & told)]
        groups = [group for group in groups if group not in same]
        places = sorted([place, *(other for group in same for other in group[0])])
        groups.append((places, told.union(*(group[1] for group in same))))
    return [places for places, _ in groups]


def _sizes(cell: Cell) -> tuple[int, ...]:
    """The numbers of people that a cell tells: of a share its part, its rest and its whole, and who was not reached."""
    if cell.people is None:
        return ()
    if cell.kind is Kind.SHARE:
        part, whole = int(cell.numerator or 0), cell.denominator or 0
        return (whole, part, max(whole - part, 0), cell.not_reached or 0)
    if cell.kind is Kind.COUNT:
        return (int(cell.value or 0), cell.people)
    return (cell.people,)


def _hidden_rows(sizes: Sequence[tuple[int, ...]], k: int) -> tuple[frozenset[int], bool]:
    """The rows to hide, and whether the total gives a small number away even so; `sizes` are numbers per row."""
    small = frozenset(row for row, numbers in enumerate(sizes) if any(0 < number < k for number in numbers))
    # The largest numbers are what readers come for, so the smallest ones go first.
    spare = sorted(
        (row for row, numbers in enumerate(sizes) if row not in small and any(numbers)), key=sizes.__getitem__
    )
    hidden = list(small)
    while small and _gives_away([sizes[row] for row in hidden], k):
        if not spare:
            return frozenset(hidden), True
        hidden.append(spare.pop(0))
    return frozenset(hidden), False


def _gives_away(hidden: Sequence[tuple[int, ...]], k: int) -> bool:
    """Whether shown totals let a small number be worked out: a total less the shown numbers is the sum of the hidden.

    That says too much if the sum is small itself (as it is where one small number alone is hidden), or if it leaves the
    small numbers only one value, given that these lie between 1 and k - 1 and the others hidden with them are at
    least k.
    """
    return any(_determined(numbers, k) for numbers in zip(*hidden, strict=True))


def _determined(numbers: Sequence[int], k: int) -> bool:
    amount = sum(numbers)
    small = sum(0 < number < k for number in numbers)
    large = sum(number >= k for number in numbers)
    if not small:
        return False
    highest = min(k - 1, amount - (small - 1) - large * k)
    lowest = 1 if large else max(1, amount - (small - 1) * (k - 1))
    return amount < k or lowest == highest


def _hide(cell: Cell, k: int) -> Cell:
    # "Fewer than five" is said of numbers of people only; of a share or a mean it would be wrong.
    is_small = cell.kind is Kind.COUNT and cell.people is not None and 0 < (cell.value or 0) < k
    return cell if cell.people is None else cell.hide(Hidden.SMALL if is_small else Hidden.PROTECTING)


def _without_totals(table: TableResult, codes: set[str], k: int) -> TableResult:
    if not any(cell.code in codes and not cell.hidden for cell in table.total.cells):
        return table
    cells = tuple(cell.hide(Hidden.PROTECTING) if cell.code in codes else cell for cell in table.total.cells)
    return attrs.evolve(table, rows=(*table.broken_down, attrs.evolve(table.total, cells=cells)), minimum_cell=k)
