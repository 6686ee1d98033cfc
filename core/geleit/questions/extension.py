"""What an extension adds to the region an organisation uses; it never replaces an answer."""

from __future__ import annotations

from typing import Any

import attrs

from geleit.model.people import Participant
from geleit.model.rounds import Round
from geleit.questions.eligibility import Eligibility
from geleit.questions.hooks import finished, hookspec
from geleit.questions.outcomes import Category
from geleit.questions.reports import Report
from geleit.questions.sessions import Milestone


@attrs.frozen(kw_only=True)
class Extension:
    """Fields, rules, milestones, outcomes and reports on top of a region's.

    `mentee` and `mentor` are classes decorated with `participant` whose fields are asked beside the region's.
    """

    mentee: type[Participant] | None = None
    mentor: type[Participant] | None = None
    rules: Eligibility = attrs.field(factory=Eligibility)
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=finished)
    outcomes: tuple[Category, ...] = attrs.field(default=(), converter=finished)
    reports: tuple[Report, ...] = attrs.field(default=(), converter=finished)


@hookspec
def geleit_extend(round_: Round[Any]) -> Extension:  # type: ignore[empty-body]  # a question has no body
    """Say what is added to the region. For extensions only; every extension is asked.

    :param round_: the round with the settings in force
    """
