"""The people of a round: which of them are wanted, in which order, and how many they are.

Names are looked for by parts of their words in `search_key`, which the index of names holds. A full-text index would
keep words of names that were erased, until it happens to merge its segments.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import attrs

from geleit.errors import UsageError
from geleit.labels import Listed, say
from geleit.model.lifecycle import PartState
from geleit.model.people import Role
from geleit.store.reading import Reads
from geleit.store.shapes import quoted
from geleit.vocabulary.names import query_key

# The tables of a query, in the order in which they are read: parts alone, people by parts, parts by the order of names.
PARTS = '"participations" AS p'
PART_BY_PART = f'{PARTS} CROSS JOIN "people" AS w ON w."id" = p."person"'
NAME_BY_NAME = '"people" AS w CROSS JOIN "participations" AS p ON p."person" = w."id"'
_NOBODY = 'SELECT "person" FROM "placeholders" WHERE NOT "counts"'
_ROUND = 'p."round" = ?'

Key = tuple[Any, ...]
"""What a row has in the columns of its order."""


class Sort(StrEnum):
    """The orders there are. Those who applied, or wait, since the same day come as they came in; who does not wait
    comes after those who do, by name."""

    NAME = "name"
    STATE = "state"
    APPLIED = "applied"
    WAITING = "waiting"


@attrs.frozen
class Choice:
    """Which parts are wanted: of a round, in a role, in some states, of people whose name has every word of a text in
    it, who live in one of some `places`, `among` some parts; None or nothing leaves the choice open.

    `tables` are the derived tables, by role, that have a column `territory`.
    """

    round: str
    role: Role | None = None
    states: tuple[PartState, ...] = ()
    text: str = ""
    places: tuple[str, ...] | None = None
    tables: Mapping[Role, str] = attrs.field(factory=dict)
    among: tuple[str, ...] | None = None

    @property
    def plain(self) -> bool:
        """Whether round, role and states say everything, so that counting reads one index."""
        return not self.text.strip() and self.places is None and self.among is None

    def where(self, reads: Reads) -> tuple[list[str], list[Any]]:
        """The conditions in SQL with their parameters."""
        # A plus before a column keeps its index out of it: parts that are named are found by their ids.
        conditions = [_ROUND if self.among is None else f"+{_ROUND}", f'p."person" NOT IN ({_NOBODY})']
        parameters: list[Any] = [self.round]
        if self.role is not None:
            conditions.append('p."role" = ?')
            parameters.append(self.role.value)
        if self.states:
            conditions.append('+p."state" IN (SELECT value FROM json_each(?))')
            parameters.append(json.dumps([state.value for state in self.states]))
        if self.text.strip():
            words = query_key(self.text).split()
            conditions += ['instr(w."search_key", ?) > 0'] * len(words) or ["0"]
            parameters += words
        if self.places is not None:
            listed = json.dumps([*self.places])
            lives = []
            for role, table in self.tables.items():
                key = quoted(reads.key_of(table))
                lives.append(
                    f'p."role" = ? AND EXISTS (SELECT 1 FROM {quoted(table)} AS f WHERE f.{key} = p."id" '
                    'AND f."territory" IN (SELECT value FROM json_each(?)))'
                )
                parameters += [role.value, listed]
            conditions.append(f"({' OR '.join(lives)})" if lives else "0")
        if self.among is not None:
            conditions.append('p."id" IN (SELECT value FROM json_each(?))')
            parameters.append(json.dumps([*self.among]))
        return conditions, parameters


@attrs.frozen
class Stretch:
    """A part of an order: whom it holds (a condition with its parameters), and the columns by which these are ordered."""

    condition: str
    parameters: tuple[Any, ...]
    columns: tuple[str, ...]
    descending: bool = False

    @property
    def source(self) -> str:
        """The tables in the order in which they are read."""
        return NAME_BY_NAME if self.columns == BY_NAME else PART_BY_PART

    def order(self, *, backward: bool = False) -> str:
        """ORDER BY, from the first to the last, or the other way round."""
        direction = " DESC" if self.descending is not backward else ""
        return " ORDER BY " + ", ".join(f"{column}{direction}" for column in self.columns)

    def after(self, key: Key) -> tuple[str, tuple[Any, ...]]:
        """The condition for a row with this key and all that follow."""
        sign, last = ("<=", self.columns[-1]) if self.descending else (">=", self.columns[-1])
        if self.columns == BY_NAME:
            # The part's id does not stand in the index of names: of the same person only what follows.
            first = ", ".join(self.columns[:-1])
            return f'({first}) {sign} (?, ?) AND (w."id" <> ? OR {last} {sign} ?)', (*key[:-1], key[-2], key[-1])
        marks = ", ".join("?" * len(key))
        return f"({', '.join(self.columns)}) {sign} ({marks})", key


BY_NAME = ('w."sort_key"', 'w."id"', 'p."id"')
"""The columns of the order of names."""
_BY_DAY = {Sort.APPLIED: 'p."applied_on"', Sort.WAITING: 'p."waiting_since"'}


def sort_of(name: str) -> Sort:
    """The order of a name. Raises UsageError for one that there is not."""
    try:
        return Sort(name)
    except ValueError as error:
        known = Listed([each.value for each in Sort], "list.or")
        raise UsageError(say("store.no_order", order=name, known=known)) from error


def stretches(sort: Sort, *, descending: bool, states: Sequence[PartState] = tuple(PartState)) -> tuple[Stretch, ...]:
    """The parts of an order, one after the other."""
    if sort is Sort.NAME:
        return (Stretch("1", (), BY_NAME, descending),)
    if sort is Sort.STATE:
        wanted = [state for state in PartState if state in states]
        ordered = reversed(wanted) if descending else wanted
        return tuple(Stretch('p."state" = ?', (state.value,), BY_NAME) for state in ordered)
    column = _BY_DAY[sort]
    days = Stretch("1" if sort is Sort.APPLIED else f"{column} IS NOT NULL", (), (column, 'p."id"'), descending)
    return (days,) if sort is Sort.APPLIED else (days, Stretch(f"{column} IS NULL", (), BY_NAME))


def counted(reads: Reads, choice: Choice, condition: str = "1") -> int:
    """How many there are, or of them those that a condition holds for."""
    conditions, parameters = choice.where(reads)
    source = NAME_BY_NAME if choice.text.strip() else PARTS
    sql = f"SELECT count(*) FROM {source} WHERE {' AND '.join([*conditions, condition])}"
    return int(reads.rows(sql, parameters, "participations")[0][0])


def counted_by_state(reads: Reads, choice: Choice) -> Mapping[tuple[Role, PartState], int]:
    """How many there are in each role and state; those with nobody are left out."""
    conditions, parameters = choice.where(reads)
    source = NAME_BY_NAME if choice.text.strip() else PARTS
    sql = f'SELECT p."role", p."state", count(*) FROM {source} WHERE {" AND ".join(conditions)} GROUP BY 1, 2'
    found = {(Role(role), PartState(state)): n for role, state, n in reads.rows(sql, parameters, "participations")}
    return {(role, state): found[role, state] for role in Role for state in PartState if (role, state) in found}


def some(reads: Reads, choice: Choice, limit: int) -> tuple[str, ...]:
    """The ids of those there are, in any order; of more than `limit` no more than these."""
    conditions, parameters = choice.where(reads)
    source = NAME_BY_NAME if choice.text.strip() else PARTS
    sql = f'SELECT p."id" FROM {source} WHERE {" AND ".join(conditions)} LIMIT ?'
    return tuple(id_ for (id_,) in reads.rows(sql, [*parameters, limit], "participations"))


def in_order(reads: Reads, choice: Choice, sort: Sort, *, descending: bool = False) -> tuple[str, ...]:
    """The ids of all there are, in an order: to be asked for few."""
    found: list[str] = []
    for stretch in stretches(sort, descending=descending, states=choice.states or tuple(PartState)):
        conditions, parameters = choice.where(reads)
        conditions.append(stretch.condition)
        sql = f'SELECT p."id" FROM {PART_BY_PART} WHERE {" AND ".join(conditions)}{stretch.order()}'
        found += [id_ for (id_,) in reads.rows(sql, [*parameters, *stretch.parameters], "participations")]
    return tuple(found)


def parts_of(reads: Reads, round_: str) -> tuple[tuple[str, str], ...]:
    """Every part in a round with its person."""
    conditions, parameters = Choice(round_).where(reads)
    sql = f'SELECT p."id", p."person" FROM {PARTS} WHERE {" AND ".join(conditions)}'
    return tuple((part, person) for part, person in reads.rows(sql, parameters, "participations"))
