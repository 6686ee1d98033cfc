"""What a change would make of the draft, without anything being kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from geleit.errors import NotPossible
from geleit.labels import Sentence, say
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.proposals.answering import were_a_pair
from geleit.programme.proposals.kept import Kept, kept
from geleit.programme.proposals.pool import check_pool
from geleit.programme.roster import Applicant, find_part
from geleit.programme.staff.permits import needs
from geleit.questions.matching import Objective
from geleit.store import Reads

if TYPE_CHECKING:
    from geleit.matching.answering.what_if import Difference


@attrs.frozen(kw_only=True)
class Trial:
    """A difference to a draft, and in `sentences` the same in words. `notes` say what has changed since the draft was
    kept, and how much of the difference comes from that; or that none was kept."""

    kept: Kept
    difference: Difference
    sentences: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]


@needs(Action.PROPOSE)
def what_if(
    programme: Programme,
    round_: Round[Any],
    *,
    weights: Mapping[str, float] | None = None,
    objective: Objective | None = None,
    force: Iterable[tuple[str, str]] = (),
    forbid: Iterable[tuple[str, str]] = (),
    places: Iterable[str] = (),
    minimum_fit: float | None = None,
) -> Trial:
    """What would change in the draft that was kept, or else in the one of now; nothing is stored.

    People are named by id or name, pairs as mentee and mentor; a mentor in `places` gets one more place each time.
    Raises UsageError for a criterion, a person or a number that cannot be, NotPossible for a pair that a veto rules
    out, that was declined before, or of people who cannot be paired at present; InfeasibleLocks naming what
    contradicts itself.
    """
    from geleit.matching.answering.telling import in_words
    from geleit.matching.answering.what_if import Change
    from geleit.matching.answering.what_if import what_if as tried

    with programme.store.snapshot():
        reads = programme.store
        found = kept(programme, round_, reads)
        forced = [_pair(programme, round_, pair, reads) for pair in force]
        for mentee, mentor in forced:
            check_pool(programme, round_, mentee, mentor, reads)
            if (before := were_a_pair(programme, round_, mentee, mentor, reads)) is not None:
                raise NotPossible(before)
        change = Change(
            weights=weights or {},
            objective=objective,
            force=_ids(forced),
            forbid=_ids(_pair(programme, round_, pair, reads) for pair in forbid),
            places=Counter(find_part(programme, round_.id, name, Role.MENTOR, reads).person.id for name in places),
            minimum_fit=minimum_fit,
        )
        _check_candidates(programme, round_, found, change.forbid, tuple(change.places), reads)
    with programme.asked.blaming("geleit_matching"):
        difference = tried(found.policy, found.sides, found.allowing(change.force), change)
        anyway = tried(found.policy, found.sides, found.standing, Change()).moves if found.older else ()
    notes = (*found.notes, say("kept.anyway", n=len(anyway))) if anyway else found.notes
    return Trial(kept=found, difference=difference, sentences=in_words(found.sides, difference), notes=notes)


def _pair(programme: Programme, round_: Round[Any], pair: tuple[str, str], reads: Reads) -> tuple[Applicant, Applicant]:
    return (
        find_part(programme, round_.id, pair[0], Role.MENTEE, reads),
        find_part(programme, round_.id, pair[1], Role.MENTOR, reads),
    )


def _ids(pairs: Iterable[tuple[Applicant, Applicant]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((mentee.person.id, mentor.person.id) for mentee, mentor in pairs))


def _check_candidates(
    programme: Programme,
    round_: Round[Any],
    found: Kept,
    pairs: tuple[tuple[str, str], ...],
    mentors: tuple[str, ...],
    reads: Reads,
) -> None:
    """Raises NotPossible for somebody who takes part in the round and in no proposal at present, naming the state."""
    asked = [(id_, Role.MENTEE) for id_, _ in pairs] + [
        (id_, Role.MENTOR) for id_ in (*(one for _, one in pairs), *mentors)
    ]
    for id_, role in asked:
        side = found.sides.mentees if role is Role.MENTEE else found.sides.mentors
        if id_ not in side.ids:
            part = find_part(programme, round_.id, id_, role, reads)
            state = say(f"PartState.{part.part.state.value}")
            raise NotPossible(say("matching.not_in_pool", person=part.person.name, state=state))
