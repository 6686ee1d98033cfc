"""Free texts about people stay covered until somebody opens them, and that they were opened is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import attrs

from geleit.fields import Sensitivity, evolve, fields_of, table_of
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown

R = TypeVar("R")


@attrs.frozen
class Veil:
    """Covers the protected texts of records, all of them or of those whom the reader may not see."""

    programme: Programme
    open: bool

    def over(self, record: R, person: str) -> R:
        """A record of a person's as it may be shown: protected texts are covered, what is unknown stays unknown."""
        if self.open and self.programme.permits.sees(Sensitivity.SPECIAL, person):
            return record
        covered = dict.fromkeys(_texts(record), HIDDEN)
        return evolve(record, **covered) if covered else record


@needs(Action.SEE_CASES)
def note_opened(programme: Programme, records: Iterable[tuple[str, object]]) -> None:
    """Keep that somebody opened protected texts: of whom (their ids), each with the record in which they stand."""
    shown: dict[str, set[str]] = {}
    for person, record in records:
        if has_texts(record) and programme.permits.sees(Sensitivity.SPECIAL, person):
            shown.setdefault(person, set()).add(table_of(type(record)))
    note_shown(programme, shown)


def has_texts(record: object) -> bool:
    """Whether a record has a protected text."""
    return bool(_texts(record))


def _texts(record: object) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields_of(type(record))
        if field.ask.sensitivity is Sensitivity.SPECIAL and getattr(record, field.name) not in (None, "")
    )
