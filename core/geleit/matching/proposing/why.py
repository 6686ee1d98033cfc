"""`why_not`: why two people are no pair in a draft, and who is better."""

from __future__ import annotations

import attrs

from geleit.errors import UsageError
from geleit.labels import Listed, Sentence, say
from geleit.matching.assigning.instance import SCALE
from geleit.matching.columns.people import Side, Sides
from geleit.matching.proposing.draft import Draft, DraftPair
from geleit.matching.scoring.scores import Part, pair_parts, pair_vetoes
from geleit.questions.matching import MatchingPolicy


@attrs.frozen(kw_only=True)
class Answer:
    """Why two people are no pair.

    `code`: `paired`, `vetoed`, `forbidden`, `locked_elsewhere`, `no_place`, `below_minimum_fit` or `better_elsewhere`.
    `score` (1/10,000 of a point) and `parts` are the pair's own, whatever the reason; `vetoes` rule it out.
    `mentee_has` and `mentor_has` are the pairs they have instead; `details` says them, and who is better.
    """

    code: str
    sentence: Sentence
    score: int
    parts: tuple[Part, ...]
    vetoes: tuple[str, ...]
    mentee_has: tuple[DraftPair, ...]
    mentor_has: tuple[DraftPair, ...]
    details: tuple[Sentence, ...]


def why_not(policy: MatchingPolicy, sides: Sides, draft: Draft, mentee: str, mentor: str) -> Answer:
    """Why a mentee and a mentor (by id) are no pair, the hardest reason first.

    Raises UsageError for somebody who is not among the candidates, ScoringError as `score` does.
    """
    i, j = _row(sides.mentees, mentee), _row(sides.mentors, mentor)
    parts = pair_parts(policy, sides, [(i, j)])[i, j]
    score = sum(part.contribution for part in parts if part.counted)
    vetoes = pair_vetoes(policy, sides, i, j)
    names = {
        "mentee": sides.mentees.candidates[i].name,
        "mentor": sides.mentors.candidates[j].name,
        "score": score / SCALE,
    }
    mentee_has, mentor_has = draft.of_mentee(mentee), draft.of_mentor(mentor)
    locks_of_mentee = [pair for pair in mentee_has if pair.locked]
    locks_of_mentor = [pair for pair in mentor_has if pair.locked]
    code = "better_elsewhere"
    extra: dict[str, object] = {}
    if any(pair.mentor == mentor for pair in mentee_has):
        code = "paired"
    elif vetoes:
        code, extra = "vetoed", {"vetoes": Listed([say(f"veto.{veto}") for veto in vetoes])}
    elif (mentee, mentor) in draft.forbidden:
        code = "forbidden"
    elif len(locks_of_mentee) >= draft.mentee_places.get(mentee, policy.mentee_capacity) > 0:
        code, extra = "locked_elsewhere", {"locks": _told(sides, locks_of_mentee)}
    elif draft.places.get(mentor, 0) == 0 or draft.mentee_places.get(mentee) == 0:
        code = "no_place"
    elif len(locks_of_mentor) >= draft.places[mentor]:
        code, extra = "locked_elsewhere", {"locks": _told(sides, locks_of_mentor)}
    elif score < round(policy.minimum_fit * SCALE):
        code, extra = "below_minimum_fit", {"minimum": float(policy.minimum_fit)}
    return Answer(
        code=code,
        sentence=say(f"why.{code}", **names, **extra),
        score=score,
        parts=parts,
        vetoes=vetoes,
        mentee_has=mentee_has,
        mentor_has=mentor_has,
        details=_details(sides, (i, j), score, (mentee_has, mentor_has)),
    )


def _row(side: Side, id_: str) -> int:
    if id_ not in side.ids:
        raise UsageError(say("propose.unknown_person", id=id_))
    return side.ids.index(id_)


def _details(
    sides: Sides, asked: tuple[int, int], score: int, has: tuple[tuple[DraftPair, ...], ...]
) -> tuple[Sentence, ...]:
    """What each of the two has now; of the pairs that score more, that they are better."""
    found = []
    for side, row, pairs in zip((sides.mentees, sides.mentors), asked, has, strict=True):
        name = side.candidates[row].name
        if not pairs:
            found.append(say("why.has_nobody", name=name))
            continue
        found.append(say("why.has", name=name, pairs=_told(sides, pairs)))
        better = [pair for pair in pairs if pair.score > score]
        if better:
            found.append(say("why.better", name=name, pairs=_told(sides, better)))
    return tuple(found)


def _told(sides: Sides, pairs: tuple[DraftPair, ...] | list[DraftPair]) -> Listed:
    """Pairs as both names and the points."""
    mentees = {candidate.id: candidate.name for candidate in sides.mentees.candidates}
    mentors = {candidate.id: candidate.name for candidate in sides.mentors.candidates}
    return Listed(
        [
            say("why.pair", mentee=mentees[pair.mentee], mentor=mentors[pair.mentor], score=pair.score / SCALE)
            for pair in pairs
        ]
    )
