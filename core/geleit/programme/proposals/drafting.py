"""Proposals: drafted by the solver, explained and kept until somebody decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geleit.errors import UsageError
from geleit.fields import evolve
from geleit.labels import say
from geleit.model.partnerships import Proposal, ProposalState
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.content import as_stored, content_of
from geleit.programme.proposals.keeping import drafted
from geleit.programme.proposals.pool import gathered
from geleit.programme.staff.permits import needs
from geleit.questions.matching import Objective
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.proposing.draft import Draft

Progress = Callable[[int, int], None]
"""Is told how much of how much is done."""


@needs(Action.PROPOSE)
def draft(
    programme: Programme,
    round_: Round[Any],
    *,
    objective: Objective | None = None,
    seed: int = 0,
    reads: Reads | None = None,
    progress: Progress | None = None,
) -> Draft:
    """The best pairs for those who wait, worked out and not kept. `progress` is told how many mentees of how many are
    scored.

    Raises NotPossible if nobody waits, RegionError where a criterion fails.
    """
    from geleit.matching.proposing.proposing import propose as solve

    people = gathered(programme, round_, reads or programme.store)
    with programme.asked.blaming("geleit_matching"):
        return solve(people.policy, people.sides, objective=objective, seed=seed, progress=progress, **people.given)


@needs(Action.PROPOSE)
def propose(
    programme: Programme,
    round_: Round[Any],
    *,
    objective: Objective | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Proposal:
    """Draft pairs for everybody who waits, and keep the draft with everything that explains it.

    Nothing changes for anybody until it is published; an earlier draft of the round is discarded. `progress` is told
    once more before anything is written, that one of one is done: what it raises then, as at any time before, leaves
    everything as it was (see `geleit.programme.proposals.stopping`). Raises as `draft`.
    """
    found = draft(programme, round_, objective=objective, seed=seed, progress=progress)
    if progress is not None:
        progress(1, 1)
    return keep(programme, round_, found)


@needs(Action.PROPOSE)
def keep(programme: Programme, round_: Round[Any], found: Draft) -> Proposal:
    """Keep a draft that was worked out, in place of an earlier one of the round."""
    content = as_stored(drafted(programme, found))
    with programme.store.write("proposal") as tx:
        for older in tx.all(Proposal, round=round_.id, state=ProposalState.DRAFT):
            tx.update(evolve(older, state=ProposalState.DISCARDED))
        return tx.add(
            Proposal(
                id=programme.new_id(),
                round=round_.id,
                objective=found.objective,
                seed=found.seed,
                region=programme.asked.loaded.name,
                region_version=programme.asked.loaded.version,
                total=found.total,
                made_at=programme.clock(),
                by=programme.actor.shown,
                content=content,
            )
        )


@needs(Action.PROPOSE)
def changes_by_hand(programme: Programme, round_: Round[Any]) -> int:
    """How many changes people made to the draft that waits; a new draft takes its place without them."""
    waiting = programme.store.all(Proposal, round=round_.id, state=ProposalState.DRAFT)
    return sum(len(content_of(proposal).changes) for proposal in waiting)


@needs(Action.PROPOSE)
def latest(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> Proposal:
    """The draft that waits for a decision. Raises UsageError if there is none."""
    found = (reads or programme.store).all(Proposal, round=round_.id, state=ProposalState.DRAFT)
    if not found:
        raise UsageError(say("matching.no_draft", round=round_.title))
    return max(found, key=lambda proposal: (proposal.made_at, proposal.id))
