"""What places are worth: the prices that prove a proposal to be the best, by people's ids."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from geleit.matching.assigning.gain import Gain


@attrs.frozen(kw_only=True)
class PriceList:
    """The prices by which a proposal is proven to be the best, by people's ids.

    A mentor's price is what one more place with them would add. A mentee's is what their being there adds, less than
    nothing where they are without a mentor.
    """

    mentees: Mapping[str, Gain] = attrs.field(factory=dict)
    mentors: Mapping[str, Gain] = attrs.field(factory=dict)

    def place(self, mentor: str) -> Gain:
        """What one more place with a mentor would add; nothing with somebody who is not in the list."""
        return self.mentors.get(mentor, Gain())

    def least_cost(self, mentee: str, mentor: str, score: int) -> Gain | None:
        """What forcing a pair of that score costs at the least (weak duality of linear programming): both prices less
        the score, and nothing for a pair that is as good as any. None where one of the two is not in the list."""
        if mentee not in self.mentees or mentor not in self.mentors:
            return None
        mine, theirs = self.mentees[mentee], self.mentors[mentor]
        people, points = mine.people + theirs.people, mine.points + theirs.points - score
        return Gain(people, points) if (people, points) > (0, 0) else Gain()
