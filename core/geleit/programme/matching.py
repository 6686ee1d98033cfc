"""Proposals: drafted by the solver, explained, and published when somebody decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import Partnership, Proposal, ProposalState
from geleit.model.people import Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import free_places, places_of, running
from geleit.programme.context import Programme
from geleit.programme.partnerships import pair_name
from geleit.programme.privacy.restriction import check_unrestricted, restricted_people
from geleit.programme.roster import Applicant, find_part, roster
from geleit.programme.staff.permits import needs
from geleit.questions.matching import Objective
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.columns import Sides
    from geleit.matching.draft import Draft, DraftPair
    from geleit.matching.scoring import Part

_AWAITED = (PartState.ADMITTED, PartState.WAITING)
_NO_FIT = "no_fit"


def consented(programme: Programme, round_: Round[Any], *people: Applicant) -> bool:
    """Whether nobody has withdrawn the consent to take part."""
    today = programme.today()
    return all(one.dossier(round_, today).consented("programme") is not False for one in people)


@needs(Action.PROPOSE)
def mentees_in_pool(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> tuple[Applicant, ...]:
    """The mentees who can be proposed: admitted (or waiting again after that), with a place for a further mentor and
    without having withdrawn their consent or had the use of their data restricted."""
    reads = reads or programme.store
    most = programme.answers(round_).matching.mentee_capacity
    taken = places_taken(reads, round_)
    kept_only = restricted_people(reads)
    return tuple(
        one
        for one in roster(programme, round_.id, Role.MENTEE, _AWAITED, reads)
        if one.part.admitted_on is not None
        and one.part.left_on is None
        and taken.get(one.person.id, 0) < most
        and consented(programme, round_, one)
        and one.person.id not in kept_only
    )


@needs(Action.PROPOSE)
def mentors_in_pool(programme: Programme, round_: Round[Any], reads: Reads) -> tuple[Applicant, ...]:
    """The mentors who are available and have neither withdrawn their consent nor had the use of their data restricted."""
    kept_only = restricted_people(reads)
    available = roster(programme, round_.id, Role.MENTOR, [PartState.AVAILABLE], reads)
    return tuple(one for one in available if consented(programme, round_, one) and one.person.id not in kept_only)


@needs(Action.PROPOSE)
def check_pool(programme: Programme, round_: Round[Any], mentee: Applicant, mentor: Applicant, reads: Reads) -> None:
    """Raises NotPossible if one of two people cannot be paired at present: no place left (naming the pair that takes
    it), a withdrawn consent, a restriction of the data, or another state."""
    standing = reads.all(Partnership, round=round_.id, mentee=mentee.person.id, state=tuple(OPEN_PAIRS))
    if len(standing) >= programme.answers(round_).matching.mentee_capacity:
        pairs = Listed([pair_name(reads, pair) for pair in standing])
        raise NotPossible(say("matching.has_pair", person=mentee.person.name, pairs=pairs))
    mentees, mentors = mentees_in_pool(programme, round_, reads), mentors_in_pool(programme, round_, reads)
    for each, pool in ((mentee, mentees), (mentor, mentors)):
        if not consented(programme, round_, each):
            raise NotPossible(say("matching.no_consent", person=each.person.name))
        check_unrestricted(programme, each.person.id, reads)
        if each.part.id not in {pooled.part.id for pooled in pool}:
            state = say(f"PartState.{each.part.state.value}")
            raise NotPossible(say("matching.not_in_pool", person=each.person.name, state=state))


def places_taken(reads: Reads, round_: Round[Any]) -> Mapping[str, int]:
    """How many open partnerships each mentee of a round has, by person; who has none is absent."""
    taken: dict[str, int] = {}
    for pair in reads.all(Partnership, round=round_.id, state=tuple(OPEN_PAIRS)):
        taken[pair.mentee] = taken.get(pair.mentee, 0) + 1
    return taken


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
    from geleit.matching.proposing import propose as solve

    reads = reads or programme.store
    policy = programme.answers(round_).matching
    mentees = mentees_in_pool(programme, round_, reads)
    if not mentees:
        raise NotPossible(say("matching.nobody", round=round_.title))
    taken = places_taken(reads, round_)
    sides = _sides(programme, round_, mentees, reads)
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


def _sides(programme: Programme, round_: Round[Any], mentees: tuple[Applicant, ...], reads: Reads) -> Sides:
    from geleit.matching.columns import Candidate, build

    policy = programme.answers(round_).matching
    mentors = mentors_in_pool(programme, round_, reads)
    taken = running(reads, round_.id)
    places = {one.person.id: places_of(policy.mentor_capacity, one) for one in mentors}
    loads = {id_: taken[id_] / count for id_, count in places.items() if count}
    return build(
        [
            Candidate(id=one.person.id, person=one.person, participant=one.fields, priority=one.part.priority)
            for one in mentees
        ],
        [Candidate(id=one.person.id, person=one.person, participant=one.fields) for one in mentors],
        programme.participant(Role.MENTEE),
        programme.participant(Role.MENTOR),
        loads=loads,
    )


def forbidden_pairs(reads: Reads, round_: Round[Any]) -> frozenset[tuple[str, str]]:
    """Pairs that are never proposed: those declined or ended as a misfit in any round, those that are open or have
    ended in this one, and somebody with themselves."""
    declined = reads.all(Partnership, state=PairState.DECLINED)
    here = reads.all(Partnership, round=round_.id, state=(*OPEN_PAIRS, PairState.CLOSED))
    misfits = reads.all(Partnership, end_reason=_NO_FIT)
    themselves = ((part.person, part.person) for part in reads.all(Participation, round=round_.id, role=Role.MENTOR))
    return frozenset((*((pair.mentee, pair.mentor) for pair in (*declined, *here, *misfits)), *themselves))


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
    from geleit.matching.why import why_not as explain

    reads = programme.store
    one = find_part(programme, round_.id, mentee, Role.MENTEE)
    other = find_part(programme, round_.id, mentor, Role.MENTOR)
    check_pool(programme, round_, one, other, reads)
    mentees = mentees_in_pool(programme, round_)
    found = draft(programme, round_)
    sides = _sides(programme, round_, mentees, reads)
    with programme.asked.blaming("geleit_matching"):
        answer = explain(programme.answers(round_).matching, sides, found, one.person.id, other.person.id)
    return (answer.sentence, *answer.details)
