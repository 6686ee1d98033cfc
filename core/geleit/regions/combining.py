"""A region's answers with what extensions add."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from geleit.fields import participant
from geleit.model.people import Participant
from geleit.questions.eligibility import Eligibility
from geleit.questions.extension import Extension

if TYPE_CHECKING:
    from geleit.regions.asking import Answers


def combined_class(own: type[Participant], extras: Iterable[type[Participant] | None]) -> type[Participant]:
    """The region's class with the fields of the extensions' classes behind its own."""
    added = [extra for extra in extras if extra is not None]
    if not added:
        return own
    return participant(type(own.__name__, (*reversed(added), own), {"__module__": own.__module__}))


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
