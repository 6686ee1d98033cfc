"""Scores: for each pair the official whole numbers, and the parts they are made of.

A criterion's contribution is rint(weight x value x 10,000), an integer, so that parts add up to the total shown
whatever the order of criteria. An unknown value counts as the criterion's neutral one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs
import numpy as np

from geleit.labels import say
from geleit.matching.assigning.checking import Bools
from geleit.matching.columns.people import Sides
from geleit.matching.scoring.asking import Asked, People, ScoringError
from geleit.matching.scoring.tabling import PolicyTable, Progress, table
from geleit.matching.scoring.totals import Scratch, Whole, in_units
from geleit.matching.scoring.vetoes import AllRuledOut, RuledOut, allows
from geleit.model.partnerships import Side as WishOf
from geleit.questions.matching import Combine, Criterion, MatchingPolicy

__all__ = ["Part", "Scores", "ScoringError", "pair_parts", "pair_vetoes", "score", "table"]


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

    `combined` is the official score: int32, or int64 where a policy's points need it. `allowed` says which pairs no
    veto rules out; without vetoes it is one truth value for all of them. Neither may be changed. A pair that a block
    veto rules out was never scored and stands with 0.
    """

    table: PolicyTable
    combined: Whole
    allowed: Bools

    @property
    def policy(self) -> MatchingPolicy:
        """The policy that was scored."""
        return self.table.policy

    @property
    def sides(self) -> Sides:
        """Who was scored."""
        return self.table.people.sides

    @cached_property
    def mentee_view(self) -> Whole:
        """What mentees see: all but what is the mentors' wish alone. Worked out when it is first asked for."""
        return self._view(WishOf.MENTEE)

    @cached_property
    def mentor_view(self) -> Whole:
        """What mentors see: all but what is the mentees' wish alone. Worked out when it is first asked for."""
        return self._view(WishOf.MENTOR)

    @property
    def ruled_out(self) -> Mapping[str, RuledOut]:
        """By veto the pairs that one rules out: `[code][i]` for a mentee's row, `[code][i, j]` for a pair."""
        return AllRuledOut(self.table.each_veto, self.combined.shape[1])

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        """The parts of one pair; those counted add up to `combined[i, j]`."""
        return self.parts_of([(i, j)])[i, j]

    def parts_of(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[Part, ...]]:
        """The parts of some pairs, scored once more one by one; a pair that was never scored has its parts as well.

        Raises ScoringError where a scorer does not repeat its answer.
        """
        found = pair_parts(self.policy, self.sides, pairs)
        keys = [one.veto.code for one in self.table.each_veto if one.veto.block]
        for (i, j), parts in found.items():
            if sum(part.contribution for part in parts if part.counted) == self.combined[i, j]:
                continue
            if not any(self.ruled_out[code][i, j] for code in keys):
                mentee, mentor = self.sides.mentees.candidates[i], self.sides.mentors.candidates[j]
                raise ScoringError(say("scoring.not_repeatable", mentee=mentee.name, mentor=mentor.name))
        return found

    def vetoes(self, i: int, j: int) -> tuple[str, ...]:
        """The codes of the vetoes that rule a pair out."""
        return tuple(code for code, refused in self.ruled_out.items() if refused[i, j])

    def _view(self, side: WishOf) -> Whole:
        other = WishOf.MENTOR if side is WishOf.MENTEE else WishOf.MENTEE
        wishes = self.table.by_wish.keys() - {None}
        if not wishes or (self.policy.combine is Combine.SUM and other not in wishes):
            return self.combined
        seen = np.zeros_like(self.combined)
        scratch = Scratch(self.table.kind)
        with self.table.people.calls:
            for start, stop in self.table.spans(0, len(seen)):
                self.table.view(side, slice(start, stop), seen[start:stop], scratch)
        seen.flags.writeable = False
        return seen


def score(policy: MatchingPolicy, sides: Sides, *, progress: Progress | None = None) -> Scores:
    """The scores of all pairs, block by block; `progress` is called after each block.

    Raises ScoringError where a scorer fails or answers with anything but values from 0 to 1, naming the criterion and
    the people; NeverField where it reads what it must not.
    """
    found = table(policy, sides)
    units, allowed = found.whole(progress)
    left: Bools = np.broadcast_to(np.True_, units.shape) if allowed is None else allowed
    for array in (units, left):
        array.flags.writeable = False
    return Scores(found, units, left)


def pair_parts(
    policy: MatchingPolicy, sides: Sides, pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[Part, ...]]:
    """The parts of some pairs, without scoring any other. Raises ScoringError."""
    wanted = sorted(set(pairs))
    if not wanted:
        return {}
    people = People.of(sides)
    rows, columns = (np.array(side, np.intp) for side in zip(*wanted, strict=True))
    made: list[list[Part]] = [[] for _ in wanted]
    for criterion in policy.criteria:
        values = Asked(criterion, people).listed(rows, columns)
        contributions = in_units(criterion, values).astype(np.int64).tolist()
        for parts, value, contribution in zip(made, values.tolist(), contributions, strict=True):
            known = None if np.isnan(value) else value
            parts.append(Part(criterion.code, known, float(criterion.weight), contribution))
    return {pair: _counted(policy, parts) for pair, parts in zip(wanted, made, strict=True)}


def pair_vetoes(policy: MatchingPolicy, sides: Sides, i: int, j: int) -> tuple[str, ...]:
    """The codes of the vetoes that rule one pair out. Raises ScoringError."""
    people, row, column = People.of(sides), np.array([i]), np.array([j])
    return tuple(
        veto.code for veto in policy.vetoes if not allows(veto, Asked(veto, people).listed(row, column)).item()
    )


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
