"""What a list shows of people in a round, for the parts of one page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.people import Role
from geleit.store.reading import Reads
from geleit.store.shapes import quoted

_OF_LIST = "SELECT value FROM json_each(?)"


@attrs.frozen
class PartRow:
    """One part: whose it is, where it stands and since when; `territory` is a code, None where it is unknown."""

    part: str
    person: str
    given_name: str
    family_name: str
    call_name: str | None
    role: Role
    state: PartState
    since: date
    applied_on: date
    waiting_since: date | None
    priority: bool
    territory: str | None = None


@attrs.frozen
class Beside:
    """Somebody on the other side of a partnership, and where that stands."""

    person: str
    name: str
    state: PairState


def rows(reads: Reads, ids: Sequence[str], tables: Mapping[Role, str]) -> tuple[PartRow, ...]:
    """The parts of some ids, in their order; those that are gone meanwhile are left out.

    `tables` are the derived tables, by role, that have a column `territory`.
    """
    names = 'w."given_name", w."family_name", w."call_name"'
    own = 'p."role", p."state", p."since", p."applied_on", p."waiting_since", p."priority"'
    joins, lives = "", ["NULL"]
    for number, (role, table) in enumerate(tables.items()):
        key, alias = quoted(reads.key_of(table)), f"f{number}"
        joins += f' LEFT JOIN {quoted(table)} AS {alias} ON {alias}.{key} = p."id" AND p."role" = \'{role.value}\''
        lives.insert(0, f'{alias}."territory"')
    territory = lives[0] if len(lives) == 1 else f"coalesce({', '.join(lives)})"
    found = reads.rows(
        f'SELECT p."id", p."person", {names}, {own}, {territory} FROM "participations" AS p '
        f'JOIN "people" AS w ON w."id" = p."person"{joins} WHERE p."id" IN ({_OF_LIST})',
        [json.dumps([*ids])],
        "participations",
    )
    made = {row[0]: _row(*row) for row in found}
    return tuple(made[id_] for id_ in ids if id_ in made)


def _row(
    part: str,
    person: str,
    given: str,
    family: str,
    call: str | None,
    role: str,
    state: str,
    since: str,
    applied: str,
    waiting: str | None,
    priority: int,
    territory: str | None,
) -> PartRow:
    return PartRow(
        part=part,
        person=person,
        given_name=given,
        family_name=family,
        call_name=call,
        role=Role(role),
        state=PartState(state),
        since=date.fromisoformat(since),
        applied_on=date.fromisoformat(applied),
        waiting_since=None if waiting is None else date.fromisoformat(waiting),
        priority=bool(priority),
        territory=territory,
    )


def beside(reads: Reads, ids: Sequence[str]) -> Mapping[str, tuple[Beside, ...]]:
    """Part → who is or was in a partnership with it, by name: those of open partnerships, else of closed ones."""
    states = json.dumps([*(state.value for state in OPEN_PAIRS), PairState.CLOSED.value])
    sides = " UNION ALL ".join(
        f'SELECT t."{one}_part" AS part, t."{other}" AS other, t."state" AS state FROM "partnerships" AS t '
        f'WHERE t."{one}_part" IN ({_OF_LIST}) AND t."state" IN ({_OF_LIST})'
        for one, other in (("mentee", "mentor"), ("mentor", "mentee"))
    )
    listed = json.dumps([*ids])
    found: dict[str, list[Beside]] = {}
    for part, other, given, family, call, state in reads.rows(
        'SELECT s.part, s.other, w."given_name", w."family_name", w."call_name", s.state '
        f'FROM ({sides}) AS s JOIN "people" AS w ON w."id" = s.other ORDER BY w."sort_key", w."id"',
        [listed, states] * 2,
        "partnerships",
    ):
        found.setdefault(part, []).append(Beside(other, f"{call or given} {family}".strip(), PairState(state)))
    return {part: _present(pairs) for part, pairs in found.items()}


def _present(pairs: list[Beside]) -> tuple[Beside, ...]:
    open_ones = tuple(pair for pair in pairs if pair.state in OPEN_PAIRS)
    return open_ones or tuple(pairs)
