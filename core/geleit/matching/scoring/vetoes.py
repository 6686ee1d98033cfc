"""Which pairs the vetoes leave, for a block of mentees or for pairs one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.matching.assigning.checking import Bools
from geleit.matching.columns.profiles import Codes, Profiles, joint
from geleit.matching.columns.views import Rows
from geleit.matching.scoring.asking import Asked, People
from geleit.matching.scoring.evaluating import Values, all_known, checked
from geleit.matching.scoring.profiled import TooMany, profiled
from geleit.matching.scoring.sheets import Sheet, joined, sheet
from geleit.questions.matching import Veto


def allows(veto: Veto, values: Values | NDArray[np.floating]) -> Bools:
    """Which values a veto lets pass; the unknown (NaN) is neither below a threshold nor at it."""
    least = np.float64(veto.at_least)
    passing: Bools = (values >= least) if veto.unknown == "refuse" else ~(values < least)
    return passing


@attrs.frozen(eq=False)
class OneVeto:
    """One veto: what is known by profile, or else whom to ask."""

    veto: Veto
    asked: Asked
    sheet: Sheet | None

    @classmethod
    def of(cls, veto: Veto, people: People, pairs: int) -> OneVeto:
        """A veto, asked about the profiles where that spares work. Raises ScoringError, NeverField, UnknownField."""
        asked = Asked(veto, people)
        found = profiled(asked, lambda answer: allows(veto, checked(veto.code, answer)), np.dtype(np.bool_), pairs)
        if isinstance(found, TooMany):
            return cls(veto, asked, None)
        return cls(veto, asked, sheet(found.mentees, found.mentors, found.entries))

    def block(self, rows: Rows, columns: Codes | None, out: Bools) -> None:
        """Whether it lets some mentees and some mentors (None: all) pass, into `out`."""
        if self.sheet is not None:
            self.sheet.block(rows, columns, out)
            return
        sides = self.asked.people.sides
        mentee, mentor = self.asked.view(sides.mentees, rows), self.asked.view(sides.mentors, columns)
        with self.asked.naming(rows, columns):
            answer = self.asked.block(mentee, mentor, (out.shape[0], out.shape[1]))
            out[...] = allows(self.veto, answer if all_known(answer) else checked(self.veto.code, answer))

    def listed(self, rows: Codes, columns: Codes) -> Bools:
        """Whether it lets mentees and mentors taken one by one pass."""
        if self.sheet is not None:
            return self.sheet.listed(rows, columns)
        return allows(self.veto, self.asked.listed(rows, columns))


@attrs.frozen(eq=False)
class Vetoes:
    """Some vetoes together."""

    sheets: tuple[Sheet, ...]
    direct: tuple[OneVeto, ...]

    @classmethod
    def of(cls, vetoes: Iterable[OneVeto]) -> Vetoes:
        """The vetoes, those known by profile looked up together."""
        every = tuple(vetoes)
        sheets = joined([one.sheet for one in every if one.sheet is not None], np.logical_and)
        return cls(tuple(sheets), tuple(one for one in every if one.sheet is None))

    def __bool__(self) -> bool:
        return bool(self.sheets or self.direct)

    @cached_property
    def mentees(self) -> Profiles | None:
        """The mentees for whom they leave the same mentors have one profile; None where not all is known by profile."""
        return joint([one.mentees for one in self.sheets]) if self.sheets and not self.direct else None

    def left(self, n: int, m: int) -> int:
        """How many pairs they leave at the most."""
        if self.mentees is None:
            return n * m
        left = np.empty((1, m), np.bool_)
        found = 0
        for row, people in zip(self.mentees.first, np.bincount(self.mentees.codes), strict=True):
            self.block(np.array([row]), None, left)
            found += int(people) * int(np.count_nonzero(left))
        return found

    def block(self, rows: Rows, columns: Codes | None, out: Bools) -> None:
        """Which pairs of some mentees and some mentors (None: all) they leave, into `out`."""
        if not self:
            out[...] = True
        for place, one in enumerate(self._all()):
            found = np.empty_like(out) if place else out
            one.block(rows, columns, found)
            if place:
                out &= found

    def listed(self, rows: Codes, columns: Codes) -> Bools:
        """Which of the pairs taken one by one they leave."""
        left = np.ones(rows.shape, np.bool_)
        for one in self._all():
            left &= one.listed(rows, columns)
        return left

    def _all(self) -> tuple[Sheet | OneVeto, ...]:
        return (*self.sheets, *self.direct)


@attrs.frozen(eq=False)
class RuledOut:
    """The pairs that one veto rules out, worked out when they are asked for."""

    veto: OneVeto
    size: int

    def __getitem__(self, place: int | tuple[int, int]) -> Bools:
        """By mentee's row a mentor's truth value each, by row and column that pair's."""
        if isinstance(place, tuple):
            row, column = (np.array([one]) for one in place)
            pair: Bools = np.logical_not(self.veto.listed(row, column)).reshape(())
            return pair
        left = np.empty((1, self.size), np.bool_)
        if self.size:
            self.veto.block(np.array([place]), None, left)
        ruled_out: Bools = ~left[0]
        return ruled_out


@attrs.frozen(eq=False)
class AllRuledOut(Mapping[str, RuledOut]):
    """By the code of each veto the pairs that it rules out."""

    vetoes: tuple[OneVeto, ...]
    size: int

    def __getitem__(self, code: str) -> RuledOut:
        for one in self.vetoes:
            if one.veto.code == code:
                return RuledOut(one, self.size)
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return (one.veto.code for one in self.vetoes)

    def __len__(self) -> int:
        return len(self.vetoes)
