"""Declared figures come to what plain SQL over the same rows comes to."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import RegionError
from geleit.figures import POPULATIONS, Cell, Kind, Period, ReportResult, Unit, check_report, evaluate
from geleit.figures.checking import texts_of
from geleit.labels import core_labels
from geleit.questions.reports import (
    Aggregate,
    Count,
    Figure,
    NotReached,
    Report,
    Share,
    Table,
    When,
    compute,
    count,
    mean,
    total,
)
from geleit.standard.reporting import standard_reports
from geleit.vocabulary.answer import Gender
from geleit.vocabulary.cefr import Cefr

FIRST = date(2026, 1, 1)
PERIOD = Period(date(2026, 1, 10), date(2026, 1, 20))
Rows = list[dict[str, Any]]

days = st.integers(0, 30).map(lambda number: FIRST + timedelta(days=number))
flags = st.sampled_from([True, False, None])
ids = st.sampled_from(["p1", "p2", "p3", "p4", "p5", None])
genders = st.sampled_from(["female", "male", "non_binary", None])
codes = st.one_of(st.none(), st.lists(st.sampled_from(["employed", "durable"]), unique=True).map(tuple))

partnership_rows: st.SearchStrategy[Rows] = st.lists(
    st.fixed_dictionaries(
        {
            "mentee": ids,
            "mentor": ids,
            "state": st.sampled_from(["accepted", "active", "closed", "declined", None]),
            "started": st.one_of(st.none(), days),
            "ended": st.one_of(st.none(), days),
            "carried": flags,
            "minutes": st.one_of(st.none(), st.integers(0, 600)),
            "gender": genders,
        }
    ),
    max_size=20,
)
people_rows: st.SearchStrategy[Rows] = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.uuids().map(str),
            "paired": flags,
            "started": flags,
            "exited_on": st.one_of(st.none(), days),
            "counted": codes,
            "not_reached": flags,
            "waiting_days": st.one_of(st.none(), st.integers(0, 90)),
            "gender": genders,
        }
    ),
    max_size=20,
)


def columns(rows: Rows, population: str) -> dict[str, list[Any]]:
    """Rows as the columns of a population; what they do not say is unknown."""
    given_names = [name for name, column in POPULATIONS[population].columns.items() if column.derived is None]
    return {name: [row.get(name) for row in rows] for name in given_names}


def empty() -> dict[str, dict[str, list[Any]]]:
    """Every population without a row."""
    return {name: columns([], name) for name in POPULATIONS}


def database(population: str, rows: Rows) -> sqlite3.Connection:
    """The same rows in a table; several values stand between bars."""
    names = list(columns([], population))
    base = sqlite3.connect(":memory:")
    quoted = ", ".join(f'"{name}"' for name in names)
    base.execute(f"CREATE TABLE t ({quoted})")

    def plain(value: Any) -> Any:
        if isinstance(value, tuple):
            return "|" + "|".join(value) + "|"
        return value.isoformat() if isinstance(value, date) else value

    marks = ", ".join("?" * len(names))
    base.executemany(f"INSERT INTO t VALUES ({marks})", [[plain(row.get(name)) for name in names] for row in rows])
    return base


def ask(base: sqlite3.Connection, sql: str, *values: object) -> Any:
    """The one value of a query."""
    return base.execute(sql, values).fetchone()[0]


def report(*figures: Figure, rows: str | None = None, **more: Any) -> Report:
    """A report of one table."""
    return Report(code="r", tables=(Table(code="t", figures=figures, rows=rows),), **more)


def only(figure: Figure, population: str, rows: Rows, period: Period = PERIOD, **more: Any) -> Cell:
    """The total of one figure over the rows of one population."""
    result = evaluate(report(figure, **more), {**empty(), population: columns(rows, population)}, period)
    return result.tables[0].total.cells[0]


@settings(deadline=None)
@given(partnership_rows)
def test_counts_equal_plain_sql(rows: Rows) -> None:
    """Filters, unknown, several possible values, distinct, and the three times come to what SQL counts."""
    with closing(database("partnerships", rows)) as base:
        spans = {"first": PERIOD.first.isoformat(), "last": PERIOD.last.isoformat()}
        expected = [
            (count("a", "partnerships"), "SELECT count(*) FROM t"),
            (count("b", "partnerships", state="active"), "SELECT count(*) FROM t WHERE state = 'active'"),
            (
                count("c", "partnerships", state=("active", None)),
                "SELECT count(*) FROM t WHERE state = 'active' OR state IS NULL",
            ),
            (count("d", "partnerships", carried=None), "SELECT count(*) FROM t WHERE carried IS NULL"),
            (
                count("e", "partnerships", carried=False, has_started=True),
                "SELECT count(*) FROM t WHERE carried = 0 AND started IS NOT NULL",
            ),
            (count("f", "partnerships", distinct="mentor"), "SELECT count(DISTINCT mentor) FROM t"),
            (
                count("g", "partnerships", when=When.IN_PERIOD),
                "SELECT count(*) FROM t WHERE started BETWEEN :first AND :last",
            ),
            (
                count("h", "partnerships", distinct="mentee", when=When.AT_END),
                "SELECT count(DISTINCT mentee) FROM t WHERE started <= :last AND (ended IS NULL OR ended > :last)",
            ),
        ]
        for figure, sql in expected:
            cell = only(figure, "partnerships", rows)
            assert (cell.value, cell.numerator) == (base.execute(sql, spans).fetchone()[0],) * 2, figure.code


@settings(deadline=None)
@given(partnership_rows)
def test_sums_and_means_equal_plain_sql(rows: Rows) -> None:
    """Minutes are reported in hours; unknown values are left out and counted apart."""
    with closing(database("partnerships", rows)) as base:
        summed = only(total("x", "partnerships", "minutes"), "partnerships", rows)
        average = only(mean("x", "partnerships", "minutes", carried=False), "partnerships", rows)
        known = ask(base, "SELECT count(minutes) FROM t")
        assert summed.unit is Unit.HOURS
        assert summed.unknown == ask(base, "SELECT count(*) - count(minutes) FROM t")
        assert summed.value == (
            None if rows and not known else ask(base, "SELECT coalesce(sum(minutes), 0) / 60.0 FROM t")
        )
        assert average.denominator == ask(base, "SELECT count(minutes) FROM t WHERE carried = 0")
        assert average.value == pytest.approx(ask(base, "SELECT avg(minutes) / 60.0 FROM t WHERE carried = 0"))


@settings(deadline=None)
@given(people_rows, st.sampled_from(list(NotReached)))
def test_a_share_keeps_numerator_and_denominator_and_shows_apart_who_was_not_reached(
    rows: Rows, treatment: NotReached
) -> None:
    """Whoever was not reached is outside the whole only if nothing is known of the result."""
    with closing(database("people", rows)) as base:
        cell = only(
            Share(
                code="x",
                numerator=Count(code="n", population="people", where={"counted": "employed", "started": True}),
                of=Count(code="d", population="people", where={"started": True}),
                not_reached=treatment,
            ),
            "people",
            rows,
        )
        apart = ask(
            base,
            "SELECT count(*) FROM t WHERE started = 1 AND not_reached = 1 "
            "AND coalesce(counted, '') NOT LIKE '%|employed|%'",
        )
        whole = ask(base, "SELECT count(*) FROM t WHERE started = 1")
        part = ask(base, "SELECT count(*) FROM t WHERE started = 1 AND counted LIKE '%|employed|%'")
        if treatment is NotReached.IN_DENOMINATOR:
            assert (cell.numerator, cell.denominator, cell.not_reached) == (part, whole, None)
        else:
            assert (cell.numerator, cell.denominator, cell.not_reached) == (part, whole - apart, apart)
        assert cell.value == (part / cell.denominator if cell.denominator else None)


@settings(deadline=None)
@given(people_rows)
def test_a_broken_down_table_has_a_row_per_value_found_unknown_last_and_a_total(rows: Rows) -> None:
    """Rows equal GROUP BY; the total is the count over everybody."""
    with closing(database("people", rows)) as base:
        result = evaluate(
            report(count("x", "people", started=True), rows="gender"),
            {**empty(), "people": columns(rows, "people")},
            PERIOD,
        )
        table = result.tables[0]
        found = {row.value: row.cells[0].value for row in table.broken_down}
        assert found == dict(base.execute("SELECT gender, count(*) FROM t WHERE started = 1 GROUP BY gender"))
        assert [row.value for row in table.broken_down][-1:] == [None] or None not in found
        assert table.total.total
        assert table.total.cells[0].value == ask(base, "SELECT count(*) FROM t WHERE started = 1")


@settings(deadline=None)
@given(partnership_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(rows: Rows, chance: random.Random) -> None:
    """The same records in another order give an equal report."""
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    asked = report(count("a", "partnerships", distinct="mentor"), mean("b", "partnerships", "minutes"), rows="gender")
    results = [
        evaluate(asked, {**empty(), "partnerships": columns(order, "partnerships")}, PERIOD)
        for order in (rows, shuffled)
    ]
    assert results[0] == results[1]


@settings(max_examples=25, deadline=None)
@given(partnership_rows, people_rows)
def test_the_standard_reports_can_be_worked_out_over_any_rows(partnerships: Rows, people: Rows) -> None:
    """No combination of unknown values stops a standard report, and no share leaves 0 to 1."""
    populations = {
        **empty(),
        "partnerships": columns(partnerships, "partnerships"),
        "people": columns(people, "people"),
    }
    for asked in standard_reports():
        result = evaluate(asked, populations, PERIOD)
        for cell in _cells(result):
            assert cell.kind is not Kind.SHARE or cell.value is None or 0 <= cell.value <= 1


def test_standard_reports_over_nothing_count_nothing() -> None:
    """Empty populations give zeros, and None where there is nothing to divide by."""
    for asked in standard_reports():
        for cell in _cells(evaluate(asked, empty(), PERIOD)):
            assert cell.value == (None if cell.kind in (Kind.MEAN, Kind.SHARE) else 0)


def test_every_standard_figure_has_its_words_in_german_and_english() -> None:
    """Labels and definitions of the standard reports exist in both languages."""
    labels = core_labels()
    for asked in standard_reports():
        assert check_report(asked) == ()
        for code in texts_of(asked):
            assert {"de", "en"} <= labels.languages_of(code), code


def test_every_definition_names_its_time() -> None:
    """Each definition begins by saying whether it counts ever, now, in the period or on its last day."""
    labels = core_labels()
    for asked in standard_reports():
        for table in asked.tables:
            for figure in table.figures:
                words = labels.text(f"definition.{figure.code}", "en")
                assert words.startswith(("Ever:", "Now:", "In the period:", "On the last day", "Due in the period"))


def test_the_whole_of_counted_results_is_everybody_who_started() -> None:
    """A counted result nobody reached has its row, and its share is of all who started, not of those in the row."""
    populations = {
        **empty(),
        "people": columns(
            [
                {"person": name, "started": True, "not_reached": name in ("b", "c")}
                for name in ("a", "b", "c", "d", "e")
            ],
            "people",
        ),
        "outcomes": columns(
            [
                {"person": "a", "before_start": False, "counted": ("employed",), "end_state": False},
                {"person": "a", "before_start": False, "counted": ("employed",), "end_state": False},
                {"person": "b", "before_start": False, "counted": ("employed",), "end_state": False},
                {"person": "d", "before_start": True, "counted": ("employed",), "end_state": False},
            ],
            "outcomes",
        ),
    }
    asked = next(one for one in standard_reports() if one.code == "outcomes")
    result = evaluate(asked, populations, PERIOD, always={"result": ("employed", "durable")})
    table = next(one for one in result.tables if one.code == "outcomes_counted")
    shares = {
        row.value: (row.cells[0].numerator, row.cells[0].denominator, row.cells[0].not_reached)
        for row in table.broken_down
    }
    assert shares == {"employed": (2, 4, 1), "durable": (0, 3, 2)}


def test_somebody_in_two_rows_is_one_person_in_the_total() -> None:
    """The total is worked out afresh and not added up."""
    rows = [{"person": "a", "category": "VET"}, {"person": "a", "category": "STUDY"}]
    result = evaluate(
        report(count("x", "outcomes", distinct="person"), rows="category"),
        {**empty(), "outcomes": columns(rows, "outcomes")},
        PERIOD,
    )
    assert [row.cells[0].value for row in result.tables[0].rows] == [1, 1, 1]


def test_a_cut_off_leaves_out_what_began_later() -> None:
    """Records up to the cut-off count, however far the period reaches, and what ended later is still open."""
    rows: Rows = [
        {"mentee": "a", "started": date(2026, 1, 5), "ended": date(2026, 1, 18)},
        {"mentee": "b", "started": date(2026, 1, 18)},
        {"mentee": "c"},
    ]
    day = date(2026, 1, 15)
    for figure, expected in [
        (count("x", "partnerships"), 2),
        (count("x", "partnerships", when=When.AT_END), 1),
        (count("x", "partnerships", when=When.IN_PERIOD), 0),
    ]:
        assert only(figure, "partnerships", rows, cut_off=day).value == expected


def test_on_the_last_day_of_a_period_what_ends_that_day_no_longer_runs() -> None:
    """Begun on the last day is running, ended on the last day is not."""
    last = PERIOD.last
    rows: Rows = [
        {"mentee": "a", "started": last},
        {"mentee": "b", "started": FIRST, "ended": last},
        {"mentee": "c", "started": FIRST, "ended": last + timedelta(days=1)},
        {"mentee": "d", "started": last + timedelta(days=1)},
    ]
    assert only(count("x", "partnerships", when=When.AT_END), "partnerships", rows).value == 2


def test_levels_stand_in_their_order_and_enumerations_bear_their_labels() -> None:
    """Rows of an enumeration follow its order, not the alphabet."""
    rows: Rows = [{"person": str(level), "host_level": level} for level in (Cefr.B1, Cefr.PRE_A1, Cefr.A2, None)]
    result = evaluate(
        report(count("x", "people"), rows="host_level"), {**empty(), "people": columns(rows, "people")}, PERIOD
    )
    assert [row.value for row in result.tables[0].broken_down] == [Cefr.PRE_A1, Cefr.A2, Cefr.B1, None]
    assert [row.label.code for row in result.tables[0].broken_down if row.label] == [
        "Cefr.pre-A1",
        "Cefr.A2",
        "Cefr.B1",
        "figures.row_unknown",
    ]


def test_filters_meet_enumerations_by_their_value() -> None:
    """A filter written as text counts members of the enumeration."""
    rows: Rows = [{"person": "a", "gender": Gender.FEMALE}, {"person": "b", "gender": "female"}]
    assert only(count("x", "people", gender="female"), "people", rows).value == 2


def test_a_computed_figure_gets_columns_of_its_row_and_no_more() -> None:
    """The region's function sees the columns of the populations it reads, parted by the row."""
    seen: list[set[str]] = []

    def longest(populations: Mapping[str, Mapping[str, Sequence[Any]]]) -> int | None:
        seen.append(set(populations))
        return max((days for days in populations["people"]["waiting_days"] if days is not None), default=None)

    rows: Rows = [
        {"person": "a", "gender": "female", "waiting_days": 3},
        {"person": "b", "gender": "male", "waiting_days": 9},
    ]
    result = evaluate(
        report(compute("x", longest, reads=("people",)), rows="gender"),
        {**empty(), "people": columns(rows, "people")},
        PERIOD,
    )
    assert [row.cells[0].value for row in result.tables[0].rows] == [3, 9, 9]
    assert seen == [{"people"}] * 3


