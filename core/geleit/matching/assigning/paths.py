"""Augmenting paths (Kuhn 1955), for mentors all of whose places must be taken as well (Mendelsohn and Dulmage 1958).

People are numbered by their places in canonical order, and sets of them are the bits of integers: finding somebody who
is free among thousands is then one operation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from geleit.labels import say
from geleit.matching.assigning.checking import AssignmentError


class Paths:
    """One choice among `fits`: by mentee the mentors that could be had.

    By mentee: `needs` pairs at least, `takes` at most, and where on the ring of mentors to `start`; by mentor: the
    `room`, and whether the places must be `full`.
    """

    def __init__(
        self,
        fits: dict[int, int],
        *,
        needs: list[int],
        takes: list[int],
        room: list[int],
        full: list[bool],
        start: list[int],
    ) -> None:
        self._free = sum(1 << j for j, places in enumerate(room) if places)
        self._fits = {i: mentors & self._free for i, mentors in fits.items()}
        self._needs, self._takes, self._room, self._full, self._start = needs, takes, room, full, start
        self._has = dict.fromkeys(fits, 0)
        self._of: list[list[int]] = [[] for _ in room]
        self._useless = 0

    def pairs(self) -> list[tuple[int, int]]:
        """Everybody who needs a pair, every place that must be taken, then as many more as can be.

        Raises AssignmentError where that is impossible.
        """
        if any(needs > 0 and i not in self._fits for i, needs in enumerate(self._needs)):
            raise AssignmentError(say("assign.not_proven", status="mentee"))
        for i in sorted(self._fits):
            for _ in range(self._needs[i]):
                if not self._at_once(i) and not self._place(i):
                    raise AssignmentError(say("assign.not_proven", status="mentee"))
                self._takes[i] -= 1
        short = [j for j, places in enumerate(self._room) if places and self._full[j]]
        if short:
            self._fill(short)
        for i in sorted(self._fits) if self._free else ():
            while self._takes[i] > 0 and self._free and (self._at_once(i) or self._place(i)):
                self._takes[i] -= 1
        return [(i, j) for i, mentors in self._has.items() for j in _ones(mentors, 0)]

    def _next(self, i: int, among: int) -> int:
        """The first of some mentors on the ring after the mentee."""
        ahead = among >> self._start[i] << self._start[i]
        ahead = ahead or among
        return (ahead & -ahead).bit_length() - 1

    def _at_once(self, i: int) -> bool:
        """A mentor for a mentee without moving anybody: the next one on the ring who has room."""
        free = self._fits[i] & ~self._has[i] & self._free
        if not free:
            return False
        start = self._start[i]
        ahead = free >> start << start or free
        bit = ahead & -ahead
        j = bit.bit_length() - 1
        self._has[i] |= bit
        self._of[j].append(i)
        self._room[j] -= 1
        if not self._room[j]:
            self._free ^= bit
        return True

    def _place(self, i: int) -> bool:
        """One more mentor for a mentee, others changing theirs where need be."""
        seen = self._useless
        came: dict[int, tuple[int, int]] = {}
        queue = deque([(i, -1)])
        while queue:
            mentee, given_up = queue.popleft()
            fresh = self._fits[mentee] & ~self._has[mentee] & ~seen
            seen |= fresh
            for j in _ones(fresh, self._start[mentee]):
                came[j] = mentee, given_up
                for mate in self._of[j]:
                    if free := self._fits[mate] & ~self._has[mate] & self._free:
                        self._shift(mate, j, self._next(mate, free), came)
                        return True
                    queue.append((mate, j))
        # What a failed search has seen never leads to a free place again.
        self._useless |= seen
        return False

    def _shift(self, mentee: int, given_up: int, j: int, came: dict[int, tuple[int, int]]) -> None:
        self._room[j] -= 1
        if not self._room[j]:
            self._free &= ~(1 << j)
        while True:
            self._take(mentee, j)
            if given_up < 0:
                return
            self._drop(mentee, given_up)
            j = given_up
            mentee, given_up = came[j]

    def _take(self, mentee: int, j: int) -> None:
        self._has[mentee] |= 1 << j
        self._of[j].append(mentee)

    def _drop(self, mentee: int, j: int) -> None:
        self._has[mentee] &= ~(1 << j)
        self._of[j].remove(mentee)

    def _fill(self, short: list[int]) -> None:
        """Take every place of the mentors who must be full; first by whoever finds one free on the ring."""
        for i in sorted(self._fits):
            while self._takes[i] > 0 and self._at_once(i):
                self._takes[i] -= 1
        short = [j for j in short if self._room[j]]
        if not short:
            return
        suits: dict[int, int] = {}
        for i, fits in self._fits.items():
            for j in _ones(fits, 0):
                suits[j] = suits.get(j, 0) | 1 << i
        spare = sum(1 << i for i in self._fits if self._takes[i] > 0)
        for j in short:
            while self._room[j]:
                spare = self._occupy(j, suits, spare)
                self._room[j] -= 1
            self._free &= ~(1 << j)

    def _occupy(self, j: int, suits: dict[int, int], spare: int) -> int:
        """One more mentee for a mentor: somebody with a place to spare, or from a mentor who need not be full."""
        seen = 0
        came: dict[int, tuple[int, int]] = {}
        queue = deque([j])
        reached = {j}
        while queue:
            mentor = queue.popleft()
            held = 0
            for mate in self._of[mentor]:
                held |= 1 << mate
            fresh = suits.get(mentor, 0) & ~held & ~seen
            if found := fresh & spare:
                mentee = (found & -found).bit_length() - 1
                self._takes[mentee] -= 1
                self._rearrange(mentee, -1, mentor, came)
                return spare if self._takes[mentee] > 0 else spare & ~(1 << mentee)
            seen |= fresh
            for mentee in _ones(fresh, 0):
                for other in _ones(self._has[mentee], 0):
                    if not self._full[other]:
                        self._rearrange(mentee, other, mentor, came)
                        self._room[other] += 1
                        self._free |= 1 << other
                        return spare
                    if other not in reached:
                        reached.add(other)
                        came[other] = mentee, mentor
                        queue.append(other)
        raise AssignmentError(say("assign.not_proven", status="mentor"))

    def _rearrange(self, mentee: int, left: int, mentor: int, came: dict[int, tuple[int, int]]) -> None:
        """Give the mentee to the mentor, and one of theirs to whoever lost one for it, back to the first."""
        while True:
            if left >= 0:
                self._drop(mentee, left)
            self._take(mentee, mentor)
            if mentor not in came:
                return
            left = mentor
            mentee, mentor = came[mentor]


def _ones(bits: int, start: int) -> Iterator[int]:
    """The places of the bits set, rising from `start` and then from the beginning."""
    for part in (bits >> start << start, bits & ((1 << start) - 1)):
        rest = part
        while rest:
            lowest = rest & -rest
            yield lowest.bit_length() - 1
            rest ^= lowest
