"""What a draft comes to with other pairs: its figures by today's answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from geleit.model.partnerships import Place
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.content import Content, StoredPair
from geleit.programme.proposals.keeping import MOST_BLOCKING, stored_group
from geleit.programme.proposals.kept import Kept
from geleit.programme.proposals.pool import mentees_in_pool
from geleit.programme.staff.permits import needs
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.scoring.scores import Scores


def in_order(pairs: Iterable[StoredPair]) -> tuple[StoredPair, ...]:
    """Pairs by mentee, the leading mentor first."""
    return tuple(sorted(pairs, key=lambda pair: (pair.mentee, pair.place is not Place.LEAD, pair.mentor)))


@needs(Action.PROPOSE)
def measured(
    programme: Programme,
    round_: Round[Any],
    found: Kept,
    scores: Scores,
    pairs: tuple[StoredPair, ...],
    reads: Reads,
) -> Content:
    """The draft's content with these pairs in their order, and whatever is counted from them: weakest pair, both
    sides' views, equity, who would rather have each other. Reasons, proof and changes are left as they are."""
    from geleit.matching.proposing.equity import equity
    from geleit.matching.proposing.measuring import blocking_pairs

    assert found.content is not None
    pairs = in_order(pairs)
    reached: dict[str, list[int]] = {}
    for pair in pairs:
        reached.setdefault(pair.mentee, []).append(pair.score)
    standing = attrs.evolve(
        found.standing,
        pairs=tuple((pair.mentee, pair.mentor) for pair in pairs),
        locked=frozenset((pair.mentee, pair.mentor) for pair in pairs if pair.locked),
    )
    blocking = blocking_pairs(scores, standing)
    today = programme.today()
    waiting = {
        one.person.id: max((today - one.part.admitted_on).days, 0)
        for one in mentees_in_pool(programme, round_, reads)
        if one.part.admitted_on
    }
    rows = equity(found.policy.equity, found.sides.mentees.candidates, reached, waiting=waiting)
    return attrs.evolve(
        found.content,
        pairs=pairs,
        equity=tuple(stored_group(row) for row in rows),
        worst=min((pair.score for pair in pairs), default=None),
        mentee_total=sum(pair.mentee_score for pair in pairs),
        mentor_total=sum(pair.mentor_score for pair in pairs),
        blocking=blocking[:MOST_BLOCKING],
        blocking_count=len(blocking),
    )
