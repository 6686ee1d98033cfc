"""Deciding on a draft: its pairs become partnerships, in one step; and pairs made by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from geleit.errors import NotPossible
from geleit.fields import evolve
from geleit.labels import say
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import Partnership, Place, Proposal, ProposalState
from geleit.model.people import Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import decisions
from geleit.programme.capacity import check_stop
from geleit.programme.context import Programme
from geleit.programme.partnerships import start_if_due
from geleit.programme.privacy.consents import contacts_from
from geleit.programme.proposals.constraining import check_ruled_out
from geleit.programme.proposals.content import StoredReason, as_stored, content_of
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.pool import check_pool
from geleit.programme.proposals.rechecking import present
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.store import Transaction

_OTHERS_FITTED_BETTER = "places_taken"
_TAKEN_OUT = "taken_out"


@needs(Action.DECIDE_PAIRS)
def publish(programme: Programme, round_: Round[Any], proposal_id: str | None = None) -> tuple[Partnership, ...]:
    """Decide on a draft: its pairs become partnerships, offered or agreed as the policy asks, in one step.

    Everything is checked again inside: the draft may be days old, and two people may publish at once. A pair holds if
    both can still be paired, both have a place left, neither has withdrawn the consent, and no veto rules it out on
    today's answers; pairs made by hand in the draft are checked alike. Who got nobody is put on the waiting list with
    the reason. Raises NotPossible naming the first pair that no longer holds, and why; then nothing is taken over.
    """
    with programme.store.write("publish") as tx:
        proposal = tx.one(Proposal, proposal_id) if proposal_id else latest(programme, round_, tx)
        if proposal.state is not ProposalState.DRAFT:
            raise NotPossible(say("matching.decided", state=say(f"ProposalState.{proposal.state.value}")))
        content = content_of(proposal)
        now = present(programme, round_, content.pairs, tx)
        made = []
        for pair in content.pairs:
            mentee, mentor = now.take(pair)
            made.append(
                _partnership(
                    programme,
                    tx,
                    round_,
                    mentee,
                    mentor,
                    place=pair.place,
                    score=pair.score,
                    reason=pair.by_hand or pair.sentence,
                    proposal=proposal.id,
                )
            )
        paired = {mentee for mentee, _ in now.standing} | {pair.mentee for pair in made}
        for left in content.unmatched:
            if left.mentee in now.mentees and left.mentee not in paired:
                _wait(programme, tx, now.mentees[left.mentee], _waits_for(programme, round_, left))
        tx.update(evolve(proposal, state=ProposalState.PUBLISHED, content=as_stored(content.settled)))
    return tuple(made)


def _waits_for(programme: Programme, round_: Round[Any], left: StoredReason) -> str:
    """Why somebody waits, without the names of those who got the places: those stay with the proposal.

    Where nobody would have fitted, the policy's own words stand before the reason.
    """
    reason = left.brief or left.reason
    if left.reason_code in (_OTHERS_FITTED_BETTER, _TAKEN_OUT):
        return reason
    return f"{programme.say(programme.answers(round_).matching.waiting_reason)}: {reason}"


def _wait(programme: Programme, tx: Transaction, one: Applicant, reason: str) -> None:
    if one.part.state is PartState.ADMITTED:
        decisions.step(programme, tx, one.part, "wait", reason)
    else:
        tx.update(evolve(one.part, reason=reason))


def _partnership(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    mentee: Applicant,
    mentor: Applicant,
    *,
    place: Place,
    score: int | None,
    reason: str,
    proposal: str | None,
) -> Partnership:
    """A decided pair: offered with a deadline where somebody must say yes, else agreed, and started if it is time."""
    acceptance = programme.answers(round_).matching.acceptance
    today = programme.today()
    offered = bool(acceptance.sides)
    before = [
        pair
        for pair in tx.all(Partnership, mentee_part=mentee.part.id, state=PairState.CLOSED)
        if pair.started is not None
    ]
    last = max(before, key=lambda pair: (pair.ended or today, pair.id), default=None)
    pair = tx.add(
        Partnership(
            id=programme.new_id(),
            round=round_.id,
            mentee=mentee.person.id,
            mentor=mentor.person.id,
            mentee_part=mentee.part.id,
            mentor_part=mentor.part.id,
            place=place,
            state=PairState.OFFERED if offered else PairState.ACCEPTED,
            proposal=proposal,
            score=score,
            reason=reason,
            decided_on=today,
            decided_by=programme.actor.shown,
            offer_until=today + timedelta(days=acceptance.days) if offered else None,
            predecessor=last.id if last else None,
            contacts_released_on=None if offered else contacts_from(programme, tx, mentee.person.id, mentor.person.id),
        )
    )
    part = tx.one(Participation, mentee.part.id)
    if part.state is PartState.WAITING:
        part = decisions.step(programme, tx, part, "admit")
    if part.priority or part.reason:
        tx.update(evolve(part, priority=False, reason=None))
    return start_if_due(programme, tx, round_, pair)


@needs(Action.DECIDE_PAIRS)
def pair_by_hand(programme: Programme, round_: Round[Any], mentee: str, mentor: str, reason: str) -> Partnership:
    """Make a pair that the solver did not propose; the reason is a person's.

    Raises NotPossible if the mentee has no place left (naming the pair that takes it), the mentor is full (or the
    caseload's stop is reached), one of them is not available or has withdrawn the consent, or somebody has ruled the
    pair out by hand.
    """
    if not reason.strip():
        raise NotPossible(say("matching.reason_missing"))
    with programme.store.write("pair_by_hand") as tx:
        one = find_part(programme, round_.id, mentee, Role.MENTEE, tx)
        other = find_part(programme, round_.id, mentor, Role.MENTOR, tx)
        if one.person.id == other.person.id:
            raise NotPossible(say("matching.same_person", person=one.person.name))
        check_ruled_out(programme, round_, one, other, tx)
        check_pool(programme, round_, one, other, tx)
        check_stop(programme, round_, other, tx)
        lead = not tx.count(Partnership, round=round_.id, mentee=one.person.id, state=tuple(OPEN_PAIRS))
        return _partnership(
            programme,
            tx,
            round_,
            one,
            other,
            place=Place.LEAD if lead else Place.SECOND,
            score=None,
            reason=reason,
            proposal=None,
        )
