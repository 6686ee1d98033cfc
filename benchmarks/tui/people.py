"""A made-up organisation of any number of people in one round, written in bulk without its change history."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from random import Random
from typing import Any

import attrs

from benchmarks.values import Filler
from geleit.model.lifecycle import PairState, PartState, RoundState
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.model.sessions import Session
from geleit.programme import Programme
from geleit.programme.parameters import freeze
from geleit.store.ids import new_id
from geleit.store.journal.triggers import make_triggers, triggers
from geleit.store.link import Link
from geleit.store.shapes import quoted, shape_of

TODAY = date(2026, 6, 15)
START, END = date(2026, 1, 12), date(2026, 7, 10)
ROUND = "round-1"
LAST = "Žžžová"
"""The family name that stands at the end of every list."""

_BY = "benchmark"
_CHUNK = 5_000
_SESSIONS = 2
_MENTEES = (PartState.ADMITTED,) * 6 + (PartState.APPLIED, PartState.INTERVIEWED, PartState.WAITING, PartState.REFUSED)


@attrs.frozen
class Made:
    """How many people and rows there are, and the seconds that took."""

    people: int
    rows: int
    seconds: float


def now() -> datetime:
    """The moment at which everything is measured."""
    return datetime.combine(TODAY, clock_time(9), UTC)


def config_of(folder: Path) -> Path:
    """The organisation's configuration."""
    return folder / "organisation.toml"


def make(folder: Path, people: int, seed: int = 1, *, bare: bool = False) -> Made:
    """Make the organisation in an empty folder: half of the people mentees, most of them in pairs with two meetings;
    `bare`: people and their part in the round alone."""
    began = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    config_of(folder).write_text(
        '[organisation]\nname = "Musterkammer"\nlanguages = ["de", "en"]\ntimezone = "Europe/Vienna"\n\n'
        '[programme]\nregion = "austria_wko"\ntitle = "Mentoring"\n\n'
        '[database]\npath = "geleit.db"\nprotection = "disk"\n\n'
        f'[[rounds]]\nid = "{ROUND}"\ntitle = "1. Durchgang"\nnumber = 1\nstart = {START}\nend = {END}\n'
        f"places = {people // 2}\n",
        encoding="utf-8",
    )
    rows = 0
    with Programme.open(config_of(folder), clock=now, account="benchmark") as programme:
        store = programme.store
        round_ = programme.round(ROUND)
        with store.write("load") as tx:
            tx.add(
                RoundRecord(
                    id=ROUND, title="1. Durchgang", number=1, start=START, end=END, places=people // 2,
                    state=RoundState.OPEN, parameters=freeze(round_.settings), region="austria_wko",
                    opened_at=datetime.combine(START, clock_time(9), UTC),
                )
            )  # fmt: skip
        link = store.link()
        made = _Making(programme, people, seed, bare=bare)
        with link.unit("load"):
            silenced = _silence(link, made.tables)
            for table, key, chunk in made.chunks():
                _insert(link, table, key, chunk)
                rows += len(chunk)
            for table in silenced:
                make_triggers(link, table)
        link.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return Made(people, rows, time.perf_counter() - began)


def _silence(link: Link, tables: Iterable[str]) -> tuple[str, ...]:
    for table in tables:
        for name in triggers(link, table):
            link.change(f"DROP TRIGGER {quoted(name)}")
    return tuple(tables)


def _insert(link: Link, table: str, key: str | None, values: list[Any]) -> None:
    """Rows of a table: records, or pairs of a key and a region's fields."""
    shape: Any = shape_of(type(values[0] if key is None else values[0][1]))
    kept = shape.values(values[0]) if key is None else {key: "", "rev": 1, **shape.values(values[0][1])}
    columns = ", ".join(map(quoted, kept))
    sql = f"INSERT INTO {quoted(table)} ({columns}) VALUES ({', '.join('?' * len(kept))})"
    rows = (
        [*shape.values(one).values()] if key is None else [one[0], 1, *shape.values(one[1]).values()] for one in values
    )
    link.change_many(sql, rows, table)


