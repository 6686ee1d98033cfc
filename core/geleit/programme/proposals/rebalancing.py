"""Rebalancing the running cases of a round: proposed with reasons, carried out when a person decides."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from geleit.errors import NotPossible
from geleit.labels import Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Partnership, Place
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import Level, all_places, level_of, places_of
from geleit.programme.context import Programme
from geleit.programme.handing_over import hand_over
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.proposals.content import StoredPair
from geleit.programme.proposals.keeping import shown_beside
from geleit.programme.proposals.laid_down import locked_by_hand
from geleit.programme.proposals.pool import consented, forbidden_pairs, mentees_in_pool, mentors_in_pool
from geleit.programme.proposals.telling import beside_words
from geleit.programme.roster import Applicant, find_part, roster
from geleit.programme.staff.permits import needs
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.changing.transfers import Rebalancing, Transfer
    from geleit.matching.columns.people import Sides

_MOVABLE = (PairState.ACCEPTED, PairState.ACTIVE)


@attrs.frozen
class Shift:
    """A mentor's cases before and after a rebalancing, beside the places, and how full that is."""

    mentor: Applicant
    places: int
    before: int
    after: int
    level_before: Level
    level_after: Level


@attrs.frozen(kw_only=True)
class Plan:
    """A rebalancing of a round that has not been decided on.

    `code` names it: the same cases, people and options give the same one. `basis` stands for what it rests on. `names`
    are those of the mentees whose cases run or who wait, by id; `beside` is what no scorer saw of those who move.
    """

    found: Rebalancing
    shifts: tuple[Shift, ...]
    code: str
    basis: str
    names: Mapping[str, str] = attrs.field(repr=False)
    beside: Mapping[str, tuple[Sentence, ...]] = attrs.field(repr=False)


@needs(Action.PROPOSE)
def rebalance(
    programme: Programme, round_: Round[Any], *, worth: float | None = None, staying: Iterable[str] = (), seed: int = 0
) -> Plan:
    """Who would be better off with another mentor, and who of those who wait would get a place then.

    A move has to bring `worth` points (a fifth of what a pair can have where nobody says). Cases that are agreed or
    run may move; offers, pauses, pairs that are locked by hand, those of people with several mentors, with a withdrawn
    consent or restricted data stay, as do the people named in `staying`. Mentors who are not available give only. Nothing is written.

    Raises NotPossible if no case runs, UsageError for somebody unknown or a worth below 0.
    """
    from geleit.matching.changing.rebalancing import rebalance as solve

    reads = programme.store
    scene = _Scene.of(programme, round_, reads)
    if not scene.movable:
        raise NotPossible(say("matching.nothing_runs", round=round_.title))
    stay = {find_part(programme, round_.id, text, Role.MENTEE, reads).person.id for text in staying}
    answers = programme.answers(round_)
    with programme.asked.blaming("geleit_matching"):
        found = solve(
            answers.matching,
            scene.sides(programme, round_),
            running={pair.mentee: pair.mentor for pair in scene.movable},
            places={id_: max(0, count - scene.fixed[id_]) for id_, count in scene.places.items()},
            fixed=scene.fixed,
            receiving=scene.receiving,
            staying=stay & {pair.mentee for pair in scene.movable},
            forbidden=scene.forbidden,
            worth=worth,
            seed=seed,
        )
    shifts = tuple(
        Shift(
            mentor,
            scene.places[id_],
            found.before[id_],
            found.after[id_],
            level_of(found.before[id_], answers, mentor),
            level_of(found.after[id_], answers, mentor),
        )
        for id_, mentor in scene.mentors.items()
    )
    moves = [(one.mentee, one.source, one.target) for one in found.transfers]
    names = {one.person.id: one.person.name for one in (*scene.accompanied, *scene.waiting)}
    beside = {one.mentee: _beside(programme, one) for one in found.transfers}
    return Plan(found=found, shifts=shifts, code=_digest(moves)[:8], basis=scene.basis, names=names, beside=beside)


def _beside(programme: Programme, move: Transfer) -> tuple[Sentence, ...]:
    values = {
        name: None if value is None else shown_beside(programme, name).kind.stored(value)
        for name, value in move.beside.items()
    }
    pair = StoredPair(mentee=move.mentee, mentor=move.target, place=Place.LEAD, score=move.after, beside=values)
    return beside_words(programme, pair, programme.language)


