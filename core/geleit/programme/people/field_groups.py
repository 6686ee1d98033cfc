"""In which groups the fields of a person stand, on a screen and in a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from geleit.fields import Field, fields_of
from geleit.labels import Labels, Sentence, say
from geleit.model.people import Person, Role
from geleit.standard import fields as standard

_CONTACT = ("email", "phone", "contact_language")
_NOT_ASKED = frozenset({"id", "rev"})
_OWN = "group.from."
"""Before the name of a field in the labels: from this field on, the fields stand under that heading."""


@attrs.frozen
class FieldGroup:
    """Fields under one heading. `code` is `person`, `contact`, `application`, `region`, `interview`, or the name of the
    field with which a group of the region's own begins; `of_person` says that they are the person's, whatever the round.
    """

    code: str
    label: Sentence
    fields: tuple[Field, ...]
    of_person: bool = False


def field_groups(role: Role, cls: type[Any], labels: Labels) -> tuple[FieldGroup, ...]:
    """The groups of a role's fields, those of the person first; no group is empty.

    A label `group.from.<field>` begins a group of the region's own at that field. What is answered in the interview
    stands in the last group.
    """
    own = [field for field in fields_of(Person) if field.name not in _NOT_ASKED]
    person = tuple(field for field in own if field.name not in _CONTACT)
    contact = tuple(field for field in own if field.name in _CONTACT)
    return (
        FieldGroup("person", say("group.person"), person, of_person=True),
        FieldGroup("contact", say("group.contact"), contact, of_person=True),
        *_of_class(role, cls, labels),
    )


def _of_class(role: Role, cls: type[Any], labels: Labels) -> Iterator[FieldGroup]:
    base = standard.Mentee if role is Role.MENTEE else standard.Mentor
    known = {field.name for field in fields_of(base)}
    groups: dict[str, list[Field]] = {}
    marked = ""
    for field in fields_of(cls):
        if labels.languages_of(_OWN + field.name):
            marked = field.name
        place = "interview" if field.ask.interview else marked or ("application" if field.name in known else "region")
        groups.setdefault(place, []).append(field)
    talk = groups.pop("interview", [])
    for code, fields in (*groups.items(), ("interview", talk)):
        if fields:
            own = labels.languages_of(_OWN + code)
            yield FieldGroup(code, say(f"{_OWN}{code}" if own else f"group.{code}"), tuple(fields))
