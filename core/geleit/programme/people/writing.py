"""Somebody is added, or their answers are changed, with the checks of an import; nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.errors import UsageError
from geleit.fields import Sensitivity, evolve, fields_of
from geleit.labels import say
from geleit.model.people import Participant, Participation, Person, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import rounds
from geleit.programme.context import Programme
from geleit.programme.decisions import note_dated
from geleit.programme.intake import shown
from geleit.programme.people.checks import check_answers, fields_asked, known
from geleit.programme.people.clashes import EditConflict, clashes_of
from geleit.programme.people.forms import Base, cover
from geleit.programme.people.joining import add_part, note_twins
from geleit.programme.people.signs import likely_same
from geleit.programme.privacy.restriction import check_unrestricted
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.store import Transaction


@attrs.frozen
class Twin:
    """Somebody who may be the same person, and by which signs (`name`, `birth_date`, `phone`, `email`)."""

    id: str
    name: str
    signs: tuple[str, ...]


@attrs.frozen
class FieldChange:
    """A field that was changed, from what to what, as people read it."""

    field: str
    before: str
    after: str


@attrs.frozen(kw_only=True)
class Added:
    """Who was added (or would be, after a dry run), their part, and who may be the same. `left` are the answers that
    differ from what is kept of somebody known, and were left as they are."""

    person: Person
    part: Participation
    twins: tuple[Twin, ...]
    left: tuple[FieldChange, ...] = ()


@attrs.frozen(kw_only=True)
class Edited:
    """What was changed (or would be, after a dry run), and what somebody else had changed since it was read."""

    changes: tuple[FieldChange, ...]
    meanwhile: tuple[FieldChange, ...] = ()


class _Undo(Exception):
    """Takes a unit of work back without anything having gone wrong."""


@needs(Action.TAKE_IN)
def add_person(
    programme: Programme,
    round_: Round[Any],
    role: Role,
    values: Mapping[str, Any],
    *,
    person: str | None = None,
    dry_run: bool = False,
) -> Added:
    """Let somebody apply in a round. Who may be the same person is noted and told, and never joined.

    `person` is the id or name of somebody known, of whom only what is unknown is added. Raises as `check_answers`,
    UsageError for somebody who takes part already.
    """
    given = {name: value for name, value in values.items() if known(value)}
    added: Added | None = None
    try:
        with programme.store.write("add_person") as tx:
            rounds.ensure(programme, tx, round_)
            if person is None:
                added = _add(programme, tx, round_, role, given)
            else:
                added = _join(programme, tx, round_, role, given, find_person(programme, person, tx))
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    assert added is not None
    return added


def _add(programme: Programme, tx: Transaction, round_: Round[Any], role: Role, given: Mapping[str, Any]) -> Added:
    check_answers(programme, role, given)
    new = Person(id=programme.new_id(), **_of_person(given))
    twins = likely_same(tx, new)
    tx.add(new)
    part = add_part(programme, tx, round_.id, role, new.id, given)
    note_twins(programme, tx, new.id, {one.id: signs for one, signs in twins.items()})
    sees = programme.permits.shown
    return Added(
        person=new,
        part=part,
        twins=tuple(Twin(one.id, sees(one.name, Sensitivity.PERSONAL, one.id), signs) for one, signs in twins.items()),
    )


def _join(
    programme: Programme, tx: Transaction, round_: Round[Any], role: Role, given: Mapping[str, Any], one: Person
) -> Added:
    check_answers(programme, role, given, person=one.id, whole=False)
    check_unrestricted(programme, one.id, tx)
    if tx.count(Participation, round=round_.id, person=one.id, role=role):
        raise UsageError(say("rounds.takes_part", person=one.name, round=round_.title))
    own = _of_person(given)
    missing = {name: value for name, value in own.items() if not known(getattr(one, name))}
    kept = tx.update(evolve(one, **missing))
    left = {name: value for name, value in own.items() if getattr(kept, name) != value}
    return Added(
        person=kept,
        part=add_part(programme, tx, round_.id, role, one.id, given),
        twins=(),
        left=_told(programme, role, {name: (getattr(kept, name), value) for name, value in left.items()}),
    )


@needs(Action.EDIT_PEOPLE)
def edit_person(
    programme: Programme,
    round_: Round[Any],
    part: str,
    changes: Mapping[str, Any],
    base: Base | None = None,
    *,
    dry_run: bool = False,
) -> Edited:
    """Change answers in somebody's part in a round (its id); None makes a field unknown.

    With `base`, what had been read, changes of different fields by two people are joined; the same field changed to
    different values raises EditConflict with both versions, and nothing is written. A dated field continues its series.
    Raises as `check_answers`, NotPossible where data may only be kept.
    """
    edited: Edited | None = None
    try:
        with programme.store.write("edit_person") as tx:
            edited = _edit(programme, tx, round_, part, changes, base)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    except EditConflict as conflict:
        special = [one.field.name for one in conflict.clashes if one.field.ask.sensitivity is Sensitivity.SPECIAL]
        note_shown(programme, {conflict.base.person.id: special})
        raise
    assert edited is not None
    return edited


def _edit(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    part_id: str,
    changes: Mapping[str, Any],
    base: Base | None,
) -> Edited:
    part = tx.one(Participation, part_id)
    programme.permits.person(part.person)
    person = tx.one(Person, part.person)
    if part.round != round_.id:
        raise UsageError(say("people.no_part", person=person.name, round=round_.title))
    check_unrestricted(programme, person.id, tx)
    fields = fields_asked(programme, part.role)
    check_answers(programme, part.role, changes, person=person.id, whole=False)
    cls = programme.participant(part.role)
    table = programme.table(part.role)
    now = Base(person=person, fields=tx.fields(table, cls, part.id) or cls())
    read = base or now
    wanted = {name: value if known(value) else fields[name].default for name, value in changes.items()}
    if clashes := clashes_of(programme, tx, part, fields, wanted, read, now):
        covered = read.covered - {clash.field.name for clash in clashes}
        raise EditConflict(person.name, clashes, cover(person, now.fields, covered))
    own = _of_person(wanted)
    rest = {name: value for name, value in wanted.items() if name not in own}
    if own:
        tx.update(evolve(person, **own))
    if rest:
        tx.save_fields(table, part.id, evolve(now.fields, **rest))
        _continue_series(programme, tx, part, now.fields, rest)
    mine = {name: (now.value(name), value) for name, value in wanted.items() if now.value(name) != value}
    others = {
        name: (read.value(name), now.value(name))
        for name in fields
        if name not in read.covered and name not in wanted and now.value(name) != read.value(name)
    }
    return Edited(changes=_told(programme, part.role, mine), meanwhile=_told(programme, part.role, others))


def _continue_series(
    programme: Programme, tx: Transaction, part: Participation, before: Participant, new: Mapping[str, Any]
) -> None:
    for field in fields_of(type(before)):
        if field.ask.dated and field.name in new and new[field.name] != getattr(before, field.name):
            value = new[field.name]
            note_dated(programme, tx, part, field.name, None if value is None else field.kind.stored(value))


def _of_person(values: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: values[field.name] for field in fields_of(Person) if field.name in values}


def _told(programme: Programme, role: Role, changed: Mapping[str, tuple[Any, Any]]) -> tuple[FieldChange, ...]:
    fields = fields_asked(programme, role)
    return tuple(
        FieldChange(name, *(shown(programme, fields[name], value if known(value) else None) for value in values))
        for name, values in changed.items()
    )
