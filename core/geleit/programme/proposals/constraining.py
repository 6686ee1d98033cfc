"""What people lay down for the proposals to come: these two, or never these two, each with a reason, until it is freed.

A lock is kept to by every further draft as long as both can be paired; whatever keeps it from being kept to is said
beside it. A pair that is ruled out by hand is never proposed, nor made by hand, and no draft with it is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.fields import evolve
from geleit.labels import Sentence, say
from geleit.model.partnerships import ConstraintKind, PairConstraint
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.answering import were_a_pair
from geleit.programme.proposals.laid_down import Locks, Pair, laid_down, told
from geleit.programme.proposals.pool import check_pool, ground_of, locks_on, mentees_in_pool
from geleit.programme.proposals.units import unit
from geleit.programme.roster import find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads, Transaction

if TYPE_CHECKING:
    from geleit.programme.roster import Applicant


@attrs.frozen(kw_only=True)
class Constraint:
    """Something laid down about two people with both names. `obstacle` says what keeps a lock from being kept to at
    present; None where nothing does."""

    record: PairConstraint
    mentee_name: str
    mentor_name: str
    obstacle: Sentence | None = None

    @property
    def open_lock(self) -> bool:
        """Whether it is a lock that the next draft will keep to."""
        return self.record.kind is ConstraintKind.LOCK and self.obstacle is None


@needs(Action.PROPOSE)
def constraints(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> tuple[Constraint, ...]:
    """Everything that is laid down for the proposals of a round, the latest last."""
    reads = reads or programme.store
    found = laid_down(reads, round_)
    locked = any(one.kind is ConstraintKind.LOCK for one in found)
    obstacles = _locks(programme, round_, reads).obstacles if locked else {}
    return tuple(
        Constraint(
            record=one,
            mentee_name=reads.one(Person, one.mentee).name,
            mentor_name=reads.one(Person, one.mentor).name,
            obstacle=obstacles.get((one.mentee, one.mentor)),
        )
        for one in sorted(found, key=lambda one: (one.made_at, one.id))
    )


@needs(Action.PROPOSE)
def lock(
    programme: Programme, round_: Round[Any], mentee: str, mentor: str, reason: str, *, dry_run: bool = False
) -> Constraint:
    """Lay down that two people (by id or name) are a pair in every further draft, whatever they score.

    Raises NotPossible naming what stands in its way (a veto, an earlier refusal, places that other locks take, the
    state of one of the two, that the pair is ruled out by hand), and where there is no reason; UsageError for somebody
    who takes no such part.
    """
    with unit(programme.store, programme.store.write("pair_locked"), dry_run=dry_run) as reads:
        one, other = _both(programme, round_, mentee, mentor, reads)
        made = _laid_down(programme, round_, (one, other), ConstraintKind.LOCK, reason, reads)
        check_pool(programme, round_, one, other, reads)
        if (before := were_a_pair(programme, round_, one, other, reads)) is not None:
            raise NotPossible(before)
        locks = _locks(programme, round_, reads, also=made.record)
        if (obstacle := locks.obstacles.get((one.person.id, other.person.id))) is not None:
            raise NotPossible(obstacle)
        return _kept(programme, made, reads)


@needs(Action.PROPOSE)
def forbid(
    programme: Programme, round_: Round[Any], mentee: str, mentor: str, reason: str, *, dry_run: bool = False
) -> Constraint:
    """Lay down that two people are never a pair in this round. In the draft that waits they stay until somebody changes
    it or a new one is made; it is not published with them. Raises as `lock`."""
    with unit(programme.store, programme.store.write("pair_forbidden"), dry_run=dry_run) as reads:
        both = _both(programme, round_, mentee, mentor, reads)
        made = _laid_down(programme, round_, both, ConstraintKind.FORBID, reason, reads)
        return _kept(programme, made, reads)


@needs(Action.PROPOSE)
def free(programme: Programme, round_: Round[Any], mentee: str, mentor: str, *, dry_run: bool = False) -> Constraint:
    """Take back what was laid down about two people. Raises UsageError where nothing was."""
    with unit(programme.store, programme.store.write("pair_freed"), dry_run=dry_run) as reads:
        one, other = _both(programme, round_, mentee, mentor, reads)
        found = laid_down(reads, round_, one.person.id, other.person.id)
        if not found:
            names = {"mentee": one.person.name, "mentor": other.person.name}
            raise UsageError(say("constraint.none", **names))
        if isinstance(reads, Transaction):
            reads.delete(found[0])
        return Constraint(record=found[0], mentee_name=one.person.name, mentor_name=other.person.name)


@needs(Action.PROPOSE)
def check_ruled_out(
    programme: Programme, round_: Round[Any], mentee: Applicant, mentor: Applicant, reads: Reads
) -> None:
    """Raises NotPossible, saying who, when and why, if somebody has ruled two people out as a pair."""
    _check(programme, round_, (mentee.person.id, mentor.person.id), ConstraintKind.FORBID, reads)


@needs(Action.PROPOSE)
def check_unlocked(programme: Programme, round_: Round[Any], pairs: Iterable[Pair], reads: Reads) -> None:
    """Raises NotPossible, saying who, when and why, if somebody has locked one of some pairs (ids)."""
    for pair in pairs:
        _check(programme, round_, pair, ConstraintKind.LOCK, reads)


def _check(programme: Programme, round_: Round[Any], pair: Pair, kind: ConstraintKind, reads: Reads) -> None:
    for one in laid_down(reads, round_, *pair):
        if one.kind is kind:
            zone = ZoneInfo(programme.config.organisation.timezone)
            raise NotPossible(say("constraint.already", what=told(reads, one, zone)))


def _locks(programme: Programme, round_: Round[Any], reads: Reads, also: PairConstraint | None = None) -> Locks:
    """All locks, tried on the people of today."""
    ground = ground_of(programme, round_, mentees_in_pool(programme, round_, reads), reads)
    return locks_on(programme, round_, ground, reads, also=also)


def _laid_down(
    programme: Programme,
    round_: Round[Any],
    both: tuple[Applicant, Applicant],
    kind: ConstraintKind,
    reason: str,
    reads: Reads,
) -> Constraint:
    mentee, mentor = (one.person for one in both)
    if not reason.strip():
        raise NotPossible(say("constraint.reason_missing"))
    if mentee.id == mentor.id:
        raise NotPossible(say("matching.same_person", person=mentee.name))
    for each in ConstraintKind:
        _check(programme, round_, (mentee.id, mentor.id), each, reads)
    record = PairConstraint(
        id="",
        round=round_.id,
        mentee=mentee.id,
        mentor=mentor.id,
        kind=kind,
        reason=reason.strip(),
        made_at=programme.clock(),
        by=programme.actor.shown,
    )
    return Constraint(record=record, mentee_name=mentee.name, mentor_name=mentor.name)


def _kept(programme: Programme, made: Constraint, reads: Reads) -> Constraint:
    if not isinstance(reads, Transaction):
        return made
    return attrs.evolve(made, record=reads.add(evolve(made.record, id=programme.new_id())))


def _both(
    programme: Programme, round_: Round[Any], mentee: str, mentor: str, reads: Reads
) -> tuple[Applicant, Applicant]:
    return (
        find_part(programme, round_.id, mentee, Role.MENTEE, reads),
        find_part(programme, round_.id, mentor, Role.MENTOR, reads),
    )
