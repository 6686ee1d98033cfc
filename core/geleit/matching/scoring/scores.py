"""Scores: for each pair the official whole numbers, and the parts they are made of.

A criterion's contribution is rint(weight x value x 10,000), an integer, so that parts add up to the total shown
whatever the order of criteria. An unknown value counts as the criterion's neutral one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.labels import say
from geleit.matching.assigning.instance import SCALE, Bools, Ints
from geleit.matching.columns.people import NeverField, Sides, UnknownField, View
from geleit.matching.scoring.evaluating import BrokenScorer, Values, evaluate
from geleit.model.partnerships import Side as WishOf
from geleit.questions.calling import RegionFailed
from geleit.questions.matching import Combine, Criterion, MatchingPolicy, Veto

_BLOCK = 2**16
_ROWS = 256
"""Pairs, and rows at the most, that are scored at once: small enough for the processor's cache."""


class ScoringError(RegionFailed):
    """A criterion or a veto cannot be scored; names it, and the people where it is a matter of single pairs."""


@attrs.frozen
class Part:
    """What one criterion adds to a pair: `value` from 0 to 1 (None: unknown, so the neutral value counts), `weight` in
    points, `contribution` in 1/10,000 of a point. `counted`: it is part of the pair's score; where the smaller of both
    sides' views is the score, only the deciding side's parts are."""

    code: str
    value: float | None
    weight: float
    contribution: int
    counted: bool = True


@attrs.frozen(eq=False)
class Scores:
    """All pairs' scores in 1/10,000 of a point, mentees in rows, mentors in columns.

    `mentee_view` and `mentor_view` leave out what is the other side's wish alone; `combined` is the official score.
    `allowed` says which pairs no veto rules out; `ruled_out` holds by veto which pairs that one rules out.
    """

    policy: MatchingPolicy
    sides: Sides
    mentee_view: Ints
    mentor_view: Ints
    combined: Ints
    allowed: Bools
    ruled_out: Mapping[str, Bools]

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        """The parts of one pair; those counted add up to `combined[i, j]`."""
        return self.parts_of([(i, j)])[i, j]

    def parts_of(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[Part, ...]]:
        """The parts of some pairs, each row's block scored once more by the same calls, hence to the same numbers.

        Raises ScoringError where a scorer does not repeat its answer.
        """
        found = pair_parts(self.policy, self.sides, pairs)
        for (i, j), parts in found.items():
            if sum(part.contribution for part in parts if part.counted) != self.combined[i, j]:
                mentee, mentor = self.sides.mentees.candidates[i], self.sides.mentors.candidates[j]
                raise ScoringError(say("scoring.not_repeatable", mentee=mentee.name, mentor=mentor.name))
        return found

    def vetoes(self, i: int, j: int) -> tuple[str, ...]:
        """The codes of the vetoes that rule a pair out."""
        return tuple(code for code, refused in self.ruled_out.items() if refused[i, j])


def score(policy: MatchingPolicy, sides: Sides) -> Scores:
    """The scores of all pairs, block by block.

    Raises ScoringError where a scorer fails or answers with anything but values from 0 to 1, naming the criterion and
    the people; NeverField where it reads what it must not.
    """
    shape = len(sides.mentees.candidates), len(sides.mentors.candidates)
    mentee_view, mentor_view, total = (np.zeros(shape, np.int64) for _ in range(3))
    ruled_out = {veto.code: np.zeros(shape, np.bool_) for veto in policy.vetoes}
    for rows in blocks(*shape):
        for criterion in policy.criteria:
            units = _units(criterion, _values(criterion, sides, rows))
            total[rows] += units
            if _seen_by(criterion, WishOf.MENTEE):
                mentee_view[rows] += units
            if _seen_by(criterion, WishOf.MENTOR):
                mentor_view[rows] += units
        for veto in policy.vetoes:
            ruled_out[veto.code][rows] = _refused(veto, _values(veto, sides, rows))
    allowed = np.ones(shape, np.bool_)
    for refused in ruled_out.values():
        allowed &= ~refused
    smaller = policy.combine is Combine.SMALLER
    combined = np.minimum(mentee_view, mentor_view) if smaller else total
    return Scores(policy, sides, mentee_view, mentor_view, combined, allowed, ruled_out)


