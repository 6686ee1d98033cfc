"""Reports: the round's records as columns without names, and the region's declared figures over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geleit.disclosure import protect
from geleit.errors import UsageError
from geleit.fields import fields_of
from geleit.fields.kinds import ChoiceKind, CodeKind, ManyKind
from geleit.figures import Period, ReportResult, evaluate
from geleit.labels import Listed, say
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.programme.context import Programme
from geleit.programme.populations import populations
from geleit.questions.reports import Columns, Recipient, Report


def reports(programme: Programme, round_: Round[Any]) -> tuple[Report, ...]:
    """The reports of a round."""
    return programme.answers(round_).reports


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
    return _evaluated(programme, round_, declared, period, populations(programme, round_, period.last))


def every_report(
    programme: Programme, round_: Round[Any], first: date | None = None, last: date | None = None
) -> tuple[ReportResult, ...]:
    """All reports of a round over one period, from one reading of the records."""
    period = _period(programme, round_, first, last)
    columns = populations(programme, round_, period.last)
    return tuple(_evaluated(programme, round_, declared, period, columns) for declared in reports(programme, round_))


def _evaluated(
    programme: Programme, round_: Round[Any], declared: Report, period: Period, columns: Mapping[str, Columns]
) -> ReportResult:
    answers = programme.answers(round_)
    always = {
        "result": tuple(result.code for result in answers.outcomes.counted),
        "offset": tuple(offset.code for offset in answers.outcomes.follow_ups),
    }
    result = _in_words(programme, evaluate(declared, columns, period, always))
    if declared.recipient is Recipient.INTERNAL:
        names: dict[object, str] = {person.id: person.name for person in programme.store.all(Person)}
        return result.named("mentor", names)
    return protect(result, programme.config.reporting.minimum_cell)


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
