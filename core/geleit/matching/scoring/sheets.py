"""Answers that are known by profile, laid out so that a block of mentees is looked up at the speed of copying."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.columns.profiles import Codes, Profiles, joint
from geleit.matching.columns.views import Rows

Entries = NDArray[Any]
T = TypeVar("T")
_MOST = 2**20
_SHARE = 16
"""A sheet has at most so many entries, or the pairs divided by the second: small beside the scores themselves."""
_FEWER = 16
"""Sheets are joined while the mentees have this many times fewer profiles than there are mentees: joining costs more
per entry than looking up."""
_HOPELESS = 4
"""Where all combinations would be so many times too many, it is not tried."""


@attrs.frozen(eq=False)
class Sheet:
    """One row per profile of mentees, one column per mentor, or, where that would be too large, per profile of
    mentors (`columns` then has each mentor's)."""

    mentees: Profiles
    entries: Entries
    columns: Codes | None = None

    def block(self, rows: Rows, columns: Codes | None, out: Entries) -> None:
        """The entries of some mentees and some mentors (None: all) into `out`."""
        codes = self.mentees.codes[rows]
        if columns is not None:
            self.entries[codes].take(self._columns(columns), axis=1, out=out, mode="clip")
        elif self.columns is None:
            self.entries.take(codes, axis=0, out=out, mode="clip")
        else:
            self.entries[codes].take(self.columns, axis=1, out=out, mode="clip")

    def listed(self, rows: Codes, columns: Codes) -> Entries:
        """The entries of mentees and mentors taken one by one."""
        found: Entries = self.entries[self.mentees.codes[rows], self._columns(columns)]
        return found

    def _columns(self, columns: Codes) -> Codes:
        return columns if self.columns is None else self.columns[columns]


def sheet(mentees: Profiles, mentors: Profiles, table: Entries) -> Sheet:
    """A table by profiles (U, V) as a sheet."""
    n, m = len(mentees.codes), len(mentors.codes)
    if mentees.size * m <= max(_MOST, n * m // _SHARE):
        return Sheet(mentees, np.ascontiguousarray(np.take(table, mentors.codes, axis=1)))
    return Sheet(mentees, table, mentors.codes)


def joined(sheets: Iterable[Sheet], together: Callable[[Entries, Entries], Entries]) -> list[Sheet]:
    """As few sheets as it takes to keep each small: looking up one is cheaper than looking up two."""
    made: list[Sheet] = []
    for one in sorted(sheets, key=lambda each: each.mentees.size):
        for place, other in enumerate(made):
            both = _both(other, one, together)
            if both is not None:
                made[place] = both
                break
        else:
            made.append(one)
    return made


def _both(one: Sheet, other: Sheet, together: Callable[[Entries, Entries], Entries]) -> Sheet | None:
    if one.columns is not None or other.columns is not None:
        return None
    n, m = len(one.mentees.codes), one.entries.shape[1]
    if max(one.mentees.size, other.mentees.size) * _FEWER > n:
        return None
    if one.mentees.size * other.mentees.size * _FEWER > _HOPELESS * n:
        return None
    mentees = joint([one.mentees, other.mentees])
    if mentees.size not in (one.mentees.size, other.mentees.size) and (
        mentees.size * _FEWER > n or mentees.size * m > max(_MOST, n * m // _SHARE)
    ):
        return None
    firsts = mentees.first
    return Sheet(mentees, together(one.entries[one.mentees.codes[firsts]], other.entries[other.mentees.codes[firsts]]))
