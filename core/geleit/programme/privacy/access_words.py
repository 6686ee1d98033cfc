"""What is kept of a person, in words for that person: values by their kinds, codes by their labels, and other people
as what they are to the reader, never by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from geleit.config import roles_by_name
from geleit.fields import Field, Sensitivity
from geleit.fields.kinds import MappingKind
from geleit.labels import Labels, Sentence, day, say
from geleit.model.office import Employer
from geleit.model.people import Person
from geleit.model.sessions import Event
from geleit.programme.context import Programme
from geleit.programme.privacy.kept_tables import field_words, kept_fields, sensitivity_of, table_words
from geleit.store.subject import SubjectRow, SubjectTable

STAFF = frozenset({"by", "decided_by", "confirmed_by", "lifted_by", "owner"})
"""Columns with the name of whoever acted for the organisation.

They are shown as what they do there: who works under the organisation's authority is no recipient of the data, and
their names belong to them (Court of Justice of the European Union, C-579/21, 22 June 2023).
"""

CODES: Mapping[str, tuple[str, ...]] = {
    "category": ("outcome",),
    "milestone": ("milestone",),
    "stage": ("stage",),
    "topics": ("topic",),
    "blocked": ("blocked",),
    "referred_to": ("referral",),
    "end_reason": ("end", "decline"),
    "reason": ("end", "decline", "waiting"),
    "offset": ("follow_up",),
    "rule": ("rule",),
    "move": ("move",),
    "purpose": ("purpose",),
    "recipient": ("recipient",),
    "basis": ("Basis",),
    "kind": ("evidence",),
    "occasion": ("milestone", "occasion"),
    "signs": ("sign",),
    "field": ("field", "kept.field"),
    "objective": ("Objective",),
    "language": ("language",),
}
"""Column that holds a code as a text → where its label may stand."""

_PAIR = {"mentee": "access.your_mentee", "mentor": "access.your_mentor"}
_MANY = 40


class AccessWords:
    """The words for one person's report in one language. `rows` is everything that is about the person."""

    def __init__(
        self,
        programme: Programme,
        person: Person,
        language: str,
        rows: Iterable[SubjectRow],
        tables: Mapping[str, SubjectTable],
    ) -> None:
        self.programme, self.person, self.language = programme, person, language
        self.labels: Labels = programme.labels
        self.rows = {(row.table, row.key): row for row in rows}
        self.tables = tables
        self.fields = kept_fields(programme)
        self._staff = {name: role.value for name, role in roles_by_name(programme.config.staff or {}).items()}
        self._hidden = _names_of(programme, person, self._others())

    def text(self, what: Sentence | str) -> str:
        """A sentence or a label in the reader's language; a text that is none stays as it is."""
        return self.labels.text(what, self.language) if isinstance(what, Sentence) else what

    def title(self, table: str) -> str:
        """What a table is called."""
        return self.text(table_words(self.labels, table))

    def label(self, table: str, name: str) -> str:
        """What a column is called."""
        return self.text(field_words(self.labels, table, name))

    def sensitivity(self, table: str, name: str) -> Sensitivity:
        """How a column is classified; of the region's tables, what joins a row to others is internal."""
        field = self.fields.get(table, {}).get(name)
        known = self.tables.get(table)
        joining = known is not None and name in (known.key, "rev")
        return Sensitivity.INTERNAL if field is None and joining else sensitivity_of(field)

    def withheld(self, row: SubjectRow, name: str) -> bool:
        """Whether a column of a row of a pair is left out, since it is about the mentee and the reader is the mentor:
        special categories of data, and free texts."""
        if row.shared_as != frozenset({"mentor"}):
            return False
        field = self.fields.get(row.table, {}).get(name)
        return self.sensitivity(row.table, name) is Sensitivity.SPECIAL or (field is not None and field.ask.free_text)

    def value(self, row: SubjectRow, name: str, raw: Any) -> tuple[Any, str]:
        """A column's value as data and in words; where it would lead to somebody else, no data and what they are to
        the reader."""
        if raw is None:
            return None, self.text(say("access.unknown"))
        if name in STAFF:
            return None, self.staff(str(raw))
        table = self.tables.get(row.table)
        parents = {each.column: each.parent for each in table.references} if table else {}
        if name in parents or (table is not None and name in table.own):
            return self._reference(row, name, str(raw), parents.get(name, row.table))
        if name == "employer" and (firm := self.programme.store.get(Employer, str(raw))) is not None:
            return raw, firm.name
        data, words = self._plain(row, name, raw)
        return self._covered(data), self.redacted(words)

    def staff(self, name: str) -> str:
        """Somebody who acted for the organisation, by what they do there."""
        if name == self.person.name:
            return self.text(say("access.yourself"))
        role = self._staff.get(name)
        known = role is not None and self.labels.languages_of(f"StaffRole.{role}")
        return self.text(say("access.staff_role", role=say(f"StaffRole.{role}")) if known else say("access.staff"))

    def why(self, reason: str, *first: str) -> str:
        """The change history's word for what was done: by a label, or as somebody wrote it."""
        labelled = (f"{prefix}.{reason}" for prefix in (*first, "why", "move"))
        code = next((code for code in labelled if self.labels.languages_of(code)), None)
        return self.redacted(reason) if code is None else self.text(say(code))

    def redacted(self, text: str, also: Iterable[str] = ()) -> str:
        """A text in which names, telephone numbers and addresses of linked people are replaced, and those of `also`
        (ids)."""
        more = _names_of(self.programme, self.person, dict.fromkeys(also, "access.somebody"))
        for pattern, code in (*self._hidden, *more):
            text = pattern.sub(f"[{self.text(say(code))}]", text)
        return text

    def _covered(self, value: Any) -> Any:
        return self.redacted(value) if isinstance(value, str) else value

    def _reference(self, row: SubjectRow, name: str, key: str, parent: str) -> tuple[Any, str]:
        if parent == "people":
            if key == self.person.id:
                return key, self.text(say("access.yourself"))
            return None, self.text(say(_PAIR.get(name, "access.somebody")))
        if parent == "rounds":
            found = self.programme.config.round(key)
            return key, found.title if found else key
        if parent == "events":
            event = self.programme.store.get(Event, key)
            return key, event.title if event else key
        if parent in ("proposals", "employers"):
            return key, f"{self.title(parent)}: {key}"
        own = self.rows.get((parent, key))
        return (None, self.text(say("access.somebody_elses"))) if own is None else (key, self._named(own))

    def _named(self, row: SubjectRow) -> str:
        """What a row about the person is called where another one refers to it."""
        title, values = self.title(row.table), row.values
        match row.table:
            case "participations":
                told = (self.value(row, name, values.get(name))[1] for name in ("role", "round"))
                return f"{title}: {', '.join(told)}"
            case "partnerships":
                return f"{title}: {self.value(row, 'decided_on', values.get('decided_on'))[1]}"
            case "outcomes":
                return f"{title}: {self.value(row, 'category', values.get('category'))[1]}"
        return f"{title}: {row.key}"

    def _plain(self, row: SubjectRow, name: str, raw: Any) -> tuple[Any, str]:
        """A value that leads to nobody: by its kind, its codes by their labels."""
        field = self.fields.get(row.table, {}).get(name)
        if row.table == "dated_values" and name == "value":
            field = self._dated(str(row.values.get("field")))
        if field is None:
            return raw, str(raw)
        try:
            restored = field.kind.restored(raw)
            if isinstance(field.kind, MappingKind):
                return restored, "; ".join(self._entry(key, inner) for key, inner in restored.items())
            if isinstance(restored, tuple) and name in CODES:
                return list(restored), "; ".join(self.code(name, str(item)) for item in restored)
            if isinstance(restored, tuple) and name == "corrected":
                return list(restored), "; ".join(self.label(*item.split(".", 1)) for item in restored)
            if isinstance(restored, str) and type(restored) is str and name in CODES:
                return raw, self.code(name, restored)
            shown = field.kind.shown(restored, self.programme.reading, self.language)
            words = day(restored, self.language) if isinstance(restored, date) else shown
        except (ValueError, LookupError, TypeError):
            # A value from before the class changed is shown as it is kept.
            return raw, str(raw)
        return json.loads(raw) if isinstance(restored, tuple) else raw, words

    def _entry(self, key: str, value: Any) -> str:
        """One value of a mapping: a rating, a frozen answer, the verdict of a rule."""
        if self.labels.languages_of(f"Verdict.{value}"):
            return f"{self.code('rule', key)}: {self.text(say(f'Verdict.{value}'))}"
        return f"{self.code('field', key)}: {self.answer(key, value)}"

    def answer(self, name: str, value: Any) -> str:
        """The stored value of one of the region's fields, or of the person's, in words."""
        field = self._dated(name) or self.fields["people"].get(name)
        try:
            return (
                field.kind.shown(field.kind.restored(value), self.programme.reading, self.language)
                if field
                else str(value)
            )
        except (ValueError, LookupError, TypeError):
            return str(value)

    def _dated(self, name: str) -> Field | None:
        """The description of a field of the region's by its name."""
        own = (self.fields.get(table, {}).get(name) for table in ("mentee_fields", "mentor_fields"))
        return next((field for field in own if field is not None), None)

    def code(self, column: str, code: str) -> str:
        """A code in words, by the first of the column's labels that there is."""
        for prefix in CODES.get(column, ()):
            if self.labels.languages_of(f"{prefix}.{code}"):
                return self.text(say(f"{prefix}.{code}"))
        if column == "recipient":
            named = (table.name for table in self.programme.config.consents if table.recipient == code and table.name)
            return next(named, code)
        if column == "purpose":
            titled = (table.title for table in self.programme.config.consents if table.purpose == code and table.title)
            return next(titled, code)
        return code

    def _others(self) -> dict[str, str]:
        """Everybody whom a row about the person names beside them: id → what they are called instead."""
        found: dict[str, str] = {}
        for row in self.rows.values():
            table = self.tables.get(row.table)
            for column in table.naming if table else ():
                other = row.values.get(column)
                if isinstance(other, str) and other != self.person.id:
                    found.setdefault(other, _PAIR.get(column, "access.somebody"))
        return found


def _names_of(programme: Programme, person: Person, others: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    """What to look for in free texts: names, telephones and addresses of other people, the longest first; a word that
    is also the reader's own name stays."""
    own = {word.casefold() for word in (person.given_name, person.family_name, person.call_name) if word}
    found: list[tuple[str, str]] = []
    ids = list(others)
    for start in range(0, len(ids), _MANY):
        for other in programme.store.all(Person, id=tuple(ids[start : start + _MANY])):
            words = (other.given_name, other.family_name, other.call_name)
            whole = (f"{other.given_name} {other.family_name}", other.name, other.email, other.phone)
            named = [word for word in words if word and word.casefold() not in own]
            found += [(text, others[other.id]) for text in (*whole, *named) if text and text.strip()]
    found.sort(key=lambda each: (-len(each[0]), each[0]))
    return [(re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE), code) for text, code in found]
