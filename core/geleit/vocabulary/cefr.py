"""Language levels of the Common European Framework of Reference (CEFR, in German GER)."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

_LEVEL = re.compile(r"([ABC]) ?([12])|(PRE[- ]?A ?1|0)")
_HALF_STEPS = frozenset({"A1", "A2", "B1", "B2", "C1"})
_CYRILLIC = str.maketrans("\u0410\u0412\u0421", "ABC")
"""А, В, С look like the Latin letters and are what a Cyrillic keyboard types."""


class Cefr(StrEnum):
    """A level, ordered from below A1 to C2. Unknown is not `PRE_A1` but None.

    Levels compare with levels only; ordering one against a bare text raises TypeError.
    Source: Council of Europe, CEFR (2001) and Companion Volume (2020), which adds Pre-A1 and the half steps as B1+.
    """

    PRE_A1 = "pre-A1"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"

    @property
    def rank(self) -> int:
        """0 for below A1, then 1 (A1) to 6 (C2)."""
        return tuple(Cefr).index(self)

    @classmethod
    def read(cls, text: str) -> Cefr | None:
        """The level somebody wrote, or None if it is none.

        Case and blanks do not matter; a half step counts as the level that was reached (`B1+` is B1); `0` and
        `Pre-A1` are below A1. Parts of a course (`B1.1`) and spans (`B1/B2`) say no level and are None.
        """
        plain = " ".join(unicodedata.normalize("NFKC", text).upper().translate(_CYRILLIC).split())
        reached = plain.removesuffix("+").rstrip()
        found = _LEVEL.fullmatch(reached)
        if found is None:
            return None
        level = cls.PRE_A1 if found[3] else cls(found[1] + found[2])
        return level if plain == reached or level.value in _HALF_STEPS else None

    def __lt__(self, other: str) -> bool:
        return self.rank < _rank(self, other)

    def __le__(self, other: str) -> bool:
        return self.rank <= _rank(self, other)

    def __gt__(self, other: str) -> bool:
        return self.rank > _rank(self, other)

    def __ge__(self, other: str) -> bool:
        return self.rank >= _rank(self, other)


def _rank(level: Cefr, other: object) -> int:
    # Raised, not returned as NotImplemented: Python would then ask `str`, which compares letters and answers.
    if not isinstance(other, Cefr):
        raise TypeError(f"{level!r} is ordered against other levels only, not against {other!r}")
    return other.rank
