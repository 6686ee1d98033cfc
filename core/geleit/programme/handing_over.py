"""A running case goes on with another mentor: the successor names its predecessor, and nothing starts anew."""

from __future__ import annotations

from typing import Any

from geleit.fields import evolve
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Agreement, Partnership, Side, StageEntry
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.partnerships import enter_stage, move
from geleit.programme.privacy.consents import contacts_from
from geleit.programme.roster import Applicant
from geleit.programme.staff.permits import needs
from geleit.progress import started_on
from geleit.store import Transaction

HANDED_OVER = "handed_over"
"""The reason of a case's end that goes on with another mentor."""


@needs(Action.DECIDE_PAIRS)
def hand_over(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    case: Partnership,
    mentor: Applicant,
    *,
    reason: str,
    score: int | None = None,
) -> Partnership:
    """Let a case that is agreed or runs go on with another mentor from today on, within a unit of work.

    The agreement and the stage come along. The new partnership's time runs from the handover (from the first meeting
    where that is the clock), and the mentee's hours add up over both. `reason` says why, in a plain sentence. Raises
    NotPossible for an offer or a case that has ended.
    """
    today = programme.today()
    move(
        programme,
        tx,
        case,
        "close",
        HANDED_OVER,
        ended=today,
        end_reason=HANDED_OVER,
        ended_by=Side.ORGANISATION,
    )
    for entry in tx.all(StageEntry, partnership=case.id, left_on=None):
        tx.update(evolve(entry, left_on=today))
    following = tx.add(
        evolve(
            case,
            id=programme.new_id(),
            rev=1,
            mentor=mentor.person.id,
            mentor_part=mentor.part.id,
            state=PairState.ACCEPTED,
            proposal=None,
            score=score,
            reason=reason,
            reason_told_on=None,
            decided_on=today,
            decided_by=programme.actor.shown,
            started=None,
            stage=None,
            predecessor=case.id,
            carried=False,
            contacts_released_on=contacts_from(programme, tx, case.mentee, mentor.person.id),
        )
    )
    for agreement in tx.all(Agreement, partnership=case.id):
        tx.add(evolve(agreement, id=programme.new_id(), rev=1, partnership=following.id))
    policy = programme.answers(round_).sessions
    start = started_on(policy, histories(programme, round_, tx, [following.id])[following.id])
    if start is None:
        return following
    following = move(programme, tx, following, "start", started=start)
    stage = case.stage or next((one.code for one in policy.stages), None)
    return following if stage is None else enter_stage(programme, tx, following, stage, start)
