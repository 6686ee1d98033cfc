"""What scorers see of people: columns that broadcast, without a trace of what no scorer may see.

A field `f` becomes, by its type:

- one value of a list (`code`): `f`, its code (int16, -1 unknown), and `f_set`, the bit mask of that one value;
- a number or a date (`number`): `f` in float64, NaN unknown, dates in days;
- several values (`set`), languages (`spoken`): `f` and `f_set`, the bit mask;
- occupations (`isco`): besides, `f_1` to `f_4`, the bit masks of the codes' leading digits;
- any field: `f_known`, whether it was answered, so that an empty set is not an unknown one.

Masks are uint64, and Python's integers in object arrays where a vocabulary has more than 64 values in use. Mentors
have `load` (running partnerships by places) and `load_known` besides. `each` holds the people one by one, for plain
Python. A field marked `NEVER`, and any that holds a gender, is in none of these: reading it raises `NeverField`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.fields import NEVER, Field, fields_of
from geleit.fields.kinds import ChoiceKind
from geleit.matching.columns.coding import CodeBook, Coded, column_names, inner
from geleit.matching.columns.views import Columns, NeverField, Rows, UnknownField, View, touched
from geleit.model.people import Participant, Person, Role
from geleit.questions.matching import LIFTABLE
from geleit.vocabulary.answer import Gender

__all__ = ["Candidate", "Columns", "NeverField", "Side", "Sides", "UnknownField", "View", "build", "touched"]


@attrs.frozen(kw_only=True)
class Candidate:
    """Somebody who takes part in the matching: `id` of the participation, the person, the region's answers.

    `priority` puts a returning person ahead of the others.
    """

    id: str
    person: Person
    participant: Participant
    priority: bool = False

    @property
    def name(self) -> str:
        """The name in sentences; the id where there is none."""
        return self.person.name or self.id

    def field(self, name: str) -> Field:
        """A field of the participant or of the person. Raises KeyError."""
        return {field.name: field for cls in (Person, type(self.participant)) for field in fields_of(cls)}[name]

    def value(self, name: str) -> Any:
        """What the participant, or the person, has in a field. Raises AttributeError."""
        return getattr(self.participant if hasattr(self.participant, name) else self.person, name)


@attrs.frozen(eq=False)
class Side:
    """One side: who they are, and their columns in the three shapes in which scorers are called."""

    role: Role
    candidates: tuple[Candidate, ...]
    columns: Columns

    @property
    def ids(self) -> tuple[str, ...]:
        """The candidates' ids, row by row."""
        return tuple(candidate.id for candidate in self.candidates)

    def block(self, rows: Rows | None = None) -> View:
        """For all pairs of two sides: mentees (k, 1), mentors (1, m); all rows where none are named."""
        return View(self.columns, rows, (-1, 1) if self.role is Role.MENTEE else (1, -1))

    def list(self, rows: NDArray[np.intp]) -> View:
        """For a list of pairs: (p,)."""
        return View(self.columns, rows, (-1,))

    def single(self, row: int) -> View:
        """For one pair: ()."""
        return View(self.columns, np.array([row]), ())


@attrs.frozen(eq=False)
class Sides:
    """Both sides, coded alike."""

    mentees: Side
    mentors: Side


class Answers(Mapping[str, Sequence[Any]]):
    """Everybody's answers by field, taken from the people when they are first read; of no other field than these."""

    def __init__(
        self, fields: Iterable[str], people: Sequence[Any], given: Mapping[str, Sequence[Any]] | None = None
    ) -> None:
        self._fields, self._people = frozenset(fields), people
        self._taken = dict(given or {})
        self._names = (*fields, *self._taken)

    def with_given(self, given: Mapping[str, Sequence[Any]]) -> Answers:
        """These answers and some more."""
        return Answers(self._fields, self._people, given)

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in self._taken:
            if name not in self._fields:
                raise KeyError(name)
            self._taken[name] = [getattr(one, name) for one in self._people]
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Made(Mapping[str, NDArray[Any]]):
    """Columns by name, each made when it is first read."""

    def __init__(
        self,
        book: CodeBook,
        fields: Mapping[str, Field],
        answers: Mapping[str, Sequence[Any]],
        given: Mapping[str, NDArray[Any]] | None = None,
    ) -> None:
        coded = {name: Coded(book, field, answers) for name, field in fields.items()}
        self._coded = {column: coded[name] for name, field in fields.items() for column in column_names(field)}
        self._made = dict(given or {})
        self._names = (*self._coded, *self._made)

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._made:
            self._made[name] = self._coded[name].column(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._coded or name in self._made


def build(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    mentee_cls: type[Participant],
    mentor_cls: type[Participant],
    *,
    loads: Mapping[str, float],
) -> Sides:
    """The columns of both sides. `loads`: running partnerships by places for each mentor's id; unknown if absent."""
    liftable = {field.name: field for field in fields_of(Person) if field.name in LIFTABLE}
    sides = []
    for role, people, cls in ((Role.MENTEE, mentees, mentee_cls), (Role.MENTOR, mentors, mentor_cls)):
        fields = _visible(cls)
        answers = Answers(fields, [candidate.participant for candidate in people])
        kept = Answers(liftable, [candidate.person for candidate in people])
        sides.append((role, people, cls, fields, answers, kept))
    book = CodeBook(
        [
            (field, found)
            for _, _, _, fields, answers, kept in sides
            for described, found in ((fields, answers), (liftable, kept))
            for field in described.values()
        ]
    )
    built = []
    for role, people, cls, fields, answers, kept in sides:
        given: dict[str, NDArray[Any]] = {}
        seen = answers
        if role is Role.MENTOR:
            load = np.array([loads.get(candidate.id, np.nan) for candidate in people], dtype=np.float64)
            given = {"load": load, "load_known": ~np.isnan(load)}
            seen = answers.with_given({"load": [loads.get(candidate.id) for candidate in people]})
        lifted = {name: Made(book, {name: field}, kept) for name, field in liftable.items()}
        named = {field.name for one in (Person, cls) for field in fields_of(one)} - {"id", "rev"}
        never = frozenset({*named, "age"} - set(fields))
        flat = Made(book, fields, answers, given)
        columns = Columns(len(people), {**fields, **liftable}, never, book, flat, seen, lifted, kept)
        built.append(Side(role, tuple(people), columns))
    return Sides(*built)


def _visible(cls: type[Participant]) -> dict[str, Field]:
    """What scorers may see of a class. A person's gender is never scored, under whatever name a region asks it."""
    person = {field.name for field in fields_of(Person)}
    return {field.name: field for field in fields_of(cls) if field.name not in person and not _hidden(field)}


def _hidden(field: Field) -> bool:
    one = inner(field.kind)
    return field.ask.matching is NEVER or (isinstance(one, ChoiceKind) and one.members is Gender)
