"""Who can be proposed at present: people with a place left who consented, and the pairs that are never made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from geleit.errors import NotPossible
from geleit.labels import Listed, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.partnerships import ConstraintKind, PairConstraint, Partnership
from geleit.model.people import Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import free_places, places_of, running
from geleit.programme.context import Programme
from geleit.programme.partnerships import pair_name
from geleit.programme.privacy.restriction import check_unrestricted, restricted_people
from geleit.programme.proposals.laid_down import Ground, Locks, laid_down, ruled_out
from geleit.programme.roster import Applicant, roster
from geleit.programme.staff.permits import needs
from geleit.questions.matching import MatchingPolicy
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.columns.people import Sides

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
def candidates(programme: Programme, round_: Round[Any], mentees: tuple[Applicant, ...], reads: Reads) -> Sides:
    """Both sides as the engine sees them: the given mentees, and all mentors in the pool with their loads."""
    from geleit.matching.columns.people import Candidate, build

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
    ended in this one, those that somebody has ruled out by hand in it, and somebody with themselves."""
    declined = reads.all(Partnership, state=PairState.DECLINED)
    here = reads.all(Partnership, round=round_.id, state=(*OPEN_PAIRS, PairState.CLOSED))
    misfits = reads.all(Partnership, end_reason=_NO_FIT)
    themselves = ((part.person, part.person) for part in reads.all(Participation, round=round_.id, role=Role.MENTOR))
    before = ((pair.mentee, pair.mentor) for pair in (*declined, *here, *misfits))
    return frozenset((*before, *ruled_out(reads, round_), *themselves))


@attrs.frozen(eq=False)
class Gathered:
    """What a run of the matching needs: the policy, the people, and `given`, what else the engine is told of them."""

    policy: MatchingPolicy
    sides: Sides
    given: Mapping[str, Any]


@needs(Action.PROPOSE)
def gathered(programme: Programme, round_: Round[Any], reads: Reads) -> Gathered:
    """Everybody who waits and everybody available, with places, locks, declined pairs and days of waiting by person.

    Raises NotPossible if nobody waits.
    """
    policy = programme.answers(round_).matching
    mentees = mentees_in_pool(programme, round_, reads)
    if not mentees:
        raise NotPossible(say("matching.nobody", round=round_.title))
    today = programme.today()
    ground = ground_of(programme, round_, mentees, reads)
    given = {
        "capacities": ground.places,
        "mentee_capacities": ground.room,
        "locked": locks_on(programme, round_, ground, reads).pairs,
        "forbidden": ground.refused,
        "waiting": {
            one.person.id: max((today - one.part.admitted_on).days, 0) for one in mentees if one.part.admitted_on
        },
    }
    return Gathered(policy, ground.sides, given)


@needs(Action.PROPOSE)
def ground_of(programme: Programme, round_: Round[Any], mentees: tuple[Applicant, ...], reads: Reads) -> Ground:
    """What the given mentees and everybody available have room for, and the pairs that are never made."""
    most, taken = programme.answers(round_).matching.mentee_capacity, places_taken(reads, round_)
    return Ground(
        policy=programme.answers(round_).matching,
        sides=candidates(programme, round_, mentees, reads),
        places=free_places(programme, round_, reads),
        room={one.person.id: most - taken.get(one.person.id, 0) for one in mentees},
        refused=forbidden_pairs(reads, round_),
    )


@needs(Action.PROPOSE)
def locks_on(
    programme: Programme, round_: Round[Any], ground: Ground, reads: Reads, *, also: PairConstraint | None = None
) -> Locks:
    """The locks of a round among some people, and `also` one that is only being considered."""
    locked = [one for one in laid_down(reads, round_) if one.kind is ConstraintKind.LOCK]
    with programme.asked.blaming("geleit_matching"):
        return ground.locks(reads, round_, (*locked, *([] if also is None else [also])))
