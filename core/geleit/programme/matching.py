"""Proposals: drafted by the solver, explained, and published when somebody decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import Partnership, Place, Proposal, ProposalState
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import Round
from geleit.programme import decisions
from geleit.programme.capacity import check_stop, free_places, places_of, running
from geleit.programme.context import Programme
from geleit.programme.partnerships import pair_name, start_if_due
from geleit.programme.roster import Applicant, find_part, roster
from geleit.questions.matching import Objective
from geleit.store import Reads, Transaction

if TYPE_CHECKING:
    from geleit.matching.columns import Sides
    from geleit.matching.draft import Draft, DraftPair
    from geleit.matching.scoring import Part

_AWAITED = (PartState.ADMITTED, PartState.WAITING)
_NO_FIT = "no_fit"
_OTHERS_FITTED_BETTER = "places_taken"


def mentees_in_pool(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> tuple[Applicant, ...]:
    """The mentees who can be proposed: admitted (or waiting again after that), with a place for a further mentor and
    without having withdrawn their consent."""
    reads = reads or programme.store
    most = programme.answers(round_).matching.mentee_capacity
    taken = _places_taken(reads, round_)
    return tuple(
        one
        for one in roster(programme, round_.id, Role.MENTEE, _AWAITED, reads)
        if one.part.admitted_on is not None
        and one.part.left_on is None
        and taken.get(one.person.id, 0) < most
        and _consented(programme, round_, one)
    )


def _mentors_in_pool(programme: Programme, round_: Round[Any], reads: Reads) -> tuple[Applicant, ...]:
    """The mentors who are available and have not withdrawn their consent."""
    available = roster(programme, round_.id, Role.MENTOR, [PartState.AVAILABLE], reads)
    return tuple(one for one in available if _consented(programme, round_, one))


def _places_taken(reads: Reads, round_: Round[Any]) -> Mapping[str, int]:
    taken: dict[str, int] = {}
    for pair in reads.all(Partnership, round=round_.id, state=tuple(OPEN_PAIRS)):
        taken[pair.mentee] = taken.get(pair.mentee, 0) + 1
    return taken


def draft(
    programme: Programme,
    round_: Round[Any],
    *,
    objective: Objective | None = None,
    seed: int = 0,
    reads: Reads | None = None,
) -> Draft:
    """The best pairs for those who wait, worked out and not kept. Raises NotPossible if nobody waits."""
    from geleit.matching.proposing import propose as solve

    reads = reads or programme.store
    policy = programme.answers(round_).matching
    mentees = mentees_in_pool(programme, round_, reads)
    if not mentees:
        raise NotPossible(say("matching.nobody", round=round_.title))
    taken = _places_taken(reads, round_)
    return solve(
        policy,
        _sides(programme, round_, mentees, reads),
        capacities=free_places(programme, round_, reads),
        mentee_capacities={one.person.id: policy.mentee_capacity - taken.get(one.person.id, 0) for one in mentees},
        forbidden=_forbidden(reads, round_),
        objective=objective,
        seed=seed,
    )


def _sides(programme: Programme, round_: Round[Any], mentees: tuple[Applicant, ...], reads: Reads) -> Sides:
    from geleit.matching.columns import Candidate, build

    policy = programme.answers(round_).matching
    mentors = _mentors_in_pool(programme, round_, reads)
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


def _forbidden(reads: Reads, round_: Round[Any]) -> frozenset[tuple[str, str]]:
    """Pairs that are never proposed: declined ones, those that run or have ended early in this round, and somebody
    with themselves."""
    declined = reads.all(Partnership, state=PairState.DECLINED)
    here = reads.all(Partnership, round=round_.id, state=(*OPEN_PAIRS, PairState.CLOSED))
    misfits = reads.all(Partnership, end_reason=_NO_FIT)
    themselves = ((part.person, part.person) for part in reads.all(Participation, round=round_.id, role=Role.MENTOR))
    return frozenset((*((pair.mentee, pair.mentor) for pair in (*declined, *here, *misfits)), *themselves))


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


def latest(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> Proposal:
    """The draft that waits for a decision. Raises UsageError if there is none."""
    found = (reads or programme.store).all(Proposal, round=round_.id, state=ProposalState.DRAFT)
    if not found:
        raise UsageError(say("matching.no_draft", round=round_.title))
    return max(found, key=lambda proposal: (proposal.made_at, proposal.id))


def publish(programme: Programme, round_: Round[Any], proposal_id: str | None = None) -> tuple[Partnership, ...]:
    """Decide on a draft: its pairs become partnerships, offered or agreed as the policy asks, in one step.

    Everything is checked again inside: the draft may be days old, and two people may publish at once. Who got nobody
    is put on the waiting list with the reason. Raises NotPossible naming the first pair that no longer holds.
    """
    with programme.store.write("publish proposal") as tx:
        proposal = tx.one(Proposal, proposal_id) if proposal_id else latest(programme, round_, tx)
        if proposal.state is not ProposalState.DRAFT:
            raise NotPossible(say("matching.decided", state=say(f"ProposalState.{proposal.state.value}")))
        content = proposal.content or {}
        mentees = {one.person.id: one for one in mentees_in_pool(programme, round_, tx)}
        mentors = {one.person.id: one for one in _mentors_in_pool(programme, round_, tx)}
        free = free_places(programme, round_, tx)
        room = {id_: programme.answers(round_).matching.mentee_capacity for id_ in mentees}
        for id_, count in _places_taken(tx, round_).items():
            if id_ in room:
                room[id_] -= count
        forbidden = _forbidden(tx, round_)
        made = []
        for pair in content.get("pairs", []):
            mentee, mentor = pair["mentee"], pair["mentor"]
            stale = mentee not in mentees or mentor not in mentors or (mentee, mentor) in forbidden
            if stale or free.get(mentor, 0) < 1 or room.get(mentee, 0) < 1:
                raise NotPossible(say("matching.stale", mentee=_name(tx, mentee), mentor=_name(tx, mentor)))
            free[mentor] -= 1
            room[mentee] -= 1
            made.append(
                _partnership(
                    programme,
                    tx,
                    round_,
                    mentees[mentee],
                    mentors[mentor],
                    place=Place(pair["place"]),
                    score=pair["score"],
                    reason=pair["sentence"],
                    proposal=proposal.id,
                )
            )
        for left in content.get("unmatched", []):
            if left["mentee"] in mentees:
                _wait(programme, tx, mentees[left["mentee"]], _waits_for(programme, round_, left))
        tx.update(evolve(proposal, state=ProposalState.PUBLISHED))
    return tuple(made)


def _consented(programme: Programme, round_: Round[Any], *people: Applicant) -> bool:
    """Whether nobody has withdrawn the consent to take part."""
    today = programme.today()
    return all(one.dossier(round_, today).consented("programme") is not False for one in people)


def _waits_for(programme: Programme, round_: Round[Any], left: Mapping[str, str]) -> str:
    """Why somebody waits: where nobody would have fitted, the policy's own words stand before the reason."""
    if left["reason_code"] == _OTHERS_FITTED_BETTER:
        return left["reason"]
    return f"{programme.say(programme.answers(round_).matching.waiting_reason)}: {left['reason']}"


