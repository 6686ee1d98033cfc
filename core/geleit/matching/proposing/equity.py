"""Who is left out: how many people of each group a proposal matches, how well, and how long they have waited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from statistics import median

import attrs

from geleit.matching.columns.people import Candidate


@attrs.frozen
class EquityRow:
    """One group: a field's value (None: unknown), how many people have it, how many of them are matched, the share.

    Where a field holds several values, a person counts in each of them. `mean_score` is the mean of the pairs of the
    group's people in 1/10,000 of a point, None without a pair. `waiting_days` is the median of the days since
    admission over the group's people, matched or not, of whom it is known (`waiting_known` of them), None where it is
    known of nobody: half of the group has waited at least so long. The median, because one person who was carried over
    from round to round would make a mean tell of that one person.
    """

    field: str
    value: object
    people: int
    matched: int
    mean_score: int | None = None
    waiting_days: float | None = None
    waiting_known: int = 0

    @property
    def rate(self) -> float:
        """Matched people by people, from 0 to 1."""
        return self.matched / self.people


@attrs.frozen(kw_only=True)
class Group:
    """One group under several objectives; by objective how many of its people are matched and their mean score.

    `people`, `waiting_days`, `waiting_known` and the field's value are as in `EquityRow`. `hidden`: the numbers are
    not told, for they are few (`small`) or would give away few (`protecting`); then there are none in it.
    """

    field: str
    value: object
    people: int | None
    waiting_days: float | None
    waiting_known: int | None
    matched: Mapping[str, int]
    mean_score: Mapping[str, int | None]
    hidden: str | None = None

    def effect(self, objective: str, instead_of: str) -> int | None:
        """How many more people of the group have a mentor with one objective than with another; None where hidden."""
        return None if self.hidden else self.matched[objective] - self.matched[instead_of]

    def hide(self, why: str) -> Group:
        """The group without its numbers."""
        return Group(
            field=self.field,
            value=self.value,
            people=None,
            waiting_days=None,
            waiting_known=None,
            matched={},
            mean_score={},
            hidden=why,
        )


def equity(
    fields: Iterable[str],
    candidates: Sequence[Candidate],
    matched: Mapping[str, Sequence[int]],
    *,
    waiting: Mapping[str, int] | None = None,
) -> tuple[EquityRow, ...]:
    """The groups of each field that occur, in the order of the field's list, the unknown last.

    `matched` holds the scores of their pairs by the ids of those with a mentor, `waiting` the days since admission by
    id; of who is not in it that is unknown.
    """
    days = waiting or {}
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
            reached = [score for id_ in ids for score in matched.get(id_, ())]
            waited = [days[id_] for id_ in ids if id_ in days]
            rows.append(
                EquityRow(
                    field,
                    value,
                    len(ids),
                    sum(id_ in matched for id_ in ids),
                    round(sum(reached) / len(reached)) if reached else None,
                    float(median(waited)) if waited else None,
                    len(waited),
                )
            )
    return tuple(rows)


def by_group(rows: Mapping[str, Sequence[EquityRow]]) -> tuple[Group, ...]:
    """The rows of several objectives, each over the same people, put side by side."""
    return tuple(
        Group(
            field=first.field,
            value=first.value,
            people=first.people,
            waiting_days=first.waiting_days,
            waiting_known=first.waiting_known,
            matched={objective: row.matched for objective, row in zip(rows, same, strict=True)},
            mean_score={objective: row.mean_score for objective, row in zip(rows, same, strict=True)},
        )
        for same in zip(*rows.values(), strict=True)
        for first in same[:1]
    )


def _order(value: object) -> tuple[bool, int, str]:
    place = list(type(value)).index(value) if isinstance(value, StrEnum) else 0
    return value is None, place, str(value)
