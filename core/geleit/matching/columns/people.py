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

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.fields import NEVER, Field, fields_of
from geleit.fields.kinds import ChoiceKind
from geleit.labels import say
from geleit.matching.columns.coding import CodeBook, code_book, inner, shape_of
from geleit.model.people import Participant, Person, Role
from geleit.questions.calling import RegionFailed
from geleit.questions.matching import LIFTABLE
from geleit.vocabulary.answer import Gender

_SUFFIXES = ("_set", "_known", "_1", "_2", "_3", "_4")


class NeverField(RegionFailed):
    """A scorer tried to see a field that no scorer sees; `field` and `criterion` name them."""

    def __init__(self, field: str, criterion: str) -> None:
        super().__init__(say("columns.never", field=field, criterion=criterion))
        self.field = field


class UnknownField(RegionFailed, AttributeError):
    """A scorer asked for a column that does not exist; `field` is what it asked for."""

    def __init__(self, field: str, criterion: str, code: str = "columns.unknown_field") -> None:
        super().__init__(say(code, field=field, criterion=criterion))
        self.field = field


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
class Columns:
    """One side's columns, a row per person, and nothing of people beyond them. `lifted` holds, by field, what only a
    criterion that names the field sees."""

    size: int
    fields: Mapping[str, Field]
    never: frozenset[str]
    book: CodeBook
    flat: Mapping[str, NDArray[Any]]
    answers: Mapping[str, Sequence[Any]]
    lifted: Mapping[str, Mapping[str, NDArray[Any]]]
    lifted_answers: Mapping[str, Sequence[Any]]

    def owner(self, name: str) -> str:
        """The field a column belongs to; a name that belongs to none as it is."""
        known = self.fields.keys() | self.never
        bases = [name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)]
        return name if name in known else next((base for base in bases if base in known), name)

    def refuse(self, field: str, lifts: str | None, criterion: str) -> None:
        """Raise NeverField for a field that is not for this criterion."""
        if field in self.never and not (field == lifts and field in self.lifted):
            raise NeverField(field, criterion)


