"""Who is left out: how many people of each group a proposal matches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

import attrs

from geleit.matching.columns.people import Candidate


@attrs.frozen
class EquityRow:
    """One group: a field's value (None: unknown), how many people have it, how many of them are matched, the share.

    Where a field holds several values, a person counts in each of them.
    """

    field: str
    value: object
    people: int
    matched: int

    @property
    def rate(self) -> float:
        """Matched people by people, from 0 to 1."""
        return self.matched / self.people


def equity(fields: Iterable[str], candidates: Sequence[Candidate], matched: Collection[str]) -> tuple[EquityRow, ...]:
    """The groups of each field that occur, in the order of the field's list, the unknown last."""
    rows = []
    for field in fields:
        groups: dict[object, list[str]] = {}
        for candidate in candidates:
            value = candidate.value(field)
            several = isinstance(value, tuple) and value
            for one in dict.fromkeys(value) if several else (None if value == () else value,):
                groups.setdefault(one, []).append(candidate.id)
        for value in sorted(groups, key=_order):
            ids = groups[value]
            rows.append(EquityRow(field, value, len(ids), sum(id_ in matched for id_ in ids)))
    return tuple(rows)


def _order(value: object) -> tuple[bool, int, str]:
    place = list(type(value)).index(value) if isinstance(value, StrEnum) else 0
    return value is None, place, str(value)
