"""Changes by hand in the draft that waits for a decision: two mentees swap mentors, one is given another, one has none.

The pairs that come are checked and scored at once, and the draft keeps who changed what, when and why. The solver's
proof stays with it as the proof of the pairs before; the draft no longer claims to be the best there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs

from geleit.errors import NotPossible
from geleit.fields import evolve
from geleit.labels import Sentence, say
from geleit.model.partnerships import Place, Proposal
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.answering import were_a_pair
from geleit.programme.proposals.content import Content, StoredChange, StoredPair, StoredReason, as_stored
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.keeping import MOST_BLOCKING, in_all_languages, stored_group, stored_pair
from geleit.programme.proposals.kept import Kept, kept
from geleit.programme.proposals.pool import check_pool, mentees_in_pool
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads, Transaction

if TYPE_CHECKING:
    from geleit.matching.changing.swapping import Exchange, Held
    from geleit.matching.scoring.scores import Scores

TAKEN_OUT = "taken_out"
"""The reason's code of a mentee whose pair was taken out by hand."""

_Asked = Callable[[Kept, tuple["Held", ...]], "Exchange"]


@attrs.frozen(kw_only=True)
class Changed:
    """A draft after a change by hand: the pairs that went and came as they are kept, the totals before and after in
    1/10,000 of a point, and what is to be noticed. `written` is False where it was only tried."""

    proposal: Proposal
    change: StoredChange
    removed: tuple[StoredPair, ...]
    added: tuple[StoredPair, ...]
    before: int
    after: int
    notes: tuple[Sentence, ...]
    written: bool


@needs(Action.PROPOSE)
def swap(
    programme: Programme,
    round_: Round[Any],
    mentee: str,
    other: str,
    reason: str,
    *,
    place: Place | None = None,
    dry_run: bool = False,
) -> Changed:
    """Let two mentees of the draft exchange their mentors; `place` says which, where one of them has two.

    Raises NotPossible naming what rules one of the new pairs out (a veto, an earlier refusal, places, the state of one
    of the two), and where there is no reason; UsageError where there is no draft or somebody takes no such part.
    """
    from geleit.matching.changing.swapping import swapped

    with _reads(programme, dry_run) as reads:
        ids = [find_part(programme, round_.id, name, Role.MENTEE, reads).person.id for name in (mentee, other)]

        def asked(found: Kept, pairs: tuple[Held, ...]) -> Exchange:
            return swapped(found.sides, pairs, ids[0], ids[1], place)

        return _change(programme, round_, "swap", reason, asked, reads)


@needs(Action.PROPOSE)
def give(
    programme: Programme,
    round_: Round[Any],
    mentee: str,
    mentor: str,
    reason: str,
    *,
    place: Place | None = None,
    dry_run: bool = False,
) -> Changed:
    """Give a mentee of the draft another mentor with a free place: instead of the present one, or beside it where the
    mentee has a place left. `place` says in whose stead, where there are two. Raises as `swap`."""
    from geleit.matching.changing.swapping import given

    with _reads(programme, dry_run) as reads:
        one = find_part(programme, round_.id, mentee, Role.MENTEE, reads)
        other = find_part(programme, round_.id, mentor, Role.MENTOR, reads)
        check_pool(programme, round_, one, other, reads)
        pair = one.person.id, other.person.id

        def asked(found: Kept, pairs: tuple[Held, ...]) -> Exchange:
            return given(found.sides, found.standing, pairs, pair, place)

        return _change(programme, round_, "give", reason, asked, reads)


@needs(Action.PROPOSE)
def drop(
    programme: Programme,
    round_: Round[Any],
    mentee: str,
    reason: str,
    *,
    place: Place | None = None,
    dry_run: bool = False,
) -> Changed:
    """Take a mentee's pair out of the draft; who has no other is then among those who wait, with the reason.

    Raises as `swap`.
    """
    from geleit.matching.changing.swapping import taken_out

    with _reads(programme, dry_run) as reads:
        id_ = find_part(programme, round_.id, mentee, Role.MENTEE, reads).person.id

        def asked(found: Kept, pairs: tuple[Held, ...]) -> Exchange:
            return taken_out(found.sides, pairs, id_, place)

        return _change(programme, round_, "drop", reason, asked, reads)


@contextmanager
def _reads(programme: Programme, dry_run: bool) -> Iterator[Reads]:
    """One unit of work; where nothing is to be written, a snapshot."""
    if dry_run:
        with programme.store.snapshot():
            yield programme.store
    else:
        with programme.store.write("proposal_by_hand") as tx:
            yield tx


