"""Queries over a whole round, or all rounds, that answer with what an overview needs and restore no whole records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from geleit.fields import fields_of
from geleit.model.lifecycle import OPEN_PAIRS, PairState, PartState
from geleit.model.outcomes import FollowUp
from geleit.model.people import Participant, Role
from geleit.model.sessions import Session
from geleit.store.reading import Reads
from geleit.store.shapes import quoted, shape_of


@attrs.frozen
class Presence:
    """Somebody's part in a round: where they stand, and their territory where the region asks for it."""

    person: str
    participation: str
    state: PartState
    territory: str | None


def presence(reads: Reads, round_: str, table: str, cls: type[Participant], role: Role) -> tuple[Presence, ...]:
    """Everybody in a round in a role, the earliest part first; people who stand for those who were erased are left out.

    `table` and `cls` are the derived table of the role and its class.
    """
    key = quoted(reads.key_of(table))
    asked = any(field.name == "territory" for field in fields_of(cls))
    place = 'f."territory"' if asked else "NULL"
    found = reads.rows(
        f'SELECT p."person", p."id", p."state", {place} FROM "participations" AS p '
        f'LEFT JOIN {quoted(table)} AS f ON f.{key} = p."id" WHERE p."round" = ? AND p."role" = ? '
        'AND p."person" NOT IN (SELECT "person" FROM "placeholders" WHERE "counts" = 0) ORDER BY p."id"',
        [round_, role.value],
        table,
    )
    return tuple(Presence(person, part, PartState(state), there) for person, part, state, there in found)


