"""How large the measured organisation is, and how its people, pairs and sessions are spread over its rounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import attrs

TODAY = date(2026, 6, 15)
"""The day on which everything is measured."""

_NEWEST = date(2026, 1, 12)
_LENGTH = timedelta(days=179)
_APART = timedelta(days=182)


@attrs.frozen
class Size:
    """How many people and sessions in how many rounds; `biggest` is the newest round's share of the people.

    One participation in six is somebody's second, as a mentor; five mentees in six find one.
    """

    people: int = 100_000
    sessions: int = 1_000_000
    rounds: int = 20
    biggest: float = 0.2


@attrs.frozen
class RoundSize:
    """One round: its dates, how many take part for the first time or again, how many of them in which role, and how
    many sessions each of its pairs has."""

    id: str
    number: int
    start: date
    end: date
    new: int
    again: int
    mentees: int
    mentors: int
    sessions: tuple[int, ...]

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.sessions)


def spread(size: Size) -> tuple[RoundSize, ...]:
    """The rounds of an organisation, the oldest first; people and sessions add up to what is asked for."""
    newest = round(size.people * size.biggest) if size.rounds > 1 else size.people
    first = [*_parted(size.people - newest, size.rounds - 1), newest]
    again = [0, *(min(count // 5, before // 2) for before, count in pairwise(first))]
    mentees = [(new + more) // 2 for new, more in zip(first, again, strict=True)]
    pairs = [count * 5 // 6 for count in mentees]
    lengths = _parted(size.sessions, sum(pairs))
    made = []
    for place in range(size.rounds):
        start = _NEWEST - _APART * (size.rounds - 1 - place)
        made.append(
            RoundSize(
                id=f"round-{place + 1}",
                number=place + 1,
                start=start,
                end=start + _LENGTH,
                new=first[place],
                again=again[place],
                mentees=mentees[place],
                mentors=first[place] + again[place] - mentees[place],
                sessions=tuple(_uneven([next(lengths) for _ in range(pairs[place])])),
            )
        )
    return tuple(made)


def _parted(whole: int, parts: int) -> Iterator[int]:
    """A number in equal parts, the first ones larger by one where it does not divide."""
    for place in range(parts):
        yield whole // parts + (place < whole % parts)


def _uneven(lengths: list[int]) -> Iterator[int]:
    """Neighbours give and take: some pairs meet twice as often as planned, some hardly at all; the sum stays."""
    for place in range(0, len(lengths) - 1, 2):
        moved = lengths[place] * (place // 2 % 9) // 9
        yield lengths[place] - moved
        yield lengths[place + 1] + moved
    if len(lengths) % 2:
        yield lengths[-1]
