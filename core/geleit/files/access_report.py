"""What a report to a person holds about everything that is kept of them, in words and as data, for every format."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs

from geleit.fields import Sensitivity


@attrs.frozen(kw_only=True)
class KeptValue:
    """One column of a row: its name and what it is called, the value as data and in words, how it is classified.

    `value` is None where it would lead to somebody else; `text` then says what they are to the reader.
    """

    field: str
    label: str
    value: Any
    text: str
    sensitivity: Sensitivity


@attrs.frozen(kw_only=True)
class KeptRow:
    """A row with its known values. `withheld` is how many values were left out, since they are about somebody else;
    `deleted` says that only the change history still has the row."""

    id: str
    values: tuple[KeptValue, ...]
    withheld: int
    deleted: bool


@attrs.frozen(kw_only=True)
class KeptTable:
    """A table by its name and its heading, with the rows about the person."""

    table: str
    title: str
    rows: tuple[KeptRow, ...]


@attrs.frozen(kw_only=True)
class ChangedValue:
    """A column that was changed, in words."""

    label: str
    before: str
    after: str


@attrs.frozen(kw_only=True)
class Change:
    """An entry of the change history about the person: when (UTC), by whom (their role), what was done to which row."""

    at: datetime
    by: str
    what: str
    title: str
    id: str
    reason: str
    values: tuple[ChangedValue, ...]


@attrs.frozen(kw_only=True)
class Receipt:
    """That somebody saw or received the data: when (UTC; a day where no time is known), by whom it was done (their role), what it was, who received
    them and for which purpose."""

    at: date
    by: str
    what: str
    recipient: str
    purpose: str


@attrs.frozen(kw_only=True)
class PurposeLine:
    """A purpose with its recipient and basis, the version of its text, and where the person stands with it."""

    purpose: str
    recipient: str
    basis: str
    text_version: str
    standing: str


@attrs.frozen(kw_only=True)
class ProposalPart:
    """What a proposal holds about a person: when it was made (UTC), in which state it is, as what they stand in it, the
    sentence that explains it, and what was counted, in words."""

    id: str
    made_at: datetime
    state: str
    role: str
    sentence: str
    counted: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class AccessReport:
    """The whole report in one language. `facts` are who is responsible, `categories` what kinds of data there are,
    `limits` how long they are kept, `rights` what the person can ask for."""

    person: str
    name: str
    language: str
    made_on: date
    title: str
    facts: tuple[tuple[str, str], ...]
    purposes: tuple[PurposeLine, ...]
    categories: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    limits: tuple[str, ...]
    source: str
    rights: tuple[str, ...]
    tables: tuple[KeptTable, ...]
    proposals: tuple[ProposalPart, ...]
    history: tuple[Change, ...]
