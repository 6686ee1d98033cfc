"""Changes by hand in the draft that waits for a decision: two mentees swap mentors, one is given another, one has none.

The pairs that come are checked and scored at once, and the draft keeps who changed what, when and why. The solver's
proof stays with it as the proof of the pairs before; the draft no longer claims to be the best there is.
"""

from __future__ import annotations

from collections.abc import Callable
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
from geleit.programme.proposals.constraining import check_unlocked
from geleit.programme.proposals.content import Before, Content, StoredChange, StoredPair, StoredReason, as_stored
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.keeping import in_all_languages, stored_pair
from geleit.programme.proposals.kept import Kept, kept
from geleit.programme.proposals.measured import measured
from geleit.programme.proposals.pool import check_pool
from geleit.programme.proposals.units import unit
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads, Transaction

if TYPE_CHECKING:
    from geleit.matching.changing.swapping import Exchange, Held

TAKEN_OUT = "taken_out"
"""The reason's code of a mentee whose pair was taken out by hand."""

BY_HAND = "proposal_by_hand"
"""Why a draft is written again, in the change history."""

FIGURES = ("equity", "worst", "mentee_total", "mentor_total", "blocking", "blocking_count", "proven")
"""What holds for all of a draft and is another after a change."""

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
    of the two) or that one of the present ones is locked by hand, and where there is no reason; UsageError where there is no draft or somebody takes no such part.
    """
    from geleit.matching.changing.swapping import swapped

    with unit(programme.store, programme.store.write(BY_HAND), dry_run=dry_run) as reads:
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

    with unit(programme.store, programme.store.write(BY_HAND), dry_run=dry_run) as reads:
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

    with unit(programme.store, programme.store.write(BY_HAND), dry_run=dry_run) as reads:
        id_ = find_part(programme, round_.id, mentee, Role.MENTEE, reads).person.id

        def asked(found: Kept, pairs: tuple[Held, ...]) -> Exchange:
            return taken_out(found.sides, pairs, id_, place)

        return _change(programme, round_, "drop", reason, asked, reads)


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
    check_unlocked(programme, round_, [held.pair for held in exchange.go], reads)
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
    after = measured(programme, round_, found, scores, (*left, *added), reads)
    unmatched = _unmatched(programme, content, change, frozenset(pair.mentee for pair in after.pairs))
    taken_back = _before(content, exchange, unmatched)
    after = attrs.evolve(
        after,
        unmatched=unmatched,
        proven=False,
        changes=(*content.changes, attrs.evolve(change, undo=taken_back)),
    )
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


def _before(content: Content, exchange: Exchange, unmatched: tuple[StoredReason, ...]) -> Before:
    """What a change takes away, so that it can be undone."""
    touched = {held.pair for held in exchange.removed}
    return Before(
        pairs=tuple(pair for pair in content.pairs if (pair.mentee, pair.mentor) in touched),
        unmatched=tuple(one for one in content.unmatched if one not in unmatched),
        **{name: getattr(content, name) for name in FIGURES},
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
