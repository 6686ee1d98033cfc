"""Why somebody has no mentor, as a code and a sentence that a coordinator can pass on."""

from __future__ import annotations

import attrs
import numpy as np

from geleit.labels import Listed, Sentence, say
from geleit.matching.assigning.instance import SCALE, Bools, Ints, Pairs
from geleit.matching.proposing.draft import Unmatched
from geleit.matching.scoring.scores import Scores

_SHOWN = 3


@attrs.frozen(eq=False)
class Situation:
    """How a run ended: the scores, the pairs that were possible (`may`: neither vetoed nor forbidden), the places the
    mentors had, and the pairs made."""

    scores: Scores
    may: Bools
    places: Ints
    pairs: Pairs


def why_unmatched(situation: Situation, mentee: int) -> Unmatched:
    """The reason why the mentee in a row has no mentor, of those mentors only who had a place to give."""
    code, reason = _why(situation, mentee)
    return Unmatched(mentee=situation.scores.sides.mentees.ids[mentee], reason_code=code, reason=reason)


def points(units: int) -> float:
    """Units of 1/10,000 of a point as points."""
    return units / SCALE


def _why(situation: Situation, i: int) -> tuple[str, Sentence]:
    scores = situation.scores
    policy, mentors = scores.policy, scores.sides.mentors.candidates
    placed = situation.places > 0
    if not placed.any():
        return "no_mentor", say("unmatched.no_mentor")
    allowed = scores.allowed[i] & placed
    if not allowed.any():
        counts = [(veto.code, int((scores.ruled_out[veto.code][i] & placed).sum())) for veto in policy.vetoes]
        vetoes = [say("unmatched.veto", veto=say(f"veto.{code}"), count=count) for code, count in counts if count]
        return "vetoed", say("unmatched.vetoed", n=int(placed.sum()), vetoes=Listed(vetoes))
    open_ = situation.may[i] & placed
    if not open_.any():
        return "forbidden", say("unmatched.forbidden", n=int(allowed.sum()))
    # The digest's order is the solver's own; here equal scores go by id, for the sentence only.
    ids = scores.sides.mentors.ids
    best = sorted(np.flatnonzero(open_).tolist(), key=lambda j: (-int(scores.combined[i, j]), ids[j]))
    fitting = [j for j in best if scores.combined[i, j] >= round(policy.minimum_fit * SCALE)]
    if not fitting:
        top = best[0]
        reached = points(int(scores.combined[i, top]))
        args = {"mentor": mentors[top].name, "score": reached, "minimum": float(policy.minimum_fit)}
        return "below_minimum_fit", say("unmatched.below_minimum_fit", **args)
    taken = [_taken(situation, i, j) for j in fitting[:_SHOWN]]
    return "places_taken", say("unmatched.places_taken", places=Listed(taken))


def _taken(situation: Situation, i: int, j: int) -> Sentence:
    """A mentor's places: at which score they would have fitted, and who has them at which."""
    scores = situation.scores
    people = scores.sides.mentees.candidates
    holders = sorted(
        (mentee for mentee, mentor in situation.pairs if mentor == j),
        key=lambda mentee: (-int(scores.combined[mentee, j]), people[mentee].id),
    )
    held = [
        say("unmatched.holder", mentee=people[mentee].name, score=points(int(scores.combined[mentee, j])))
        for mentee in holders[:_SHOWN]
    ]
    if len(holders) > _SHOWN:
        held.append(say("unmatched.more_holders", n=len(holders) - _SHOWN))
    mentor = scores.sides.mentors.candidates[j].name
    return say("unmatched.place", mentor=mentor, score=points(int(scores.combined[i, j])), holders=Listed(held))
