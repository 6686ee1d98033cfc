"""Whether a declared report can be worked out, and if not, what is wrong with it, in sentences for its author."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping

from geleit.figures.populations import POPULATIONS
from geleit.labels import Listed, Sentence, say
from geleit.questions.reports import Aggregate, Computed, Count, Figure, Report, Share, Table, When
from geleit.vocabulary.file_names import is_name

Available = Mapping[str, Collection[str]]
"""Population → the names of its columns."""


def check_report(report: Report, own: Collection[str] = ()) -> tuple[Sentence, ...]:
    """Everything that keeps a report from being worked out; empty if nothing does.

    `own` names the fields of the region's classes that are not of a special category: they are columns of
    `applications` besides those of `POPULATIONS`.
    """
    available = {name: set(population.columns) for name, population in POPULATIONS.items()}
    available["applications"] |= set(own)
    return tuple(problems(report, available))


def texts_of(report: Report) -> tuple[str, ...]:
    """The codes of the labels that a report shows, each once."""
    codes = [f"report.{report.code}", *([report.note] if report.note else [])]
    for table in report.tables:
        codes.append(f"table.{table.code}")
        for figure in table.figures:
            codes += [f"figure.{figure.code}", f"definition.{figure.code}"]
    return tuple(dict.fromkeys(codes))


def problems(report: Report, available: Available) -> Iterator[Sentence]:
    """Everything wrong with a report where these populations and columns exist."""
    if not is_name(str(report.code)):
        yield say("figures.no_file_name", report=report.code)
    if not report.tables:
        yield say("figures.no_tables", report=report.code)
    for code in _repeated([table.code for table in report.tables]):
        yield say("figures.table_twice", report=report.code, table=code)
    for table in report.tables:
        place = f"{report.code}.{table.code}"
        if not table.figures:
            yield say("figures.no_figures", table=place)
        for code in _repeated([figure.code for figure in table.figures]):
            yield say("figures.figure_twice", table=place, figure=code)
        for figure in table.figures:
            yield from _figure(f"{place}.{figure.code}", figure, table, available)


def _figure(place: str, figure: Figure, table: Table, available: Available) -> Iterator[Sentence]:
    match figure:
        case Count() | Aggregate():
            yield from _one(place, figure, available, rows=table.rows)
        case Share():
            yield from _one(place, figure.numerator, available, rows=table.rows)
            yield from _one(place, figure.of, available, rows=None)
        case Computed():
            if not figure.reads:
                yield say("figures.reads_nothing", figure=place)
            for population in figure.reads:
                yield from _columns(place, population, [table.rows] if table.rows else [], available)


def _one(place: str, figure: Count | Aggregate, available: Available, *, rows: str | None) -> Iterator[Sentence]:
    named = [*figure.where, *([rows] if rows else [])]
    if isinstance(figure, Aggregate):
        named.append(figure.column)
        if figure.how not in ("mean", "total"):
            yield say("figures.how", figure=place, found=figure.how)
    elif figure.distinct is not None:
        named.append(figure.distinct)
    faults = tuple(_columns(place, figure.population, named, available))
    yield from faults
    if faults:
        return
    dates = POPULATIONS[figure.population].dates
    both = (dates.begins, dates.ends)
    needed = {When.EVER: (), When.IN_PERIOD: (dates.in_period,), When.DURING: both, When.AT_END: both}[figure.when]
    if None in needed:
        yield say("figures.no_dates", figure=place, population=figure.population, when=figure.when.value)
    yield from _columns(place, figure.population, [name for name in needed if name], available)


def _columns(place: str, population: str, names: list[str], available: Available) -> Iterator[Sentence]:
    if population not in available or population not in POPULATIONS:
        yield say("figures.unknown_population", figure=place, **_meant(population, available))
        return
    known = available[population]
    for name in dict.fromkeys(names):
        if name not in known:
            yield say("figures.unknown_column", figure=place, population=population, **_meant(name, known))


def _meant(found: str, known: Collection[str]) -> dict[str, object]:
    near = difflib.get_close_matches(found, known, n=1)
    return {"found": found, "known": Listed(near or sorted(known), "list.or")}


def _repeated(codes: list[str]) -> list[str]:
    return sorted({code for code in codes if codes.count(code) > 1})
