"""Proposals: drafted by the solver, explained and kept until somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Sentence, say
from geleit.model.partnerships import Proposal, ProposalState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import free_places
from geleit.programme.context import Programme
from geleit.programme.proposals.pool import candidates, check_pool, forbidden_pairs, mentees_in_pool, places_taken
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.questions.matching import Objective
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.proposing.draft import Draft, DraftPair
    from geleit.matching.scoring.scores import Part


@needs(Action.PROPOSE)
def draft(
    programme: Programme,
    round_: Round[Any],
    *,
    objective: Objective | None = None,
    seed: int = 0,
    reads: Reads | None = None,
) -> Draft:
    """The best pairs for those who wait, worked out and not kept.

    Raises NotPossible if nobody waits, RegionError where a criterion fails.
    """
    from geleit.matching.proposing.proposing import propose as solve

    reads = reads or programme.store
    policy = programme.answers(round_).matching
    mentees = mentees_in_pool(programme, round_, reads)
    if not mentees:
        raise NotPossible(say("matching.nobody", round=round_.title))
    taken = places_taken(reads, round_)
    sides = candidates(programme, round_, mentees, reads)
    with programme.asked.blaming("geleit_matching"):
        return solve(
            policy,
            sides,
            capacities=free_places(programme, round_, reads),
            mentee_capacities={one.person.id: policy.mentee_capacity - taken.get(one.person.id, 0) for one in mentees},
            forbidden=forbidden_pairs(reads, round_),
            objective=objective,
            seed=seed,
        )


@needs(Action.PROPOSE)
def propose(programme: Programme, round_: Round[Any], *, objective: Objective | None = None, seed: int = 0) -> Proposal:
    """Draft pairs for everybody who waits, and keep the draft with everything that explains it.

    Nothing changes for anybody until it is published; an earlier draft of the round is discarded.
    """
    found = draft(programme, round_, objective=objective, seed=seed)
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
                content=_content(programme, round_, found),
            )
        )


def _content(programme: Programme, round_: Round[Any], found: Draft) -> dict[str, Any]:
    return {
        "pairs": [_pair(programme, round_, pair) for pair in found.pairs],
        "unmatched": [
            {
                "mentee": one.mentee,
                "reason_code": one.reason_code,
                "reason": programme.say(one.reason),
                "reasons": _in_all_languages(programme, one.reason),
            }
            for one in found.unmatched
        ],
        "equity": [
            {
                "field": row.field,
                "value": None if row.value is None else str(getattr(row.value, "value", row.value)),
                "people": row.people,
                "matched": row.matched,
            }
            for row in found.equity
        ],
    }


def _pair(programme: Programme, round_: Round[Any], pair: DraftPair) -> dict[str, Any]:
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "place": pair.place.value,
        "score": pair.score,
        "mentee_score": pair.mentee_score,
        "mentor_score": pair.mentor_score,
        "criteria": [_part(part) for part in pair.parts],
        "sentence": programme.say(pair.sentence),
        "sentences": _in_all_languages(programme, pair.sentence),
        "beside": {name: None if value is None else str(value) for name, value in pair.beside.items()},
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "code": part.code,
        "value": part.value,
        "weight": part.weight,
        "contribution": part.contribution if part.counted else 0,
        "counted": part.counted,
    }


def _in_all_languages(programme: Programme, sentence: Sentence) -> dict[str, str]:
    return {language: programme.labels.text(sentence, language) for language in programme.languages}


@needs(Action.PROPOSE)
def latest(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> Proposal:
    """The draft that waits for a decision. Raises UsageError if there is none."""
    found = (reads or programme.store).all(Proposal, round=round_.id, state=ProposalState.DRAFT)
    if not found:
        raise UsageError(say("matching.no_draft", round=round_.title))
    return max(found, key=lambda proposal: (proposal.made_at, proposal.id))


@needs(Action.PROPOSE)
def why_not(programme: Programme, round_: Round[Any], mentee: str, mentor: str) -> tuple[Sentence, ...]:
    """Why two people who wait are no pair in the present draft: the reason first, then what each of them has.

    Raises NotPossible if one of them cannot be paired at all at present, as `check_pool`.
    """
    from geleit.matching.proposing.why import why_not as explain

    reads = programme.store
    one = find_part(programme, round_.id, mentee, Role.MENTEE)
    other = find_part(programme, round_.id, mentor, Role.MENTOR)
    check_pool(programme, round_, one, other, reads)
    mentees = mentees_in_pool(programme, round_)
    found = draft(programme, round_)
    sides = candidates(programme, round_, mentees, reads)
    with programme.asked.blaming("geleit_matching"):
        answer = explain(programme.answers(round_).matching, sides, found, one.person.id, other.person.id)
    return (answer.sentence, *answer.details)