class _Making:
    """Makes the rows, the same ones for the same seed."""

    def __init__(self, programme: Programme, people: int, seed: int, *, bare: bool) -> None:
        self._programme = programme
        self._count = people
        self._bare = bare
        self._dice = Random(seed)
        self._fill = Filler(self._dice, [place.code for place in programme.asked.region.territories])
        self._moment = datetime.combine(START - timedelta(days=100), clock_time(), UTC)
        # A few hundred different answers are as good as a hundred thousand, and are made in no time.
        self._answers = {role: [self._fill.fields(programme.participant(role)) for _ in range(500)] for role in Role}

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are filled."""
        own = [self._programme.table(role) for role in Role]
        return ("people", "participations", *own, "partnerships", "sessions")

    def chunks(self) -> Iterator[tuple[str, str | None, list[Any]]]:
        """Rows of a table, some thousand at once, in an order in which nothing refers to what comes later."""
        for first in range(0, self._count, _CHUNK):
            yield from self._some(range(first, min(first + _CHUNK, self._count)))

    def _some(self, numbers: range) -> Iterator[tuple[str, str | None, list[Any]]]:
        people, parts = [], []
        fields: dict[Role, list[Any]] = {role: [] for role in Role}
        for number in numbers:
            role = Role.MENTEE if number % 2 == 0 else Role.MENTOR
            given, family = self._fill.name(number)
            if number == self._count - 1:
                family = LAST
            person = Person(
                id=self._id(), given_name=given, family_name=family, email=f"person{number}@example.org",
                birth_date=TODAY - timedelta(days=self._dice.randint(19 * 365, 64 * 365)),
            )  # fmt: skip
            people.append(person)
            parts.append(self._part(person.id, role))
            fields[role].append((parts[-1].id, self._dice.choice(self._answers[role])))
        yield "people", None, people
        yield "participations", None, parts
        if self._bare:
            return
        for role, answers in fields.items():
            if answers:
                yield self._programme.table(role), "participation", answers
        pairs = [
            self._pair(mentee, mentor)
            for mentee, mentor in zip(parts[::2], parts[1::2], strict=False)
            if mentee.state is PartState.ADMITTED and self._dice.random() < 0.9
        ]
        if pairs:
            yield "partnerships", None, pairs
            yield "sessions", None, [self._session(pair, n) for pair in pairs for n in range(_SESSIONS)]

    def _part(self, person: str, role: Role) -> Participation:
        applied = START - timedelta(days=self._dice.randint(10, 90))
        state = self._dice.choice(_MENTEES) if role is Role.MENTEE else PartState.AVAILABLE
        return Participation(
            id=self._id(), person=person, round=ROUND, role=role, state=state, since=applied, applied_on=applied,
            waiting_since=applied if state is PartState.WAITING else None,
            admitted_on=START if state in (PartState.ADMITTED, PartState.AVAILABLE) else None,
        )  # fmt: skip

    def _pair(self, mentee: Participation, mentor: Participation) -> Partnership:
        return Partnership(
            id=self._id(), round=ROUND, mentee=mentee.person, mentor=mentor.person, mentee_part=mentee.id,
            mentor_part=mentor.id, state=PairState.ACTIVE, reason="beide arbeiten in einem verwandten Beruf",
            decided_on=START, decided_by=_BY, started=START,
        )  # fmt: skip

    def _session(self, pair: Partnership, number: int) -> Session:
        return Session(
            id=self._id(), partnership=pair.id, held_on=START + timedelta(days=14 + 30 * number), minutes=90, by=_BY
        )

    def _id(self) -> str:
        self._moment += timedelta(microseconds=700)
        return new_id(lambda: self._moment, self._dice)
