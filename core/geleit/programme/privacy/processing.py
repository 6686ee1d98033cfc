"""The record of processing activities (Art. 30 GDPR), made from the configuration and from what the columns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from geleit.config import ConsentTable
from geleit.fields import Sensitivity
from geleit.fields.kinds import MappingKind
from geleit.files.processing_record import Activity, DataCategory, ProcessingRecord, Recipient
from geleit.labels import Listed, Sentence, say
from geleit.model.people import Role
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.access import limit_lines
from geleit.programme.privacy.access_words import STAFF
from geleit.programme.privacy.kept_tables import field_words, kept_fields, sensitivity_of, table_words
from geleit.programme.privacy.purposes import purpose_words, purposes, recipient_words
from geleit.programme.staff.permits import needs
from geleit.store.subject import IMPERSONAL
from geleit.vocabulary.countries import country_name

_PROTECTED = (Sensitivity.PERSONAL, Sensitivity.SPECIAL)
_MOST_FIRST = (Sensitivity.SPECIAL, Sensitivity.PERSONAL, Sensitivity.INTERNAL, Sensitivity.PUBLIC)


@needs(Action.PROCESSING)
def record_of_processing(programme: Programme, language: str | None = None) -> ProcessingRecord:
    """Who is responsible, for which purposes whose data of which kinds are kept, who receives them, how long they stay
    and what keeps them safe. Nothing is read but the configuration and the classes, and nothing is written."""
    spoken = language or programme.language

    def text(what: Sentence | str) -> str:
        return programme.labels.text(what, spoken) if isinstance(what, Sentence) else what

    return ProcessingRecord(
        title=text(say("processing.title", organisation=programme.config.organisation.name)),
        language=spoken,
        made_on=programme.today(),
        facts=tuple((text(label), text(value)) for label, value in _facts(programme)),
        activities=tuple(_activities(programme, spoken)),
        people=tuple(text(one) for one in _people(programme)),
        data=tuple(_data(programme, spoken)),
        limits=limit_lines(programme, programme.labels, spoken),
        measures=tuple(text(one) for one in _measures(programme)),
    )


def _facts(programme: Programme) -> Iterator[tuple[Sentence, Sentence | str]]:
    privacy = programme.config.privacy
    yield say("processing.controller"), programme.config.organisation.name
    yield say("processing.programme"), programme.config.programme.title
    for name in ("address", "contact", "officer", "authority"):
        yield say(f"processing.{name}"), getattr(privacy, name) or say("processing.not_stated")
    if privacy.joint:
        yield say("processing.joint"), "; ".join(privacy.joint)


def _activities(programme: Programme, language: str) -> Iterator[Activity]:
    def text(what: Sentence | str) -> str:
        return programme.labels.text(what, language) if isinstance(what, Sentence) else what

    by_purpose: dict[str, list[ConsentTable]] = {}
    for table in purposes(programme):
        by_purpose.setdefault(table.purpose, []).append(table)
    for purpose, tables in by_purpose.items():
        recipients = tuple(
            Recipient(
                recipient=text(recipient_words(programme, table)),
                basis=text(say(f"Basis.{table.basis.value}")),
                text_version=table.text,
                third_country=table.third_country,
                third_country_name=country_name(table.third_country, language) if table.third_country else "",
                safeguard=table.safeguard,
            )
            for table in tables
        )
        yield Activity(purpose=purpose, title=text(purpose_words(programme, tables[0])), recipients=recipients)


def _people(programme: Programme) -> Iterator[Sentence]:
    """Whose data there are: everybody who takes part, whoever a table beside them holds, and the staff. What a draft
    holds as a whole is about the first."""
    yield from (say(f"processing.people_{role.value}") for role in Role)
    fields = kept_fields(programme)
    for table, columns in fields.items():
        if table in IMPERSONAL and any(
            sensitivity_of(field) in _PROTECTED and not isinstance(field.kind, MappingKind)
            for field in columns.values()
            if field.name not in STAFF
        ):
            yield say("processing.people_of", table=table_words(programme.labels, table))
    if any(name in STAFF for columns in fields.values() for name in columns):
        yield say("processing.people_staff")


def _data(programme: Programme, language: str) -> Iterator[DataCategory]:
    labels = programme.labels

    def text(what: Sentence | str) -> str:
        return labels.text(what, language) if isinstance(what, Sentence) else what

    for table, columns in kept_fields(programme).items():
        named: dict[Sensitivity, list[str]] = {}
        for name, field in columns.items():
            named.setdefault(sensitivity_of(field), []).append(text(field_words(labels, table, name)))
        found = tuple((kind, tuple(named[kind])) for kind in _MOST_FIRST if kind in named)
        yield DataCategory(table=table, title=text(table_words(labels, table)), fields=found)


def _measures(programme: Programme) -> Iterator[Sentence]:
    """What keeps the data safe, by what the configuration says and what the program always does."""
    config = programme.config
    protection = config.database.protection
    yield say(f"processing.protection.{protection.value}" if protection else "processing.protection_unknown")
    yield say("processing.journal")
    if config.staff is None:
        yield say("processing.no_staff")
    else:
        counted = Counter(entry.role for entry in config.staff.values() if entry.role)
        shown = [say("processing.role", role=say(f"StaffRole.{role.value}"), n=n) for role, n in counted.items()]
        yield say("processing.staff", n=len(config.staff), roles=Listed(shown or ["–"]))
    yield say("processing.group", group=config.database.group) if config.database.group else say("processing.owner")
    yield say("processing.minimum_cell", n=config.reporting.minimum_cell)
