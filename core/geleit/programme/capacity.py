"""How many partnerships a mentor can have, and what a full caseload forbids."""

from __future__ import annotations

import math
from collections import Counter
from enum import StrEnum
from typing import Any

import attrs

from geleit.errors import NotPossible
from geleit.labels import say
from geleit.model.lifecycle import OPEN_PAIRS, PartState
from geleit.model.partnerships import Partnership, Proposal, ProposalState
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.roster import Applicant, without_papers
from geleit.programme.staff.permits import needs
from geleit.questions.matching import Capacity
from geleit.questions.sessions import Caseload
from geleit.regions.asking import Answers
from geleit.store import Reads


def places_of(capacity: Capacity, mentor: Applicant) -> int:
    """A mentor's places at a time: the policy's number, times the mentor's own share where the policy names a field.

    An unknown share gives no place by itself, since a guess would overload somebody.
    """
    if capacity.per is None:
        return capacity.places
    share = mentor.value(capacity.per)
    return 0 if share is None else math.floor(capacity.places * share + 1e-9)


def bound(limit: int, caseload: Caseload, mentor: Applicant) -> int:
    """A limit of the caseload (warning, cap or stop) for one mentor's share."""
    return places_of(Capacity(places=limit, per=caseload.per), mentor)


def running(reads: Reads, round_id: str) -> Counter[str]:
    """How many open partnerships each mentor of a round has, by person."""
    return Counter(pair.mentor for pair in reads.all(Partnership, round=round_id, state=tuple(OPEN_PAIRS)))


@needs(Action.SEE_LOADS)
def free_places(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> dict[str, int]:
    """The free places of every mentor of a round, by person; never less than 0."""
    reads = reads or programme.store
    taken = running(reads, round_.id)
    return {id_: max(0, places - taken[id_]) for id_, places in all_places(programme, round_, reads).items()}


@needs(Action.SEE_LOADS)
def all_places(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> dict[str, int]:
    """How many cases each mentor of a round is proposed to have at the most, by person: the places, or the caseload's
    cap where that is less."""
    answers = programme.answers(round_)
    caseload = answers.sessions.caseload
    found = {}
    for mentor in without_papers(programme, round_.id, Role.MENTOR, reads=reads):
        places = places_of(answers.matching.mentor_capacity, mentor)
        found[mentor.person.id] = places if caseload is None else min(places, bound(caseload.cap, caseload, mentor))
    return found


class Level(StrEnum):
    """How full a mentor is: room, at the warning, at the cap (nobody more is proposed), at the stop (nobody at all);
    unknown where nobody has recorded the share that the places depend on."""

    ROOM = "room"
    WARNING = "warning"
    FULL = "full"
    STOP = "stop"
    UNKNOWN = "unknown"


@attrs.frozen
class Load:
    """A mentor's open partnerships beside their places, and how full that is; `proposed` are those of the draft that
    waits for a decision, and `level_then` says how full the mentor would be with them."""

    mentor: Applicant
    running: int
    places: int
    level: Level
    proposed: int
    level_then: Level


@needs(Action.SEE_LOADS)
def loads(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> tuple[Load, ...]:
    """The load of every mentor of a round who is available or has somebody."""
    reads = reads or programme.store
    answers = programme.answers(round_)
    taken, coming = running(reads, round_.id), _proposed(reads, round_.id)
    found = []
    for mentor in without_papers(programme, round_.id, Role.MENTOR, reads=reads):
        now, more = taken[mentor.person.id], coming[mentor.person.id]
        if now or mentor.part.state is PartState.AVAILABLE:
            places = places_of(answers.matching.mentor_capacity, mentor)
            levels = level_of(now, answers, mentor), level_of(now + more, answers, mentor)
            found.append(Load(mentor, now, places, levels[0], more, levels[1]))
    return tuple(found)


def _proposed(reads: Reads, round_id: str) -> Counter[str]:
    """How many pairs of the round's latest draft each mentor is in, by person."""
    drafts = reads.all(Proposal, round=round_id, state=ProposalState.DRAFT)
    latest = max(drafts, key=lambda draft: (draft.made_at, draft.id), default=None)
    pairs = (latest.content or {}).get("pairs", []) if latest else []
    return Counter(pair["mentor"] for pair in pairs)


def level_of(taken: int, answers: Answers, mentor: Applicant) -> Level:
    """How full a mentor with so many cases is; where the policy has no caseload, with the last place."""
    places = places_of(answers.matching.mentor_capacity, mentor)
    caseload = answers.sessions.caseload
    if _unknown_share(answers, mentor) is not None:
        return Level.UNKNOWN
    if caseload is None:
        return Level.FULL if taken >= places else Level.ROOM
    limits = ((Level.STOP, caseload.stop), (Level.FULL, caseload.cap), (Level.WARNING, caseload.warning))
    reached = (level for level, limit in limits if taken >= bound(limit, caseload, mentor))
    return next(reached, Level.ROOM)


def _unknown_share(answers: Answers, mentor: Applicant) -> str | None:
    """The field of a share that a mentor's places or caseload depend on and that nobody has recorded."""
    caseload = answers.sessions.caseload
    fields = (answers.matching.mentor_capacity.per, caseload.per if caseload else None)
    return next((field for field in fields if field is not None and mentor.value(field) is None), None)


@needs(Action.SEE_LOADS)
def check_stop(programme: Programme, round_: Round[Any], mentor: Applicant, reads: Reads) -> None:
    """Refuse a pair by hand with a mentor whose caseload has reached the stop, or whose places are taken.

    Where the policy has a caseload, its stop is the limit by hand; elsewhere the places are. Raises NotPossible, also
    where the share that the limit depends on is unknown.
    """
    answers = programme.answers(round_)
    unknown = _unknown_share(answers, mentor)
    if unknown is not None:
        raise NotPossible(say("capacity.unknown", mentor=mentor.person.name, field=say(f"field.{unknown}")))
    taken = running(reads, round_.id)[mentor.person.id]
    caseload = answers.sessions.caseload
    limit = bound(caseload.stop, caseload, mentor) if caseload else places_of(answers.matching.mentor_capacity, mentor)
    if taken >= limit:
        raise NotPossible(say("capacity.full", mentor=mentor.person.name, n=taken, limit=limit))
