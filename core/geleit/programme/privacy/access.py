"""The report to a person about everything that is kept of them (Art. 15 GDPR), without anything about others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from geleit.files.access_report import (
    AccessReport,
    Change,
    ChangedValue,
    KeptRow,
    KeptTable,
    KeptValue,
    PurposeLine,
    Receipt,
)
from geleit.labels import Labels, Sentence, say
from geleit.model.partnerships import Partnership
from geleit.model.people import Person
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.access_proposals import proposal_parts
from geleit.programme.privacy.access_words import AccessWords
from geleit.programme.privacy.consents import TRANSFER, standings
from geleit.programme.privacy.disclosures import Disclosure, disclosures, named_recipient
from geleit.programme.privacy.purposes import purpose_words, purposes, recipient_words
from geleit.programme.privacy.time_limits import time_limits
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.store import Reads
from geleit.store.journal.entries import Operation
from geleit.store.shapes import KEPT
from geleit.store.subject import SubjectRow, rows_about, subject_tables

LANGUAGES = ("de", "en")
"""The languages in which the whole report has its words."""

_RIGHTS = ("correction", "erasure", "restriction", "objection", "withdrawal", "portability", "complaint", "automated")


@needs(Action.ACCESS_REPORT)
def report_language(programme: Programme, person: Person) -> str:
    """The language of a person's report: theirs, else the organisation's first, as far as the report has words in it;
    else English."""
    wanted = (person.contact_language, *programme.config.organisation.languages, "en")
    return next(language for language in wanted if language in LANGUAGES)


@needs(Action.ACCESS_REPORT)
def access_report(programme: Programme, text: str, language: str | None = None) -> AccessReport:
    """Everything that is kept of a person (by id or name), in their language or another one; that it was made is kept.

    Raises UsageError if there is no such person, StoreError if a table has no path to people, so that nobody could say
    what in it is about whom.
    """
    for round_ in programme.rounds():
        programme.derive_details(round_)
    with programme.store.write("access") as tx:
        person = find_person(programme, text, tx)
        report = _report(programme, tx, person, language or report_language(programme, person))
        tx.note("access", "people", person.id, language=report.language)
    return report


def _report(programme: Programme, reads: Reads, person: Person, language: str) -> AccessReport:
    rows = rows_about(reads, person.id)
    words = AccessWords(programme, person, language, rows, subject_tables(reads))
    tables = tuple(_tables(words, rows))
    return AccessReport(
        person=person.id,
        name=f"{person.given_name} {person.family_name}".strip(),
        language=language,
        made_on=programme.today(),
        title=words.text(say("access.title")),
        facts=tuple(_facts(programme, words)),
        purposes=tuple(_purposes(programme, words, reads, person)),
        categories=tuple(dict.fromkeys(table.title for table in tables)),
        receipts=tuple(_receipts(programme, words, reads, person)),
        limits=limit_lines(programme, words.labels, language),
        source=words.text(programme.config.privacy.source or say("access.source")),
        rights=tuple(words.text(say(f"access.right.{right}")) for right in _RIGHTS),
        tables=tables,
        proposals=proposal_parts(programme, reads, words, person.id),
        history=tuple(_history(words, reads, rows)),
    )


@needs(Action.ACCESS_REPORT)
def limit_lines(programme: Programme, labels: Labels, language: str) -> tuple[str, ...]:
    """How long data are kept, a sentence for each category; one sentence where the configuration says nothing."""
    limits = time_limits(programme)
    if not limits:
        return (labels.text(say("access.no_limit"), language),)
    return tuple(
        labels.text(
            say(
                "access.limit",
                category=_worded(labels, "retention.category", one.category),
                months=one.months,
                start=_worded(labels, "retention.start", one.start),
                basis=_worded(labels, "retention.basis", one.basis),
                then=_worded(labels, "retention.then", one.then),
            ),
            language,
        )
        for one in limits
    )


def _worded(labels: Labels, prefix: str, code: str | None) -> Sentence | str:
    if code is None:
        return "–"
    return say(f"{prefix}.{code}") if labels.languages_of(f"{prefix}.{code}") else code


def _facts(programme: Programme, words: AccessWords) -> Iterator[tuple[str, str]]:
    privacy = programme.config.privacy
    yield words.text(say("processing.controller")), programme.config.organisation.name
    for name in ("address", "contact", "officer", "authority"):
        found = getattr(privacy, name)
        yield words.text(say(f"processing.{name}")), found or words.text(say("access.not_stated"))
    if privacy.joint:
        yield words.text(say("processing.joint")), "; ".join(privacy.joint)


def _purposes(programme: Programme, words: AccessWords, reads: Reads, person: Person) -> Iterator[PurposeLine]:
    for table in purposes(programme):
        standing = standings(programme, [person.id], table, reads=reads)[person.id]
        yield PurposeLine(
            purpose=words.text(purpose_words(programme, table)),
            recipient=words.text(recipient_words(programme, table)),
            basis=words.text(say(f"Basis.{table.basis.value}")),
            text_version=table.text,
            standing=words.text(say(f"Standing.{standing.value}")),
        )


def _receipts(programme: Programme, words: AccessWords, reads: Reads, person: Person) -> Iterator[Receipt]:
    for one in disclosures(programme, person.id):
        yield _receipt(programme, words, one)
    for side, other in (("mentee", "access.your_mentor"), ("mentor", "access.your_mentee")):
        for pair in reads.all(Partnership, **{side: person.id}):
            if pair.contacts_released_on is not None:
                yield Receipt(
                    at=pair.contacts_released_on,
                    by=words.text(say("access.staff")),
                    what=words.text(say("access.what.contacts")),
                    recipient=words.text(say(other)),
                    purpose=words.code("purpose", "contact_release"),
                )


def _receipt(programme: Programme, words: AccessWords, one: Disclosure) -> Receipt:
    return Receipt(
        at=one.at,
        by=words.staff(one.actor),
        what=words.why(one.what, "access.what"),
        recipient=_received(programme, words, one),
        purpose=words.code("purpose", str(one.details["purpose"])) if "purpose" in one.details else "",
    )


def _received(programme: Programme, words: AccessWords, one: Disclosure) -> str:
    if one.what == TRANSFER:
        return words.text(named_recipient(programme, one))
    return words.text(say("access.your_mentor")) if "mentor" in one.details else ""


def _tables(words: AccessWords, rows: Iterable[SubjectRow]) -> Iterator[KeptTable]:
    by_table: dict[str, list[SubjectRow]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    order = [*words.fields, *by_table]
    for table in sorted(by_table, key=order.index):
        kept = tuple(_row(words, row) for row in by_table[table])
        yield KeptTable(table=table, title=words.title(table), rows=kept)


def _row(words: AccessWords, row: SubjectRow) -> KeptRow:
    known = {name: raw for name, raw in row.values.items() if raw is not None and name not in KEPT.get(row.table, {})}
    shown = {name: raw for name, raw in known.items() if not words.withheld(row, name)}
    values = []
    for name, raw in shown.items():
        value, text = words.value(row, name, raw)
        values.append(
            KeptValue(
                field=name,
                label=words.label(row.table, name),
                value=value,
                text=text,
                sensitivity=words.sensitivity(row.table, name),
            )
        )
    return KeptRow(id=row.key, values=tuple(values), withheld=len(known) - len(shown), deleted=row.deleted)


def _history(words: AccessWords, reads: Reads, rows: Iterable[SubjectRow]) -> Iterator[Change]:
    places = {(row.table, row.key): row for row in rows}
    sql = (
        'SELECT "at", "actor", "reason", "op", "table", "key", "before", "after" FROM "journal" WHERE ("table", "key") '
        "IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
        'AND "op" <> \'note\' ORDER BY "seq"'
    )
    for at, actor, reason, op, table, key, before, after in reads.rows(sql, [json.dumps(sorted(places))], "journal"):
        row = places[table, key]
        yield Change(
            at=datetime.fromisoformat(at),
            by=words.staff(actor),
            what=words.text(say(f"access.op.{Operation(op).value}")),
            title=words.title(table),
            id=key,
            reason=words.why(reason) if reason and row.shared_as != frozenset({"mentor"}) else "",
            values=tuple(_changed(words, row, json.loads(before or "{}"), json.loads(after or "{}"))),
        )


def _changed(
    words: AccessWords, row: SubjectRow, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[ChangedValue]:
    for name in dict.fromkeys((*before, *after)):
        if not words.withheld(row, name):
            yield ChangedValue(
                label=words.label(row.table, name),
                before=words.value(row, name, before.get(name))[1],
                after=words.value(row, name, after.get(name))[1],
            )
