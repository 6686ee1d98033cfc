"""`why_not`: why two people are no pair in a draft, what a further place would bring, and what the pair would cost."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from geleit.labels import Listed, Sentence, say
from geleit.matching.answering.telling import in_words
from geleit.matching.answering.what_if import Change, Difference, what_if
from geleit.matching.assigning.checking import SCALE
from geleit.matching.assigning.gain import Gain
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.explanation import criterion_in_words, vetoes_in_words
from geleit.matching.proposing.prices import PriceList
from geleit.matching.proposing.standing import Pair, Points, Standing, row_of, told
from geleit.matching.scoring.scores import Part, Scores, pair_parts, pair_vetoes
from geleit.matching.scoring.scores import score as score_all
from geleit.model.partnerships import Side
from geleit.questions.matching import MatchingPolicy, Objective

_MOVES = 12
"""How many people who move an answer names."""
_TOTALS = (Objective.MOST_MATCHED, Objective.BEST_TOTAL)
"""The aims of which prices tell the truth: where the weakest pair counts, another place changes what is compared."""
_COULD_BE = ("below_minimum_fit", "better_elsewhere")
"""The answers after which the pair could still be forced, so that it has a cost."""


@attrs.frozen(kw_only=True)
class Answer:
    """Why two people are no pair.

    `code`: `paired`, `vetoed`, `forbidden`, `locked_elsewhere`, `no_place`, `below_minimum_fit` or `better_elsewhere`.
    `score` (1/10,000 of a point) and `parts` are the pair's own, whatever the reason; `mentee_score` and
    `mentor_score` are what each side sees of it; `vetoes` rule it out. `mentee_has` and `mentor_has` are the pairs
    they have instead, with their scores. `place` is what one more place with the mentor would bring, `least_cost` what
    forcing the pair costs at least; `exact` is what forcing it changes, where that was asked, and `place` is then worked
    out as well where there are no prices. All three are None where the pair cannot be. `details` says all of this.
    """

    code: str
    sentence: Sentence
    score: int
    mentee_score: int
    mentor_score: int
    parts: tuple[Part, ...]
    vetoes: tuple[str, ...]
    mentee_has: Mapping[Pair, int]
    mentor_has: Mapping[Pair, int]
    details: tuple[Sentence, ...]
    place: Gain | None = None
    least_cost: Gain | None = None
    exact: Difference | None = None


def why_not(
    policy: MatchingPolicy,
    sides: Sides,
    standing: Standing,
    mentee: str,
    mentor: str,
    *,
    past: Sentence | None = None,
    prices: PriceList | None = None,
    exact: bool = False,
    scores: Scores | None = None,
) -> Answer:
    """Why a mentee and a mentor (by id) are no pair as things stand, the hardest reason first.

    `past` says how they were a pair before, where that is why they are not proposed again. `prices` are those of the
    pairs that stand; they are used where the aim is the total. `exact` asks for the difference that forcing the pair
    makes, at the cost of solving once more; `scores` spare that some work where they are known. Raises UsageError for
    somebody who is not among the candidates, ScoringError as `score` does.
    """
    i, j = row_of(sides.mentees, mentee), row_of(sides.mentors, mentor)
    has = standing.of_mentee(mentee), standing.of_mentor(mentor)
    rows = {pair: (row_of(sides.mentees, pair[0]), row_of(sides.mentors, pair[1])) for pair in (*has[0], *has[1])}
    found = pair_parts(policy, sides, [(i, j), *rows.values()])
    mentee_has, mentor_has = ({pair: points_of(found[rows[pair]]) for pair in pairs} for pairs in has)
    parts = found[i, j]
    score, views = points_of(parts), views_of(policy, parts)
    vetoes = pair_vetoes(policy, sides, i, j)
    names: dict[str, object] = {
        "mentee": sides.mentees.candidates[i].name,
        "mentor": sides.mentors.candidates[j].name,
        "score": Points(score),
    }
    pair = mentee, mentor
    code, more = _code(policy, sides, standing, pair, (mentee_has, mentor_has), score, (vetoes, (i, j)), past)
    place, least, forced = None, None, None
    if code in _COULD_BE:
        place, least = _priced(standing, pair, score, prices)
        if exact:
            scores = scores or score_all(policy, sides)
            forced = what_if(policy, sides, standing, Change(force=(pair,)), scores=scores)
            if place is None:
                wider = what_if(policy, sides, standing, Change(places={mentor: 1}), scores=scores)
                place = Gain(wider.after.matched - wider.before.matched, wider.after.total - wider.before.total)
    details = (
        [say("why.parts", parts=Listed(_parts(policy, sides, (i, j), parts)), **names)] if code != "vetoed" else []
    )
    if any(criterion.wish_of is not None for criterion in policy.criteria):
        details.append(say("why.views", **names, mine=Points(views[0]), theirs=Points(views[1])))
    if code != "paired":
        seen = [{pair: views_of(policy, found[rows[pair]])[side] for pair in pairs} for side, pairs in enumerate(has)]
        details += _instead(sides, (i, j), (mentee_has, mentor_has), views, (seen[0], seen[1]))
    if place is not None:
        details.append(_worth("place", place, names))
    if least is not None:
        details.append(_worth("cost", least, names))
    if forced is not None:
        details += [say("why.exact", **names), *in_words(sides, forced, most=_MOVES)]
    return Answer(
        code=code,
        sentence=past if past is not None and code == "forbidden" else say(f"why.{code}", **names, **more),
        score=score,
        mentee_score=views[0],
        mentor_score=views[1],
        parts=parts,
        vetoes=vetoes,
        mentee_has=mentee_has,
        mentor_has=mentor_has,
        details=tuple(details),
        place=place,
        least_cost=least,
        exact=forced,
    )


def _priced(standing: Standing, pair: Pair, score: int, prices: PriceList | None) -> tuple[Gain | None, Gain | None]:
    """What one more place with the mentor brings and what the pair costs at least, as far as prices say it."""
    if prices is None or standing.objective not in _TOTALS:
        return None, None
    place = prices.place(pair[1]) if pair[1] in prices.mentors else None
    return place, prices.least_cost(*pair, score)


def _code(
    policy: MatchingPolicy,
    sides: Sides,
    standing: Standing,
    pair: Pair,
    has: tuple[Mapping[Pair, int], Mapping[Pair, int]],
    score: int,
    ruled_out: tuple[tuple[str, ...], tuple[int, int]],
    past: Sentence | None,
) -> tuple[str, dict[str, object]]:
    """The hardest reason, and the values that its sentence has besides the names."""
    mentee_places, places = standing.mentee_places.get(pair[0], 0), standing.places.get(pair[1], 0)
    locks = [{one: units for one, units in mine.items() if one in standing.locked} for mine in has]
    if pair in standing.pairs:
        return "paired", {}
    vetoes, rows = ruled_out
    if vetoes:
        return "vetoed", {"vetoes": vetoes_in_words(policy, sides, rows, vetoes)}
    if past is not None or pair in standing.forbidden:
        return "forbidden", {}
    if len(locks[0]) >= mentee_places > 0:
        return "locked_elsewhere", {"locks": told(sides, locks[0])}
    if not (mentee_places and places):
        return "no_place", {}
    if len(locks[1]) >= places:
        return "locked_elsewhere", {"locks": told(sides, locks[1])}
    if score < round(policy.minimum_fit * SCALE):
        return "below_minimum_fit", {"minimum": Points(round(policy.minimum_fit * SCALE))}
    return "better_elsewhere", {}


def points_of(parts: tuple[Part, ...]) -> int:
    """A pair's score from its parts."""
    return sum(part.contribution for part in parts if part.counted)


