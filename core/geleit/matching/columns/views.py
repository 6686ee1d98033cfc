"""How a scorer sees one side: columns as attributes, shaped to broadcast, and people one by one for plain Python.

A view notes what was read through it, so that people who cannot be told apart by it are scored once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.fields import Field
from geleit.labels import say
from geleit.matching.columns.coding import CodeBook, shape_of
from geleit.questions.calling import RegionFailed

Rows = NDArray[np.intp] | slice
_SUFFIXES = ("_set", "_known", "_1", "_2", "_3", "_4")
EACH = "each."
"""Before a field's name: its answers as they are, read in plain Python."""
ROW = "each_index"
"""The column of row numbers: whoever reads it tells everybody apart."""


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
        if name in self.fields or name in self.never:
            return name
        bases = [name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)]
        return next((base for base in bases if base in self.fields or base in self.never), name)

    def refuse(self, field: str, lifts: str | None, criterion: str) -> None:
        """Raise NeverField for a field that is not for this criterion."""
        if field in self.never and not (field == lifts and field in self.lifted):
            raise NeverField(field, criterion)

    def column(self, name: str) -> NDArray[Any] | None:
        """A column of a field that was found to be readable, None where there is none."""
        return self.lifted.get(self.owner(name), self.flat).get(name)

    def plain(self, name: str) -> Sequence[Any] | None:
        """The answers to a field that was found to be readable, None where there are none."""
        return self.lifted_answers.get(name, self.answers.get(name))


class View:
    """One side's columns as a scorer gets them: shaped to broadcast, read-only, read as attributes.

    Raises NeverField and UnknownField; `touched` of this module tells afterwards which fields were read, `columns_read`
    which columns of them.
    """

    __slots__ = (
        "_columns",
        "_criterion",
        "_lifts",
        "_lists",
        "_read",
        "_rows",
        "_shape",
        "_shaped",
        "_touched",
        "_whole",
    )

    def __init__(
        self,
        columns: Columns,
        rows: Rows | None,
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
        self._read: set[str] = set()
        self._lists: dict[str, Sequence[Any]] = {}
        self._whole: View | None = None

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
        if name[0] == "_":
            raise AttributeError(name)
        found = self._shaped.get(name)
        if found is None:
            found = self._column(name) if self._whole is None else getattr(self._whole, name)[self._rows]
            self._shaped[name] = found
        return found

    def _column(self, name: str) -> NDArray[Any]:
        rows = slice(None) if self._rows is None else self._rows
        if name == ROW:
            self._read.add(name)
            return self._reshaped(np.arange(self._columns.size)[rows])
        if name == "each":
            numbers = np.arange(self._columns.size)[rows].tolist()
            people = np.empty(len(numbers), dtype=object)
            people[:] = [Guarded(self, row) for row in numbers]
            return self._reshaped(people)
        field = self._see(name)
        column = self._columns.column(name)
        if column is None:
            known = "columns.no_column" if field in self._columns.fields else "columns.unknown_field"
            raise UnknownField(name, self._criterion, known)
        self._read.add(name)
        return self._reshaped(column[rows])

    def _see(self, name: str) -> str:
        field = self._columns.owner(name)
        self._columns.refuse(field, self._lifts, self._criterion)
        self._touched.add(field)
        return field

    def _reshaped(self, column: NDArray[Any]) -> NDArray[Any]:
        shaped = column.reshape(self._shape)
        shaped.flags.writeable = False
        return shaped

    def _answers(self, name: str) -> Sequence[Any]:
        field = self._see(name)
        answers = self._columns.plain(name)
        if answers is None:
            raise UnknownField(field, self._criterion)
        self._read.add(EACH + name)
        self._lists[name] = answers
        return answers


class Guarded:
    """One person in plain Python: the fields a scorer may see, as attributes, and nothing else."""

    __slots__ = ("_row", "_view")

    def __init__(self, view: View, row: int) -> None:
        self._view, self._row = view, row

    def __getattr__(self, name: str) -> Any:
        if name[0] == "_":
            raise AttributeError(name)
        view = self._view
        # Whatever is in the view's lists was found to be readable, and noted, when it was first read.
        return (view._lists.get(name) or view._answers(name))[self._row]


def part_of(whole: View, rows: slice) -> View:
    """Some of the rows of a block of all mentees, cut out of its columns; what is read through it is noted there."""
    part = View.__new__(View)
    part._columns, part._rows, part._shape = whole._columns, rows, whole._shape
    part._lifts, part._criterion = whole._lifts, whole._criterion
    part._shaped, part._touched, part._read, part._whole = {}, whole._touched, whole._read, whole
    part._lists = whole._lists
    return part


def touched(view: View) -> frozenset[str]:
    """The fields read through a view so far."""
    return frozenset(view._touched)


def columns_read(view: View) -> frozenset[str]:
    """What was read through a view so far, column by column; answers in plain Python as `each.<field>`."""
    return frozenset(view._read)


def size_of(view: View) -> int:
    """How many people are seen through a view."""
    rows = view._rows
    return len(rows) if isinstance(rows, np.ndarray) else len(range(view._columns.size)[rows or slice(None)])
