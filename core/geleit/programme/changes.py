"""The change history for somebody who reads it: each value as its column is classified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import attrs

from geleit import model
from geleit.fields import Sensitivity, fields_of, table_of
from geleit.model.people import Role
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.store import JournalEntry, entries
from geleit.store.journal.entries import Operation


@needs(Action.SEE_HISTORY)
def changes(programme: Programme, person: str | None = None, limit: int | None = None) -> tuple[JournalEntry, ...]:
    """Changes, newest first: of one person with all that belongs to them, or of everybody.

    Protected values are shown for one person at a time, and only to those who may see them; that they were shown is
    kept. Words in which somebody gave a reason are shown to those who see protected values. Whoever works with own cases must name one of their people.
    """
    if person is None and programme.permits.narrow:
        raise programme.permits.not_own()
    whose = None if person is None else find_person(programme, person).id
    found = entries(programme.store, person=whose, limit=limit)
    shown = covered(programme, found, whose)
    if whose is not None and programme.permits.sees(Sensitivity.SPECIAL, whose) and shown:
        note_shown(programme, {whose: ["journal"]})
    return shown


@needs(Action.SEE_HISTORY)
def covered(programme: Programme, found: Iterable[JournalEntry], person: str | None) -> tuple[JournalEntry, ...]:
    """Entries with the sign for what is hidden in place of every value that the actor may not see, of a person or,
    without one, of everybody."""
    classes = classification(programme)
    return tuple(_covered(programme, one, person, classes) for one in found)


def record_classes() -> tuple[type[Any], ...]:
    """Every class of records there is, in the order of their tables' names."""
    rooms = [import_module(f"{model.__name__}.{info.name}") for info in iter_modules(model.__path__)]
    found = {
        table_of(cls): cls
        for room in rooms
        for cls in vars(room).values()
        if isinstance(cls, type) and "__geleit_table__" in cls.__dict__
    }
    return tuple(cls for _, cls in sorted(found.items()))


def classification(programme: Programme) -> Mapping[str, Mapping[str, Sensitivity]]:
    """Table → column → how it is classified: of the records, and of the region's own fields."""
    tables: dict[str, type[Any]] = {table_of(cls): cls for cls in record_classes()}
    tables |= {programme.table(role): programme.participant(role) for role in Role}
    for round_ in programme.rounds():
        for category in programme.answers(round_).outcomes.categories:
            if category.detail is not None:
                tables[f"outcome_{category.code.lower()}"] = category.detail
    return {table: {field.name: field.ask.sensitivity for field in fields_of(cls)} for table, cls in tables.items()}


def _covered(
    programme: Programme, one: JournalEntry, person: str | None, classes: Mapping[str, Mapping[str, Sensitivity]]
) -> JournalEntry:
    if one.op is Operation.NOTE:
        # A note has details of its own, a column's name or the reason for opening somebody's fields.
        hidden = {} if _sees(programme, Sensitivity.SPECIAL, person) else {"reason": HIDDEN}
        return attrs.evolve(one, after={key: hidden.get(key, value) for key, value in one.after.items()})
    columns = classes.get(one.table, {})

    def cover(values: Mapping[str, Any]) -> dict[str, Any]:
        # What is not known to be classified, a column that a region no longer has, is protected.
        return {
            name: value if _sees(programme, columns.get(name, Sensitivity.SPECIAL), person) else HIDDEN
            for name, value in values.items()
        }

    sees = one.reason is None or programme.permits.sees(Sensitivity.SPECIAL, person)
    reason = one.reason if sees else HIDDEN
    return attrs.evolve(one, before=cover(one.before), after=cover(one.after), reason=reason)


def _sees(programme: Programme, sensitivity: Sensitivity, person: str | None) -> bool:
    """Of everybody at once nobody sees what is protected."""
    if person is None and sensitivity is Sensitivity.SPECIAL:
        return False
    return programme.permits.sees(sensitivity, person)
