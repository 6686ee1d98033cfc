"""Offers: each side says yes or no in time, where the policy asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import PAIR, PairState
from geleit.model.partnerships import Acceptance, Partnership, Side
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.partnerships import find_pair, move, start_if_due
from geleit.programme.privacy.consents import contacts_from
from geleit.programme.staff.permits import needs
from geleit.questions.sessions import Clock


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


@attrs.frozen(kw_only=True)
class Offer:
    """An offered pair with both names. `answers` are those given so far by side, `open` the sides that have still to
    answer until `until`; `late`: that day has passed."""

    pair: Partnership
    mentee_name: str
    mentor_name: str
    answers: Mapping[Side, Acceptance]
    open: tuple[Side, ...]
    until: date | None
    late: bool

    def answer_of(self, side: Side) -> Sentence:
        """What a side has answered, or that it is waited for."""
        given = self.answers.get(side)
        if given is not None:
            return say("offers.yes" if given.accepted else "offers.no", on=given.on)
        return say("offers.awaited" if side in self.open else "offers.not_asked")


@attrs.frozen(kw_only=True)
class Pending:
    """What has been decided and does not run yet: `offers`, the most urgent first; `unsigned` pairs are agreed and
    begin with a signed agreement. `names` by id, `decline_reasons` the codes that a no can have."""

    offers: tuple[Offer, ...]
    unsigned: tuple[Partnership, ...]
    names: Mapping[str, str] = attrs.field(repr=False)
    decline_reasons: tuple[str, ...]


@needs(Action.ANSWER_OFFERS)
def pending(programme: Programme, round_: Round[Any]) -> Pending:
    """The pairs of a round that wait for somebody's yes, or for the agreement where that is the clock."""
    with programme.store.snapshot():
        reads = programme.store
        answers, today = programme.answers(round_), programme.today()
        waiting = [
            pair
            for pair in reads.all(Partnership, round=round_.id, state=(PairState.OFFERED, PairState.ACCEPTED))
            if programme.permits.has_pair(pair)
        ]
        names = {one.id: one.name for one in reads.all(Person, id=_people(waiting), order="sort_key")}
        place = {id_: at for at, id_ in enumerate(names)}
        given: dict[str, dict[Side, Acceptance]] = {}
        for one in reads.all(Acceptance, partnership=tuple(pair.id for pair in waiting), order="on"):
            given.setdefault(one.partnership, {})[one.side] = one
        offers = [
            Offer(
                pair=pair,
                mentee_name=names[pair.mentee],
                mentor_name=names[pair.mentor],
                answers=given.get(pair.id, {}),
                open=tuple(side for side in answers.matching.acceptance.sides if side not in given.get(pair.id, {})),
                until=pair.offer_until,
                late=pair.offer_until is not None and pair.offer_until < today,
            )
            for pair in waiting
            if pair.state is PairState.OFFERED
        ]
        signing = answers.sessions.clock is Clock.AGREEMENT
        return Pending(
            offers=tuple(sorted(offers, key=lambda one: (one.until or date.max, place[one.pair.mentee], one.pair.id))),
            unsigned=tuple(
                pair
                for pair in sorted(waiting, key=lambda pair: (place[pair.mentee], pair.id))
                if signing and pair.state is PairState.ACCEPTED
            ),
            names=names,
            decline_reasons=answers.matching.acceptance.decline_reasons,
        )


def _people(pairs: Iterable[Partnership]) -> tuple[str, ...]:
    return tuple({id_ for pair in pairs for id_ in (pair.mentee, pair.mentor)})
