"""Asking a criterion or a veto about some of the people, and naming them where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import product
from types import TracebackType
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.labels import say
from geleit.matching.columns.people import Side, Sides
from geleit.matching.columns.profiles import Profiling
from geleit.matching.columns.views import NeverField, Rows, UnknownField, View
from geleit.matching.scoring.evaluating import Attempt, BrokenScorer, Values, ask, evaluate, quietly
from geleit.matching.scoring.levels import ask_level
from geleit.questions.calling import Guard, RegionFailed
from geleit.questions.matching import Criterion, Veto

Codes = NDArray[np.intp]
T = TypeVar("T")


class ScoringError(RegionFailed):
    """A criterion or a veto cannot be scored; names it, and the people where it is a matter of single pairs."""


_BUFFER = 512
"""Elements that NumPy converts at once. Where a column meets a row, rows of less than about three times as many are
copied first, which takes longer than the arithmetic."""


_KEPT = 2**24
"""Bytes up to which an array's memory is used again for the next."""


class Calls:
    """How a region's function is called: many times under one guard while it is entered, else under one each."""

    def __init__(self) -> None:
        self._guards: list[Guard] = []
        self._stacks: list[ExitStack] = []

    def __enter__(self) -> None:
        with ExitStack() as stack:
            self._guards.append(stack.enter_context(Guard()))
            stack.callback(self._guards.pop)
            # The size of the buffer is set back with the rest.
            stack.enter_context(np.errstate(all="ignore"))
            np.setbufsize(_BUFFER)
            # Untouched and given back at once: from then on GNU's malloc keeps what arrays of this size leave behind,
            # instead of asking the system for every intermediate result anew.
            np.empty(_KEPT, np.uint8)
            self._stacks.append(stack.pop_all())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stacks.pop().__exit__(kind, error, trace)

    def attempt(self, function: Callable[..., T], /, *, passing: tuple[type[Exception], ...] = ()) -> T:
        """See `quietly`."""
        return (self._guards[-1].attempt if self._guards else quietly)(function, passing=passing)


@attrs.frozen(eq=False)
class People:
    """The two sides, their profiles, and how a region's functions are called."""

    sides: Sides
    mentees: Profiling
    mentors: Profiling
    calls: Calls

    @classmethod
    def of(cls, sides: Sides) -> People:
        """The people of two sides."""
        return cls(sides, Profiling(sides.mentees.columns), Profiling(sides.mentors.columns), Calls())

    @property
    def attempt(self) -> Attempt:
        """How a function of a region is called."""
        return self.calls.attempt

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self.mentees.columns.size, self.mentors.columns.size


@attrs.frozen(eq=False)
class Asked:
    """A criterion or a veto with the people it is asked about."""

    what: Criterion | Veto
    people: People

    def view(self, side: Side, rows: Rows | None, *, listed: bool = False) -> View:
        """Some rows of a side, to broadcast, or as half of a list of pairs."""
        lifts = self.what.lifts if isinstance(self.what, Criterion) else None
        seen = side.list(np.asarray(rows)) if listed and rows is not None else side.block(rows)
        return seen.lifting(lifts, criterion=self.what.code)

    def block(self, mentee: View, mentor: View, shape: tuple[int, int]) -> NDArray[Any]:
        """The scorer's own answer about all pairs of two views. Raises BrokenScorer; see `naming`."""
        return ask(self.what.code, self.what.scorer, mentee, mentor, shape, attempt=self.people.attempt)

    def level(self, mentee: View, mentor: View, shape: tuple[int, int]) -> NDArray[np.uint8] | None:
        """The levels of the pairs of two views, where the scorer has some. Raises BrokenScorer."""
        scorer: Any = self.what.scorer
        return ask_level(self.what.code, scorer, mentee, mentor, shape, attempt=self.people.attempt)

    def listed(self, rows: Codes, columns: Codes) -> Values:
        """Values from 0 to 1, NaN where unknown, of the pairs of rows and columns taken one by one."""
        sides, what = self.people.sides, self.what
        mentee, mentor = self.view(sides.mentees, rows, listed=True), self.view(sides.mentors, columns, listed=True)
        with self.naming(rows, columns, paired=True):
            return evaluate(what.code, what.scorer, mentee, mentor, rows.shape, attempt=self.people.attempt)

    def faulty(self, broken: BrokenScorer, rows: Rows | None, columns: Rows | None) -> ScoringError:
        """The error that names the criterion and two of the people a block was asked about."""
        return _Naming(self, rows, columns, paired=False).named(broken)

    def naming(self, rows: Rows | None, columns: Rows | None, *, paired: bool = False) -> AbstractContextManager[None]:
        """While it is open, a scorer's failure becomes a ScoringError that names the criterion and, of the rows and
        columns asked about, two people."""
        return _Naming(self, rows, columns, paired)


@attrs.frozen(eq=False)
class _Naming(AbstractContextManager[None]):
    asked: Asked
    rows: Rows | None
    columns: Rows | None
    paired: bool

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, BrokenScorer):
            raise self.named(error) from error

    def named(self, broken: BrokenScorer) -> ScoringError:
        """The error about the pair that is at fault, looked for one by one where the scorer did not say which."""
        what, sides = self.asked.what, self.asked.people.sides
        pair = next(self._faulty(), None) if broken.where is None else self._at(broken.where)
        label = say(f"{'criterion' if isinstance(what, Criterion) else 'veto'}.{what.code}")
        if pair is None:
            return ScoringError(say("scoring.broken", criterion=label, problem=broken.problem))
        mentee, mentor = sides.mentees.candidates[pair[0]], sides.mentors.candidates[pair[1]]
        people = {"mentee": mentee.name, "mentor": mentor.name}
        return ScoringError(say("scoring.broken_for", criterion=label, problem=broken.problem, **people))

    def _numbers(self) -> tuple[list[int], list[int]]:
        everyone = zip(self.asked.people.shape, (self.rows, self.columns), strict=True)
        rows, columns = (np.arange(size)[slice(None) if some is None else some].tolist() for size, some in everyone)
        return rows, columns

    def _at(self, where: tuple[int, ...]) -> tuple[int, int]:
        rows, columns = self._numbers()
        return rows[where[0]], columns[where[0] if self.paired else where[1]]

    def _faulty(self) -> Iterator[tuple[int, int]]:
        what, sides = self.asked.what, self.asked.people.sides
        lifts = what.lifts if isinstance(what, Criterion) else None
        rows, columns = self._numbers()
        for i, j in zip(rows, columns, strict=True) if self.paired else product(rows, columns):
            mentee = sides.mentees.single(i).lifting(lifts, criterion=what.code)
            mentor = sides.mentors.single(j).lifting(lifts, criterion=what.code)
            try:
                evaluate(what.code, what.scorer, mentee, mentor, (), attempt=self.asked.people.attempt)
            except (BrokenScorer, NeverField, UnknownField):
                yield i, j