class View:
    """One side's columns as a scorer gets them: shaped to broadcast, read-only, read as attributes.

    Raises NeverField and UnknownField; `touched` of this module tells afterwards which fields were read.
    """

    __slots__ = ("_columns", "_criterion", "_lifts", "_rows", "_shape", "_shaped", "_touched")

    def __init__(
        self,
        columns: Columns,
        rows: NDArray[np.intp] | None,
        shape: tuple[int, ...],
        *,
        lifts: str | None = None,
        criterion: str = "",
    ) -> None:
        if lifts is not None:
            columns.refuse(lifts, lifts, criterion)
        self._columns, self._rows, self._shape = columns, rows, shape
        self._lifts, self._criterion = lifts, criterion
        self._shaped: dict[str, NDArray[Any]] = {}
        self._touched: set[str] = set()

    def lifting(self, field: str | None, *, criterion: str = "") -> View:
        """The same rows for one criterion, which sees `field` besides. Raises NeverField if it cannot be lifted."""
        return View(self._columns, self._rows, self._shape, lifts=field, criterion=criterion)

    def code(self, field: str, value: Any) -> float:
        """The code of a value in a field's column, -2 if nobody has it; of a number field the number itself."""
        self._see(field)
        described = self._columns.fields.get(field)
        if described is None or shape_of(described.kind) == "none":
            raise UnknownField(field, self._criterion)
        if shape_of(described.kind) == "number":
            return float(value.toordinal() if hasattr(value, "toordinal") else value)
        return self._columns.book.code(described.kind, value)

    def __getattr__(self, name: str) -> NDArray[Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._shaped:
            self._shaped[name] = self._column(name)
        return self._shaped[name]

    def _column(self, name: str) -> NDArray[Any]:
        rows = np.arange(self._columns.size) if self._rows is None else self._rows
        if name == "each_index":
            return self._reshaped(rows)
        if name == "each":
            people = np.empty(len(rows), dtype=object)
            for place, row in enumerate(rows.tolist()):
                people[place] = Guarded(self, row)
            return self._reshaped(people)
        field = self._see(name)
        flat = self._columns.lifted.get(field, self._columns.flat)
        if name not in flat:
            known = "columns.no_column" if field in self._columns.fields else "columns.unknown_field"
            raise UnknownField(name, self._criterion, known)
        return self._reshaped(flat[name] if self._rows is None else flat[name][self._rows])

    def _see(self, name: str) -> str:
        field = self._columns.owner(name)
        self._columns.refuse(field, self._lifts, self._criterion)
        self._touched.add(field)
        return field

    def _reshaped(self, column: NDArray[Any]) -> NDArray[Any]:
        shaped = column.reshape(self._shape)
        shaped.flags.writeable = False
        return shaped

    def _answer(self, row: int, name: str) -> Any:
        field = self._see(name)
        answers = self._columns.lifted_answers if name in self._columns.lifted_answers else self._columns.answers
        if name not in answers:
            raise UnknownField(field, self._criterion)
        return answers[name][row]


class Guarded:
    """One person in plain Python: the fields a scorer may see, as attributes, and nothing else."""

    __slots__ = ("_row", "_view")

    def __init__(self, view: View, row: int) -> None:
        self._view, self._row = view, row

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._view._answer(self._row, name)


def touched(view: View) -> frozenset[str]:
    """The fields read through a view so far."""
    return frozenset(view._touched)


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

    def block(self, rows: NDArray[np.intp] | None = None) -> View:
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


def build(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    mentee_cls: type[Participant],
    mentor_cls: type[Participant],
    *,
    loads: Mapping[str, float],
) -> Sides:
    """The columns of both sides. `loads`: running partnerships by places for each mentor's id; unknown if absent."""
    sides = [(Role.MENTEE, mentees, _visible(mentee_cls)), (Role.MENTOR, mentors, _visible(mentor_cls))]
    liftable = {field.name: field for field in fields_of(Person) if field.name in LIFTABLE}
    book = code_book(
        (field, [_answer(candidate, field.name) for candidate in people])
        for _, people, fields in sides
        for field in (*fields.values(), *liftable.values())
    )
    built = []
    for (role, people, fields), cls in zip(sides, (mentee_cls, mentor_cls), strict=True):
        answers = {name: [_answer(candidate, name) for candidate in people] for name in fields}
        kept = {name: [_answer(candidate, name) for candidate in people] for name in liftable}
        flat = {key: column for name in fields for key, column in book.columns(fields[name], answers[name]).items()}
        if role is Role.MENTOR:
            load = np.array([loads.get(candidate.id, np.nan) for candidate in people], dtype=np.float64)
            flat |= {"load": load, "load_known": ~np.isnan(load)}
            answers["load"] = [loads.get(candidate.id) for candidate in people]
        lifted = {name: book.columns(liftable[name], kept[name]) for name in liftable}
        named = {field.name for one in (Person, cls) for field in fields_of(one)} - {"id", "rev"}
        never = frozenset({*named, "age"} - set(fields))
        columns = Columns(len(people), {**fields, **liftable}, never, book, flat, answers, lifted, kept)
        built.append(Side(role, tuple(people), columns))
    return Sides(*built)


def _answer(candidate: Candidate, name: str) -> Any:
    return getattr(candidate.person if name in LIFTABLE else candidate.participant, name)


def _visible(cls: type[Participant]) -> dict[str, Field]:
    """What scorers may see of a class. A person's gender is never scored, under whatever name a region asks it."""
    person = {field.name for field in fields_of(Person)}
    return {field.name: field for field in fields_of(cls) if field.name not in person and not _hidden(field)}


def _hidden(field: Field) -> bool:
    one = inner(field.kind)
    return field.ask.matching is NEVER or (isinstance(one, ChoiceKind) and one.members is Gender)