def views_of(policy: MatchingPolicy, parts: tuple[Part, ...]) -> tuple[int, int]:
    """What the mentee and what the mentor sees of a pair: all parts but those that are the other side's wish."""
    wishes = {criterion.code: criterion.wish_of for criterion in policy.criteria}
    mine = sum(part.contribution for part in parts if wishes[part.code] is not Side.MENTOR)
    theirs = sum(part.contribution for part in parts if wishes[part.code] is not Side.MENTEE)
    return mine, theirs


def _parts(policy: MatchingPolicy, sides: Sides, pair: tuple[int, int], parts: tuple[Part, ...]) -> list[Sentence]:
    """Each criterion that counts, with what it adds; of an unknown value, that it is unknown."""
    named = {one.code: criterion_in_words(one, sides, pair) or say("explain.unnamed") for one in policy.criteria}
    return [
        say(
            "why.part" if part.value is not None else "why.part_unknown",
            criterion=named[part.code],
            points=Points(part.contribution),
        )
        for part in parts
        if part.counted
    ]


def _instead(
    sides: Sides,
    asked: tuple[int, int],
    has: tuple[Mapping[Pair, int], Mapping[Pair, int]],
    views: tuple[int, int],
    seen: tuple[Mapping[Pair, int], Mapping[Pair, int]],
) -> list[Sentence]:
    """What each of the two has now; of the pairs that are worth more in that one's own view, that they are better."""
    said = []
    for at, side in enumerate((sides.mentees, sides.mentors)):
        name = side.candidates[asked[at]].name
        if not has[at]:
            said.append(say("why.has_nobody", name=name))
            continue
        said.append(say("why.has", name=name, pairs=told(sides, has[at])))
        if better := {pair: units for pair, units in seen[at].items() if units > views[at]}:
            own = any(units != has[at][pair] for pair, units in better.items())
            said.append(say("why.better_view" if own else "why.better", name=name, pairs=told(sides, better)))
    return said


def _worth(what: str, worth: Gain, names: Mapping[str, object]) -> Sentence:
    """What a place brings or a pair costs: people and points, points alone, or nothing."""
    if worth.people:
        return say(f"why.{what}_people", n=worth.people, points=Points(worth.points, signed=True), **names)
    if worth.points:
        return say(f"why.{what}_points", points=Points(worth.points), **names)
    return say(f"why.{what}_nothing", **names)
