"""Criteria added up for a block of mentees: what is known by profile is looked up, the rest is asked in blocks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial
from math import prod
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.assigning.checking import SCALE
from geleit.matching.columns.profiles import Codes, Profiles
from geleit.matching.columns.views import Rows, View, columns_read, part_of, size_of
from geleit.matching.scoring.asking import Asked, People
from geleit.matching.scoring.evaluating import BrokenScorer, Values, units
from geleit.matching.scoring.levels import Levelled, LevelUnits
from geleit.matching.scoring.profiled import SPARED, Profiled, profiled
from geleit.matching.scoring.sheets import Sheet, joined, sheet
from geleit.questions.matching import Criterion

Whole = NDArray[np.signedinteger[Any]]
_SPARED_LEVELS = 64
"""How many times fewer pairs of profiles than of people there must be to prefer them to levels, which are fast."""


def in_units(criterion: Criterion, values: Values) -> Values:
    """A criterion's contributions: rint(weight x 10,000 x value), whole numbers; the neutral value where unknown."""
    known = np.where(np.isnan(values), criterion.neutral, values)
    return np.rint(known * (criterion.weight * SCALE))


class Scratch:
    """Arrays that are used again from block to block and from criterion to criterion; each holds until it is asked for
    again."""

    def __init__(self, kind: np.dtype[Any]) -> None:
        self._kind = kind
        self._made: dict[str, NDArray[Any]] = {}

    def values(self, shape: tuple[int, ...]) -> Values:
        """For values."""
        return self._array("values", np.dtype(np.float64), shape)

    def whole(self, shape: tuple[int, ...], use: str = "one criterion") -> Whole:
        """For whole numbers."""
        return self._array(use, self._kind, shape)

    def _array(self, use: str, kind: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
        size = prod(shape)
        held = self._made.get(use)
        if held is None or held.size < size:
            held = self._made[use] = np.empty(size, kind)
        return held[:size].reshape(shape)


@attrs.frozen(eq=False)
class Direct:
    """A criterion that tells nearly everybody apart, asked about all pairs of a block."""

    asked: Asked
    profiles: Profiles | None
    """The mentors' profiles by `read`, where one mentor of each is asked about for all."""
    read: frozenset[str]
    levels: LevelUnits | None
    """What each level contributes, where the scorer has levels."""

    @cached_property
    def mentees(self) -> View:
        """All mentees."""
        return self.asked.view(self.asked.people.sides.mentees, None)

    @cached_property
    def mentors(self) -> View:
        """All mentors."""
        return self.asked.view(self.asked.people.sides.mentors, None)

    @cached_property
    def representatives(self) -> View:
        """One mentor of each profile."""
        assert self.profiles is not None
        return self.asked.view(self.asked.people.sides.mentors, self.profiles.first)

    def add_to(self, out: Whole, rows: Rows, columns: Codes | None, scratch: Scratch) -> None:
        """Add the contributions for some mentees and some mentors (None: all). Raises ScoringError."""
        asked, profiles = self.asked, self.profiles
        mentees, mentors = asked.people.sides.mentees, asked.people.sides.mentors
        mentee = part_of(self.mentees, rows) if isinstance(rows, slice) else asked.view(mentees, rows)
        if columns is None and profiles is not None:
            found = self._checked(mentee, self.representatives, (rows, profiles.first), scratch)
            if columns_read(self.representatives) <= self.read:
                out += found if found.shape[1] == 1 else found.take(profiles.codes, axis=1)
                return
        mentor = self.mentors if columns is None else asked.view(mentors, columns)
        out += self._checked(mentee, mentor, (rows, columns), scratch)

    def _checked(self, mentee: View, mentor: View, people: tuple[Rows, Codes | None], scratch: Scratch) -> Whole:
        try:
            return self._found(mentee, mentor, (size_of(mentee), size_of(mentor)), scratch)
        except BrokenScorer as broken:
            raise self.asked.faulty(broken, *people) from broken

    def _found(self, mentee: View, mentor: View, shape: tuple[int, int], scratch: Scratch) -> Whole:
        criterion = self.asked.what
        assert isinstance(criterion, Criterion)
        level = None if self.levels is None else self.asked.level(mentee, mentor, shape)
        if self.levels is not None and level is not None:
            return self.levels(level, scratch.whole(shape))
        answer = self.asked.block(mentee, mentor, shape)
        made = units(criterion.code, answer, criterion.weight * SCALE, criterion.neutral, out=scratch.values(shape))
        whole = scratch.whole(made.shape)
        np.copyto(whole, made, casting="unsafe")
        return whole


@attrs.frozen(eq=False)
class Totals:
    """Some criteria added up."""

    sheets: tuple[Sheet, ...]
    direct: tuple[Direct, ...]
    kind: np.dtype[Any]

    @classmethod
    def of(cls, criteria: Iterable[Criterion], people: People, kind: np.dtype[Any], pairs: int) -> Totals:
        """The criteria, each asked about the profiles where that spares work, with so many pairs to score. Raises
        ScoringError, NeverField, UnknownField."""
        sheets, direct = [], []
        for criterion in criteria:
            asked = Asked(criterion, people)
            factor, neutral = criterion.weight * SCALE, criterion.neutral
            made = partial(units, criterion.code, factor=factor, neutral=neutral)
            scorer = criterion.scorer
            levels = LevelUnits.of(scorer, factor, neutral, kind) if isinstance(scorer, Levelled) else None
            found = profiled(asked, made, kind, pairs, spared=SPARED if levels is None else _SPARED_LEVELS)
            if isinstance(found, Profiled):
                sheets.append(sheet(found.mentees, found.mentors, found.entries))
            else:
                # Spreading profiles over mentors takes longer than asking a scorer with levels about all of them.
                direct.append(Direct(asked, found.mentors if levels is None else None, found.read, levels))
        return cls(tuple(joined(sheets, np.add)), tuple(direct), kind)

    def block(self, rows: Rows, columns: Codes | None, out: Whole, scratch: Scratch) -> None:
        """The totals of some mentees and some mentors (None: all) into `out`."""
        for place, one in enumerate(self.sheets):
            found = scratch.whole(out.shape) if place else out
            one.block(rows, columns, found)
            if place:
                out += found
        if not self.sheets:
            out[...] = 0
        for each in self.direct:
            each.add_to(out, rows, columns, scratch)

    def listed(self, rows: Codes, columns: Codes) -> Whole:
        """The totals of mentees and mentors taken one by one."""
        added = np.zeros(rows.shape, self.kind)
        for each in self.sheets:
            added += each.listed(rows, columns)
        for direct in self.direct:
            assert isinstance(direct.asked.what, Criterion)
            added += in_units(direct.asked.what, direct.asked.listed(rows, columns)).astype(self.kind)
        return added