@pytest.mark.parametrize("function", [lambda _: 1 / 0, lambda _: float("nan"), lambda _: "many"])
def test_a_computed_figure_that_fails_is_named(function: Any) -> None:
    """An error or an impossible number of a region's function names the figure."""
    with pytest.raises(RegionError, match="own_figure"):
        evaluate(report(compute("own_figure", function, reads=("people",))), empty(), PERIOD)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (report(count("x", "persons")), ("persons", "people")),
        (report(count("x", "people", gendre="female")), ("gendre", "gender")),
        (report(count("x", "people", distinct="persn")), ("persn", "person")),
        (report(count("x", "people"), rows="genders"), ("genders", "gender")),
        (report(mean("x", "people", "waiting")), ("waiting", "waiting_days")),
        (report(Aggregate(code="x", population="people", column="waiting_days", how="median")), ("median", "mean")),
        (report(count("x", "people", when=When.AT_END)), ("at_end", "people")),
        (report(count("x", "people"), count("x", "people")), ("more than once", "r.t")),
        (report(), ("no figure", "r.t")),
        (Report(code="r", tables=()), ("no table", "r")),
        (report(compute("x", lambda _: 1, reads=())), ("reads", "r.t.x")),
    ],
)
def test_a_report_that_cannot_be_worked_out_says_why(asked: Report, words: tuple[str, str]) -> None:
    """Both the check at load and the evaluation name the place and what was likely meant."""
    sentences = [str(sentence) for sentence in check_report(asked)]
    assert len(sentences) == 1
    assert all(word in sentences[0] for word in words)
    with pytest.raises(RegionError, match=words[0]):
        evaluate(asked, empty(), PERIOD)


