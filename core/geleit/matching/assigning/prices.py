"""What places and pairs are worth to the whole: the prices in words a coordinator can use."""

from __future__ import annotations

import attrs
import numpy as np

from geleit.matching.assigning.checking import Ints


@attrs.frozen
class Worth:
    """A gain or a cost: first in mentees with a mentor, then in the total's units."""

    people: int
    points: int


@attrs.frozen
class Prices:
    """`mentors` (m,) and `mentees` (n,): a pair could only improve the whole if it scored more than both together.

    In units, one person counting `per_person` of them (0 where people do not count). Use `place` and `least_cost`; both
    speak of pairs that may be made and reach what they must (with `fairest` the threshold, which stays what it is).
    """

    mentees: Ints = attrs.field(eq=attrs.cmp_using(np.array_equal))
    mentors: Ints = attrs.field(eq=attrs.cmp_using(np.array_equal))
    per_person: int

    def place(self, column: int) -> Worth:
        """What one more place with a mentor adds: just that, by the least prices (Shapley and Shubik 1971)."""
        return self._split(int(self.mentors[column]))

    def least_cost(self, row: int, column: int, score: int) -> Worth:
        """What making a pair of that score costs at least; nothing for a pair that is as good as any."""
        return self._split(max(0, int(self.mentees[row]) + int(self.mentors[column]) - score))

    def _split(self, units: int) -> Worth:
        if not self.per_person:
            return Worth(0, units)
        people = (units + self.per_person // 2) // self.per_person
        return Worth(people, units - people * self.per_person)
