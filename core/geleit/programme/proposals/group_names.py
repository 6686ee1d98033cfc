"""What the groups of an equity table are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from geleit.fields import Field, Kind, Reading, fields_of
from geleit.fields.kinds import BoolKind
from geleit.model.people import Person, Role
from geleit.programme.context import Programme

if TYPE_CHECKING:
    from geleit.matching.proposing.equity import Group


@attrs.frozen
class GroupNames:
    """The fields that make groups, and the reading in whose light their values are put into words."""

    fields: Mapping[str, Field] = attrs.field(repr=False)
    reading: Reading = attrs.field(repr=False)

    @classmethod
    def of(cls, programme: Programme) -> GroupNames:
        """Those of a programme's mentees."""
        every = (*fields_of(Person), *fields_of(programme.participant(Role.MENTEE)))
        return cls({field.name: field for field in every}, programme.reading)

    def named(self, groups: Iterable[Group], language: str) -> list[tuple[str, str, Group]]:
        """Each group with what its field and its value are called."""
        return [(self.field_of(group, language), self.value_of(group, language), group) for group in groups]

    def field_of(self, group: Group, language: str) -> str:
        """What a group's field is called; its code where the programme no longer has it."""
        field = self.fields.get(group.field)
        return group.field if field is None else self.reading.labels.text(field.label, language)

    def value_of(self, group: Group, language: str) -> str:
        """What a group's value is called, as it is or as a proposal keeps it; the code where it is none any more."""
        from geleit.matching.columns.coding import inner

        labels = self.reading.labels
        if group.value is None:
            return labels.text("comparison.not_known", language)
        if group.field not in self.fields:
            return str(group.value)
        kind = inner(self.fields[group.field].kind)
        reading = attrs.evolve(self.reading, languages=(language,))
        try:
            return kind.shown(_restored(kind, group.value), reading, language)
        except (ValueError, LookupError, TypeError, AttributeError):
            return str(group.value)


def _restored(kind: Kind, value: Any) -> Any:
    """A value that a proposal keeps as text, as the field has it."""
    if not isinstance(value, str):
        return value
    # Kept as text, "False" would be true.
    return {"True": True, "False": False}[value] if isinstance(kind, BoolKind) else kind.restored(value)
