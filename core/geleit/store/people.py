"""Queries about people: looking for a name, and everybody of a round with what is known of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Generic, TypeVar

import attrs

from geleit.model.lifecycle import PartState
from geleit.model.people import Participation, Person, Role
from geleit.store.reading import Reads
from geleit.store.shapes import quoted, shape_of
from geleit.vocabulary.names import query_key

T = TypeVar("T")


@attrs.frozen
class Member(Generic[T]):
    """A person in a round: who, which part, and the region's fields, None where none were ever saved."""

    person: Person
    participation: Participation
    fields: T | None


def search(reads: Reads, text: str, *, limit: int = 50) -> tuple[Person, ...]:
    """The people whose name has every word of a text in it, in any spelling and order, sorted by name.

    A text without letters finds nobody.
    """
    words = query_key(text).split()
    if not words:
        return ()
    shape = shape_of(Person)
    found = reads.rows(
        f'SELECT {shape.columns} FROM "people" WHERE {" AND ".join(["instr(search_key, ?) > 0"] * len(words))} '
        'ORDER BY "sort_key", "id" LIMIT ?',
        [*words, limit],
        "people",
    )
    return tuple(map(shape.restored, found))


def roster(
    reads: Reads,
    round_: str,
    role: Role,
    table: str,
    cls: type[T],
    *,
    states: Collection[PartState] | None = None,
) -> tuple[Member[T], ...]:
    """Everybody who takes part in a round in a role, with the region's fields, sorted by name, in one query.

    `table` and `cls` are the derived table of the role and its class; `states` keeps only those states.
    """
    who, part, own = shape_of(Person), shape_of(Participation), shape_of(cls)
    key = quoted(reads.key_of(table))
    columns = [who.columns_of("w"), part.columns_of("p"), f"f.{key}"]
    if own.fields:
        columns.append(own.columns_of("f"))
    sql = (
        f'SELECT {", ".join(columns)} FROM "participations" AS p JOIN "people" AS w ON w."id" = p."person" '
        f'LEFT JOIN {quoted(table)} AS f ON f.{key} = p."id" WHERE p."round" = ? AND p."role" = ?'
    )
    parameters: list[Any] = [round_, role.value]
    if states is not None:
        sql += ' AND p."state" IN (SELECT value FROM json_each(?))'
        parameters.append(json.dumps([state.value for state in states]))
    rows = reads.rows(f'{sql} ORDER BY w."sort_key", p."id"', parameters, table)
    first, second = len(who.fields), len(who.fields) + len(part.fields)
    return tuple(
        Member(
            who.restored(row[:first]),
            part.restored(row[first:second]),
            None if row[second] is None else own.restored(row[second + 1 :]),
        )
        for row in rows
    )
