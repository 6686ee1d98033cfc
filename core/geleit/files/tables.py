"""The lists that can be read beside those of people: which columns each has, and what its rows must agree with.

People (and employers, events, pairs) are named in them by id or name; who is meant is found out by whoever stores
the rows. The columns of a region's own codes (topics, blocked tasks, categories) are text here and become choices by
`coded`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import attrs

from geleit.fields import Field, Vocabulary, ask, fields_of, participant
from geleit.fields.kinds import ManyKind
from geleit.files.cell_kinds import ListedCodeKind, MonthKind
from geleit.files.headings import ID, VirtualColumn
from geleit.files.intake import Check
from geleit.labels import Sentence, say
from geleit.vocabulary.answer import Answer

Columns = tuple[Field | VirtualColumn, ...]

_MINUTES_A_DAY = 24 * 60
_HOURS_A_MONTH = 31 * 24
_HOURS_A_WEEK = 7 * 24
_DAY = ("Datum", "Date", "Tag", "Am")


@participant
class SessionRow:
    """A meeting. `mentee` and `mentor` are ids or names; the length stands in minutes or in hours."""

    mentee: Annotated[str, ask(required=True, headings=("Teilnehmende", "Teilnehmer:in", "Participant"))]
    mentor: str | None = None
    held_on: Annotated[date, ask(required=True, headings=_DAY)]
    minutes: Annotated[int | None, ask(headings=("Min", "Dauer in Minuten", "Duration in minutes"))] = None
    hours: Annotated[float | None, ask(headings=("Std", "Dauer in Stunden", "Duration in hours"))] = None
    topics: Annotated[tuple[str, ...] | None, ask(headings=("Thema", "Topic"))] = None
    note: Annotated[str | None, ask(free_text=True, headings=("Bemerkung", "Anmerkung", "Remark"))] = None
    blocked: str | None = None


@participant
class StatementRow:
    """What a pair reports for a month; its column `month` is added to these."""

    mentee: Annotated[str, ask(required=True, headings=("Teilnehmende", "Teilnehmer:in", "Participant"))]
    mentor: str | None = None
    meetings: Annotated[int | None, ask(headings=("Anzahl Treffen", "Number of meetings"))] = None
    hours: float | None = None
    estimated: bool | None = None


@participant
class AttendanceRow:
    """Whether somebody was at an event, which is named by its title or by its milestone's code."""

    event: Annotated[str, ask(required=True, headings=("Meilenstein", "Milestone"))]
    held_on: Annotated[date, ask(required=True, headings=_DAY)]
    person: Annotated[str, ask(required=True, headings=("Name",))]
    present: Annotated[bool | None, ask(headings=("Teilgenommen", "Attended"))] = None


@participant
class OutcomeRow:
    """A result of a person."""

    person: Annotated[str, ask(required=True, headings=("Name", "Mentee", "Teilnehmer:in", "Participant"))]
    category: Annotated[str, ask(required=True, headings=("Kategorie", "Category"))]
    began_on: Annotated[date, ask(required=True, headings=("Seit", "Von", "From", "Since"))]
    ended_on: Annotated[date | None, ask(headings=("Bis", "Until"))] = None
    employer: Annotated[str | None, ask(headings=("Unternehmen", "Company"))] = None
    hours_per_week: float | None = None
    permanent: Answer | None = None
    insured: Answer | None = None
    adequate: Answer | None = None
    evidence: str | None = None
    confirmed_by: str | None = None


@participant
class EmployerRow:
    """A firm, with a talk where there was one (`contact_*`)."""

    name: Annotated[str, ask(required=True, headings=("Betrieb", "Firma", "Unternehmen", "Company", "Employer"))]
    sector: str | None = None
    territory: Annotated[str | None, ask(vocabulary=Vocabulary.TERRITORY, headings=("Gebiet", "Ort"))] = None
    contact_person: str | None = None
    email: str | None = None
    phone: str | None = None
    since: date | None = None
    contact_on: date | None = None
    contact_kind: str | None = None
    contact_note: Annotated[str | None, ask(free_text=True)] = None


_MONTH = VirtualColumn("month", MonthKind(), required=True)

TABLES: Mapping[str, Columns] = {
    "sessions": (ID, *fields_of(SessionRow)),
    "statements": (ID, *fields_of(StatementRow)[:2], _MONTH, *fields_of(StatementRow)[2:]),
    "attendance": (ID, *fields_of(AttendanceRow)),
    "outcomes": (ID, *fields_of(OutcomeRow)),
    "employers": (ID, *fields_of(EmployerRow)),
}
"""Name of a list → its columns."""


def coded(columns: Columns, codes: Mapping[str, tuple[str, Iterable[str]]]) -> Columns:
    """The columns with some of them read as codes of a region's policy.

    `codes` is name of the column → prefix of the labels and the codes: `{"topics": ("topic", ["CV", "INTERVIEW"])}`.
    """

    def read_as_codes(column: Field | VirtualColumn) -> Field | VirtualColumn:
        if column.name not in codes:
            return column
        prefix, listed = codes[column.name]
        kind = ListedCodeKind(prefix, listed)
        return attrs.evolve(column, kind=ManyKind(kind) if isinstance(column.kind, ManyKind) else kind)

    return tuple(map(read_as_codes, columns))


Faults = Iterator[tuple[str, Sentence]]


def _within(values: Mapping[str, Any], name: str, least: float, most: float) -> Faults:
    if name in values and not least <= values[name] <= most:
        yield name, say("intake.between", least=least, most=most)


def _not_ahead(values: Mapping[str, Any], name: str, today: date) -> Faults:
    if name in values and values[name] > today:
        yield name, say("intake.in_future")


def _session(values: Mapping[str, Any], today: date) -> Faults:
    yield from _not_ahead(values, "held_on", today)
    yield from _within(values, "minutes", 1, _MINUTES_A_DAY)
    yield from _within(values, "hours", 1 / 60, 24)
    if "minutes" in values and "hours" in values and abs(values["minutes"] - values["hours"] * 60) > 1:
        yield "hours", say("intake.two_lengths", minutes=values["minutes"])


def _statement(values: Mapping[str, Any], today: date) -> Faults:
    yield from _not_ahead(values, "month", today)
    yield from _within(values, "meetings", 0, _HOURS_A_MONTH)
    yield from _within(values, "hours", 0, _HOURS_A_MONTH)


def _attendance(values: Mapping[str, Any], today: date) -> Faults:
    yield from _not_ahead(values, "held_on", today)


def _outcome(values: Mapping[str, Any], today: date) -> Faults:
    yield from _within(values, "hours_per_week", 0, _HOURS_A_WEEK)
    if "began_on" in values and "ended_on" in values and values["ended_on"] < values["began_on"]:
        yield "ended_on", say("intake.ends_before_start", start=values["began_on"])


def _employer(values: Mapping[str, Any], today: date) -> Faults:
    yield from _not_ahead(values, "contact_on", today)
    if "contact_on" not in values:
        for name in ("contact_kind", "contact_note"):
            if name in values:
                yield "contact_on", say("intake.contact_without_day")
                return


CHECKS: Mapping[str, Sequence[Check]] = {
    "sessions": (_session,),
    "statements": (_statement,),
    "attendance": (_attendance,),
    "outcomes": (_outcome,),
    "employers": (_employer,),
}
"""Name of a list → what its rows must agree with, for `read_table`."""
