"""Offers: each side says yes or no in time, where the policy asks them."""

from __future__ import annotations

from typing import Any

from geleit.errors import NotPossible, UsageError
from geleit.labels import Listed, say
from geleit.model.lifecycle import PAIR, PairState
from geleit.model.partnerships import Acceptance, Partnership, Side
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.partnerships import find_pair, move, start_if_due
from geleit.programme.privacy.consents import contacts_from
from geleit.programme.staff.permits import needs


@needs(Action.ANSWER_OFFERS)
def answer_offer(
    programme: Programme, round_: Round[Any], text: str, side: Side, *, accepted: bool, reason: str | None = None
) -> Partnership:
    """Record a side's yes or no to an offered pair; with the last yes the pair stands, with a no it is declined.

    A no takes one of the policy's coded reasons, and the pair is never proposed again.
    Raises UsageError for an unknown reason, NotPossible for a side that is not asked.
    """
    policy = programme.answers(round_).matching.acceptance
    if side not in policy.sides:
        raise NotPossible(say("pairs.not_asked", side=say(f"Side.{side.value}")))
    if not accepted and reason not in policy.decline_reasons:
        raise UsageError(say("pairs.decline_reason", reasons=Listed(policy.decline_reasons, "list.or")))
    with programme.store.write("answer") as tx:
        pair = find_pair(programme, round_, text, tx)
        PAIR.after(pair.state, "accept" if accepted else "decline", reason)
        tx.add(
            Acceptance(
                id=programme.new_id(),
                partnership=pair.id,
                side=side,
                accepted=accepted,
                reason=reason,
                on=programme.today(),
                by=programme.actor.shown,
            )
        )
        if not accepted:
            return move(programme, tx, pair, "decline", reason, ended=programme.today(), end_reason=reason)
        said_yes = {one.side for one in tx.all(Acceptance, partnership=pair.id) if one.accepted}
        if said_yes >= set(policy.sides):
            released = contacts_from(programme, tx, pair.mentee, pair.mentor)
            pair = move(programme, tx, pair, "accept", contacts_released_on=released)
            pair = start_if_due(programme, tx, round_, pair)
        return pair


@needs(Action.ANSWER_OFFERS)
def expire_offers(programme: Programme, round_: Round[Any]) -> tuple[Partnership, ...]:
    """Let the offers expire whose deadline has passed."""
    today = programme.today()
    with programme.store.write("expire_offers") as tx:
        late = [
            pair
            for pair in tx.all(Partnership, round=round_.id, state=PairState.OFFERED)
            if pair.offer_until is not None and pair.offer_until < today and programme.permits.has_pair(pair)
        ]
        return tuple(move(programme, tx, pair, "expire", ended=today) for pair in late)
