"""What a record of processing holds (Art. 30 GDPR), in words and as data, for every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from geleit.fields import Sensitivity
from geleit.labels import Labels, say


@attrs.frozen(kw_only=True)
class Recipient:
    """Who receives data for a purpose, on which basis and with which version of the text; where they sit if that is
    outside the European Economic Area (ISO 3166 and name), and what protects the data there."""

    recipient: str
    basis: str
    text_version: str
    third_country: str | None
    third_country_name: str
    safeguard: str


@attrs.frozen(kw_only=True)
class Activity:
    """A purpose, with everybody who receives data for it."""

    purpose: str
    title: str
    recipients: tuple[Recipient, ...]


@attrs.frozen(kw_only=True)
class DataCategory:
    """A table by its name and heading, with what its columns are called, by their classification."""

    table: str
    title: str
    fields: tuple[tuple[Sensitivity, tuple[str, ...]], ...]


@attrs.frozen(kw_only=True)
class ProcessingRecord:
    """The whole record in one language. `facts` are who is responsible, `people` whose data there are, `limits` how
    long they are kept, `measures` what keeps them safe."""

    title: str
    language: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    activities: tuple[Activity, ...]
    people: tuple[str, ...]
    data: tuple[DataCategory, ...]
    limits: tuple[str, ...]
    measures: tuple[str, ...]


def recipient_line(one: Recipient, labels: Labels, language: str) -> str:
    """A recipient in one line."""
    parts = [one.basis]
    if one.text_version:
        parts.append(labels.text(say("processing.text_version", version=one.text_version), language))
    if one.third_country is not None:
        code = "processing.third_country" if one.safeguard else "processing.third_country_bare"
        parts.append(labels.text(say(code, country=one.third_country_name, safeguard=one.safeguard), language))
    return f"{one.recipient} – {'; '.join(parts)}"


def transfers(record: ProcessingRecord) -> Iterator[Recipient]:
    """The recipients outside the European Economic Area."""
    return (one for activity in record.activities for one in activity.recipients if one.third_country is not None)