def pair_parts(
    policy: MatchingPolicy, sides: Sides, pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[Part, ...]]:
    """The parts of some pairs without scoring all the others' blocks."""
    wanted: dict[tuple[int, int], list[Part]] = {pair: [] for pair in sorted(set(pairs))}
    for rows in blocks(len(sides.mentees.candidates), len(sides.mentors.candidates)):
        here = [(i, j) for i, j in wanted if rows[0] <= i <= rows[-1]]
        for criterion in policy.criteria if here else ():
            values = _values(criterion, sides, rows)
            units = _units(criterion, values)
            for i, j in here:
                place = i - int(rows[0]), j
                value = None if np.isnan(values[place]) else float(values[place])
                wanted[i, j].append(Part(criterion.code, value, float(criterion.weight), int(units[place])))
    return {pair: _counted(policy, parts) for pair, parts in wanted.items()}


def pair_vetoes(policy: MatchingPolicy, sides: Sides, i: int, j: int) -> tuple[str, ...]:
    """The codes of the vetoes that rule one pair out."""
    rows = next(rows for rows in blocks(len(sides.mentees.ids), len(sides.mentors.ids)) if rows[-1] >= i)
    place = i - int(rows[0]), j
    return tuple(veto.code for veto in policy.vetoes if _refused(veto, _values(veto, sides, rows))[place])


def blocks(n: int, m: int) -> Iterator[NDArray[np.intp]]:
    """The mentees' rows in the blocks in which they are scored; none where a side is empty."""
    size = max(1, min(_ROWS, _BLOCK // max(m, 1)))
    for start in range(0, n if m else 0, size):
        yield np.arange(start, min(start + size, n))


def _seen_by(criterion: Criterion, side: WishOf) -> bool:
    """Whether a criterion is in a side's view: all are, except those that are the other side's wish."""
    other = WishOf.MENTOR if side is WishOf.MENTEE else WishOf.MENTEE
    return criterion.wish_of is not other


def _counted(policy: MatchingPolicy, parts: list[Part]) -> tuple[Part, ...]:
    if policy.combine is not Combine.SMALLER:
        return tuple(parts)
    by_side = {
        side: [_seen_by(criterion, side) for criterion in policy.criteria] for side in (WishOf.MENTEE, WishOf.MENTOR)
    }
    totals = {
        side: sum(part.contribution for part, seen in zip(parts, marks, strict=True) if seen)
        for side, marks in by_side.items()
    }
    deciding = WishOf.MENTEE if totals[WishOf.MENTEE] <= totals[WishOf.MENTOR] else WishOf.MENTOR
    return tuple(attrs.evolve(part, counted=seen) for part, seen in zip(parts, by_side[deciding], strict=True))


def _units(criterion: Criterion, values: Values) -> Ints:
    known = np.where(np.isnan(values), criterion.neutral, values)
    whole: Ints = np.rint(criterion.weight * known * SCALE).astype(np.int64)
    return whole


def _refused(veto: Veto, values: Values) -> Bools:
    unknown = np.isnan(values)
    refused: Bools = np.where(unknown, veto.unknown == "refuse", values < veto.at_least)
    return refused


def _values(asked: Criterion | Veto, sides: Sides, rows: NDArray[np.intp]) -> Values:
    """What a criterion or a veto says of a block of mentees and all mentors."""
    lifts = asked.lifts if isinstance(asked, Criterion) else None
    mentors = len(sides.mentors.candidates)

    def views(some: NDArray[np.intp] | int, mentor: int | None) -> tuple[View, View]:
        mentee = sides.mentees.single(some) if isinstance(some, int) else sides.mentees.block(some)
        other = sides.mentors.block() if mentor is None else sides.mentors.single(mentor)
        return mentee.lifting(lifts, criterion=asked.code), other.lifting(lifts, criterion=asked.code)

    try:
        return evaluate(asked.code, asked.scorer, *views(rows, None), (len(rows), mentors))
    except BrokenScorer as broken:
        where = None if broken.where is None else (int(rows[broken.where[0]]), broken.where[1])
        for pair in product(rows.tolist(), range(mentors)) if where is None else ():
            try:
                evaluate(asked.code, asked.scorer, *views(*pair), ())
            except (BrokenScorer, NeverField, UnknownField):
                where = pair
                break
        label = say(f"{'criterion' if isinstance(asked, Criterion) else 'veto'}.{asked.code}")
        if where is None:
            raise ScoringError(say("scoring.broken", criterion=label, problem=broken.problem)) from broken
        mentee, mentor = sides.mentees.candidates[where[0]], sides.mentors.candidates[where[1]]
        people = {"mentee": mentee.name, "mentor": mentor.name}
        raise ScoringError(say("scoring.broken_for", criterion=label, problem=broken.problem, **people)) from broken