def _name(reads: Reads, person: str) -> str:
    found = reads.get(Person, person)
    return found.name if found else person


def _wait(programme: Programme, tx: Transaction, one: Applicant, reason: str) -> None:
    if one.part.state is PartState.ADMITTED:
        decisions.step(programme, tx, one.part, "wait", reason)
    else:
        tx.update(evolve(one.part, reason=reason))


def _partnership(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    mentee: Applicant,
    mentor: Applicant,
    *,
    place: Place,
    score: int | None,
    reason: str,
    proposal: str | None,
) -> Partnership:
    """A decided pair: offered with a deadline where somebody must say yes, else agreed, and started if it is time."""
    acceptance = programme.answers(round_).matching.acceptance
    today = programme.today()
    offered = bool(acceptance.sides)
    before = [
        pair
        for pair in tx.all(Partnership, mentee_part=mentee.part.id, state=PairState.CLOSED)
        if pair.started is not None
    ]
    last = max(before, key=lambda pair: (pair.ended or today, pair.id), default=None)
    pair = tx.add(
        Partnership(
            id=programme.new_id(),
            round=round_.id,
            mentee=mentee.person.id,
            mentor=mentor.person.id,
            mentee_part=mentee.part.id,
            mentor_part=mentor.part.id,
            place=place,
            state=PairState.OFFERED if offered else PairState.ACCEPTED,
            proposal=proposal,
            score=score,
            reason=reason,
            decided_on=today,
            decided_by=programme.actor.shown,
            offer_until=today + timedelta(days=acceptance.days) if offered else None,
            predecessor=last.id if last else None,
            contacts_released_on=None if offered else today,
        )
    )
    part = tx.one(Participation, mentee.part.id)
    if part.state is PartState.WAITING:
        part = decisions.step(programme, tx, part, "admit")
    if part.priority or part.reason:
        tx.update(evolve(part, priority=False, reason=None))
    return start_if_due(programme, tx, round_, pair)


