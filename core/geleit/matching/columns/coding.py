"""How values become codes and bit masks, the same for all fields of one vocabulary or enumeration on both sides.

So a mentee's country can be compared with the countries a mentor does business with.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from geleit.fields import Field, Kind, Vocabulary
from geleit.fields.kinds import BoolKind, ChoiceKind, CodeKind, ManyKind, SpokenKind
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
    """The codes of all values in use, by what shares them. An enumeration's members count in their own order, all
    others in the order of their texts, so codes do not depend on the order of people."""

    groups: Mapping[Hashable, Mapping[Any, int]]

    def code(self, kind: Kind, value: Any) -> int:
        """The code of one value; -1 for None, -2 for a value that nobody has."""
        found = elements(value)
        return self.groups[_group(kind)].get(found[0], NOBODYS) if found else UNKNOWN

    def columns(self, field: Field, values: Iterable[Any]) -> dict[str, NDArray[Any]]:
        """The columns of a field, a value per person: see `geleit.matching.columns.people`."""
        listed, name, shape = list(values), field.name, shape_of(field.kind)
        made = {f"{name}_known": np.array([value is not None for value in listed], dtype=np.bool_)}
        if shape == "number":
            made[name] = np.array([_number(value) for value in listed], dtype=np.float64)
        elif shape != "none":
            codes = self.groups[_group(field.kind)]
            rows = [elements(value) for value in listed]
            made[f"{name}_set"] = _masks(codes, rows)
            one = not isinstance(field.kind, ManyKind) and shape != "spoken"
            made[name] = _codes(codes, rows) if one else made[f"{name}_set"]
            if shape == "isco":
                for digits in ISCO_DIGITS:
                    made[f"{name}_{digits}"] = _masks(self.groups["isco", digits], [_cut(row, digits) for row in rows])
        for column in made.values():
            column.flags.writeable = False
        return made


def code_book(described: Iterable[tuple[Field, Iterable[Any]]]) -> CodeBook:
    """The codes of everything that occurs in the fields given with their values."""
    found: dict[Hashable, dict[Any, None]] = {}
    for field, values in described:
        shape = shape_of(field.kind)
        if shape in ("none", "number"):
            continue
        one = inner(field.kind)
        members: Iterable[Any] = one.members if isinstance(one, ChoiceKind) else ()
        if isinstance(one, BoolKind):
            members = (False, True)
        group = found.setdefault(_group(field.kind), dict.fromkeys(members))
        in_use = {entry for value in values for entry in elements(value)}
        group.update(dict.fromkeys(sorted(in_use, key=str)))
        if shape == "isco":
            for digits in ISCO_DIGITS:
                found.setdefault(("isco", digits), {}).update(dict.fromkeys(_cut(in_use, digits)))
    ordered = {
        group: values if isinstance(group, type) and issubclass(group, StrEnum) else sorted(values, key=str)
        for group, values in found.items()
    }
    return CodeBook({group: {value: code for code, value in enumerate(values)} for group, values in ordered.items()})


def _cut(codes: Iterable[str], digits: int) -> tuple[str, ...]:
    return tuple(code[:digits] for code in codes if len(code) >= digits)


def _number(value: Any) -> float:
    if value is None:
        return float("nan")
    return float(value.toordinal() if hasattr(value, "toordinal") else value)


def _codes(codes: Mapping[Any, int], rows: list[tuple[Any, ...]]) -> NDArray[Any]:
    kind = np.int16 if len(codes) <= np.iinfo(np.int16).max else np.int32
    return np.array([codes[row[0]] if row else UNKNOWN for row in rows], dtype=kind)


def _masks(codes: Mapping[Any, int], rows: list[tuple[Any, ...]]) -> NDArray[Any]:
    """A machine word per person while all values have a bit in it, else Python's long integers."""
    masks = np.zeros(len(rows), dtype=np.uint64 if len(codes) <= _WORD else object)
    for place, row in enumerate(rows):
        mask = 0
        for value in row:
            mask |= 1 << codes[value]
        masks[place] = mask
    return masks
