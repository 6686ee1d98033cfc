"""Giving one case to another mentor by hand, and who could take it."""

from __future__ import annotations

from typing import Any

from geleit.errors import NotPossible
from geleit.labels import say
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import Level, Load, check_stop, loads
from geleit.programme.context import Programme
from geleit.programme.handing_over import hand_over
from geleit.programme.partnerships import find_pair
from geleit.programme.privacy.restriction import check_unrestricted
from geleit.programme.proposals.pool import consented, mentors_in_pool
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads

_MOVABLE = frozenset({PairState.ACCEPTED, PairState.ACTIVE})


@needs(Action.DECIDE_PAIRS)
def hand_over_by_hand(programme: Programme, round_: Round[Any], text: str, mentor: str, reason: str) -> Partnership:
    """Let a case go on with another mentor from today on; returns the partnership that follows.

    `reason` is a person's, and becomes the sentence why these two. Raises NotPossible without one, for an offer, a
    pause or a case that has ended, where a pair stands only when somebody has said yes, if the mentor is full, not
    available, or has this mentee already, and if a consent is withdrawn.
    """
    if not reason.strip():
        raise NotPossible(say("matching.reason_missing"))
    if programme.answers(round_).matching.acceptance.sides:
        raise NotPossible(say("matching.rebalance_acceptance"))
    with programme.store.write("hand_over") as tx:
        pair = find_pair(programme, round_, text, tx)
        if pair.state not in _MOVABLE:
            raise NotPossible(say("cases.not_movable", state=say(f"PairState.{pair.state.value}")))
        target = find_part(programme, round_.id, mentor, Role.MENTOR, tx)
        mentee = find_part(programme, round_.id, pair.mentee, Role.MENTEE, tx)
        _check(programme, round_, mentee, target, tx)
        return hand_over(programme, tx, round_, pair, target, reason=reason)


def _check(programme: Programme, round_: Round[Any], mentee: Applicant, target: Applicant, reads: Reads) -> None:
    if mentee.person.id == target.person.id:
        raise NotPossible(say("matching.same_person", person=mentee.person.name))
    both = {"mentee": mentee.person.id, "mentor": target.person.id}
    if reads.count(Partnership, round=round_.id, state=tuple(OPEN_PAIRS), **both):
        raise NotPossible(say("cases.has_already", mentor=target.person.name, mentee=mentee.person.name))
    for one in (mentee, target):
        if not consented(programme, round_, one):
            raise NotPossible(say("matching.no_consent", person=one.person.name))
        check_unrestricted(programme, one.person.id, reads)
    if target.part.id not in {one.part.id for one in mentors_in_pool(programme, round_, reads)}:
        state = say(f"PartState.{target.part.state.value}")
        raise NotPossible(say("matching.not_in_pool", person=target.person.name, state=state))
    check_stop(programme, round_, target, reads)


@needs(Action.DECIDE_PAIRS)
def who_can_take(programme: Programme, round_: Round[Any], text: str) -> tuple[Load, ...]:
    """The mentors who could take the mentee of a pair, those with most room first."""
    pair = find_pair(programme, round_, text)
    full = {Level.STOP, Level.UNKNOWN}
    if programme.answers(round_).sessions.caseload is None:
        full.add(Level.FULL)
    could = [
        load
        for load in loads(programme, round_)
        if load.mentor.part.state is PartState.AVAILABLE
        and load.level not in full
        and load.mentor.person.id not in (pair.mentor, pair.mentee)
    ]
    return tuple(sorted(could, key=lambda load: load.running - load.places))
