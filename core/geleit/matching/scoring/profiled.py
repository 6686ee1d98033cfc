"""What a scorer says of all pairs, found by asking about one pair of each two profiles.

Whoever has the same content in everything that a scorer has read gets the same answer, in array expressions and in
plain Python alike. So it is asked about one pair first, then about one of each profile by what it read, and again
whenever that made it read more, until nothing new is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.columns.profiles import Codes, Profiles
from geleit.matching.columns.views import EACH, columns_read
from geleit.matching.scoring.asking import Asked

_ALWAYS = 2**12
"""So few pairs of profiles are always asked about: less than it takes to think about it."""
SPARED = 8
"""Otherwise there must be this many times fewer of them than pairs of people; where plain Python is called, two times
fewer: a call of it costs a hundred times what it costs to look its answer up."""
_MOST = 2**20
_SHARE = 16
"""A table may have as many entries as the first, or as the pairs divided by the second, so that it is small beside the
scores themselves; answers of plain Python are worth more."""
_CHUNK = 2**15
"""Pairs of profiles that are asked about at once."""
Read = tuple[frozenset[str], frozenset[str]]
Entries = NDArray[Any]


@attrs.frozen(eq=False)
class Profiled:
    """What comes of a scorer's answers by the profiles of both sides: (U, V)."""

    mentees: Profiles
    mentors: Profiles
    entries: Entries


@attrs.frozen(eq=False)
class TooMany:
    """There are nearly as many profiles as people. `mentors` are the mentors' profiles by what was `read` of them so
    far, if they are much fewer than mentors; more may be read of other people."""

    mentors: Profiles | None
    read: frozenset[str]


def profiled(
    asked: Asked, made: Callable[[NDArray[Any]], Entries], kind: np.dtype[Any], pairs: int, *, spared: int = SPARED
) -> Profiled | TooMany:
    """What `made` makes of a scorer's answers by profiles, where there are `spared` times fewer pairs of them than
    pairs of people to score.

    Raises ScoringError, NeverField and UnknownField; sides must not be empty.
    """
    read: Read = frozenset(), frozenset()
    people = asked.people
    while True:
        least = people.mentees.at_least(read[0]), people.mentors.at_least(read[1])
        limit = _limit(pairs, read, spared)
        if least[0] * least[1] <= limit:
            mentees, mentors = people.mentees.of(read[0]), people.mentors.of(read[1])
            if mentees.size * mentors.size <= limit:
                found = _asked(asked, (mentees, mentors), read, made, kind)
                if not isinstance(found, tuple):
                    return Profiled(mentees, mentors, found)
                read = found
                continue
        few = 2 * least[1] <= people.shape[1] and 2 * people.mentors.of(read[1]).size <= people.shape[1]
        return TooMany(people.mentors.of(read[1]) if few else None, read[1])


def _limit(pairs: int, read: Read, spared: int) -> int:
    if any(name.startswith(EACH) for side in read for name in side):
        return max(_ALWAYS, pairs // 2)
    return max(_ALWAYS, min(pairs // spared, max(_MOST, pairs // _SHARE)))


def _asked(
    asked: Asked,
    profiles: tuple[Profiles, Profiles],
    known: Read,
    made: Callable[[NDArray[Any]], Entries],
    kind: np.dtype[Any],
) -> Entries | Read:
    """The entries of all pairs of profiles, or what was read that they are not told apart by."""
    mentees, mentors = profiles
    entries = np.empty((mentees.size, mentors.size), kind)
    mentor = asked.view(asked.people.sides.mentors, mentors.first)
    size = max(1, _CHUNK // mentors.size)
    for start in range(0, mentees.size, size):
        rows: Codes = mentees.first[start : start + size]
        mentee = asked.view(asked.people.sides.mentees, rows)
        with asked.naming(rows, mentors.first):
            entries[start : start + size] = made(asked.block(mentee, mentor, (len(rows), mentors.size)))
        read = known[0] | columns_read(mentee), known[1] | columns_read(mentor)
        if read != known:
            return read
    return entries
