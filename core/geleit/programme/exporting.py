"""Lists that are handed out: people, pairs, sessions or outcomes of a round, with what the actor may see of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from geleit.config import ConsentTable
from geleit.fields import Field, Sensitivity, fields_of
from geleit.labels import Sentence
from geleit.model.office import Employer
from geleit.model.outcomes import Outcome
from geleit.model.partnerships import Partnership
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.model.sessions import Session
from geleit.permissions import HIDDEN, Action
from geleit.programme.context import Programme
from geleit.programme.partnerships import pairs_of_round
from geleit.programme.privacy.consents import note_transfer, transfer
from geleit.programme.privacy.restriction import left_out, restricted_people
from geleit.programme.roster import names, roster
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_exported, note_shown

LISTS = ("people", "pairs", "sessions", "outcomes")
"""What can be exported."""

_INNER = frozenset({"id", "rev", "source_digest"})
_SIDES = ("mentee", "mentor")
Row = list[tuple[Field, Any]]


@attrs.frozen
class Exported:
    """A list's columns and its rows in words, a cell for each column; what is unknown is empty, what is hidden has the
    sign for it. `left_out` says how many people are not in it, and why."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[Sentence, ...] = ()


@needs(Action.EXPORT)
def export(
    programme: Programme,
    round_: Round[Any],
    what: str,
    role: Role = Role.MENTEE,
    table: ConsentTable | None = None,
) -> Exported:
    """One of `LISTS`, `role` for people only, in the user's language. What it hands out is kept in the history.

    `table` is the purpose and the recipient it goes to: who has not agreed to that is left out with all rows they are
    in. People whose data may only be kept are left out of every list.
    """
    found = list(_people(programme, round_, role) if what == "people" else _records(programme, round_, what))
    everybody = frozenset(id_ for person, row in found for id_ in _concerned(person, row))
    if table is None:
        allowed = everybody - restricted_people(programme.store)
        left = left_out(programme, everybody)
        sentences: tuple[Sentence, ...] = (left,) if left else ()
    else:
        passing = transfer(programme, everybody, table)
        allowed, sentences = passing.allowed, passing.sentences(programme)
    rows = [(person, row) for person, row in found if _concerned(person, row) <= allowed]
    if table is not None:
        note_transfer(programme, (id_ for person, row in rows for id_ in _concerned(person, row)), table, what)
    fields = tuple(field for field, _ in rows[0][1]) if rows else ()
    special = [field.name for field in fields if field.ask.sensitivity is Sensitivity.SPECIAL]
    seen = {person: special for person, _ in rows if programme.permits.sees(Sensitivity.SPECIAL, person)}
    note_shown(programme, seen)
    note_exported(programme, what, len(rows), [field.name for field in fields])
    words = _Words(programme)
    cells = tuple(tuple(words.cell(person, *cell) for cell in row) for person, row in rows)
    return Exported(fields, cells, sentences)


def _concerned(person: str, row: Row) -> frozenset[str]:
    """The people a row is about: one, or both sides of a pair."""
    return frozenset({person, *(value for field, value in row if field.name in _SIDES and isinstance(value, str))})


def _people(programme: Programme, round_: Round[Any], role: Role) -> Iterator[tuple[str, Row]]:
    for one in roster(programme, round_.id, role):
        person = [(field, getattr(one.person, field.name)) for field in fields_of(Person) if field.name != "rev"]
        own = [(field, getattr(one.fields, field.name)) for field in fields_of(type(one.fields))]
        yield one.person.id, [*person, *own]


def _records(programme: Programme, round_: Round[Any], what: str) -> Iterator[tuple[str, Row]]:
    store = programme.store
    pairs = {pair.id: pair for pair in pairs_of_round(programme, round_)}
    records: Iterable[Any] = pairs.values()
    if what == "sessions":
        records = [one for one in store.all(Session, order="held_on") if one.partnership in pairs]
    elif what == "outcomes":
        found = store.all(Outcome, round=round_.id, order="began_on")
        records = [one for one in found if programme.permits.has_person(one.person)]
    of_pair = [field for field in fields_of(Partnership) if field.name in _SIDES] if what == "sessions" else []
    for record in records:
        pair = pairs.get(record.partnership) if what == "sessions" else record
        person = record.person if what == "outcomes" else getattr(pair, "mentee", "")
        own = [(field, getattr(record, field.name)) for field in fields_of(type(record)) if field.name not in _INNER]
        yield person, [*((field, getattr(pair, field.name)) for field in of_pair), *own]


class _Words:
    """Values in the user's language, with names for ids."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.names = names(programme)
        self.firms = {firm.id: firm.name for firm in programme.store.all(Employer)}

    def cell(self, person: str, field: Field, value: Any) -> str:
        if not self.programme.permits.sees(field.ask.sensitivity, person):
            return HIDDEN
        if value is None:
            return ""
        if field.name in (*_SIDES, "person") and isinstance(value, str):
            return self.names.get(value, value)
        if field.name == "employer" and isinstance(value, str):
            return self.firms.get(value, value)
        return field.kind.shown(value, self.programme.reading, self.programme.language)
