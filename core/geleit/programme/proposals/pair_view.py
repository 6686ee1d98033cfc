"""Two people side by side: what both say, what they have in common, and what each criterion makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from geleit.errors import UsageError
from geleit.labels import Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS
from geleit.model.partnerships import PairConstraint, Partnership, Place, Side
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.capacity import places_of, running
from geleit.programme.context import Programme
from geleit.programme.proposals.answering import were_a_pair
from geleit.programme.proposals.content import StoredPair, content_of
from geleit.programme.proposals.drafting import latest
from geleit.programme.proposals.keeping import stored_pair
from geleit.programme.proposals.laid_down import laid_down
from geleit.programme.proposals.profiles import ProfileLine, profiles
from geleit.programme.proposals.telling import beside_words
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.columns.people import Sides
    from geleit.matching.scoring.scores import Part
    from geleit.questions.matching import Criterion


@attrs.frozen(kw_only=True)
class CriterionTold:
    """What one criterion makes of two people. `units` of `most` are in 1/10,000 of a point, `value` is from 0 to 1
    (None: unknown, so that the neutral value counts). `counted`: it is part of the pair's score; `wish_of`: whose wish
    it is. `common` says what it found. A criterion that reads special data has a `label` of its own and says nothing."""

    code: str
    label: Sentence
    units: int
    most: int
    value: float | None
    counted: bool
    wish_of: Side | None
    common: Sentence | None

    @property
    def told(self) -> Sentence:
        """The same in words."""
        from geleit.matching.proposing.standing import Points

        code = "part_found" if self.common is not None else "part"
        code = "part_unknown" if self.value is None else code if self.counted else "part_uncounted"
        words = {"criterion": self.label, "points": Points(self.units), "most": Points(self.most)}
        return say(f"pair_view.{code}", **words, found=self.common)


@attrs.frozen(kw_only=True)
class PairView:
    """Everything that there is to say about a mentee and a mentor as a pair, by what both say today.

    `units` of `most` are in 1/10,000 of a point, `mentee_units` and `mentor_units` what each side sees. `sentence` is
    why these two, in the draft's words where they are a pair in it (`drafted`), else as it would be. `vetoes` rule the
    pair out, `past` says how it came to nothing before, `constraint` what is laid down about it, `partnership` that it
    is one now. `free` are the mentor's free places; `several`: a mentee can
    have more than one mentor.
    """

    mentee: str
    mentor: str
    mentee_name: str
    mentor_name: str
    lines: tuple[ProfileLine, ...]
    criteria: tuple[CriterionTold, ...]
    units: int
    most: int
    mentee_units: int
    mentor_units: int
    two_views: bool
    sentence: str
    beside: tuple[Sentence, ...]
    vetoes: tuple[Sentence, ...]
    past: Sentence | None
    constraint: PairConstraint | None
    drafted: StoredPair | None
    partnership: Partnership | None
    free: int
    several: bool

    @property
    def total(self) -> Sentence:
        """The points of how many, and what each side sees where that may differ."""
        from geleit.matching.proposing.standing import Points

        views = {"mine": Points(self.mentee_units), "theirs": Points(self.mentor_units)}
        code = "total_of_both" if self.two_views else "total"
        return say(f"pair_view.{code}", points=Points(self.units), most=Points(self.most), **views)


@needs(Action.PROPOSE)
def pair_view(programme: Programme, round_: Round[Any], mentee: str, mentor: str) -> PairView:
    """Two people of a round, by id or name, whether they can be paired at present or not.

    Raises UsageError for who takes no such part, RegionError where a criterion fails.
    """
    from geleit.matching.changing.swapping import Held, rescored
    from geleit.matching.proposing.explanation import veto_in_words
    from geleit.matching.scoring.most import most_units
    from geleit.matching.scoring.scores import pair_vetoes

    with programme.store.snapshot():
        reads = programme.store
        one = find_part(programme, round_.id, mentee, Role.MENTEE, reads)
        other = find_part(programme, round_.id, mentor, Role.MENTOR, reads)
        policy = programme.answers(round_).matching
        sides, free = _two(programme, round_, one, other, reads)
        with programme.asked.blaming("geleit_matching"):
            (now,) = rescored(policy, sides, [Held(one.person.id, other.person.id, Place.LEAD)])
            ruling = set(pair_vetoes(policy, sides, 0, 0))
            vetoes = [veto_in_words(veto, sides, (0, 0)) for veto in policy.vetoes if veto.code in ruling]
            told = tuple(
                _criterion(programme, sides, criterion, part)
                for criterion, part in zip(policy.criteria, now.parts, strict=True)
            )
        drafted = _drafted(programme, round_, one.person.id, other.person.id, reads)
        shown = drafted or stored_pair(programme, now)
        open_now = reads.all(
            Partnership, round=round_.id, mentee=one.person.id, mentor=other.person.id, state=tuple(OPEN_PAIRS)
        )
        constraint = laid_down(reads, round_, one.person.id, other.person.id)
        return PairView(
            mentee=one.person.id,
            mentor=other.person.id,
            mentee_name=one.person.name,
            mentor_name=other.person.name,
            lines=profiles(programme, policy, one, other),
            criteria=told,
            units=now.score,
            most=most_units(policy),
            mentee_units=now.mentee_score,
            mentor_units=now.mentor_score,
            two_views=any(criterion.wish_of is not None for criterion in policy.criteria),
            sentence=shown.said(programme.language),
            beside=beside_words(programme, shown, programme.language),
            vetoes=tuple(dict.fromkeys(vetoes)),
            past=were_a_pair(programme, round_, one, other, reads),
            constraint=constraint[0] if constraint else None,
            drafted=drafted,
            partnership=open_now[0] if open_now else None,
            free=free,
            several=policy.mentee_capacity > 1,
        )


def _two(
    programme: Programme, round_: Round[Any], mentee: Applicant, mentor: Applicant, reads: Reads
) -> tuple[Sides, int]:
    """The two as the engine sees them, and the mentor's free places."""
    from geleit.matching.columns.people import Candidate, build

    places = places_of(programme.answers(round_).matching.mentor_capacity, mentor)
    taken = running(reads, round_.id)[mentor.person.id]
    sides = build(
        [Candidate(id=mentee.person.id, person=mentee.person, participant=mentee.fields)],
        [Candidate(id=mentor.person.id, person=mentor.person, participant=mentor.fields)],
        programme.participant(Role.MENTEE),
        programme.participant(Role.MENTOR),
        loads={mentor.person.id: taken / places} if places else {},
    )
    return sides, max(0, places - taken)


def _criterion(programme: Programme, sides: Sides, criterion: Criterion, part: Part) -> CriterionTold:
    from geleit.matching.assigning.checking import SCALE
    from geleit.matching.proposing.explanation import common, criterion_in_words

    label = criterion_in_words(criterion, sides, (0, 0))
    found = None
    if label is not None and part.value and criterion.lifts is None:
        found = common(criterion.scorer, sides.mentees.candidates[0], sides.mentors.candidates[0], programme.reading)
    return CriterionTold(
        code=criterion.code,
        label=label or say("explain.unnamed"),
        units=part.contribution,
        most=round(criterion.weight * SCALE),
        value=part.value,
        counted=part.counted,
        wish_of=criterion.wish_of,
        common=found,
    )


def _drafted(programme: Programme, round_: Round[Any], mentee: str, mentor: str, reads: Reads) -> StoredPair | None:
    """The two as they stand in the draft that waits for a decision."""
    try:
        content = content_of(latest(programme, round_, reads))
    except UsageError:
        return None
    return next((pair for pair in content.of_mentee(mentee) if pair.mentor == mentor), None)
