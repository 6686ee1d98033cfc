"""What is laid down by hand for the proposals of a round, and which locks can be kept to among today's people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS
from geleit.model.partnerships import ConstraintKind, PairConstraint, Partnership
from geleit.model.people import Person
from geleit.model.rounds import Round
from geleit.questions.matching import MatchingPolicy
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.columns.people import Sides

Pair = tuple[str, str]


def laid_down(
    reads: Reads, round_: Round[Any], mentee: str | None = None, mentor: str | None = None
) -> tuple[PairConstraint, ...]:
    """What is laid down in a round, the oldest first: about everybody, or about the two that are named."""
    named = {key: value for key, value in (("mentee", mentee), ("mentor", mentor)) if value is not None}
    return reads.all(PairConstraint, round=round_.id, order="made_at", **named)


def ruled_out(reads: Reads, round_: Round[Any]) -> frozenset[Pair]:
    """The pairs that somebody has ruled out in a round."""
    return _of_kind(reads, round_, ConstraintKind.FORBID)


def locked_by_hand(reads: Reads, round_: Round[Any]) -> frozenset[Pair]:
    """The pairs that somebody has locked in a round."""
    return _of_kind(reads, round_, ConstraintKind.LOCK)


def _of_kind(reads: Reads, round_: Round[Any], kind: ConstraintKind) -> frozenset[Pair]:
    return frozenset((one.mentee, one.mentor) for one in reads.all(PairConstraint, round=round_.id, kind=kind))


def told(reads: Reads, constraint: PairConstraint, zone: ZoneInfo) -> Sentence:
    """Who laid down what about whom, when and why."""
    return say(
        f"constraint.{constraint.kind.value}",
        mentee=reads.one(Person, constraint.mentee).name,
        mentor=reads.one(Person, constraint.mentor).name,
        on=constraint.made_at.astimezone(zone).date(),
        by=constraint.by,
        reason=constraint.reason,
    )


@attrs.frozen(kw_only=True)
class Locks:
    """The locks of a round: the pairs that a draft can keep to, and by pair what keeps the others from being kept to."""

    pairs: tuple[Pair, ...] = ()
    obstacles: Mapping[Pair, Sentence] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Ground:
    """What locks are tried on: the people who can be paired, what both sides have room for, the pairs never made."""

    policy: MatchingPolicy
    sides: Sides
    places: Mapping[str, int]
    room: Mapping[str, int]
    refused: frozenset[Pair]

    def locks(self, reads: Reads, round_: Round[Any], locked: Iterable[PairConstraint]) -> Locks:
        """Which of some locks can be kept to, the oldest first. Raises ScoringError where a veto fails."""
        open_pairs = {
            (pair.mentee, pair.mentor) for pair in reads.all(Partnership, round=round_.id, state=tuple(OPEN_PAIRS))
        }
        places, room = dict(self.places), dict(self.room)
        kept: list[Pair] = []
        obstacles: dict[Pair, Sentence] = {}
        for one in locked:
            pair = one.mentee, one.mentor
            obstacle = self._obstacle(reads, pair, open_pairs, places, room)
            if obstacle is not None:
                obstacles[pair] = obstacle
                continue
            kept.append(pair)
            room[pair[0]] -= 1
            places[pair[1]] -= 1
        return Locks(pairs=tuple(kept), obstacles=obstacles)

    def _obstacle(
        self,
        reads: Reads,
        pair: Pair,
        open_pairs: set[Pair],
        places: Mapping[str, int],
        room: Mapping[str, int],
    ) -> Sentence | None:
        from geleit.matching.proposing.explanation import vetoes_in_words
        from geleit.matching.proposing.standing import row_of
        from geleit.matching.scoring.scores import pair_vetoes

        names = {"mentee": reads.one(Person, pair[0]).name, "mentor": reads.one(Person, pair[1]).name}
        if pair in open_pairs:
            return say("constraint.are_pair", **names)
        if pair[0] not in self.sides.mentees.ids:
            return say("constraint.not_in_pool", person=names["mentee"])
        if pair[1] not in self.sides.mentors.ids:
            return say("constraint.not_in_pool", person=names["mentor"])
        if pair in self.refused:
            return say("constraint.refused", **names)
        rows = row_of(self.sides.mentees, pair[0]), row_of(self.sides.mentors, pair[1])
        if vetoes := pair_vetoes(self.policy, self.sides, *rows):
            named: Listed = vetoes_in_words(self.policy, self.sides, rows, vetoes)
            return say("constraint.vetoed", vetoes=named, **names)
        if room.get(pair[0], 0) < 1:
            return say("constraint.no_place", person=names["mentee"])
        if places.get(pair[1], 0) < 1:
            return say("constraint.no_place", person=names["mentor"])
        return None
