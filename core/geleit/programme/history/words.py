"""Entries of the change history in words: what was done to what, whom it is about, and each value before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from geleit.fields import Field, Sensitivity
from geleit.labels import day
from geleit.model.people import Person
from geleit.permissions import HIDDEN
from geleit.programme.context import Programme
from geleit.programme.privacy.access_words import CODES
from geleit.programme.privacy.kept_tables import field_words, kept_fields, table_words
from geleit.programme.settings.changing import SETTING
from geleit.programme.settings.wording import title
from geleit.store import JournalEntry
from geleit.store.journal.entries import Operation
from geleit.store.journal.whose import whose

UNKNOWN = "–"
_MANY = 500
_REFERRING = frozenset(
    {"person", "mentee", "mentor", "participation", "mentee_part", "mentor_part", "partnership", "predecessor", "event"}
)
"""Columns that name another row; whom it is about stands beside the entry already."""


@attrs.frozen
class Shift:
    """A value that changed, in words; `before` of what was added and `after` of what was deleted are empty."""

    label: str
    before: str
    after: str


@attrs.frozen
class Line:
    """An entry in words: when (by the organisation's clock), who did it, what was done to which kind of record, about
    whom, why, and what changed."""

    seq: int
    at: datetime
    actor: str
    op: Operation
    done: str
    table: str
    whom: tuple[str, ...]
    why: str
    changes: tuple[Shift, ...]
    erased: bool
    people: tuple[str, ...] = ()


class HistoryWords:
    """The words for entries in the user's language."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._fields: Mapping[str, Mapping[str, Field]] = kept_fields(programme)
        self._zone = ZoneInfo(programme.config.organisation.timezone)

    def lines(self, entries: Iterable[JournalEntry]) -> tuple[Line, ...]:
        """The entries in words, in their order."""
        found = list(entries)
        about = whose(self._programme.store, found)
        names = self._names({person for ids in about.values() for person in ids})
        return tuple(self._line(one, about.get(one.seq, ()), names) for one in found)

    def why(self, reason: str | None) -> str:
        """What was being done; a step of a person's own is called by its name."""
        if reason is None or reason == HIDDEN:
            return reason or ""
        return self._first((f"why.{reason}", f"move.{reason}"), reason)

    def table(self, name: str) -> str:
        """What a record of a table is called."""
        if not name:
            return ""
        words = table_words(self._programme.labels, name)
        return self._first((f"store.table.{name}",), words if isinstance(words, str) else self._programme.say(words))

    def _line(self, one: JournalEntry, people: tuple[str, ...], names: Mapping[str, str]) -> Line:
        why = self.why(one.reason)
        done = self._programme.say(f"history.op.{one.op.value}")
        return Line(
            seq=one.seq,
            at=one.at.astimezone(self._zone),
            actor=one.actor,
            op=one.op,
            done=done,
            table=self.table(one.table),
            whom=tuple(names.get(person, person) for person in people),
            why=why,
            changes=tuple(self._shifts(one)),
            erased=one.erased,
            people=people,
        )

    def _shifts(self, one: JournalEntry) -> Iterator[Shift]:
        if one.op is Operation.NOTE and one.reason == SETTING and "setting" in one.after:
            named = title(self._programme, tuple(str(one.after["setting"]).split(".")))
            yield Shift(named, str(one.after.get("before") or UNKNOWN), str(one.after.get("after") or UNKNOWN))
            return
        for name in dict.fromkeys((*one.before, *one.after)):
            if one.op is not Operation.UPDATE and name in _REFERRING:
                continue
            label = field_words(self._programme.labels, one.table, name)
            if one.op is Operation.NOTE:
                label = self._first((f"history.detail.{name}",), name)
            before, after = (self._value(one.table, name, values.get(name)) for values in (one.before, one.after))
            yield Shift(label if isinstance(label, str) else self._programme.say(label), before, after)

    def _value(self, table: str, name: str, raw: Any) -> str:
        if raw is None:
            return UNKNOWN
        if raw == HIDDEN:
            return HIDDEN
        if name == "round" and (round_ := self._programme.config.round(str(raw))) is not None:
            return round_.title
        field = self._fields.get(table, {}).get(name)
        if field is None:
            return ", ".join(map(str, raw)) if isinstance(raw, list) else str(raw)
        try:
            return self._shown(field, name, raw)
        except (ValueError, LookupError, TypeError, AttributeError):
            # A value from before the class changed is shown as it is kept.
            return str(raw)

    def _shown(self, field: Field, name: str, raw: Any) -> str:
        programme = self._programme
        restored = field.kind.restored(raw)
        if isinstance(restored, datetime):
            return day(restored.astimezone(self._zone), programme.language)
        if isinstance(restored, date):
            return day(restored, programme.language)
        if name in CODES and isinstance(restored, tuple):
            return ", ".join(self._code(name, str(item)) for item in restored) or UNKNOWN
        if name in CODES and type(restored) is str:
            return self._code(name, restored)
        if name == "minutes" and isinstance(restored, int):
            return str(restored)
        return field.kind.shown(restored, programme.reading, programme.language)

    def _code(self, column: str, code: str) -> str:
        return self._first((f"{prefix}.{code}" for prefix in CODES[column]), code)

    def _first(self, codes: Iterable[str], otherwise: str) -> str:
        for code in codes:
            if self._programme.labels.languages_of(code):
                return self._programme.say(code)
        return otherwise

    def _names(self, people: set[str]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        wanted = sorted(people)
        permits = self._programme.permits
        for start in range(0, len(wanted), _MANY):
            for one in self._programme.store.all(Person, id=tuple(wanted[start : start + _MANY])):
                found[one.id] = permits.shown(one.name, Sensitivity.PERSONAL, one.id)
        return found
