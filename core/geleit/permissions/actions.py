"""Everything that can be done, and which role may do it: one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from geleit.permissions.staff import Actor
from geleit.permissions.staff_roles import StaffRole


class Action(StrEnum):
    """What can be done; every use case is exactly one of these."""

    SEE_PEOPLE = "see_people"
    SEE_CASES = "see_cases"
    SEE_SHEET = "see_sheet"
    TAKE_IN = "take_in"
    EDIT_PEOPLE = "edit_people"
    CONSENT = "consent"
    CHECK_PAPERS = "check_papers"
    SCREEN = "screen"
    INTERVIEW = "interview"
    DECIDE = "decide"
    MANAGE_ROUNDS = "manage_rounds"
    SEE_LOADS = "see_loads"
    PROPOSE = "propose"
    DECIDE_PAIRS = "decide_pairs"
    ANSWER_OFFERS = "answer_offers"
    LOG = "log"
    HOLD_EVENTS = "hold_events"
    SEE_DUE = "see_due"
    RUN_CASES = "run_cases"
    END_CASES = "end_cases"
    GOALS = "goals"
    FEEDBACK = "feedback"
    CONTACTS = "contacts"
    TASKS = "tasks"
    EMPLOYERS = "employers"
    OUTCOMES = "outcomes"
    FOLLOW_UPS = "follow_ups"
    REPORT = "report"
    REPORT_INTERNAL = "report_internal"
    EXPORT = "export"
    SEE_HISTORY = "see_history"
    VERIFY_HISTORY = "verify_history"
    UNLOCK = "unlock"
    REQUESTS = "requests"
    ACCESS_REPORT = "access_report"
    PROCESSING = "processing"
    RETENTION = "retention"
    ERASE = "erase"
    BACKUP = "backup"
    RESTORE = "restore"
    PROTECT = "protect"
    CHECK = "check"
    CONFIGURE = "configure"


class Reach(StrEnum):
    """For whom somebody may do a thing: for nobody, in their own cases, for everybody."""

    NONE = "none"
    OWN = "own"
    ALL = "all"


_ALL, _OWN, _NO = Reach.ALL, Reach.OWN, Reach.NONE
_COLUMNS = (StaffRole.LEAD, StaffRole.COORDINATOR, StaffRole.ASSISTANT, StaffRole.MENTOR, StaffRole.EVALUATOR)
_TABLE: Mapping[Action, tuple[Reach, Reach, Reach, Reach, Reach]] = {
    # for: lead, coordinator, assistant, employed mentor, evaluator
    Action.SEE_PEOPLE: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.SEE_CASES: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.SEE_SHEET: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.TAKE_IN: (_ALL, _ALL, _ALL, _NO, _NO),
    Action.EDIT_PEOPLE: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.CONSENT: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.CHECK_PAPERS: (_ALL, _ALL, _NO, _OWN, _NO),
    Action.SCREEN: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.INTERVIEW: (_ALL, _ALL, _NO, _OWN, _NO),
    Action.DECIDE: (_ALL, _ALL, _NO, _NO, _NO),
    Action.MANAGE_ROUNDS: (_ALL, _ALL, _NO, _NO, _NO),
    Action.SEE_LOADS: (_ALL, _ALL, _ALL, _NO, _NO),
    Action.PROPOSE: (_ALL, _ALL, _NO, _NO, _NO),
    Action.DECIDE_PAIRS: (_ALL, _ALL, _NO, _NO, _NO),
    Action.ANSWER_OFFERS: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.LOG: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.HOLD_EVENTS: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.SEE_DUE: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.RUN_CASES: (_ALL, _ALL, _NO, _OWN, _NO),
    Action.END_CASES: (_ALL, _ALL, _NO, _OWN, _NO),
    Action.GOALS: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.FEEDBACK: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.CONTACTS: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.TASKS: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.EMPLOYERS: (_ALL, _ALL, _ALL, _ALL, _NO),
    Action.OUTCOMES: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.FOLLOW_UPS: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.REPORT: (_ALL, _ALL, _NO, _NO, _ALL),
    Action.REPORT_INTERNAL: (_ALL, _ALL, _NO, _NO, _ALL),
    Action.EXPORT: (_ALL, _ALL, _NO, _NO, _NO),
    Action.SEE_HISTORY: (_ALL, _ALL, _ALL, _OWN, _NO),
    Action.VERIFY_HISTORY: (_ALL, _ALL, _NO, _NO, _NO),
    Action.UNLOCK: (_ALL, _ALL, _ALL, _ALL, _NO),
    Action.REQUESTS: (_ALL, _ALL, _NO, _NO, _NO),
    Action.ACCESS_REPORT: (_ALL, _ALL, _NO, _NO, _NO),
    Action.PROCESSING: (_ALL, _ALL, _NO, _NO, _ALL),
    Action.RETENTION: (_ALL, _NO, _NO, _NO, _NO),
    Action.ERASE: (_ALL, _NO, _NO, _NO, _NO),
    Action.BACKUP: (_ALL, _ALL, _NO, _NO, _NO),
    Action.RESTORE: (_ALL, _NO, _NO, _NO, _NO),
    Action.PROTECT: (_ALL, _NO, _NO, _NO, _NO),
    Action.CHECK: (_ALL, _ALL, _ALL, _ALL, _ALL),
    Action.CONFIGURE: (_ALL, _NO, _NO, _NO, _NO),
}

RIGHTS: Mapping[Action, Mapping[StaffRole, Reach]] = {
    action: dict(zip(_COLUMNS, row, strict=True)) for action, row in _TABLE.items()
}
"""Action → role → reach. What does not stand here nobody may do."""


def reach(actor: Actor, action: Action) -> Reach:
    """For whom an actor may do a thing. Whoever works without a list of staff may do all that anybody may."""
    rights = RIGHTS.get(action)
    if rights is None:
        return Reach.NONE
    return Reach.ALL if actor.alone else rights.get(actor.role, Reach.NONE)


def allowed_roles(action: Action) -> tuple[StaffRole, ...]:
    """The roles that may do a thing for everybody, the lead first."""
    return tuple(role for role, how_far in RIGHTS.get(action, {}).items() if how_far is Reach.ALL)