def test_a_regions_own_field_is_a_column_of_applications() -> None:
    """A field the caller adds can be counted, one that was not added cannot."""
    asked = report(count("x", "applications", ams_status="seeking"))
    assert check_report(asked, own=("ams_status",)) == ()
    assert len(check_report(asked)) == 1
    applications = {**columns([{"person": "a"}], "applications"), "ams_status": ["seeking"]}
    result = evaluate(asked, {**empty(), "applications": applications}, PERIOD)
    assert result.tables[0].total.cells[0].value == 1


def test_a_column_of_words_cannot_be_added_up() -> None:
    """A sum over texts names figure and column."""
    with pytest.raises(RegionError, match="gender"):
        only(total("x", "people", "gender"), "people", [{"person": "a", "gender": "female"}])


def test_columns_of_different_lengths_are_refused() -> None:
    """A population whose columns do not fit together is a mistake of the caller."""
    with pytest.raises(ValueError, match="differ in length"):
        evaluate(report(count("x", "people")), {"people": {"person": ["a"], "paired": []}}, PERIOD)


def test_a_period_ends_after_it_begins() -> None:
    """A period turned round is refused."""
    with pytest.raises(ValueError, match="before it begins"):
        Period(PERIOD.last, PERIOD.first)


def test_names_are_put_in_from_outside() -> None:
    """Rows of ids can be given names without the figures knowing any."""
    rows: Rows = [{"mentee": "a", "mentor": "m1", "started": FIRST}]
    result = evaluate(
        report(count("x", "partnerships"), rows="mentor"),
        {**empty(), "partnerships": columns(rows, "partnerships")},
        PERIOD,
    ).named("mentor", {"m1": "Ana Berg"})
    assert [row.text for row in result.tables[0].rows] == ["Ana Berg", None]
    assert attrs.evolve(result).named("gender", {"m1": "x"}) == result


def _cells(result: ReportResult) -> list[Cell]:
    return [cell for table in result.tables for row in table.rows for cell in row.cells]