def _change(programme: Programme, round_: Round[Any], code: str, reason: str, asked: _Asked, reads: Reads) -> Changed:
    from geleit.matching.changing.swapping import Held, below_minimum, check_exchange, rescored
    from geleit.matching.scoring.scores import score

    if not reason.strip():
        raise NotPossible(say("matching.change_reason_missing"))
    proposal = latest(programme, round_, reads)
    found = kept(programme, round_, reads)
    content = found.content
    assert content is not None
    pairs = tuple(Held(pair.mentee, pair.mentor, pair.place) for pair in content.pairs)
    exchange = asked(found, pairs)
    _check_pairs(programme, round_, exchange, reads)
    standing = found.allowing(held.pair for held in exchange.come)
    with programme.asked.blaming("geleit_matching"):
        check_exchange(found.policy, found.sides, standing, pairs, exchange)
        new = rescored(found.policy, found.sides, exchange.come)
        scores = score(found.policy, found.sides)
    change = StoredChange(
        code=code,
        at=programme.clock().isoformat(),
        by=programme.actor.shown,
        reason=reason.strip(),
        removed=tuple(held.pair for held in exchange.go),
        added=tuple(held.pair for held in exchange.come),
    )
    added = tuple(stored_pair(programme, pair, by_hand=change.reason) for pair in new)
    left = tuple(
        attrs.evolve(pair, place=exchange.place_of((pair.mentee, pair.mentor), pair.place))
        for pair in content.pairs
        if (pair.mentee, pair.mentor) not in change.removed
    )
    after = _content(programme, round_, found, scores, change, (*left, *added), reads)
    total = sum(pair.score for pair in after.pairs)
    changed = evolve(proposal, total=total, content=as_stored(after))
    written = isinstance(reads, Transaction)
    return Changed(
        proposal=reads.update(changed) if isinstance(reads, Transaction) else changed,
        change=change,
        removed=tuple(pair for pair in content.pairs if (pair.mentee, pair.mentor) in change.removed),
        added=added,
        before=proposal.total,
        after=total,
        notes=(*found.notes, *below_minimum(found.policy, found.sides, new)),
        written=written,
    )


def _check_pairs(programme: Programme, round_: Round[Any], exchange: Exchange, reads: Reads) -> None:
    """Raises NotPossible where somebody of a pair that comes cannot be paired at present, or the two were a pair."""
    for held in exchange.come:
        mentee = find_part(programme, round_.id, held.mentee, Role.MENTEE, reads)
        mentor = find_part(programme, round_.id, held.mentor, Role.MENTOR, reads)
        check_pool(programme, round_, mentee, mentor, reads)
        if (before := were_a_pair(programme, round_, mentee, mentor, reads)) is not None:
            raise NotPossible(before)


def _content(
    programme: Programme,
    round_: Round[Any],
    found: Kept,
    scores: Scores,
    change: StoredChange,
    pairs: tuple[StoredPair, ...],
    reads: Reads,
) -> Content:
    """What the draft holds afterwards; its figures are those of today's answers."""
    from geleit.matching.proposing.equity import equity
    from geleit.matching.proposing.measuring import blocking_pairs

    content = found.content
    assert content is not None
    pairs = tuple(sorted(pairs, key=lambda pair: (pair.mentee, pair.place is not Place.LEAD, pair.mentor)))
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
        content,
        pairs=pairs,
        unmatched=_unmatched(programme, content, change, frozenset(reached)),
        equity=tuple(stored_group(row) for row in rows),
        worst=min((pair.score for pair in pairs), default=None),
        mentee_total=sum(pair.mentee_score for pair in pairs),
        mentor_total=sum(pair.mentor_score for pair in pairs),
        blocking=blocking[:MOST_BLOCKING],
        blocking_count=len(blocking),
        proven=False,
        changes=(*content.changes, change),
    )


def _unmatched(
    programme: Programme, content: Content, change: StoredChange, matched: frozenset[str]
) -> tuple[StoredReason, ...]:
    """Who has nobody, as before; who has nobody by this change, because of its reason."""
    sentence = say("by_hand.taken_out", reason=change.reason)
    lost = dict.fromkeys(mentee for mentee, _ in change.removed if mentee not in matched)
    new = [
        StoredReason(
            mentee=mentee,
            reason_code=TAKEN_OUT,
            reason=programme.say(sentence),
            reasons=in_all_languages(programme, sentence),
        )
        for mentee in lost
    ]
    kept_reasons = [one for one in content.unmatched if one.mentee not in matched and one.mentee not in lost]
    return tuple(sorted((*kept_reasons, *new), key=lambda one: one.mentee))
