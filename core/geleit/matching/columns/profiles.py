"""Who cannot be told apart: people with the same content in some columns have one profile.

A scorer that has read nothing but those columns says the same of all of them, so one of them is asked for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.columns.views import EACH, ROW, Columns

Codes = NDArray[np.intp]
_DENSE = 8
"""Up to this many codes per person they are counted in a table, beyond that sorted."""


@attrs.frozen(eq=False)
class Profiles:
    """The profile of each row, numbered from 0, and the first row of each profile."""

    codes: Codes
    first: Codes

    @property
    def size(self) -> int:
        """How many profiles there are."""
        return len(self.first)


class Profiling:
    """The profiles of one side, by the columns read; each worked out once."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._of: dict[frozenset[str], Profiles] = {}

    def of(self, read: frozenset[str]) -> Profiles:
        """The profiles by some columns (`columns_read`): nobody differs where nothing was read."""
        if read not in self._of:
            self._of[read] = self._made(read)
        return self._of[read]

    def at_least(self, read: frozenset[str]) -> int:
        """A number of profiles that there are at least, for less work."""
        return max((self.of(frozenset({name})).size for name in read), default=1)

    def _made(self, read: frozenset[str]) -> Profiles:
        size = self.columns.size
        if ROW in read:
            everyone = np.arange(size)
            return Profiles(everyone, everyone)
        if len(read) > 1:
            return joint([self.of(frozenset({name})) for name in sorted(read)])
        for name in read:
            return self._by(name)
        return _numbered(np.zeros(size, np.int64), 1)

    def _by(self, name: str) -> Profiles:
        """The profiles by one column: people differ where its content differs in any bit."""
        if name.startswith(EACH):
            return _by_hash(self.columns.plain(name.removeprefix(EACH)) or ())
        column = self.columns.column(name)
        assert column is not None, name
        if column.dtype == object:
            return _by_hash(column.tolist())
        if column.dtype == np.bool_:
            if column.all():
                return self.of(frozenset())
            return _numbered(column.astype(np.int64), 2)
        bits = column.view(np.int64) if column.dtype.itemsize == 8 else column.astype(np.int64)
        least = int(bits.min(initial=0))
        return _numbered(bits - least, int(bits.max(initial=0)) - least + 1)


def joint(all_: Sequence[Profiles]) -> Profiles:
    """Profiles of people who have the same profile in each."""
    together = all_[0]
    for one in all_[1:]:
        if together.size == len(together.codes):
            break
        if one.size > 1:
            together = _numbered(together.codes * one.size + one.codes, together.size * one.size)
    return together


def _numbered(codes: NDArray[np.int64], limit: int) -> Profiles:
    """Codes from 0 to below a limit (which may be larger than they can be), numbered without gaps."""
    if limit > _DENSE * len(codes):
        _, first, numbers = np.unique(codes, return_index=True, return_inverse=True)
        return Profiles(numbers, first)
    # Of several people with one code the last written stays, which is the first one in the list.
    first_of = np.full(limit, -1, np.intp)
    first_of[codes[::-1]] = np.arange(len(codes))[::-1]
    present = first_of >= 0
    number_of = np.cumsum(present) - 1
    return Profiles(number_of[codes].astype(np.intp), first_of[present])


def _by_hash(values: Sequence[Any]) -> Profiles:
    """The profiles by Python's values; one that cannot be hashed is like no other."""
    known: dict[Any, int] = {}
    codes = np.empty(len(values), np.int64)
    for place, value in enumerate(values):
        try:
            codes[place] = known.setdefault(_exactly(value), len(known))
        except TypeError:
            codes[place] = known.setdefault(("nobody else's", place), len(known))
    return _numbered(codes, len(known))


def _exactly(value: Any) -> Any:
    """A value together with its type, so that 1, 1.0 and True differ, and -0.0 from 0.0."""
    if isinstance(value, tuple):
        return type(value), tuple(map(_exactly, value))
    return (type(value), value.hex()) if isinstance(value, float) else (type(value), value)
