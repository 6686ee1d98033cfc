"""`[retention]`: how long which data are kept, from when on, what happens then, and which of it is a duty."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from geleit.config import checks
from geleit.config.scanner import Document
from geleit.errors import Problem
from geleit.labels import say


class Category(StrEnum):
    """What is kept. The first three are people with all that is kept of them, the others single records.

    `refused`: applications that came to nothing. `participants`: people who took part. `funder`: what a funder may
    ask for of them, so that without the rest of a person it can be kept under a duty. `evidence`: papers seen and values with dates.
    `contacts`: notes of talks. `notes`: what was written freely about meetings, goals and interviews. `requests`: the
    requests of the people themselves.
    """

    REFUSED = "refused"
    PARTICIPANTS = "participants"
    FUNDER = "funder"
    EVIDENCE = "evidence"
    CONTACTS = "contacts"
    NOTES = "notes"
    REQUESTS = "requests"


OF_PEOPLE = frozenset({Category.REFUSED, Category.PARTICIPANTS, Category.FUNDER})
"""The categories that are people, not single records."""


class Start(StrEnum):
    """From when on the months count: the application, the decision on it, the exit from the round, the end of the last
    partnership, the end of the round, or the day of the single record."""

    APPLICATION = "application"
    DECISION = "decision"
    EXIT = "exit"
    PARTNERSHIP_END = "partnership_end"
    ROUND_END = "round_end"
    ENTRY = "entry"


class Then(StrEnum):
    """What happens afterwards: everything goes; what figures count stays without the person; or all is kept and no
    longer used."""

    ERASE = "erase"
    ANONYMISE = "anonymise"
    RESTRICT = "restrict"


@attrs.frozen(kw_only=True)
class RetentionTable:
    """`[retention.<category>]`: so many months from an event on; `basis` is where that is written.

    `duty`: a law or a funder demands that the data are kept at least so long; until then nobody can have them erased.
    """

    months: int = attrs.field(validator=checks.at_least(0))
    from_: Start
    do: Then = Then.ERASE
    duty: bool = False
    basis: str = ""

    @property
    def start(self) -> Start:
        """From when on the months count."""
        return self.from_

    @property
    def then(self) -> Then:
        """What happens afterwards."""
        return self.do


def disagreements(document: Document) -> Iterator[Problem]:
    """A rule for single records that speaks of people or the other way round, and a duty without its basis.

    Reads the raw tables, so that a mistake elsewhere in the file hides nothing.
    """
    tables = document.data.get("retention")
    for name, table in tables.items() if isinstance(tables, dict) else ():
        if not isinstance(table, dict) or name not in set(Category):
            continue
        of_people = Category(name) in OF_PEOPLE
        if of_people and table.get("from") == Start.ENTRY:
            yield document.problem(("retention", name, "from"), say("config.retention_entry"), Start.ENTRY.value)
        if not of_people and table.get("do") in (Then.ANONYMISE.value, Then.RESTRICT.value):
            yield document.problem(("retention", name, "do"), say("config.retention_people"), str(table["do"]))
        if table.get("duty") is True and not str(table.get("basis", "")).strip():
            yield document.problem(("retention", name), say("config.retention_basis"))
