"""What stands between a person's record and whoever reads it: what a role may not see, and what is not shown unasked."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from geleit.fields import Sensitivity, fields_of
from geleit.permissions import HIDDEN
from geleit.programme.context import Programme


class Veil(StrEnum):
    """Whether a value is shown: it is open; veiled until somebody asks for it; hidden from this role."""

    OPEN = "open"
    VEILED = "veiled"
    HIDDEN = "hidden"


class Curtain:
    """Decides about each value of one person's record. With `drawn` special values are shown; `shown` then collects
    their names for the change history."""

    def __init__(self, programme: Programme, person: str, *, drawn: bool) -> None:
        self._seen = {each: programme.permits.sees(each, person) for each in Sensitivity}
        self._drawn = drawn
        self.shown: list[str] = []

    def veil(self, sensitivity: Sensitivity) -> Veil:
        """What stands before values of a class."""
        if not self._seen[sensitivity]:
            return Veil.HIDDEN
        return Veil.VEILED if sensitivity is Sensitivity.SPECIAL and not self._drawn else Veil.OPEN

    def passes(self, name: str, sensitivity: Sensitivity) -> bool:
        """Whether a value is shown; that a special one is, is remembered under its name."""
        if self.veil(sensitivity) is not Veil.OPEN:
            return False
        if sensitivity is Sensitivity.SPECIAL:
            self.shown.append(name)
        return True

    def text(self, record: Any, name: str) -> str | None:
        """A record's text as its column is classified: None where there is none, the sign for what is not shown."""
        value = getattr(record, name)
        if value is None:
            return None
        field = next(field for field in fields_of(type(record)) if field.name == name)
        return str(value) if self.passes(name, field.ask.sensitivity) else HIDDEN
