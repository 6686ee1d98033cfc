"""The built-in scorers: ordinary array expressions that serve a block of pairs, a list and one pair alike.

Each takes a mentee's and a mentor's columns and returns values from 0 to 1, NaN where either side is unknown. A
column of codes is -1 and a number NaN where unknown; a set is a bit mask; `<field>_known` says for every field whether
it was answered, so that an empty set is not an unknown one. A long list never scores less than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import attrs

PREFIX_VALUES = (0.25, 0.6, 0.85, 1.0)
"""How close two ISCO-08 occupations are that share 1, 2, 3 or 4 leading digits; `geleit.standard`."""


def popcount(bits: Any) -> Any:
    """How many bits are set, for machine words and for Python's long integers in object arrays."""
    import numpy as np

    # NumPy takes a single long integer out of its array, so there is not always a dtype to ask.
    if isinstance(bits, int) or bits.dtype == object:
        return np.asarray(np.frompyfunc(lambda word: int(word).bit_count(), 1, 1)(bits), dtype=np.float64)
    return np.bitwise_count(bits)


def _both_known(mentee: Any, mentee_field: str, mentor: Any, mentor_field: str, values: Any) -> Any:
    import numpy as np

    mine, theirs = getattr(mentee, f"{mentee_field}_known"), getattr(mentor, f"{mentor_field}_known")
    # Where everybody has answered, which is cheap to see, nothing is to be replaced.
    return values if mine.all() and theirs.all() else np.where(mine & theirs, values, np.nan)


