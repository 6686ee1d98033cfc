"""The records of a made-up organisation, round by round, in batches as a busy office would keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs

from benchmarks.size import TODAY, RoundSize, Size, spread
from benchmarks.values import COUNTRIES, Filler
from geleit.model.evidence import Consent, DatedValue, Evidence
from geleit.model.lifecycle import PairState, PartState, RoundState
from geleit.model.office import Employer, EmployerContact, Task
from geleit.model.outcomes import Feedback, FollowUp, FollowUpStatus, Goal, Outcome
from geleit.model.partnerships import Agreement, Partnership, Pause, Side
from geleit.model.people import Decision, Participation, Person, Role
from geleit.model.rounds import RoundRecord
from geleit.model.sessions import Attendance, BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.programme import Programme
from geleit.programme.parameters import freeze
from geleit.store.ids import new_id
from geleit.store.reading import Record
from geleit.vocabulary.answer import Answer, Gender

REGION = "austria_wko"
CONFIG = "organisation.toml"
DATABASE = "geleit.db"
BATCH = 250
"""How many people's records are kept in one unit of work."""

_BY = "benchmark"


@attrs.frozen
class Batch:
    """What is kept at once: records, and the region's fields by table and participation."""

    records: tuple[Record, ...]
    fields: tuple[tuple[str, str, Any], ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it adds."""
        return len(self.records) + len(self.fields)


def write_config(folder: Path, size: Size) -> Path:
    """The configuration of the organisation, with all its rounds; its database lies beside it."""
    rounds = "".join(
        f'\n[[rounds]]\nid = "{one.id}"\ntitle = "{one.number}. Durchgang"\nnumber = {one.number}\n'
        f"start = {one.start}\nend = {one.end}\nplaces = {one.mentees}\n"
        for one in spread(size)
    )
    path = folder / CONFIG
    path.write_text(
        '[organisation]\nname = "Musterkammer"\nlanguages = ["de", "en"]\ntimezone = "Europe/Vienna"\n\n'
        f'[programme]\nregion = "{REGION}"\ntitle = "Mentoring"\n\n'
        f'[database]\npath = "{DATABASE}"\nprotection = "disk"\n{rounds}',
        encoding="utf-8",
    )
    return path


class Office:
    """Makes the records of an organisation, the same ones for the same seed."""

    def __init__(self, programme: Programme, size: Size, seed: int) -> None:
        self._programme = programme
        self._size = size
        self._dice = Random(seed)
        self._fill = Filler(self._dice, [place.code for place in programme.asked.region.territories])
        self._moment = datetime.combine(TODAY - timedelta(days=365 * 20), time(), UTC)
        self._people = 0
        self._known: list[str] = []
        self._topics = [topic.code for topic in programme.answers(programme.rounds()[-1]).sessions.topics]

    def batches(self) -> Iterator[Batch]:
        """Everything there is, in an order in which nothing refers to what comes later."""
        employers = [
            Employer(id=self._id(), name=f"Betrieb {number}") for number in range(self._size.people // 200 + 1)
        ]
        yield Batch(tuple(employers))
        for one in spread(self._size):
            yield from self._round(one, employers)

    def _round(self, size: RoundSize, employers: list[Employer]) -> Iterator[Batch]:
        start = datetime.combine(size.start, time(9), UTC)
        self._moment = max(self._moment, start)
        settings = self._programme.round(size.id).settings
        is_open = size.end >= TODAY
        events = [
            Event(id=self._id(), round=size.id, title=code, held_on=day, minutes=120, milestone=code, by=_BY)
            for code, day in (("kick_off", size.start + timedelta(days=7)), ("closing", size.end))
            if day <= TODAY
        ]
        record = RoundRecord(
            id=size.id,
            title=f"{size.number}. Durchgang",
            start=size.start,
            end=size.end,
            places=size.mentees,
            number=size.number,
            state=RoundState.OPEN if is_open else RoundState.CLOSED,
            parameters=freeze(settings),
            region=REGION,
            opened_at=start,
            closed_at=None if is_open else datetime.combine(size.end, time(18), UTC),
        )
        talks = [
            EmployerContact(
                id=self._id(), employer=self._dice.choice(employers).id, on=size.start, kind="phone", by=_BY
            )
            for _ in range(size.pairs // 10)
        ]
        tasks = [
            Task(id=self._id(), title="Rückruf", due_on=size.end, done_on=None if is_open else size.end, owner=_BY)
            for _ in range(size.pairs // 50 + 1)
        ]
        yield Batch((record, *events, *talks, *tasks))
        returning = self._dice.sample(self._known, size.again)
        known: list[str] = []
        for first in range(0, size.mentees, BATCH):
            yield self._people_and_pairs(size, events, first, returning, known)
        self._known = known

    def _people_and_pairs(
        self, size: RoundSize, events: list[Event], first: int, returning: list[str], known: list[str]
    ) -> Batch:
        """Some mentees, as many mentors, and the pairs they make."""
        records: list[Record] = []
        fields: list[tuple[str, str, Any]] = []
        last = min(first + BATCH, size.mentees)
        mentors = last if last < size.mentees else size.mentors
        mentees_of, mentors_of = [], []
        for place in range(first, last):
            person = self._person(records)
            known.append(person)
            mentees_of.append((person, self._mentee(size, person, place < size.pairs, records, fields)))
        for place in range(first, mentors):
            person = returning[place] if place < len(returning) else self._person(records)
            mentors_of.append((person, self._mentor(size, person, records, fields)))
        for place in range(first, min(last, size.pairs)):
            pair = mentees_of[place - first], mentors_of[place - first]
            records += self._course(size, events, *pair, size.sessions[place])
        return Batch(tuple(sorted(records, key=_place)), tuple(fields))

    def _person(self, records: list[Record]) -> str:
        self._people += 1
        given, family = self._fill.name(self._people)
        born = TODAY - timedelta(days=self._dice.randint(19 * 365, 64 * 365))
        made = Person(
            id=self._id(),
            given_name=given,
            family_name=family,
            birth_date=born,
            gender=self._dice.choice([*Gender]),
            origin=self._dice.choice(COUNTRIES),
            email=f"person{self._people}@example.org",
            phone=f"+43 660 {self._people:07}",
        )
        records.append(made)
        return made.id

    def _mentee(
        self, size: RoundSize, person: str, paired: bool, records: list[Record], fields: list[tuple[str, str, Any]]
    ) -> str:
        applied = size.start - timedelta(days=self._dice.randint(10, 90))
        admitted = paired or self._dice.random() < 0.5
        gone = admitted and size.end < TODAY
        part = Participation(
            id=self._id(),
            person=person,
            round=size.id,
            role=Role.MENTEE,
            state=PartState.ADMITTED if admitted else PartState.REFUSED,
            since=applied,
            applied_on=applied,
            admitted_on=size.start if admitted else None,
            at_entry={"host_level": "B1"} if admitted else None,
            left_on=size.end if gone else None,
        )
        rules = self._programme.answers(self._programme.round(size.id)).eligibility.of(Role.MENTEE)
        findings = {rule.code: "met" if admitted else "not_met" for rule in rules}
        moment = datetime.combine(applied, time(12), UTC)
        move = "admit" if admitted else "refuse"
        records += (
            part,
            self._consent(person, applied),
            Evidence(id=self._id(), person=person, kind="certificate", seen_on=applied, by=_BY),
            DatedValue(id=self._id(), participation=part.id, field="host_level", value="B1", seen_on=applied, by=_BY),
            Decision(id=self._id(), participation=part.id, move=move, findings=findings, by=_BY, decided_at=moment),
        )
        if gone:
            asked = self._dice.random() < 0.7
            status = FollowUpStatus.ANSWERED if asked else FollowUpStatus.NOT_REACHED
            due = size.end + timedelta(days=28)
            for offset in self._offsets(size):
                records.append(
                    FollowUp(
                        id=self._id(),
                        person=person,
                        participation=part.id,
                        offset=offset,
                        due_on=due,
                        status=status,
                        asked_on=due,
                    )
                )
        table = self._programme.table(Role.MENTEE)
        fields.append((table, part.id, self._fill.fields(self._programme.participant(Role.MENTEE))))
        return part.id

    def _mentor(self, size: RoundSize, person: str, records: list[Record], fields: list[tuple[str, str, Any]]) -> str:
        applied = size.start - timedelta(days=self._dice.randint(10, 90))
        part = Participation(
            id=self._id(),
            person=person,
            round=size.id,
            role=Role.MENTOR,
            state=PartState.AVAILABLE,
            since=applied,
            applied_on=applied,
            admitted_on=size.start,
        )
        moment = datetime.combine(applied, time(12), UTC)
        decision = Decision(id=self._id(), participation=part.id, move="admit", by=_BY, decided_at=moment)
        records += (part, self._consent(person, applied), decision)
        table = self._programme.table(Role.MENTOR)
        fields.append((table, part.id, self._fill.fields(self._programme.participant(Role.MENTOR))))
        return part.id

    def _course(
        self, size: RoundSize, events: list[Event], mentee: tuple[str, str], mentor: tuple[str, str], sessions: int
    ) -> Iterator[Record]:
        """A pair with all that was recorded of it."""
        ended = size.end < TODAY
        pair = Partnership(
            id=self._id(),
            round=size.id,
            mentee=mentee[0],
            mentor=mentor[0],
            mentee_part=mentee[1],
            mentor_part=mentor[1],
            state=PairState.CLOSED if ended else PairState.ACTIVE,
            score=self._dice.randint(0, 150_000),
            reason="beide arbeiten in einem verwandten Beruf",
            decided_on=size.start - timedelta(days=3),
            decided_by=_BY,
            started=size.start,
            ended=size.end if ended else None,
            end_reason="completed" if ended else None,
            ended_by=Side.ORGANISATION if ended else None,
            goal_reached=self._dice.choice([*Answer]) if ended else None,
        )
        yield pair
        yield Agreement(id=self._id(), partnership=pair.id, signed_on=size.start, by=_BY)
        yield Goal(id=self._id(), partnership=pair.id, text="eine Stelle finden", agreed_on=size.start, by=_BY)
        yield MilestoneDone(id=self._id(), partnership=pair.id, milestone="first_talk", done_on=size.start, by=_BY)
        yield Feedback(
            id=self._id(),
            partnership=pair.id,
            side=Side.MENTEE,
            occasion="do_we_fit",
            on=size.start + timedelta(days=14),
            fits=self._dice.choice([*Answer]),
            rating=self._dice.randint(1, 5),
            by=_BY,
        )
        for event in events:
            for person in (mentee[0], mentor[0]):
                present = self._dice.random() < 0.8
                yield Attendance(id=self._id(), event=event.id, person=person, present=present, by=_BY)
        days = (min(size.end, TODAY) - size.start).days
        for number in range(sessions):
            yield Session(
                id=self._id(),
                partnership=pair.id,
                held_on=size.start + timedelta(days=days * number // sessions),
                minutes=None if self._dice.random() < 0.02 else self._dice.choice((45, 60, 90, 120)),
                topics=(self._dice.choice(self._topics),),
                by=_BY,
            )
        yield from self._now_and_then(size, pair, mentee)

    def _now_and_then(self, size: RoundSize, pair: Partnership, mentee: tuple[str, str]) -> Iterator[Record]:
        """What only some pairs have."""
        later = size.start + timedelta(days=70)
        if self._dice.random() < 0.05:
            yield Statement(
                id=self._id(), partnership=pair.id, month=later.replace(day=1), meetings=3, minutes=300, by=_BY
            )
        if self._dice.random() < 0.03:
            yield Pause(
                id=self._id(),
                partnership=pair.id,
                began_on=later,
                ended_on=later + timedelta(days=14),
                reason="Krankheit",
            )
        if self._dice.random() < 0.02:
            yield BoundaryNote(id=self._id(), partnership=pair.id, on=later, blocked="N01", by=_BY)
        if self._dice.random() < 0.35:
            yield Outcome(
                id=self._id(),
                person=mentee[0],
                participation=mentee[1],
                partnership=pair.id,
                round=size.id,
                category=self._dice.choice(("EMP_QUAL", "EMP_SV", "EMP_OTHER", "SELF_EMP", "INTERNSHIP")),
                began_on=later + timedelta(days=self._dice.randint(-80, 60)),
                permanent=self._dice.choice([*Answer, None]),
                insured=Answer.YES,
                confirmed_by="mentee",
            )

    def _offsets(self, size: RoundSize) -> tuple[str, ...]:
        outcomes = self._programme.answers(self._programme.round(size.id)).outcomes
        return tuple(offset.code for offset in outcomes.follow_ups)[:2]

    def _consent(self, person: str, day: date) -> Consent:
        return Consent(id=self._id(), person=person, purpose="programme", given_on=day, by=_BY)

    def _id(self) -> str:
        self._moment += timedelta(microseconds=700)
        return new_id(lambda: self._moment, self._dice)


_ORDER = {cls: place for place, cls in enumerate((Person, Participation, Partnership))}


def _place(record: Record) -> tuple[int, str]:
    """People, then participations, then pairs, then each other table as one."""
    return _ORDER.get(type(record), len(_ORDER)), type(record).__name__
