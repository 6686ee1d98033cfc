"""A region's answers with what extensions add."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_type_hints

import attrs

from geleit.fields import participant
from geleit.model.people import Participant
from geleit.questions.eligibility import Eligibility
from geleit.questions.extension import Extension

if TYPE_CHECKING:
    from geleit.regions.asking import Answers


def combined_class(own: type[Participant], extras: Iterable[type[Participant] | None]) -> type[Participant]:
    """The region's class with the fields of the extensions' classes behind its own.

    The fields are copied: classes with slots cannot have several such bases.
    """
    hints: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for extra in extras:
        if extra is not None:
            hints |= get_type_hints(extra, include_extras=True)
            fields |= {field.name: _copied(field) for field in attrs.fields(extra)}
    if not fields:
        return own
    annotations = {name: hints[name] for name in fields}
    return participant(
        type(own.__name__, (own,), {"__module__": own.__module__, "__annotations__": annotations, **fields})
    )


def _copied(field: attrs.Attribute[Any]) -> Any:
    return attrs.field(
        default=field.default, validator=field.validator, converter=field.converter, metadata=field.metadata
    )


def with_extensions(answers: Answers, extra: Extension) -> Answers:
    """The answers with an extension's additions at the end; nothing of the region is replaced."""
    return attrs.evolve(
        answers,
        eligibility=Eligibility(
            (*answers.eligibility.mentee, *extra.rules.mentee), (*answers.eligibility.mentor, *extra.rules.mentor)
        ),
        sessions=attrs.evolve(answers.sessions, milestones=(*answers.sessions.milestones, *extra.milestones)),
        outcomes=attrs.evolve(answers.outcomes, categories=(*answers.outcomes.categories, *extra.outcomes)),
        reports=(*answers.reports, *extra.reports),
    )
