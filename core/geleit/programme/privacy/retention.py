"""How long data are kept: whose time is over by the rules of the configuration, and doing what the rules say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import attrs

from geleit.config.retention import OF_PEOPLE, Category, RetentionTable, Start, Then
from geleit.labels import Sentence, say
from geleit.model.people import Person
from geleit.model.retention import KeptPerson, LegalHold, Placeholder
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.privacy.duties import Course, courses, duties
from geleit.programme.privacy.erasure import erase_all
from geleit.programme.privacy.restriction import restricted_people
from geleit.programme.staff.permits import needs
from geleit.progress.calendar_months import add_months
from geleit.store import Reads
from geleit.store.erasure.expired_records import RECORDS, Expired, drop, expired

APPLIED = "retention"
"""What the change history calls it."""


@attrs.frozen
class Due:
    """That the time of somebody's data in a category is over: it counted from `since` and ended on `due_on`.

    `rows` are the single records that it is about, by table and key; none where it is about the person. `held` says
    why nothing is done all the same.
    """

    person: str
    name: str
    category: Category
    do: Then
    since: date
    due_on: date
    rows: tuple[Expired, ...] = ()
    held: Sentence | None = None

    @property
    def reason(self) -> Sentence:
        """Why it is due, in a sentence."""
        category = say(f"retention.category.{self.category.value}")
        return say("retention.due", category=category, since=self.since, day=self.due_on)


@attrs.frozen
class Applied:
    """What applying the rules did: what was done, and what was left, each with the reason."""

    done: tuple[Due, ...] = ()
    left: tuple[tuple[Due, Sentence], ...] = ()


@needs(Action.RETENTION)
def due(programme: Programme, on: date | None = None) -> tuple[Due, ...]:
    """Everything whose time is over on a day (today, if none is given), held things included, oldest first."""
    return _due(programme, on or programme.today())


@needs(Action.CHECK)
def overdue(programme: Programme, on: date) -> tuple[Due, ...]:
    """What is due on a day and kept by nothing."""
    return tuple(one for one in _due(programme, on) if one.held is None)


@needs(Action.RETENTION)
def apply(
    programme: Programme,
    *,
    on: date | None = None,
    categories: Collection[Category] = (),
    dry_run: bool = False,
) -> Applied:
    """Do what the rules say with everything that is due, or with some categories of it.

    Whom a legal hold or a restriction of their own keeps is left. Raises Busy if somebody else keeps the records.
    """
    found = [one for one in _due(programme, on or programme.today()) if not categories or one.category in categories]
    left = tuple((one, one.held) for one in found if one.held is not None)
    ready: list[Due] = []
    gone: set[str] = set()
    for one in found:
        if one.held is None and one.person not in gone:
            ready.append(one)
            if one.category in OF_PEOPLE and one.do is not Then.RESTRICT:
                gone.add(one.person)
    if not dry_run:
        _do(programme, ready)
    return Applied(tuple(ready), left)


def _due(programme: Programme, on: date) -> tuple[Due, ...]:
    rules = programme.config.retention
    if not rules:
        return ()
    store = programme.store
    nobody = {one.person for one in store.all(Placeholder)}
    people = {person.id: person for person in store.all(Person) if person.id not in nobody}
    known = courses(programme, store)
    held = _holding(store)
    kept = {one.person for one in store.all(KeptPerson)}
    found: list[Due] = []
    for category, rule in rules.items():
        if category in OF_PEOPLE:
            found += _of_people(programme, category, rule, known, people, kept, on)
        else:
            found += _of_records(store, category, rule, known, people, on)
    found = [attrs.evolve(one, held=held.get(one.person)) for one in found]
    order = list(Category)
    return tuple(sorted(found, key=lambda one: (order.index(one.category), one.due_on, one.person)))


def _holding(reads: Reads) -> Mapping[str, Sentence]:
    """Why some people's data are kept all the same: they asked for it, or a legal hold stands."""
    kept = {one.person for one in reads.all(KeptPerson)}
    found = {person: say("retention.restricted") for person in restricted_people(reads) if person not in kept}
    for one in reads.all(LegalHold, lifted_on=None):
        found[one.person] = say("retention.hold_stands", day=one.since, by=one.by, reason=one.reason)
    return found


def _of_people(
    programme: Programme,
    category: Category,
    rule: RetentionTable,
    known: Mapping[str, Course],
    people: Mapping[str, Person],
    kept: Collection[str],
    on: date,
) -> Iterator[Due]:
    for id_, course in known.items():
        person = people.get(id_)
        start = course.starts.get(rule.start)
        if person is None or start is None or course.lasts or not course.belongs(category):
            continue
        ends = add_months(start, rule.months)
        if ends > on:
            continue
        # Erased or restricted already; what is left goes once the last duty is over.
        if id_ in kept and (rule.do is Then.RESTRICT or duties(programme, programme.store, id_, on)):
            continue
        yield Due(id_, person.name, category, rule.do, start, ends)


def _of_records(
    reads: Reads,
    category: Category,
    rule: RetentionTable,
    known: Mapping[str, Course],
    people: Mapping[str, Person],
    on: date,
) -> Iterator[Due]:
    by_person: dict[str, list[Expired]] = {}
    for record in expired(reads, RECORDS[category.value]):
        course = known.get(record.person)
        start = record.on if rule.start is Start.ENTRY else None
        if rule.start is not Start.ENTRY and course is not None and not course.lasts:
            start = course.starts.get(rule.start)
        if start is not None and record.person in people and add_months(start, rule.months) <= on:
            by_person.setdefault(record.person, []).append(attrs.evolve(record, on=start))
    for id_, records in by_person.items():
        first = min(record.on for record in records if record.on is not None)
        yield Due(id_, people[id_].name, category, rule.do, first, add_months(first, rule.months), tuple(records))


def _do(programme: Programme, ready: Sequence[Due]) -> None:
    store = programme.store
    records = [one for one in ready if one.rows]
    for one in records:
        with store.write(APPLIED) as tx:
            drop(tx, store.link(), one.rows)
            tx.note(APPLIED, category=one.category.value, records=len(one.rows))
    people = [one for one in ready if not one.rows]
    for one in people:
        if one.do is Then.RESTRICT:
            _restrict(programme, one)
    erased = [(one.person, one.do is Then.ANONYMISE) for one in people if one.do is not Then.RESTRICT]
    if erased:
        erase_all(programme, erased, APPLIED)
    elif records:
        from geleit.store.erasure.cleaning import clean

        clean(store)


def _restrict(programme: Programme, one: Due) -> None:
    """Keep somebody's data out of daily use from now on."""
    until = [duty.until for duty in duties(programme, programme.store, one.person, programme.today())]
    last = max((day for day in until if day is not None), default=None)
    rule = programme.config.retention[one.category]
    with programme.store.write(APPLIED) as tx:
        tx.add(
            KeptPerson(
                id=programme.new_id(),
                person=one.person,
                category=one.category.value,
                until=None if None in until else last,
                basis=rule.basis,
                since=programme.today(),
                erased=False,
            )
        )