@needs(Action.DECIDE_PAIRS)
def decide_rebalancing(programme: Programme, round_: Round[Any], plan: Plan) -> tuple[Partnership, ...]:
    """Carry out all moves of a plan in one step; returns the partnerships that follow. Who waits is proposed by the
    next matching, to which the places are free then.

    Raises NotPossible if cases, people or places have changed since the plan was made, or where a pair stands only
    when somebody has said yes: a case is not given up for an offer.
    """
    if programme.answers(round_).matching.acceptance.sides:
        raise NotPossible(say("matching.rebalance_acceptance"))
    with programme.store.write("rebalance") as tx:
        scene = _Scene.of(programme, round_, tx)
        if scene.basis != plan.basis:
            raise NotPossible(say("matching.rebalance_changed"))
        cases = {pair.mentee: pair for pair in scene.movable}
        return tuple(
            hand_over(
                programme,
                tx,
                round_,
                cases[one.mentee],
                scene.mentors[one.target],
                reason=programme.say(one.reason),
                score=one.after,
            )
            for one in plan.found.transfers
        )


@attrs.frozen(kw_only=True)
class _Scene:
    """What a rebalancing rests on: the cases that may move, the others by mentor, the people and their places."""

    movable: tuple[Partnership, ...]
    fixed: Counter[str]
    waiting: tuple[Applicant, ...]
    accompanied: tuple[Applicant, ...]
    mentors: dict[str, Applicant]
    receiving: frozenset[str]
    places: dict[str, int]
    forbidden: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, programme: Programme, round_: Round[Any], reads: Reads) -> _Scene:
        cases = reads.all(Partnership, round=round_.id, state=tuple(OPEN_PAIRS))
        mentees = {one.person.id: one for one in roster(programme, round_.id, Role.MENTEE, reads=reads)}
        mentors = {one.person.id: one for one in roster(programme, round_.id, Role.MENTOR, reads=reads)}
        counted = Counter(pair.mentee for pair in cases)
        kept_only, locked = restricted_people(reads), locked_by_hand(reads, round_)
        movable = tuple(
            pair
            for pair in cases
            if pair.state in _MOVABLE
            and counted[pair.mentee] == 1
            and (pair.mentee, pair.mentor) not in locked
            and not {pair.mentee, pair.mentor} & kept_only
            and consented(programme, round_, mentees[pair.mentee], mentors[pair.mentor])
        )
        receiving = frozenset(one.person.id for one in mentors_in_pool(programme, round_, reads))
        moves, given = {pair.id for pair in movable}, {pair.mentor for pair in movable}
        all_of_them = all_places(programme, round_, reads)
        return cls(
            movable=movable,
            fixed=Counter(pair.mentor for pair in cases if pair.id not in moves),
            waiting=tuple(one for one in mentees_in_pool(programme, round_, reads) if not counted[one.person.id]),
            accompanied=tuple(mentees[pair.mentee] for pair in movable),
            mentors={id_: one for id_, one in mentors.items() if id_ in receiving | given},
            receiving=receiving,
            places={id_: all_of_them[id_] for id_ in mentors if id_ in receiving | given},
            forbidden=forbidden_pairs(reads, round_),
        )

    def sides(self, programme: Programme, round_: Round[Any]) -> Sides:
        """Both sides as the engine sees them, with the loads of the cases that stay whatever happens."""
        from geleit.matching.columns.people import Candidate, build

        capacity = programme.answers(round_).matching.mentor_capacity
        places = {id_: places_of(capacity, one) for id_, one in self.mentors.items()}
        return build(
            [
                Candidate(id=one.person.id, person=one.person, participant=one.fields, priority=one.part.priority)
                for one in (*self.accompanied, *self.waiting)
            ],
            [Candidate(id=id_, person=one.person, participant=one.fields) for id_, one in self.mentors.items()],
            programme.participant(Role.MENTEE),
            programme.participant(Role.MENTOR),
            loads={id_: self.fixed[id_] / count for id_, count in places.items() if count},
        )

    @property
    def basis(self) -> str:
        """A digest of all this, by ids."""
        return _digest(
            {
                "movable": sorted((pair.id, pair.state.value) for pair in self.movable),
                "fixed": sorted(self.fixed.items()),
                "waiting": sorted(one.person.id for one in self.waiting),
                "receiving": sorted(self.receiving),
                "places": sorted(self.places.items()),
                "forbidden": sorted(self.forbidden),
            }
        )


def _digest(value: object) -> str:
    return hashlib.blake2b(json.dumps(value).encode(), digest_size=16).hexdigest()
