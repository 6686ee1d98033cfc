"""Why somebody has no mentor, as a code and a sentence that a coordinator can pass on."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np

from geleit.labels import Listed, Sentence, say
from geleit.matching.assigning.checking import SCALE, Bools, Ints, Pairs
from geleit.matching.proposing.draft import Unmatched
from geleit.matching.proposing.explanation import veto_in_words
from geleit.matching.proposing.prices import PriceList
from geleit.matching.proposing.standing import Points
from geleit.matching.scoring.scores import Scores

_SHOWN = 3


@attrs.frozen(eq=False)
class Situation:
    """How a run ended: the scores, the pairs that were possible (`may`: neither vetoed nor forbidden), the places the
    mentors had, the pairs made, and the prices that prove them, where the objective has any."""

    scores: Scores
    may: Bools
    places: Ints
    pairs: Pairs
    prices: PriceList | None = None


def why_unmatched(situation: Situation, mentee: int) -> Unmatched:
    """The reason why the mentee in a row has no mentor, of those mentors only who had a place to give."""
    why = _why(situation, mentee)
    return Unmatched(
        mentee=situation.scores.sides.mentees.candidates[mentee].id,
        reason_code=why.code,
        reason=_together(why.first, why.further),
        brief=_together(why.brief or why.first, why.further if why.brief is None else ()),
        named=why.named,
    )


@attrs.frozen
class _Why:
    """A reason: its code, the `first` sentence and those that add to it; where they name others, the same `brief`."""

    code: str
    first: Sentence
    further: tuple[Sentence, ...] = ()
    brief: Sentence | None = None
    named: tuple[str, ...] = ()


def _why(situation: Situation, i: int) -> _Why:
    scores = situation.scores
    policy, mentors = scores.policy, scores.sides.mentors.candidates
    placed = situation.places > 0
    if not placed.any():
        return _Why("no_mentor", say("unmatched.no_mentor"))
    allowed = scores.allowed[i] & placed
    if not allowed.any():
        return _Why("vetoed", say("unmatched.vetoed", n=int(placed.sum()), vetoes=_vetoes(scores, i, placed)))
    open_ = situation.may[i] & placed
    ruled_out = _ruled_out(scores, i, placed & ~allowed)
    if not open_.any():
        return _Why("forbidden", say("unmatched.forbidden", n=int(allowed.sum())), ruled_out)
    if declined := int((allowed & ~open_).sum()):
        ruled_out = (*ruled_out, say("unmatched.also_forbidden", n=declined))
    reached = scores.combined[i].astype(np.int64)
    fitting = open_ & (reached >= round(policy.minimum_fit * SCALE))
    if not fitting.any():
        top = min(np.flatnonzero(open_).tolist(), key=lambda j: (-int(reached[j]), mentors[j].id))
        minimum = Points(round(policy.minimum_fit * SCALE))
        args = {"mentor": mentors[top].name, "score": Points(int(reached[top])), "minimum": minimum}
        return _Why(
            "below_minimum_fit",
            say("unmatched.below_minimum_fit", **args),
            ruled_out,
            brief=say("unmatched.below_minimum_fit_brief", minimum=minimum),
            named=(mentors[top].id,),
        )
    nearest = _nearest(situation, i, np.flatnonzero(fitting).tolist())[:_SHOWN]
    people = scores.sides.mentees.candidates
    held = {people[mentee].id for mentee, mentor in situation.pairs if mentor in nearest}
    return _Why(
        "places_taken",
        say("unmatched.places_taken", places=Listed([_taken(situation, i, j) for j in nearest])),
        (*_one_more(situation, nearest), *ruled_out),
        brief=say("unmatched.places_taken_brief"),
        named=(*sorted(mentors[j].id for j in nearest), *sorted(held)),
    )


def _together(first: Sentence, further: Iterable[Sentence]) -> Sentence:
    """Several sentences as one text."""
    for sentence in further:
        first = say("unmatched.and_besides", first=first, second=sentence)
    return first


def _vetoes(scores: Scores, i: int, among: Bools) -> Listed:
    """By veto, how many of some mentors it rules out; one and the same may be ruled out by several."""
    sides = scores.sides
    counts = [(veto, scores.ruled_out[veto.code][i] & among) for veto in scores.policy.vetoes]
    return Listed(
        [
            say(
                "unmatched.veto",
                veto=veto_in_words(veto, sides, (i, int(refused.argmax()))),
                count=int(refused.sum()),
            )
            for veto, refused in counts
            if refused.any()
        ]
    )


def _ruled_out(scores: Scores, i: int, among: Bools) -> tuple[Sentence, ...]:
    if not among.any():
        return ()
    return (say("unmatched.also_vetoed", n=int(among.sum()), vetoes=_vetoes(scores, i, among)),)


def _nearest(situation: Situation, i: int, columns: Iterable[int]) -> list[int]:
    """Mentors by what a pair with this mentee would cost the others at the least, without prices by score; of equal
    ones the better fitting first, then by id (the digest's order is the solver's own; this is for the sentence)."""
    mentors = situation.scores.sides.mentors.candidates
    mentee = situation.scores.sides.mentees.candidates[i].id

    def order(j: int) -> tuple[int, int, int, str]:
        score, mentor = int(situation.scores.combined[i, j]), mentors[j].id
        cost = None if situation.prices is None else situation.prices.least_cost(mentee, mentor, score)
        return (cost.people, cost.points, -score, mentor) if cost else (0, 0, -score, mentor)

    return sorted(columns, key=order)


def _one_more(situation: Situation, columns: Iterable[int]) -> tuple[Sentence, ...]:
    """What one more place with each of some mentors would bring, where it is known."""
    if situation.prices is None:
        return ()
    mentors = situation.scores.sides.mentors.candidates
    gains = [(mentors[j].name, situation.prices.place(mentors[j].id)) for j in columns]
    found = []
    if people := [name for name, gain in gains if gain.people > 0]:
        found.append(say("unmatched.one_more_person", mentors=Listed(people, "list.or")))
    if points := [(name, gain.points) for name, gain in gains if gain.people <= 0 and gain.points > 0]:
        added = [say("unmatched.one_more_at", mentor=name, points=Points(units)) for name, units in points]
        found.append(say("unmatched.one_more_points", gains=Listed(added)))
    return tuple(found)


def _taken(situation: Situation, i: int, j: int) -> Sentence:
    """A mentor's places: at which score they would have fitted, and who has them at which."""
    scores = situation.scores
    people = scores.sides.mentees.candidates
    holders = sorted(
        (mentee for mentee, mentor in situation.pairs if mentor == j),
        key=lambda mentee: (-int(scores.combined[mentee, j]), people[mentee].id),
    )
    held = [
        say("unmatched.holder", mentee=people[mentee].name, score=Points(int(scores.combined[mentee, j])))
        for mentee in holders[:_SHOWN]
    ]
    if len(holders) > _SHOWN:
        held.append(say("unmatched.more_holders", n=len(holders) - _SHOWN))
    mentor = scores.sides.mentors.candidates[j].name
    return say("unmatched.place", mentor=mentor, score=Points(int(scores.combined[i, j])), holders=Listed(held))