def pair_by_hand(programme: Programme, round_: Round[Any], mentee: str, mentor: str, reason: str) -> Partnership:
    """Make a pair that the solver did not propose; the reason is a person's.

    Raises NotPossible if the mentee has no place left (naming the pair that takes it), the mentor is full (or the
    caseload's stop is reached), or one of them is not available or has withdrawn the consent.
    """
    if not reason.strip():
        raise NotPossible(say("matching.reason_missing"))
    with programme.store.write(f"pair by hand: {reason}") as tx:
        one = find_part(programme, round_.id, mentee, Role.MENTEE, tx)
        other = find_part(programme, round_.id, mentor, Role.MENTOR, tx)
        if one.person.id == other.person.id:
            raise NotPossible(say("matching.same_person", person=one.person.name))
        standing = tx.all(Partnership, round=round_.id, mentee=one.person.id, state=tuple(OPEN_PAIRS))
        if len(standing) >= programme.answers(round_).matching.mentee_capacity:
            pairs = Listed([pair_name(tx, pair) for pair in standing])
            raise NotPossible(say("matching.has_pair", person=one.person.name, pairs=pairs))
        mentees, mentors = mentees_in_pool(programme, round_, tx), _mentors_in_pool(programme, round_, tx)
        for each, pool in ((one, mentees), (other, mentors)):
            if not _consented(programme, round_, each):
                raise NotPossible(say("matching.no_consent", person=each.person.name))
            if each.part.id not in {pooled.part.id for pooled in pool}:
                state = say(f"PartState.{each.part.state.value}")
                raise NotPossible(say("matching.not_in_pool", person=each.person.name, state=state))
        check_stop(programme, round_, other, tx)
        lead = not standing
        return _partnership(
            programme,
            tx,
            round_,
            one,
            other,
            place=Place.LEAD if lead else Place.SECOND,
            score=None,
            reason=reason,
            proposal=None,
        )


def why_not(programme: Programme, round_: Round[Any], mentee: str, mentor: str) -> tuple[Sentence, ...]:
    """Why two people who wait are no pair in the present draft: the reason first, then what each of them has."""
    from geleit.matching.why import why_not as explain

    reads = programme.store
    one = find_part(programme, round_.id, mentee, Role.MENTEE)
    other = find_part(programme, round_.id, mentor, Role.MENTOR)
    mentees = mentees_in_pool(programme, round_)
    found = draft(programme, round_)
    sides = _sides(programme, round_, mentees, reads)
    answer = explain(programme.answers(round_).matching, sides, found, one.person.id, other.person.id)
    return (answer.sentence, *answer.details)
