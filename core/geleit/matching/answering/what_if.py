"""`what_if`: what other weights, another objective, a pair or a place would change, as a difference to what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from geleit.errors import NotPossible, Problem, UsageError
from geleit.labels import Listed, Sentence, say
from geleit.matching.assigning.checking import InfeasibleLocks
from geleit.matching.columns.people import Sides
from geleit.matching.proposing.explanation import vetoes_in_words
from geleit.matching.proposing.measuring import Measures, measure
from geleit.matching.proposing.proposing import propose
from geleit.matching.proposing.standing import Pair, Standing, name_of, row_of
from geleit.matching.scoring.scores import Scores, score
from geleit.questions.matching import MatchingPolicy, Objective

_MOST_POINTS = 1_000_000
"""The largest weight that is tried: more would need integers that cannot be added exactly for many people."""


@attrs.frozen(kw_only=True)
class Change:
    """What is tried; everything can be combined.

    `weights` are new weights in points by a criterion's code, `force` pairs that are to be made and `forbid` pairs
    that are not, `places` how many places more a mentor has, `minimum_fit` is in points. None leaves things as they
    are.
    """

    weights: Mapping[str, float] = attrs.field(factory=dict)
    objective: Objective | None = None
    force: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    places: Mapping[str, int] = attrs.field(factory=dict)
    minimum_fit: float | None = None


@attrs.frozen(kw_only=True)
class Move:
    """One mentee whose mentors change: their ids before and after, and what these pairs score by the present weights
    in 1/10,000 of a point."""

    mentee: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    points_before: int
    points_after: int

    @property
    def code(self) -> str:
        """`gains` a mentor who had none, `loses` the only one, or `changes`."""
        return "changes" if self.before and self.after else "gains" if self.after else "loses"


@attrs.frozen(kw_only=True)
class Difference:
    """What would change. All figures are by the present weights; `new_before` and `new_after` are the same two sets
    of pairs by the weights that were tried, None where no weight changes."""

    change: Change
    before: Measures
    after: Measures
    moves: tuple[Move, ...]
    pairs: tuple[Pair, ...]
    new_before: Measures | None = None
    new_after: Measures | None = None


def what_if(
    policy: MatchingPolicy, sides: Sides, standing: Standing, change: Change, *, scores: Scores | None = None
) -> Difference:
    """What a change would make of pairs as they stand; nothing is kept.

    The pairs are found anew as `standing` says (objective, seed, locked and forbidden pairs), with the change.
    `scores` are those of this policy and these sides, where they are known already. Raises UsageError for a criterion,
    a person or a number that cannot be, NotPossible for a forced pair that a veto rules out or that was declined
    before, InfeasibleLocks naming every contradiction among forced pairs and places, and what `propose` raises.
    """
    tried = changed(policy, change)
    scores = scores or score(policy, sides)
    others = score(tried, sides) if change.weights else _by(scores, tried)
    asked = _asked(scores, standing, change)
    draft = propose(
        tried,
        sides,
        capacities=asked.places,
        mentee_capacities={id_: asked.mentee_places.get(id_, 0) for id_ in sides.mentees.ids},
        locked=sorted(asked.locked),
        forbidden=asked.forbidden,
        objective=asked.objective,
        seed=asked.seed,
        scores=others,
    )
    after = attrs.evolve(asked, pairs=tuple((pair.mentee, pair.mentor) for pair in draft.pairs))
    by_present = _by(scores, tried)
    return Difference(
        change=change,
        before=measure(scores, standing),
        after=measure(by_present, after),
        moves=moves(scores, standing.pairs, after.pairs),
        pairs=after.pairs,
        new_before=measure(_by(others, attrs.evolve(tried, minimum_fit=policy.minimum_fit)), standing)
        if change.weights
        else None,
        new_after=measure(others, after) if change.weights else None,
    )


def _by(scores: Scores, policy: MatchingPolicy) -> Scores:
    """The same scores under a policy that differs in nothing that they are made of."""
    return attrs.evolve(scores, table=attrs.evolve(scores.table, policy=policy))


def changed(policy: MatchingPolicy, change: Change) -> MatchingPolicy:
    """The policy with other weights and another minimum fit. Raises UsageError naming the criteria there are."""
    known = [criterion.code for criterion in policy.criteria]
    for code, weight in change.weights.items():
        if code not in known:
            listed = Listed([say("what_if.criterion", code=one, label=say(f"criterion.{one}")) for one in known])
            raise UsageError(say("what_if.unknown_criterion", code=code, known=listed))
        if not 0 <= weight <= _MOST_POINTS:
            raise UsageError(say("what_if.bad_weight", code=code, found=str(weight), most=_MOST_POINTS))
    floor = policy.minimum_fit if change.minimum_fit is None else change.minimum_fit
    if not 0 <= floor <= _MOST_POINTS:
        raise UsageError(say("what_if.bad_minimum", found=str(floor), most=_MOST_POINTS))
    return attrs.evolve(
        policy,
        criteria=[attrs.evolve(one, weight=change.weights.get(one.code, one.weight)) for one in policy.criteria],
        minimum_fit=floor,
    )


def _asked(scores: Scores, standing: Standing, change: Change) -> Standing:
    """What is to be solved. Raises as `what_if`."""
    sides = scores.sides
    for pair in (*change.force, *change.forbid):
        i, j = row_of(sides.mentees, pair[0]), row_of(sides.mentors, pair[1])
        names = {"mentee": sides.mentees.candidates[i].name, "mentor": sides.mentors.candidates[j].name}
        if pair not in change.force:
            continue
        if pair in change.forbid:
            raise UsageError(say("what_if.both", **names))
        if vetoes := scores.vetoes(i, j):
            ruling = vetoes_in_words(scores.policy, sides, (i, j), vetoes)
            raise NotPossible(say("what_if.vetoed", vetoes=ruling, **names))
        if pair in standing.forbidden:
            raise NotPossible(say("what_if.forbidden", **names))
    for mentor in change.places:
        row_of(sides.mentors, mentor)
    asked = attrs.evolve(
        standing,
        places={
            id_: standing.places.get(id_, 0) + change.places.get(id_, 0)
            for id_ in (*standing.places, *(id_ for id_ in change.places if id_ not in standing.places))
        },
        locked=(standing.locked | frozenset(change.force)) - frozenset(change.forbid),
        forbidden=standing.forbidden | frozenset(change.forbid),
        objective=change.objective or standing.objective,
    )
    _check_locks(sides, asked)
    return asked


def _check_locks(sides: Sides, asked: Standing) -> None:
    """Raise InfeasibleLocks with everybody who has more locked pairs than places, by name."""
    wrong: list[Sentence] = []
    for mentee in sorted({mentee for mentee, _ in asked.locked}):
        others = sorted(name_of(sides.mentors, mentor) for one, mentor in asked.locked if one == mentee)
        if len(others) > (n := asked.mentee_places.get(mentee, 0)):
            said = {"mentee": name_of(sides.mentees, mentee), "n": n, "locks": len(others), "others": Listed(others)}
            wrong.append(say("assign.lock_mentee_full", **said))
    for mentor in sorted({mentor for _, mentor in asked.locked}):
        others = sorted(name_of(sides.mentees, mentee) for mentee, one in asked.locked if one == mentor)
        if len(others) > (n := asked.places.get(mentor, 0)):
            said = {"mentor": name_of(sides.mentors, mentor), "n": n, "locks": len(others), "others": Listed(others)}
            wrong.append(say("assign.lock_mentor_full", **said))
    if wrong:
        raise InfeasibleLocks(say("assign.locks", n=len(wrong)), [Problem("", 0, "", sentence) for sentence in wrong])


def moves(scores: Scores, before: Iterable[Pair], after: Iterable[Pair]) -> tuple[Move, ...]:
    """Every mentee whose mentors are not the same, by id; who is no candidate any more scores nothing."""
    rows = {id_: row for row, id_ in enumerate(scores.sides.mentees.ids)}
    columns = {id_: column for column, id_ in enumerate(scores.sides.mentors.ids)}

    def points(mentee: str, mentors: Sequence[str]) -> int:
        known = [mentor for mentor in mentors if mentee in rows and mentor in columns]
        return sum(int(scores.combined[rows[mentee], columns[mentor]]) for mentor in known)

    had, has = _by_mentee(before), _by_mentee(after)
    return tuple(
        Move(
            mentee=mentee,
            before=old,
            after=new,
            points_before=points(mentee, old),
            points_after=points(mentee, new),
        )
        for mentee in sorted({*had, *has})
        if set(old := had.get(mentee, ())) != set(new := has.get(mentee, ()))
    )


def _by_mentee(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for mentee, mentor in pairs:
        found[mentee] = (*found.get(mentee, ()), mentor)
    return found
