"""Reports that leave the organisation do not tell small numbers of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.disclosure import protect
from geleit.figures import POPULATIONS, Cell, Hidden, Kind, Period, ReportResult, TableResult, evaluate
from geleit.questions.reports import Count, Recipient, Report, Share, Table, count, mean, total

PERIOD = Period(date(2026, 1, 1), date(2026, 12, 31))
MATCH_RATE = Share(
    code="rate",
    numerator=Count(code="paired", population="people", where={"paired": True}),
    of=Count(code="all", population="people"),
)


def people(groups: Sequence[tuple[int, int]]) -> dict[str, list[object]]:
    """One person per head: for each group how many are in it and how many of them have a mentor."""
    heads = [(f"g{number:02}", place < paired) for number, (size, paired) in enumerate(groups) for place in range(size)]
    given_names = [name for name, column in POPULATIONS["people"].columns.items() if column.derived is None]
    columns: dict[str, list[object]] = {name: [None] * len(heads) for name in given_names}
    columns["person"] = list(range(len(heads)))
    columns["gender"] = [group for group, _ in heads]
    columns["paired"] = [paired for _, paired in heads]
    columns["waiting_days"] = [10] * len(heads)
    return columns


def published(
    groups: Sequence[tuple[int, int]], *figures: Count | Share, k: int = 5, recipient: Recipient = Recipient.PUBLIC
) -> TableResult:
    """The protected table of figures by group."""
    asked = Report(code="r", tables=(Table(code="t", figures=figures, rows="gender"),), recipient=recipient)
    return protect(evaluate(asked, {"people": people(groups)}, PERIOD), k).tables[0]


def column(table: TableResult, place: int = 0) -> list[Cell]:
    """A column without its total."""
    return [row.cells[place] for row in table.broken_down]


def marks(table: TableResult, place: int = 0) -> list[object]:
    """A column with its total as it is shown."""
    return [row.cells[place].hidden or row.cells[place].value for row in table.rows]


def sizes(*counts: int) -> list[tuple[int, int]]:
    """Groups of these sizes, nobody paired."""
    return [(size, 0) for size in counts]


EVERYBODY = count("all", "people")
groups_of = st.lists(st.tuples(st.integers(1, 14), st.integers(0, 14)).map(lambda g: (g[0], min(g))), max_size=6)


def test_a_small_number_is_hidden_with_the_smallest_other_that_protects_it() -> None:
    """A single hidden number would be the total less the others, so a second one goes with it."""
    assert marks(published(sizes(20, 3, 9, 12), EVERYBODY)) == [20, Hidden.SMALL, Hidden.PROTECTING, 12, 44]


def test_several_small_numbers_protect_each_other() -> None:
    """Two small numbers that add up to enough need no third."""
    assert marks(published(sizes(20, 3, 4), EVERYBODY)) == [20, Hidden.SMALL, Hidden.SMALL, 27]


def test_small_numbers_that_add_up_to_a_small_number_take_another_with_them() -> None:
    """The sum of what is hidden must not be small itself."""
    assert marks(published(sizes(20, 1, 2), EVERYBODY)) == [Hidden.PROTECTING, Hidden.SMALL, Hidden.SMALL, 23]


def test_a_number_that_leaves_only_one_possibility_takes_another_with_it() -> None:
    """1 beside 5: as the second is known to be 5 or more, a sum of 6 would prove both."""
    shown = marks(published(sizes(1, 5, 8, 30), EVERYBODY))
    assert shown == [Hidden.SMALL, Hidden.PROTECTING, Hidden.PROTECTING, 30, 44]


def test_the_total_goes_last() -> None:
    """Where nothing else is left to hide, the total is hidden."""
    assert marks(published(sizes(3), EVERYBODY)) == [Hidden.SMALL, Hidden.PROTECTING]


def test_zero_is_shown() -> None:
    """A row without anybody protects nobody and is not hidden."""
    table = published([(9, 0), (8, 0)], count("paired", "people", paired=True), EVERYBODY)
    assert (marks(table, 0), marks(table, 1)) == ([0, 0, 0], [9, 8, 17])


def test_internal_reports_are_left_alone() -> None:
    """Whoever runs the programme sees her own numbers."""
    assert marks(published(sizes(1, 2), EVERYBODY, recipient=Recipient.INTERNAL)) == [1, 2, 3]


@pytest.mark.parametrize("recipient", [Recipient.FUNDER, Recipient.PUBLIC])
def test_reports_for_others_are_protected(recipient: Recipient) -> None:
    """Funder and public get the same protection."""
    assert marks(published(sizes(20, 3, 4), EVERYBODY, recipient=recipient))[1] is Hidden.SMALL


def test_a_share_is_hidden_whole_if_part_or_rest_is_small() -> None:
    """9 of 10 tells of one person without a mentor as much as 1 of 10 tells of one with."""
    table = published([(10, 9), (10, 1), (20, 10), (40, 20)], MATCH_RATE)
    cells = column(table)
    assert [cell.hidden for cell in cells[:2]] == [Hidden.PROTECTING] * 2
    assert cells[0].numerator is cells[0].denominator is cells[0].people is None
    assert cells[3].numerator == 20


def test_columns_that_tell_the_same_numbers_hide_the_same_rows() -> None:
    """What a count hides is not told by the share beside it."""
    table = published([(20, 3), (50, 10), (30, 12), (40, 20)], count("paired", "people", paired=True), MATCH_RATE)
    assert [bool(cell.hidden) for cell in column(table, 0)] == [bool(cell.hidden) for cell in column(table, 1)]


def test_means_and_sums_over_few_people_are_hidden_without_a_claim_about_them() -> None:
    """A mean of two people is hidden, and not called "fewer than five"."""
    asked = Report(
        code="r",
        tables=(
            Table(
                code="t",
                figures=(mean("m", "people", "waiting_days"), total("s", "people", "waiting_days")),
                rows="gender",
            ),
        ),
        recipient=Recipient.FUNDER,
    )
    table = protect(evaluate(asked, {"people": people(sizes(2, 9, 30))}, PERIOD)).tables[0]
    for place in (0, 1):
        assert [cell.hidden for cell in column(table, place)] == [Hidden.PROTECTING, Hidden.PROTECTING, None]


def test_a_hidden_total_is_hidden_in_every_table_of_the_report() -> None:
    """Another table must not tell the total that one had to hide."""
    asked = Report(
        code="r",
        tables=(Table(code="a", figures=(EVERYBODY,), rows="gender"), Table(code="b", figures=(EVERYBODY,))),
        recipient=Recipient.PUBLIC,
    )
    result = protect(evaluate(asked, {"people": people(sizes(3))}, PERIOD))
    assert [table.total.cells[0].hidden for table in result.tables] == [Hidden.PROTECTING] * 2


def test_no_other_table_adds_up_to_a_hidden_total() -> None:
    """Six people in one group of another table would tell that the two hidden groups are one and five."""
    columns = people(sizes(1, 5))
    columns["education"] = ["all of them"] * 6
    asked = Report(
        code="r",
        tables=tuple(Table(code=rows, figures=(EVERYBODY,), rows=rows) for rows in ("gender", "education")),
        recipient=Recipient.PUBLIC,
    )
    by_gender, by_education = protect(evaluate(asked, {"people": columns}, PERIOD)).tables
    assert marks(by_gender) == [Hidden.SMALL, Hidden.PROTECTING, Hidden.PROTECTING]
    assert marks(by_education) == [Hidden.PROTECTING] * 2


def test_figures_that_count_no_people_are_shown() -> None:
    """Events and employers are not people."""
    columns: dict[str, list[object]] = {
        "event": ["e1"],
        "milestone": ["kick_off"],
        "held_on": [PERIOD.first],
        "invited": [9],
        "present": [8],
    }
    asked = Report(
        code="r",
        tables=(Table(code="t", figures=(count("x", "events"),), rows="milestone"),),
        recipient=Recipient.PUBLIC,
    )
    result = evaluate(asked, {"events": columns}, PERIOD)
    assert protect(result) == result


def test_a_minimum_that_protects_nobody_is_refused() -> None:
    """A threshold of one would hide nothing."""
    with pytest.raises(ValueError, match="at least 2"):
        published(sizes(3), EVERYBODY, k=1)


@settings(max_examples=200, deadline=None)
@given(groups_of, st.integers(2, 8))
def test_nobody_can_work_out_a_hidden_small_number(groups: list[tuple[int, int]], k: int) -> None:
    """For every hidden small number, at least two tables agree with all that is shown."""
    table = published(groups, EVERYBODY, k=k)
    assert all(cell.hidden or not 0 < (cell.value or 0) < k for cell in column(table))
    whole = table.total.cells[0].value
    hidden = [cell.hidden for cell in column(table) if cell.hidden]
    if whole is None or Hidden.SMALL not in hidden:
        return
    rest = int(whole) - sum(int(cell.value or 0) for cell in column(table))
    assert rest >= k
    possible = list(_tables(hidden, rest, k))
    for place, why in enumerate(hidden):
        if why is Hidden.SMALL:
            assert len({values[place] for values in possible}) > 1


@settings(deadline=None)
@given(groups_of, st.integers(2, 8))
def test_no_shown_share_tells_a_small_number(groups: list[tuple[int, int]], k: int) -> None:
    """Neither a shown share nor the total less the shown ones tells fewer than the minimum."""
    table = published(groups, MATCH_RATE, k=k)
    shown = [cell for cell in column(table) if not cell.hidden]
    for cell in shown:
        for number in _told(cell):
            assert number == 0 or number >= k
    whole = table.total.cells[0]
    if not whole.hidden and len(shown) < len(column(table)):
        assert len(column(table)) - len(shown) > 1
        for number, *others in zip(_told(whole), *map(_told, shown), strict=True):
            assert number - sum(others) == 0 or number - sum(others) >= k


@settings(deadline=None)
@given(groups_of, st.integers(2, 8))
def test_protection_hides_and_never_changes_a_number(groups: list[tuple[int, int]], k: int) -> None:
    """Every number that is still shown is the exact one, and what is hidden carries none."""
    asked = Report(
        code="r",
        tables=(Table(code="t", figures=(EVERYBODY, MATCH_RATE), rows="gender"),),
        recipient=Recipient.PUBLIC,
    )
    exact = evaluate(asked, {"people": people(groups)}, PERIOD)
    for before, after in zip(_cells(exact), _cells(protect(exact, k)), strict=True):
        assert after == (before.hide(after.hidden) if after.hidden else before)
        assert not after.hidden or (after.value, after.numerator, after.denominator) == (None, None, None)
        assert after.hidden is not Hidden.SMALL or (after.kind is Kind.COUNT and 0 < (before.value or 0) < k)


def _tables(hidden: Sequence[Hidden], rest: int, k: int) -> Iterator[tuple[int, ...]]:
    """Every set of numbers for the hidden cells that adds up."""
    ranges = [range(1, k) if why is Hidden.SMALL else range(k, rest + 1) for why in hidden]
    # The last cell follows from the others.
    for values in product(*ranges[:-1]):
        last = rest - sum(values)
        if last in ranges[-1]:
            yield (*values, last)


def _told(cell: Cell) -> tuple[int, int, int]:
    part, whole = int(cell.numerator or 0), cell.denominator or 0
    return part, whole, whole - part


def _cells(result: ReportResult) -> list[Cell]:
    return [cell for table in result.tables for row in table.rows for cell in row.cells]
