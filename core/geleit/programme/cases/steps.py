"""What can be done with a pair or case at present: by its state, by the policy, and by whoever is at work."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from geleit.model.lifecycle import OPEN_PAIRS, PAIR, RUNNING_PAIRS, PairState
from geleit.model.partnerships import Partnership
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.sessions import LOGGABLE
from geleit.programme.staff.permits import needs
from geleit.regions.asking import Answers


class PairStep(StrEnum):
    """A thing that somebody does with a pair; the first six stand in the table of the pair's life."""

    ACCEPT = "accept"
    DECLINE = "decline"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    REOPEN = "reopen"
    LOG = "log"
    STATEMENT = "statement"
    BOUNDARY = "boundary"
    AGREEMENT = "agreement"
    TELL = "tell"
    STAGE = "stage"
    MILESTONE = "milestone"
    GOAL = "goal"
    FEEDBACK = "feedback"
    CONTACT = "contact"
    TASK = "task"
    HAND_OVER = "hand_over"
    MENTOR_LEAVES = "mentor_leaves"
    SUCCESSOR = "successor"


_NEEDED: Mapping[PairStep, Action] = {
    PairStep.ACCEPT: Action.ANSWER_OFFERS,
    PairStep.DECLINE: Action.ANSWER_OFFERS,
    PairStep.PAUSE: Action.RUN_CASES,
    PairStep.RESUME: Action.RUN_CASES,
    PairStep.CLOSE: Action.END_CASES,
    PairStep.REOPEN: Action.END_CASES,
    PairStep.LOG: Action.LOG,
    PairStep.STATEMENT: Action.LOG,
    PairStep.BOUNDARY: Action.LOG,
    PairStep.AGREEMENT: Action.RUN_CASES,
    PairStep.TELL: Action.RUN_CASES,
    PairStep.STAGE: Action.RUN_CASES,
    PairStep.MILESTONE: Action.LOG,
    PairStep.GOAL: Action.GOALS,
    PairStep.FEEDBACK: Action.FEEDBACK,
    PairStep.CONTACT: Action.CONTACTS,
    PairStep.TASK: Action.TASKS,
    PairStep.HAND_OVER: Action.DECIDE_PAIRS,
    PairStep.MENTOR_LEAVES: Action.DECIDE,
    PairStep.SUCCESSOR: Action.DECIDE_PAIRS,
}
_IN_LIFE = (PairStep.ACCEPT, PairStep.DECLINE, PairStep.PAUSE, PairStep.RESUME, PairStep.CLOSE, PairStep.REOPEN)
_OF_ANY = (PairStep.CONTACT, PairStep.TASK)
_AGREED = frozenset({PairState.ACCEPTED, *RUNNING_PAIRS})


def possible_steps(answers: Answers, state: PairState, *, alone: bool) -> tuple[PairStep, ...]:
    """What a pair's state and the policy allow; `alone`: the mentee takes part still, has no open pair, and nobody has followed in this one."""
    policy, sides = answers.sessions, answers.matching.acceptance.sides
    moves = {move.name for move in PAIR.possible(state)}
    loggable, open_ = state in LOGGABLE, state in OPEN_PAIRS
    allowed = {
        **{step: step.value in moves and (bool(sides) or step not in _IN_LIFE[:2]) for step in _IN_LIFE},
        **dict.fromkeys(_OF_ANY, True),
        PairStep.LOG: loggable,
        PairStep.STATEMENT: loggable,
        PairStep.BOUNDARY: loggable and bool(policy.blocked),
        PairStep.AGREEMENT: open_ and state is not PairState.OFFERED,
        PairStep.TELL: open_,
        PairStep.STAGE: bool(policy.stages) and state in RUNNING_PAIRS,
        PairStep.MILESTONE: loggable and bool(policy.milestones),
        PairStep.GOAL: loggable,
        PairStep.FEEDBACK: loggable,
        PairStep.HAND_OVER: state in _AGREED - {PairState.PAUSED} and not sides,
        PairStep.MENTOR_LEAVES: open_,
        PairStep.SUCCESSOR: state is PairState.CLOSED and alone,
    }
    return tuple(step for step in PairStep if allowed[step])


@needs(Action.SEE_CASES)
def steps_of(programme: Programme, answers: Answers, pair: Partnership, *, alone: bool) -> tuple[PairStep, ...]:
    """What whoever is at work can do with a pair now."""
    return tuple(
        step for step in possible_steps(answers, pair.state, alone=alone) if programme.permits.can(_NEEDED[step])
    )
