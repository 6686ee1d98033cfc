"""What a form about a person asks: every field that whoever is at work may write, with what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from geleit.fields import Field, Sensitivity, evolve
from geleit.model.people import Participant, Participation, Person, Role
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.people.curtain import Curtain, Veil
from geleit.programme.people.field_groups import FieldGroup, field_groups
from geleit.programme.privacy.restriction import check_unrestricted
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown

_TALK = "interview"


@attrs.frozen(kw_only=True)
class Base:
    """What somebody read before they began to change it. The fields in `covered` were not shown: here they are
    unknown, and a change of something else leaves them as they are."""

    person: Person
    fields: Participant
    covered: frozenset[str] = frozenset()

    def value(self, name: str) -> Any:
        """A field's value as it was read."""
        return getattr(self.fields, name) if hasattr(self.fields, name) else getattr(self.person, name)


@attrs.frozen(kw_only=True)
class PersonForm:
    """The fields to be asked under their headings, and what is known of each. `veiled` and `hidden` count those left
    out because they were not shown, or are not for this role. What is rated in the interview is not asked here."""

    role: Role
    groups: tuple[FieldGroup, ...]
    values: Mapping[str, Any]
    veiled: int = 0
    hidden: int = 0
    base: Base | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields that are asked, in their order."""
        return tuple(field for group in self.groups for field in group.fields)


@needs(Action.TAKE_IN)
def new_form(programme: Programme, role: Role) -> PersonForm:
    """The form for somebody who is not there yet."""
    groups = _asked(programme, role)
    seen = [(group, [field for field in group.fields if _seen(programme, field)]) for group in groups]
    shown = tuple(attrs.evolve(group, fields=tuple(fields)) for group, fields in seen if fields)
    hidden = sum(len(group.fields) - len(fields) for group, fields in seen)
    return PersonForm(role=role, groups=shown, values={}, hidden=hidden)


@needs(Action.EDIT_PEOPLE)
def edit_form(programme: Programme, part: str, *, unveil: bool = False) -> PersonForm:
    """The form for somebody's part in a round (its id). Special fields stand in it if they are unveiled, and that they
    were shown is kept. Raises UsageError for a part there is not, NotPossible where data may only be kept."""
    store = programme.store
    found = store.one(Participation, part)
    programme.permits.person(found.person)
    check_unrestricted(programme, found.person)
    cls = programme.participant(found.role)
    person = store.one(Person, found.person)
    fields = store.fields(programme.table(found.role), cls, part) or cls()
    curtain = Curtain(programme, person.id, drawn=unveil)
    groups = _asked(programme, found.role)
    veils = {field.name: curtain.veil(field.ask.sensitivity) for group in groups for field in group.fields}
    open_ = {name for name, veil in veils.items() if veil is Veil.OPEN}
    shown = [attrs.evolve(group, fields=tuple(one for one in group.fields if one.name in open_)) for group in groups]
    base = cover(person, fields, frozenset(veils.keys() - open_))
    special = [
        field.name
        for group in shown
        for field in group.fields
        if field.ask.sensitivity is Sensitivity.SPECIAL and base.value(field.name) not in (None, "", ())
    ]
    note_shown(programme, {person.id: special})
    return PersonForm(
        role=found.role,
        groups=tuple(group for group in shown if group.fields),
        values={name: base.value(name) for name in open_},
        veiled=list(veils.values()).count(Veil.VEILED),
        hidden=list(veils.values()).count(Veil.HIDDEN),
        base=base,
    )


def cover(person: Person, fields: Participant, names: frozenset[str]) -> Base:
    """What was read, without the values of some fields."""
    own = {name: None for name in names if not hasattr(fields, name)}
    rest = {name: None for name in names if hasattr(fields, name)}
    return Base(person=evolve(person, **own), fields=evolve(fields, **rest), covered=names)


def _asked(programme: Programme, role: Role) -> tuple[FieldGroup, ...]:
    groups = field_groups(role, programme.participant(role), programme.labels)
    return tuple(group for group in groups if group.code != _TALK)


def _seen(programme: Programme, field: Field) -> bool:
    return programme.permits.sees(field.ask.sensitivity)
