"""Why two people who wait are no pair in the draft: reasons, prices and, where asked, the exact cost of the pair."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from geleit.labels import Sentence, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.partnerships import Acceptance, ConstraintKind, Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.kept import Kept, kept
from geleit.programme.proposals.laid_down import laid_down, told
from geleit.programme.proposals.pool import check_pool
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.answering.why import Answer

_NO_FIT = "no_fit"
"""Why a pair ended that did not fit."""


@attrs.frozen(kw_only=True)
class Answered:
    """An answer about two people (ids) of a draft; `notes` say which draft, and what has changed since it was kept."""

    mentee: str
    mentor: str
    kept: Kept
    answer: Answer

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """Which draft this is about, as far as there is something to say."""
        return self.kept.notes

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The reason first, then what else is known."""
        return (self.answer.sentence, *self.answer.details)


@needs(Action.PROPOSE)
def why_not(programme: Programme, round_: Round[Any], mentee: str, mentor: str, *, exact: bool = False) -> Answered:
    """Why a mentee and a mentor who wait are no pair in the draft that was kept, or else in the one of now.

    `exact` solves once more with the pair locked and says who would move. Raises NotPossible if one of them cannot be
    paired at all at present, as `check_pool`; UsageError for who takes no such part in the round.
    """
    from geleit.matching.answering.why import why_not as explain

    with programme.store.snapshot():
        reads = programme.store
        one = find_part(programme, round_.id, mentee, Role.MENTEE, reads)
        other = find_part(programme, round_.id, mentor, Role.MENTOR, reads)
        check_pool(programme, round_, one, other, reads)
        found = kept(programme, round_, reads)
        past = were_a_pair(programme, round_, one, other, reads) or _taken_out(programme, found, one, other)
    with programme.asked.blaming("geleit_matching"):
        answer = explain(
            found.policy,
            found.sides,
            found.standing,
            one.person.id,
            other.person.id,
            past=past,
            prices=found.prices,
            exact=exact,
        )
    return Answered(mentee=one.person.id, mentor=other.person.id, kept=found, answer=answer)


@needs(Action.PROPOSE)
def were_a_pair(
    programme: Programme, round_: Round[Any], mentee: Applicant, mentor: Applicant, reads: Reads
) -> Sentence | None:
    """How and when two people were a pair or declined each other, or were ruled out by hand, where they are not
    proposed again for that."""
    names = {"mentee": mentee.person.name, "mentor": mentor.person.name}
    if mentee.person.id == mentor.person.id:
        return say("why.same_person", **names)
    for one in laid_down(reads, round_, mentee.person.id, mentor.person.id):
        if one.kind is ConstraintKind.FORBID:
            return told(reads, one, ZoneInfo(programme.config.organisation.timezone))
    before = reads.all(Partnership, mentee=mentee.person.id, mentor=mentor.person.id, order="-decided_on")
    found = (_ended(programme, round_, pair, names, reads) for pair in before)
    return next((sentence for sentence in found if sentence is not None), None)


def _taken_out(programme: Programme, found: Kept, mentee: Applicant, mentor: Applicant) -> Sentence | None:
    change = found.taken_out.get((mentee.person.id, mentor.person.id))
    if change is None:
        return None
    names = {"mentee": mentee.person.name, "mentor": mentor.person.name}
    zone = ZoneInfo(programme.config.organisation.timezone)
    on = datetime.fromisoformat(change.at).astimezone(zone).date()
    return say("why.taken_out", on=on, by=change.by, reason=change.reason, **names)


def _ended(
    programme: Programme, round_: Round[Any], pair: Partnership, names: dict[str, str], reads: Reads
) -> Sentence | None:
    if pair.state is PairState.DECLINED:
        refused = [one for one in reads.all(Acceptance, partnership=pair.id, order="-on") if not one.accepted]
        if not refused or refused[0].reason is None:
            return say("why.declined", on=refused[0].on if refused else pair.decided_on, **names)
        reason = f"decline.{refused[0].reason}"
        worded = say(reason) if programme.labels.languages_of(reason) else refused[0].reason
        side = say(f"Side.{refused[0].side.value}")
        return say("why.declined_on", on=refused[0].on, side=side, reason=worded, **names)
    if pair.end_reason == _NO_FIT:
        return say("why.misfit", on=pair.ended or pair.decided_on, **names)
    if pair.round != round_.id:
        return None
    if pair.state in OPEN_PAIRS:
        return say("why.open", on=pair.decided_on, state=say(f"PairState.{pair.state.value}"), **names)
    if pair.state is PairState.CLOSED:
        return say("why.ended", on=pair.ended or pair.decided_on, **names)
    return None
