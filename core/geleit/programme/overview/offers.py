"""Offers to which somebody has not answered yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from geleit.labels import Listed, say
from geleit.model.lifecycle import PairState
from geleit.model.partnerships import Acceptance, Partnership, Side
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.overview.matters import LISTED, Listing, Matter, Opens, Target, listed, unnamed, with_names
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.roster import grouped
from geleit.programme.staff.permits import needs


@attrs.frozen(kw_only=True)
class Offer(Matter):
    """An offered pair: which sides have still to answer, and whether the day for it has passed."""

    sides: tuple[Side, ...]
    late: bool


@needs(Action.SEE_CASES)
def waiting_offers(
    programme: Programme,
    rounds: Iterable[Round[Any]],
    *,
    whose: Whose = EVERYBODY,
    on: date | None = None,
    since: date | None = None,
    limit: int | None = LISTED,
) -> Listing[Offer]:
    """The offers of some rounds that wait for an answer, those with the earliest deadline first."""
    day = on or programme.today()
    reads = programme.store
    found: list[Offer] = []
    for round_ in rounds:
        pairs = [
            pair
            for pair in reads.all(Partnership, round=round_.id, state=PairState.OFFERED)
            if whose.pair(pair) and programme.permits.has_pair(pair)
        ]
        answers = grouped(reads, Acceptance, "partnership", [pair.id for pair in pairs])
        asked = programme.answers(round_).matching.acceptance.sides
        for pair in pairs:
            said_yes = {one.side for one in answers.get(pair.id, ()) if one.accepted}
            found.append(_offer(pair, tuple(side for side in asked if side not in said_yes), day, since))
    found.sort(key=lambda one: (one.due_on or date.max, one.since or date.max, one.opens.id))
    return with_names(programme, listed(found, limit))


def _offer(pair: Partnership, sides: tuple[Side, ...], on: date, since: date | None) -> Offer:
    named = Listed([say(f"due.side.{side.value}") for side in sides])
    code = "overview.offer" if sides else "overview.offer_settled"
    if pair.offer_until is not None:
        code = "overview.offer_until" if sides else "overview.offer_settled_until"
    return Offer(
        what="overview.kind.offer",
        who=unnamed((pair.mentee, pair.mentor)),
        people=2,
        round=pair.round,
        since=pair.decided_on,
        due_on=pair.offer_until,
        new=since is None or pair.decided_on > since,
        sentence=say(code, sides=named, day=pair.offer_until),
        opens=Target(Opens.PAIR, pair.id, pair.round),
        sides=sides,
        late=pair.offer_until is not None and pair.offer_until < on,
    )
