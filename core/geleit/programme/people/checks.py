"""What is wrong with answers before they are kept: as an import asks it, each fault with the field it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from geleit.errors import Problem, UsageError
from geleit.fields import Field, Sensitivity, fields_of
from geleit.files.plausible import implausible
from geleit.labels import Listed, Sentence, say
from geleit.model.people import Person, Role
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs

NOT_ASKED = frozenset({"id", "rev"})
_LEAST, _MOST = 1, 5


class AnswersRefused(UsageError):
    """Answers that cannot be kept; the `key` of each problem is the name of the field it is about."""


def fields_asked(programme: Programme, role: Role) -> Mapping[str, Field]:
    """Every field of a person and of their part in a role, by name."""
    own = [field for field in fields_of(Person) if field.name not in NOT_ASKED]
    return {field.name: field for field in (*own, *fields_of(programme.participant(role)))}


def known(value: Any) -> bool:
    """Whether a value says anything: nothing, an empty text and an empty list are unknown."""
    return value not in (None, "", ())


@needs(Action.SEE_PEOPLE)
def check_answers(
    programme: Programme, role: Role, values: Mapping[str, Any], *, person: str | None = None, whole: bool = True
) -> None:
    """Check answers of a new person, or (not `whole`) changes of somebody's.

    Raises UsageError for a field there is not, NotAllowed for fields that the actor does not see, AnswersRefused with
    every value that is required and missing, or cannot be true.
    """
    fields = fields_asked(programme, role)
    if unknown := sorted(values.keys() - fields.keys()):
        raise UsageError(say("requests.unknown_field", fields=Listed(unknown)))
    for sensitivity in Sensitivity:
        written = [name for name in values if fields[name].ask.sensitivity is sensitivity]
        programme.permits.may_write(written, sensitivity, person)
    faults = list(_faults(programme, fields, values, whole=whole))
    if faults:
        problems = [Problem("", 0, name, sentence) for name, sentence in faults]
        named = Listed(say(fields[name].label) for name in dict.fromkeys(name for name, _ in faults))
        raise AnswersRefused(say("people.refused", fields=named), problems)


def _faults(
    programme: Programme, fields: Mapping[str, Field], values: Mapping[str, Any], *, whole: bool
) -> Iterator[tuple[str, Sentence]]:
    for name, field in fields.items():
        if field.ask.required and (whole or name in values) and not known(values.get(name)):
            yield name, say("intake.required")
        value = values.get(name)
        if field.ask.interview and field.type is int and value is not None and not _LEAST <= value <= _MOST:
            yield name, say("decisions.rating", field=say(field.label), found=value)
    yield from implausible({name: value for name, value in values.items() if known(value)}, programme.today())
