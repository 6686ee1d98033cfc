"""Whether a draft's pairs still hold on the day it is published: people, places, consents, refusals and vetoes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from geleit.errors import NotPossible, UsageError
from geleit.labels import Listed, Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS
from geleit.model.partnerships import ConstraintKind, Partnership
from geleit.model.people import Person, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import free_places
from geleit.programme.context import Programme
from geleit.programme.proposals.content import StoredPair
from geleit.programme.proposals.laid_down import laid_down, told
from geleit.programme.proposals.pool import (
    candidates,
    check_pool,
    forbidden_pairs,
    mentees_in_pool,
    mentors_in_pool,
    places_taken,
)
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads

Pair = tuple[str, str]


@attrs.frozen(kw_only=True)
class Present:
    """What holds now: who can be paired, the places left on both sides (counted down by `take`), the pairs that are
    never made and those that are made already, and by pair what rules it out on today's answers."""

    programme: Programme
    round: Round[Any]
    reads: Reads
    mentees: Mapping[str, Applicant]
    mentors: Mapping[str, Applicant]
    free: dict[str, int]
    room: dict[str, int]
    forbidden: frozenset[Pair]
    standing: frozenset[Pair]
    vetoes: Mapping[Pair, tuple[Sentence, ...]]

    def take(self, pair: StoredPair) -> tuple[Applicant, Applicant]:
        """Both people of a pair, whose places it takes. Raises NotPossible naming the two and what has changed."""
        if (why := self._against(pair)) is not None:
            names = (self._name(pair.mentee), self._name(pair.mentor))
            raise NotPossible(say("matching.stale", mentee=names[0], mentor=names[1], why=why))
        self.free[pair.mentor] -= 1
        self.room[pair.mentee] -= 1
        return self.mentees[pair.mentee], self.mentors[pair.mentor]

    def _against(self, pair: StoredPair) -> Sentence | None:
        both = pair.mentee, pair.mentor
        if both in self.standing:
            return say("matching.stale_standing")
        if pair.mentee not in self.mentees or pair.mentor not in self.mentors:
            return self._not_in_pool(pair)
        if both in self.forbidden:
            return self._refused(both)
        if self.free.get(pair.mentor, 0) < 1:
            return say("matching.stale_place", mentor=self._name(pair.mentor))
        if self.room[pair.mentee] < 1:
            return say("matching.stale_mentee", mentee=self._name(pair.mentee))
        if ruled_out := self.vetoes.get(both):
            return say("matching.stale_veto", vetoes=Listed(ruled_out))
        return None

    def _not_in_pool(self, pair: StoredPair) -> Sentence:
        """Why somebody cannot be paired at all."""
        try:
            mentee = find_part(self.programme, self.round.id, pair.mentee, Role.MENTEE, self.reads)
            mentor = find_part(self.programme, self.round.id, pair.mentor, Role.MENTOR, self.reads)
            check_pool(self.programme, self.round, mentee, mentor, self.reads)
        except (NotPossible, UsageError) as error:
            return error.sentence
        return say("matching.stale_person")

    def _refused(self, pair: Pair) -> Sentence:
        """Why a pair is never made: as somebody laid down by hand, or because it came to nothing before."""
        for one in laid_down(self.reads, self.round, *pair):
            if one.kind is ConstraintKind.FORBID:
                return told(self.reads, one, ZoneInfo(self.programme.config.organisation.timezone))
        return say("matching.stale_declined")

    def _name(self, person: str) -> str:
        found = self.reads.get(Person, person)
        return found.name if found else person


@needs(Action.DECIDE_PAIRS)
def present(programme: Programme, round_: Round[Any], pairs: Iterable[StoredPair], reads: Reads) -> Present:
    """What holds now around some pairs. Raises RegionError where a veto fails."""
    mentees = {one.person.id: one for one in mentees_in_pool(programme, round_, reads)}
    mentors = {one.person.id: one for one in mentors_in_pool(programme, round_, reads)}
    most = programme.answers(round_).matching.mentee_capacity
    taken = places_taken(reads, round_)
    standing = reads.all(Partnership, round=round_.id, state=tuple(OPEN_PAIRS))
    both = [(one.mentee, one.mentor) for one in pairs if one.mentee in mentees and one.mentor in mentors]
    return Present(
        programme=programme,
        round=round_,
        reads=reads,
        mentees=mentees,
        mentors=mentors,
        free=free_places(programme, round_, reads),
        room={id_: most - taken.get(id_, 0) for id_ in mentees},
        forbidden=forbidden_pairs(reads, round_),
        standing=frozenset((pair.mentee, pair.mentor) for pair in standing),
        vetoes=_vetoes(programme, round_, mentees, both, reads),
    )


def _vetoes(
    programme: Programme, round_: Round[Any], mentees: Mapping[str, Applicant], pairs: Iterable[Pair], reads: Reads
) -> dict[Pair, tuple[Sentence, ...]]:
    """By pair, the vetoes that rule it out on the answers that stand now; who is in none of them is left out."""
    import numpy as np

    from geleit.matching.proposing.explanation import veto_in_words
    from geleit.matching.scoring.asking import Asked, People
    from geleit.matching.scoring.vetoes import allows

    policy = programme.answers(round_).matching
    wanted = list(pairs)
    if not policy.vetoes or not wanted:
        return {}
    paired = dict.fromkeys(mentee for mentee, _ in wanted)
    sides = candidates(programme, round_, tuple(mentees[id_] for id_ in paired), reads)
    rows = {id_: row for row, id_ in enumerate(sides.mentees.ids)}
    columns = {id_: column for column, id_ in enumerate(sides.mentors.ids)}
    row, column = np.array([(rows[mentee], columns[mentor]) for mentee, mentor in wanted]).T
    found: dict[Pair, tuple[Sentence, ...]] = {}
    with programme.asked.blaming("geleit_matching"):
        people = People.of(sides)
        for veto in policy.vetoes:
            refused = ~allows(veto, Asked(veto, people).listed(row, column))
            for at in np.flatnonzero(refused).tolist():
                named = veto_in_words(veto, sides, (int(row[at]), int(column[at])))
                found[wanted[at]] = (*found.get(wanted[at], ()), named)
    return found
