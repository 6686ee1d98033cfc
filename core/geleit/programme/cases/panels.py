"""What there is to show of a pair or case: the policy says so, never the form of the programme."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.staff.permits import needs
from geleit.questions.matching import AcceptancePolicy
from geleit.questions.sessions import Clock, SessionPolicy


class Panel(StrEnum):
    """A part of what is known of a pair."""

    ACCEPTANCE = "acceptance"
    AGREEMENT = "agreement"
    STAGES = "stages"
    MONTHS = "months"
    SESSIONS = "sessions"
    BOUNDARY = "boundary"
    MILESTONES = "milestones"
    CERTIFICATES = "certificates"
    GOALS = "goals"
    FEEDBACK = "feedback"
    CONTACTS = "contacts"
    TASKS = "tasks"
    PAUSES = "pauses"
    CASELOAD = "caseload"


def panels(policy: SessionPolicy, acceptance: AcceptancePolicy) -> tuple[Panel, ...]:
    """The parts that a policy gives a pair, in the order of a screen."""
    asked = {
        Panel.ACCEPTANCE: bool(acceptance.sides),
        Panel.AGREEMENT: policy.clock is Clock.AGREEMENT,
        Panel.STAGES: bool(policy.stages),
        Panel.BOUNDARY: bool(policy.blocked),
        Panel.MILESTONES: bool(policy.milestones),
        Panel.CERTIFICATES: bool(policy.certificates),
        Panel.CASELOAD: policy.caseload is not None,
    }
    return tuple(panel for panel in Panel if asked.get(panel, True))


@needs(Action.SEE_CASES)
def panels_of_round(programme: Programme, round_: Round[Any]) -> tuple[Panel, ...]:
    """The parts that a round's pairs have."""
    answers = programme.answers(round_)
    return panels(answers.sessions, answers.matching.acceptance)
