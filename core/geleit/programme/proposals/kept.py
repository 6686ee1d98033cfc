"""The kept draft as questions are answered about it: its pairs among the people who can be paired today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from geleit.errors import NotPossible
from geleit.labels import Sentence, say
from geleit.model.partnerships import Proposal, ProposalState
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.drafting import draft
from geleit.programme.proposals.laid_down import Ground, Pair, ruled_out
from geleit.programme.proposals.pool import candidates, ground_of, locks_on, mentees_in_pool
from geleit.programme.staff.permits import needs
from geleit.questions.matching import MatchingPolicy, Objective
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.columns.people import Sides
    from geleit.matching.proposing.prices import PriceList
    from geleit.matching.proposing.standing import Standing
    from geleit.programme.proposals.content import Content, StoredChange


@attrs.frozen(kw_only=True)
class Kept:
    """A draft among today's people. `proposal` and `content` are None where none was kept: then it was solved just
    now. `older`: answers, people or pairs by hand have changed since it was solved, so that it has no prices, and `notes`
    say what. `refused` pairs are never
    made; `taken_out` are pairs that a change by hand took out and none brought back, with that change. Both are
    forbidden in the standing."""

    proposal: Proposal | None
    content: Content | None
    policy: MatchingPolicy
    sides: Sides
    standing: Standing
    prices: PriceList | None
    notes: tuple[Sentence, ...]
    older: bool = False
    refused: frozenset[tuple[str, str]] = frozenset()
    taken_out: Mapping[tuple[str, str], StoredChange] = attrs.field(factory=dict)

    def allowing(self, pairs: Iterable[tuple[str, str]]) -> Standing:
        """The standing in which pairs that were only taken out by hand may come back."""
        back = self.taken_out.keys() & set(pairs) - self.refused
        return attrs.evolve(self.standing, forbidden=self.standing.forbidden - back)


@needs(Action.PROPOSE)
def kept(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> Kept:
    """The draft that waits for a decision, or, where there is none, the one that would be proposed now.

    Raises NotPossible if nobody waits, RegionError where a criterion fails.
    """
    reads = reads or programme.store
    mentees = mentees_in_pool(programme, round_, reads)
    if not mentees:
        raise NotPossible(say("matching.nobody", round=round_.title))
    waiting = reads.all(Proposal, round=round_.id, state=ProposalState.DRAFT)
    if not waiting:
        policy = programme.answers(round_).matching
        return _solved_now(programme, round_, policy, candidates(programme, round_, mentees, reads), reads)
    proposal = max(waiting, key=lambda one: (one.made_at, one.id))
    ground = ground_of(programme, round_, mentees, reads)
    laid = frozenset(locks_on(programme, round_, ground, reads).pairs), ruled_out(reads, round_)
    with programme.asked.blaming("geleit_matching"):
        return _of(programme, proposal, ground, *laid)


@needs(Action.PROPOSE)
def since(programme: Programme, round_: Round[Any]) -> tuple[Sentence, ...]:
    """What has changed since the draft was kept: answers, people, or pairs by hand."""
    if not mentees_in_pool(programme, round_):
        return (say("kept.nobody"),)
    with programme.store.snapshot():
        return kept(programme, round_).notes


def _solved_now(programme: Programme, round_: Round[Any], policy: MatchingPolicy, sides: Sides, reads: Reads) -> Kept:
    from geleit.matching.proposing.standing import Standing

    found = draft(programme, round_, reads=reads)
    return Kept(
        proposal=None,
        content=None,
        policy=policy,
        sides=sides,
        standing=Standing.of(found),
        prices=found.prices,
        notes=(say("kept.none", objective=say(f"Objective.{found.objective}")),),
    )


def _of(
    programme: Programme, proposal: Proposal, ground: Ground, locks: frozenset[Pair], ruled_out: frozenset[Pair]
) -> Kept:
    from geleit.matching.proposing.standing import Standing
    from geleit.programme.proposals.content import content_of

    policy, sides, forbidden = ground.policy, ground.sides, ground.refused
    content = content_of(proposal)
    mentees, mentors = set(sides.mentees.ids), set(sides.mentors.ids)
    here = [pair for pair in content.pairs if pair.mentee in mentees and pair.mentor in mentors]
    gone = len(content.pairs) - len(here)
    come = len(mentees - set(content.mentees)) if content.mentees else 0
    taken_out = _taken_out(content)
    pairs = {(pair.mentee, pair.mentor): pair for pair in here}
    by_hand = {key for key, pair in pairs.items() if pair.locked or pair.by_hand is not None}
    against = len(pairs.keys() & ruled_out) + len(locks - pairs.keys())
    standing = Standing(
        pairs=tuple(pairs),
        places=ground.places,
        mentee_places=ground.room,
        objective=Objective(proposal.objective),
        seed=proposal.seed,
        locked=frozenset(by_hand | (pairs.keys() & locks)) - forbidden,
        forbidden=forbidden | taken_out.keys(),
    )
    rescored = _scores(policy, sides, standing)
    stale = sum(rescored[pair.mentee, pair.mentor] != pair.score for pair in here)
    made = proposal.made_at.astimezone(ZoneInfo(programme.config.organisation.timezone))
    counted = (("scores", stale), ("gone", gone), ("come", come), ("laid_down", against))
    notes = [say(f"kept.{code}", n=n, made=made) for code, n in counted if n]
    older = bool(stale or gone or come or against or content.changes)
    if content.changes:
        notes.append(say("kept.by_hand", n=len(content.changes)))
    return Kept(
        proposal=proposal,
        content=content,
        policy=policy,
        sides=sides,
        standing=standing,
        prices=None if older else content.prices,
        notes=tuple(notes),
        older=older,
        refused=forbidden,
        taken_out=taken_out,
    )


def _scores(policy: MatchingPolicy, sides: Sides, standing: Standing) -> dict[tuple[str, str], int]:
    """What the pairs of a draft score today."""
    from geleit.matching.answering.why import points_of
    from geleit.matching.scoring.scores import pair_parts

    row = {id_: at for at, id_ in enumerate(sides.mentees.ids)}
    column = {id_: at for at, id_ in enumerate(sides.mentors.ids)}
    rows = {pair: (row[pair[0]], column[pair[1]]) for pair in standing.pairs}
    parts = pair_parts(policy, sides, rows.values())
    return {pair: points_of(parts[at]) for pair, at in rows.items()}


def _taken_out(content: Content) -> dict[tuple[str, str], StoredChange]:
    """Pairs that were taken out by hand and not brought back, with the change that did it."""
    found: dict[tuple[str, str], StoredChange] = {}
    for change in content.changes:
        for pair in change.added:
            found.pop(pair, None)
        if change.code == "drop":
            found.update(dict.fromkeys(change.removed, change))
    return found
