"""Two people changed the same field of a record: both versions in words, so that whoever saves second can choose."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.errors import Conflict
from geleit.fields import Field, Sensitivity, fields_of
from geleit.model.office import Employer
from geleit.permissions import HIDDEN
from geleit.programme.context import Programme
from geleit.store import RecordConflict


@attrs.frozen
class BothVersions:
    """A field as somebody else has kept it, and as it was to be."""

    field: Field
    theirs: str
    mine: str


class RecordClash(Conflict):
    """Somebody else changed the same fields meanwhile; nothing was written. `current` is what is kept now, None where
    it was deleted; `versions` are the fields to choose about."""

    def __init__(self, programme: Programme, conflict: RecordConflict, person: str | None = None) -> None:
        super().__init__(conflict.sentence)
        self.current = conflict.current
        known = {field.name: field for field in fields_of(type(conflict.mine))}
        self.versions = tuple(
            BothVersions(
                known[name],
                _words(programme, known[name], getattr(conflict.current, name), person),
                _words(programme, known[name], getattr(conflict.mine, name), person),
            )
            for name in conflict.fields
        )


def _words(programme: Programme, field: Field, value: Any, person: str | None) -> str:
    if field.ask.sensitivity is Sensitivity.SPECIAL and not programme.permits.sees(Sensitivity.SPECIAL, person):
        return HIDDEN
    if value is None:
        return "–"
    if field.name == "employer":
        firm = programme.store.get(Employer, value)
        return firm.name if firm else str(value)
    return field.kind.shown(value, programme.reading, programme.language)
