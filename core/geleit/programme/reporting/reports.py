"""Reports: the round's records as columns without names, and the region's declared figures over them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from geleit.disclosure import protect
from geleit.errors import UsageError
from geleit.fields import Sensitivity, fields_of
from geleit.fields.kinds import ChoiceKind, CodeKind, ManyKind
from geleit.figures import Period, ReportResult, evaluate, populations_of
from geleit.labels import Listed, say
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.privacy.frozen import MADE, erased_since, thawed
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.reporting.populations import populations
from geleit.programme.staff.permits import needs
from geleit.questions.reports import Columns, Recipient, Report


def reports(programme: Programme, round_: Round[Any]) -> tuple[Report, ...]:
    """The reports of a round."""
    return programme.answers(round_).reports


@needs(Action.REPORT)
def report(
    programme: Programme, round_: Round[Any], code: str, first: date | None = None, last: date | None = None
) -> ReportResult:
    """A report over a period; by default from the round's start to its end or to today, whichever comes first.

    What leaves the house is protected: small cells are not shown. Raises UsageError for an unknown report or a period
    that ends before it begins.
    """
    declared = programme.answers(round_).report(code)
    if declared is None:
        codes = [one.code for one in reports(programme, round_)]
        raise UsageError(say("reports.unknown", report=code, reports=Listed(codes, "list.or")))
    period = _period(programme, round_, first, last)
    with _keeping_everything():
        return _witnessed(programme, _in_form(programme, _figures(programme, round_, declared, period)))


@needs(Action.REPORT)
def every_report(
    programme: Programme, round_: Round[Any], first: date | None = None, last: date | None = None
) -> tuple[ReportResult, ...]:
    """All reports of a round over one period, from one reading of the records."""
    period = _period(programme, round_, first, last)
    columns = lru_cache(maxsize=1)(lambda: populations(programme, round_, period.last))
    found = (_figures(programme, round_, declared, period, columns) for declared in reports(programme, round_))
    with _keeping_everything():
        return tuple(_witnessed(programme, _in_form(programme, one)) for one in found)


@needs(Action.REPORT)
def note_made(programme: Programme, round_: Round[Any], result: ReportResult) -> None:
    """Keep in the change history that a report was made: its figures for this period stay, whoever is erased later."""
    with programme.store.write(MADE) as tx:
        first, last = result.period.first.isoformat(), result.period.last.isoformat()
        tx.note(MADE, "rounds", round_.id, report=result.code, first=first, last=last)


@needs(Action.REPORT)
def exact(
    programme: Programme, round_: Round[Any], declared: Report, period: Period, columns: Mapping[str, Columns]
) -> ReportResult:
    """A report worked out from the records, with every figure as it is: for keeping, not for showing."""
    answers = programme.answers(round_)
    always = {
        "result": tuple(result.code for result in answers.outcomes.counted),
        "offset": tuple(offset.code for offset in answers.outcomes.follow_ups),
    }
    with programme.asked.blaming("geleit_reports", declared.code):
        counted = {name: columns[name] for name in columns if name in populations_of(declared)}
        found = evaluate(declared, counted, period, always)
    return attrs.evolve(found, erased=erased_since(programme.store, round_.id, period))


def _figures(
    programme: Programme,
    round_: Round[Any],
    declared: Report,
    period: Period,
    columns: Callable[[], Mapping[str, Columns]] | None = None,
) -> ReportResult:
    """The figures of a closed period as they were frozen, of any other one as the records say."""
    frozen = thawed(programme, round_, declared, period)
    if frozen is not None:
        return frozen
    found = populations(programme, round_, period.last) if columns is None else columns()
    return exact(programme, round_, declared, period, found)


def _in_form(programme: Programme, found: ReportResult) -> ReportResult:
    """A report with names and words for its rows, and without small figures where it leaves the house."""
    result = _in_words(programme, found)
    if found.recipient is Recipient.INTERNAL:
        programme.permits.may(Action.REPORT_INTERNAL)
        if programme.permits.sees(Sensitivity.PERSONAL):
            return result.named("mentor", _names(programme, result))
        # Whoever sees figures and no names must not find anybody in small figures either.
        rows = (row.value for table in found.tables if table.by == "mentor" for row in table.broken_down)
        mentors = dict.fromkeys(value for value in rows if value is not None)
        result = result.named("mentor", {id_: f"{HIDDEN} {place}" for place, id_ in enumerate(mentors, 1)})
    return protect(result, programme.config.reporting.minimum_cell)


def _names(programme: Programme, result: ReportResult) -> Mapping[object, str]:
    """The names of the mentors that have a row, without those whose data may only be kept."""
    rows = (row.value for table in result.tables if table.by == "mentor" for row in table.broken_down)
    ids = tuple({value for value in rows if isinstance(value, str)})
    kept_only, covered = restricted_people(programme.store), programme.say("restriction.name")
    found = programme.store.all(Person, id=ids) if ids else ()
    return {person.id: covered if person.id in kept_only else person.name for person in found}


@contextmanager
def _keeping_everything() -> Iterator[None]:
    """A block in which nobody looks for garbage: all records of a round are read and none of them refers in a circle,
    yet looking through them again and again takes as long as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _witnessed(programme: Programme, result: ReportResult) -> ReportResult:
    """The report with the last entry of the change history, which whoever keeps the report can hold against it."""
    from geleit.store import head

    return attrs.evolve(result, witness=str(head(programme.store)))


def _in_words(programme: Programme, result: ReportResult) -> ReportResult:
    """Rows by a field of people (a country, a territory, the region's own) get the words of their values."""
    classes: list[type[Any]] = [Person, *(programme.participant(role) for role in Role)]
    kinds = {field.name: field.kind for cls in classes for field in fields_of(cls)}
    result = result.named("round", {table.id: table.title for table in programme.config.rounds})
    for table in result.tables:
        kind = kinds.get(table.by or "")
        each = kind.each if isinstance(kind, ManyKind) else kind
        if table.by is None or not isinstance(each, ChoiceKind | CodeKind):
            continue
        values = {row.value for row in table.broken_down if row.value is not None}
        words = {value: each.shown(each.restored(value), programme.reading, programme.language) for value in values}
        result = result.named(table.by, words)
    return result


def _period(programme: Programme, round_: Round[Any], first: date | None, last: date | None) -> Period:
    today = programme.today()
    begins = first or min(round_.start or today, today)
    ends = last or (min(round_.end, today) if round_.end else today)
    if ends < begins:
        raise UsageError(say("reports.period", first=begins, last=ends))
    return Period(begins, ends)
