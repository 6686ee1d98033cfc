"""How values become codes and bit masks, the same for all fields of one vocabulary or enumeration on both sides.

So a mentee's country can be compared with the countries a mentor does business with.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.fields import Field, Kind, Vocabulary
from geleit.fields.kinds import BoolKind, ChoiceKind, CodeKind, FloatKind, IntKind, ManyKind, SpokenKind
from geleit.vocabulary.spoken import Spoken

UNKNOWN = -1
NOBODYS = -2
"""The code of a value that no one on either side has."""
ISCO_DIGITS = (1, 2, 3, 4)
_WORD = 64


def inner(kind: Kind) -> Kind:
    """The kind of one value: of a list's kind the kind of its entries."""
    return kind.each if isinstance(kind, ManyKind) else kind


def shape_of(kind: Kind) -> str:
    """How a kind becomes columns: code, number, set, isco, spoken or none; several numbers are a set of codes."""
    return "set" if isinstance(kind, ManyKind) and kind.array == "number" else kind.array


def elements(value: Any) -> tuple[Any, ...]:
    """A value's single values: a list's entries, of a spoken language its code; nothing where it is unknown."""
    if value is None:
        return ()
    entries = value if isinstance(value, tuple) else (value,)
    return tuple(entry.language if isinstance(entry, Spoken) else entry for entry in entries)


def column_names(field: Field) -> tuple[str, ...]:
    """The columns a field has: see `geleit.matching.columns.people`."""
    shape, name = shape_of(field.kind), field.name
    if shape == "none":
        return (f"{name}_known",)
    if shape == "number":
        return f"{name}_known", name
    digits = ISCO_DIGITS if shape == "isco" else ()
    return (f"{name}_known", name, f"{name}_set", *(f"{name}_{count}" for count in digits))


def _group(kind: Kind) -> Hashable:
    """What a kind shares its codes with."""
    one = inner(kind)
    if isinstance(one, ChoiceKind):
        return one.members
    if isinstance(one, CodeKind):
        return one.vocabulary
    return Vocabulary.LANGUAGE if isinstance(one, SpokenKind) else type(one)


@attrs.frozen(eq=False)
class CodeBook:
    """The codes of all values in use, by what shares them; worked out for those that are read.

    An enumeration's members count in their own order, all others in the order of their texts, so codes do not depend
    on the order of people. `answers` are the fields of both sides, each with its side's answers.
    """

    answers: Sequence[tuple[Field, Mapping[str, Sequence[Any]]]]
    _codes: dict[Hashable, Mapping[Any, int]] = attrs.field(factory=dict, init=False)

    def code(self, kind: Kind, value: Any) -> int:
        """The code of one value; -1 for None, -2 for a value that nobody has."""
        found = elements(value)
        return self.codes(_group(kind)).get(found[0], NOBODYS) if found else UNKNOWN

    def codes(self, group: Hashable) -> Mapping[Any, int]:
        """The codes of the values that some kinds share."""
        if group not in self._codes:
            self._codes[group] = {value: code for code, value in enumerate(self._values(group))}
        return self._codes[group]

    def digits(self, count: int) -> tuple[NDArray[np.intp], int]:
        """For the code of each occupation that of its leading digits (-1 where it is shorter), and how many of those
        there are."""
        occupations = self.codes(Vocabulary.ISCO)
        cuts = {
            text: code for code, text in enumerate(sorted({one[:count] for one in occupations if len(one) >= count}))
        }
        return np.array(
            [cuts.get(one[:count], UNKNOWN) if len(one) >= count else UNKNOWN for one in occupations], np.intp
        ), len(cuts)

    def _values(self, group: Hashable) -> Iterable[Any]:
        if isinstance(group, type) and issubclass(group, StrEnum):
            return group
        found: set[Any] = {False, True} if group is BoolKind else set()
        for field, values in self.answers:
            if shape_of(field.kind) not in ("none", "number") and _group(field.kind) == group:
                found.update(_entries(field.kind, values[field.name]))
        return sorted(found, key=str)