@attrs.frozen
class TwoFields:
    """The base of scorers that compare one field of the mentee with one of the mentor."""

    mentee_field: str
    mentor_field: str

    @property
    def reads(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The fields it reads of the mentee and of the mentor."""
        return (self.mentee_field,), (self.mentor_field,)


@attrs.frozen
class SameOccupation(TwoFields):
    """See `same_occupation`."""

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        values: Any = 0.0
        for digits, value in enumerate(PREFIX_VALUES, start=1):
            mine = getattr(mentee, f"{self.mentee_field}_{digits}")
            theirs = getattr(mentor, f"{self.mentor_field}_{digits}")
            values = np.where((mine & theirs) != 0, value, values)
        return _both_known(mentee, self.mentee_field, mentor, self.mentor_field, values)


def same_occupation(mentee_field: str = "occupations", mentor_field: str = "occupations") -> SameOccupation:
    """The closest pair of occupations by ISCO-08: the more leading digits two codes share, the closer."""
    return SameOccupation(mentee_field, mentor_field)


@attrs.frozen
class Overlap(TwoFields):
    """See `overlap`."""

    enough: int = 1

    @property
    def levels(self) -> tuple[float, ...]:
        """The value by the number of shared entries, as far as there are bits in a machine word."""
        return tuple(min(shared / self.enough, 1.0) for shared in range(65))

    def level(self, mentee: Any, mentor: Any) -> Any:
        """The number of shared entries, 255 where either side is unknown; None for sets that need longer masks."""
        import numpy as np

        both = self._shared(mentee, mentor)
        if both.dtype == object:
            return None
        # Where one is enough, they need not be counted.
        shared = (both != 0).view(np.uint8) if self.enough == 1 else popcount(both)
        mine, theirs = self._known(mentee, mentor)
        return shared if mine.all() and theirs.all() else np.where(mine & theirs, shared, np.uint8(255))

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        shared = popcount(self._shared(mentee, mentor))
        # A row of the same number is compared faster than the number itself.
        most = np.full(np.shape(getattr(mentor, f"{self.mentor_field}_set")), self.enough)
        values = np.minimum(shared, most.astype(np.result_type(shared, np.min_scalar_type(self.enough)))) / self.enough
        return _both_known(mentee, self.mentee_field, mentor, self.mentor_field, values)

    def _shared(self, mentee: Any, mentor: Any) -> Any:
        return getattr(mentee, f"{self.mentee_field}_set") & getattr(mentor, f"{self.mentor_field}_set")

    def _known(self, mentee: Any, mentor: Any) -> tuple[Any, Any]:
        return getattr(mentee, f"{self.mentee_field}_known"), getattr(mentor, f"{self.mentor_field}_known")


def overlap(mentee_field: str, mentor_field: str | None = None, *, enough: int = 1) -> Overlap:
    """How many values two fields share, `enough` of them giving 1. Fields of one value count as sets of one."""
    return Overlap(mentee_field, mentor_field or mentee_field, enough)


def shared_languages(*, enough: int = 2) -> Overlap:
    """How many languages both speak, at whatever level; `enough` of them give 1."""
    return Overlap("languages", "languages", enough)


def same_territory(mentee_field: str = "territory", mentor_field: str = "territory") -> Overlap:
    """1 in the same territory, else 0."""
    return Overlap(mentee_field, mentor_field, 1)


_LARGEST_TABLE = 2**20
"""Values of a table by codes; with more codes than that it is looked through pair of values by pair of values."""


@attrs.frozen
class Similarity(TwoFields):
    """See `similarity`."""

    table: Mapping[tuple[Any, Any], float]

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        mine, theirs = getattr(mentee, self.mentee_field), getattr(mentor, self.mentor_field)
        ones, others, rows, columns = self._places
        mentees = np.array([mentee.code(self.mentee_field, one) for one in ones])
        mentors = np.array([mentor.code(self.mentor_field, one) for one in others])
        codes = 1 + max(int(mine.max()), int(theirs.max()), 0) if mine.dtype.kind == theirs.dtype.kind == "i" else 0
        if self.table and 0 < codes * codes <= _LARGEST_TABLE:
            by_code, known = np.eye(codes), (mentees < codes)[rows] & (mentors < codes)[columns]
            known &= (mentees >= 0)[rows] & (mentors >= 0)[columns]
            given = np.array([*self.table.values()], np.float64)
            by_code[mentees[rows][known], mentors[columns][known]] = given[known]
            values: Any = by_code[mine, theirs]
        else:
            values = np.where(mine == theirs, 1.0, 0.0)
            for row, column, value in zip(rows, columns, self.table.values(), strict=True):
                values = np.where((mine == mentees[row]) & (theirs == mentors[column]), value, values)
        return _both_known(mentee, self.mentee_field, mentor, self.mentor_field, values)

    @cached_property
    def _places(self) -> tuple[list[Any], list[Any], list[int], list[int]]:
        """The values that the table names, of mentees and of mentors, and for each of its entries their places."""
        ones, others = ({pair[side]: None for pair in self.table} for side in (0, 1))
        rows, columns = ({value: place for place, value in enumerate(found)} for found in (ones, others))
        return [*ones], [*others], [rows[one] for one, _ in self.table], [columns[other] for _, other in self.table]


def similarity(
    mentee_field: str, mentor_field: str | None = None, *, table: Mapping[tuple[Any, Any], float]
) -> Similarity:
    """A table's value for (mentee's value, mentor's value); 1 for equal and 0 for other pairs not in the table."""
    return Similarity(mentee_field, mentor_field or mentee_field, dict(table))


@attrs.frozen
class Closeness(TwoFields):
    """See `closeness`."""

    within: float

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        distance = np.abs(getattr(mentee, self.mentee_field) - getattr(mentor, self.mentor_field))
        values = np.maximum(0.0, 1.0 - distance / self.within)
        return _both_known(mentee, self.mentee_field, mentor, self.mentor_field, values)


def closeness(mentee_field: str, mentor_field: str | None = None, *, within: float) -> Closeness:
    """1 for equal numbers (or dates, in days), falling evenly to 0 at a distance of `within`."""
    return Closeness(mentee_field, mentor_field or mentee_field, within)


@attrs.frozen
class Prefers:
    """See `prefers`."""

    wish: str
    other: str
    of_mentor: bool

    @property
    def reads(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The fields it reads of the mentee and of the mentor."""
        return ((self.other,), (self.wish,)) if self.of_mentor else ((self.wish,), (self.other,))

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        wishing, wished = (mentor, mentee) if self.of_mentor else (mentee, mentor)
        fulfilled = (getattr(wishing, f"{self.wish}_set") & getattr(wished, f"{self.other}_set")) != 0
        known = getattr(wishing, f"{self.wish}_known") & getattr(wished, f"{self.other}_known")
        has_wish = getattr(wishing, f"{self.wish}_set") != 0
        return np.where(known & has_wish, np.where(fulfilled, 1.0, 0.0), np.nan)


def prefers(wish: str, other: str, *, of_mentor: bool = False) -> Prefers:
    """1 if the wish of one side names the other's value, 0 if it names others, unknown without a wish."""
    return Prefers(wish, other, of_mentor)


@attrs.frozen
class FreeCapacity:
    """See `free_capacity`."""

    @property
    def reads(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Nothing anybody wrote down: the mentor's load is worked out from the running partnerships."""
        return (), ()

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        values = np.minimum(np.maximum(1.0 - mentor.load, 0.0), 1.0)
        return np.where(mentor.load_known, values, np.nan)


def free_capacity() -> FreeCapacity:
    """The share of the mentor's places that is free: 1 with no running partnership, 0 when full."""
    return FreeCapacity()


@attrs.frozen
class Pairwise:
    """See `pairwise`."""

    function: Callable[[Any, Any], float | None]

    def __call__(self, mentee: Any, mentor: Any) -> Any:
        import numpy as np

        def one(first: Any, second: Any) -> float:
            value = self.function(first, second)
            if isinstance(value, str | bytes):
                raise TypeError(f"the value must be a number or None, not {type(value).__name__}")
            return float("nan") if value is None else float(value)

        return np.asarray(np.frompyfunc(one, 2, 1)(mentee.each, mentor.each), dtype=np.float64)


def pairwise(function: Callable[[Any, Any], float | None]) -> Pairwise:
    """A plain function of a mentee and a mentor as a scorer; None is unknown. Slower than array expressions."""
    return Pairwise(function)
