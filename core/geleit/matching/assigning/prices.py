"""What places and pairs are worth to the whole: the prices in words a coordinator can use."""

from __future__ import annotations

import attrs
import numpy as np

from geleit.matching.assigning.checking import Ints
from geleit.matching.assigning.gain import Gain, parted


@attrs.frozen
class Prices:
    """`mentors` (m,) and `mentees` (n,): a pair could only improve the whole if it scored more than both together.

    In units, one person counting `per_person` of them (0 where people do not count). Use `place` and `least_cost`; both
    speak of pairs that may be made and reach what they must (with `fairest` the threshold, which stays what it is).
    """

    mentees: Ints = attrs.field(eq=attrs.cmp_using(np.array_equal))
    mentors: Ints = attrs.field(eq=attrs.cmp_using(np.array_equal))
    per_person: int

    def place(self, column: int) -> Gain:
        """What one more place with a mentor adds: just that, by the least prices (Shapley and Shubik 1971)."""
        return parted(int(self.mentors[column]), self.per_person)

    def least_cost(self, row: int, column: int, score: int) -> Gain:
        """What making a pair of that score costs at least; nothing for a pair that is as good as any."""
        return parted(max(0, int(self.mentees[row]) + int(self.mentors[column]) - score), self.per_person)