def _entries(kind: Kind, values: Iterable[Any]) -> Iterable[Any]:
    """All single values one after the other."""
    known = [value for value in values if value is not None]
    spoken = isinstance(inner(kind), SpokenKind)
    if isinstance(kind, ManyKind):
        return [one.language for value in known for one in value] if spoken else chain.from_iterable(known)
    return [one.language for one in known] if spoken else known


class Coded:
    """One field of one side: its columns, each made when it is first read, and read-only."""

    def __init__(self, book: CodeBook, field: Field, answers: Mapping[str, Sequence[Any]]) -> None:
        self._book, self._field, self._answers = book, field, answers
        self._entries: NDArray[np.intp] | None = None

    @property
    def _values(self) -> Sequence[Any]:
        return self._answers[self._field.name]

    def column(self, name: str) -> NDArray[Any]:
        """A column by its whole name."""
        suffix = name.removeprefix(self._field.name)
        made = self._made(suffix)
        made.flags.writeable = False
        return made

    def _made(self, suffix: str) -> NDArray[Any]:
        kind, shape = self._field.kind, shape_of(self._field.kind)
        if suffix == "_known":
            if None not in self._values:
                return np.ones(len(self._values), np.bool_)
            return np.array([value is not None for value in self._values], np.bool_)
        if shape == "number":
            return _numbers(kind, self._values)
        entries, count = self._codes(), len(self._book.codes(_group(kind)))
        if suffix in ("", "_set"):
            one = not isinstance(kind, ManyKind) and shape != "spoken"
            return entries.astype(_code_type(count)) if one and not suffix else self._masks(entries, count)
        cuts, count = self._book.digits(int(suffix.removeprefix("_")))
        return self._masks(np.where(entries >= 0, cuts[entries], UNKNOWN), count)

    def _codes(self) -> NDArray[np.intp]:
        """The codes of all single values one after the other; of a field with one value -1 where it is unknown."""
        if self._entries is None:
            kind = self._field.kind
            codes = self._book.codes(_group(kind))
            if isinstance(kind, ManyKind):
                every: Iterable[Any] = _entries(kind, self._values)
            else:
                codes = {**codes, None: UNKNOWN}
                spoken = isinstance(kind, SpokenKind)
                every = (one and one.language for one in self._values) if spoken else self._values
            self._entries = np.fromiter(map(codes.__getitem__, every), np.intp)
        return self._entries

    def _masks(self, entries: NDArray[np.intp], count: int) -> NDArray[Any]:
        """A machine word per person while all values have a bit in it, else Python's long integers."""
        many = isinstance(self._field.kind, ManyKind)
        sizes = [len(value or ()) for value in self._values] if many else [1] * len(self._values)
        if count > _WORD:
            return _long_masks(entries.tolist(), sizes)
        bits = np.where(entries >= 0, np.uint64(1) << entries.astype(np.uint64), np.uint64(0))
        if not many:
            return bits
        masks = np.zeros(len(sizes), np.uint64)
        filled = np.array(sizes, np.intp)
        starts = np.cumsum(filled) - filled
        if len(bits):
            masks[filled > 0] = np.bitwise_or.reduceat(bits, starts[filled > 0])
        return masks


def _long_masks(entries: list[int], sizes: list[int]) -> NDArray[Any]:
    masks = np.zeros(len(sizes), object)
    place = 0
    for row, size in enumerate(sizes):
        for code in entries[place : place + size]:
            masks[row] |= 1 << code if code >= 0 else 0
        place += size
    return masks


def _code_type(count: int) -> type[np.signedinteger[Any]]:
    return np.int16 if count <= np.iinfo(np.int16).max else np.int32


def _numbers(kind: Kind, values: Sequence[Any]) -> NDArray[np.float64]:
    if isinstance(kind, FloatKind | IntKind):
        # NumPy makes NaN of None.
        return np.array(values, np.float64)
    return np.array([None if one is None else _number(one) for one in values], np.float64)


def _number(value: Any) -> float:
    return float(value.toordinal() if hasattr(value, "toordinal") else value)