def present_at(reads: Reads, events: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Who was present, by event; an event at which nobody was is left out."""
    found = reads.rows(
        'SELECT "event", "person" FROM "attendances" '
        'WHERE "event" IN (SELECT value FROM json_each(?)) AND "present" = 1',
        [json.dumps([*events])],
        "attendances",
    )
    present: dict[str, set[str]] = {}
    for event, person in found:
        present.setdefault(event, set()).add(person)
    return {event: frozenset(people) for event, people in present.items()}


def bare_sessions(reads: Reads, partnerships: Iterable[str]) -> Mapping[str, tuple[Session, ...]]:
    """The sessions of partnerships by partnership, with their days and lengths and nothing else of them; a partnership
    without any is left out."""
    found = reads.rows(
        'SELECT "partnership", "id", "held_on", "minutes" FROM "sessions" '
        'WHERE "partnership" IN (SELECT value FROM json_each(?))',
        [json.dumps([*partnerships])],
        "sessions",
    )
    days = {day: date.fromisoformat(day) for day in {row[2] for row in found}}
    sessions: dict[str, list[Session]] = {}
    for pair, id_, day, minutes in found:
        made = Session(id=id_, partnership=pair, held_on=days[day], minutes=minutes, by="")
        sessions.setdefault(pair, []).append(made)
    return {pair: tuple(made) for pair, made in sessions.items()}


def with_expiring_papers(reads: Reads, until: date, rounds: Iterable[str]) -> frozenset[str]:
    """The people of some rounds who have any document that is valid until a day, or an earlier one."""
    found = reads.rows(
        'SELECT DISTINCT e."person" FROM "evidence" AS e JOIN "participations" AS p ON p."person" = e."person" '
        'WHERE e."valid_until" <= ? AND p."round" IN (SELECT value FROM json_each(?))',
        [until.isoformat(), json.dumps([*rounds])],
        "evidence",
    )
    return frozenset(person for (person,) in found)


def waiting_follow_ups(reads: Reads, until: date, round_: str | None = None) -> tuple[FollowUp, ...]:
    """The follow-ups that nobody has asked yet and that are due by a day, the earliest first: of a round, or of all."""
    shape = shape_of(FollowUp)
    of_round = "" if round_ is None else ' AND p."round" = ?'
    found = reads.rows(
        f'SELECT {shape.columns_of("u")} FROM "follow_ups" AS u JOIN "participations" AS p ON p."id" = u."participation" '
        f'WHERE u."status" = \'due\' AND u."due_on" <= ?{of_round} ORDER BY u."due_on", u."id"',
        [until.isoformat(), *([] if round_ is None else [round_])],
        "follow_ups",
    )
    return tuple(map(shape.restored, found))


@attrs.frozen
class Standing:
    """How many parts of a role stand in a state, and how many of them were admitted at some time."""

    role: Role
    state: PartState
    people: int
    admitted: int


def standings(reads: Reads, round_: str, people: Iterable[str] | None = None) -> tuple[Standing, ...]:
    """How many parts of a round stand where; of some people only, if any are named."""
    among, own = _among(people, "person")
    found = reads.rows(
        'SELECT "role", "state", count(*), count("admitted_on") FROM "participations" WHERE "round" = ? '
        f'AND "person" NOT IN (SELECT "person" FROM "placeholders" WHERE "counts" = 0){among} GROUP BY 1, 2',
        [round_, *own],
        "participations",
    )
    return tuple(Standing(Role(role), PartState(state), n, admitted) for role, state, n, admitted in found)


@attrs.frozen
class Paired:
    """How many people of a role have a partnership to which every side that was asked said yes, one that has started,
    and one that is closed."""

    agreed: int
    started: int
    closed: int


def paired(
    reads: Reads, round_: str, role: Role, agreed: Iterable[PairState], people: Iterable[str] | None = None
) -> Paired:
    """How far the partnerships of a round have brought the people of a role; of some people only, if any are named."""
    among, own = _among(people, role.value)
    ((all_, started, closed),) = reads.rows(
        f'SELECT count(DISTINCT {role.value}), count(DISTINCT CASE WHEN "started" IS NOT NULL THEN {role.value} END), '
        f'count(DISTINCT CASE WHEN "state" = \'closed\' THEN {role.value} END) FROM "partnerships" '
        f'WHERE "round" = ? AND "state" IN (SELECT value FROM json_each(?)){among}',
        [round_, json.dumps([state.value for state in agreed]), *own],
        "partnerships",
    )
    return Paired(all_, started, closed)


def unpaired(reads: Reads, round_: str, people: Iterable[str] | None = None) -> int:
    """How many mentees of a round were admitted, have not left, and are in no partnership that is offered, agreed or
    running; of some people only, if any are named."""
    among, own = _among(people, "person")
    ((count,),) = reads.rows(
        'SELECT count(*) FROM "participations" WHERE "round" = ? AND "role" = ? AND "admitted_on" IS NOT NULL '
        f'AND "left_on" IS NULL AND "state" IN (SELECT value FROM json_each(?)){among} AND "id" NOT IN '
        '(SELECT "mentee_part" FROM "partnerships" WHERE "state" IN (SELECT value FROM json_each(?)))',
        [
            round_,
            Role.MENTEE.value,
            json.dumps([PartState.ADMITTED.value, PartState.WAITING.value]),
            *own,
            json.dumps([state.value for state in sorted(OPEN_PAIRS)]),
        ],
        "participations",
    )
    return int(count)


def pair_states(reads: Reads, round_: str, pairs: Iterable[str] | None = None) -> Mapping[PairState, int]:
    """How many partnerships of a round stand where; some only, if any are named."""
    among, own = _among(pairs, "id")
    found = reads.rows(
        f'SELECT "state", count(*) FROM "partnerships" WHERE "round" = ?{among} GROUP BY 1',
        [round_, *own],
        "partnerships",
    )
    return {PairState(state): count for state, count in found}


def _among(ids: Iterable[str] | None, column: str) -> tuple[str, list[str]]:
    """The condition that keeps to some ids, and its parameter; nothing for all."""
    if ids is None:
        return "", []
    return f" AND {quoted(column)} IN (SELECT value FROM json_each(?))", [json.dumps([*ids])]
