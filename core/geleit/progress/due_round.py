"""What a whole round needs from the coordinator: partnerships, follow-ups, tasks, papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import attrs

from geleit.labels import Sentence, say
from geleit.model.evidence import Evidence
from geleit.model.office import Task
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.progress.due import WEEKDAYS, due
from geleit.progress.history import History
from geleit.progress.holidays import WorkingDays
from geleit.progress.items import DueItem, DueKind, in_order
from geleit.questions.sessions import SessionPolicy

PAPER_DAYS = 30
"""So many days before a document expires it is listed."""


def due_follow_ups(
    follow_ups: Iterable[FollowUp], *, on: date, since: date | None, calendar: WorkingDays = WEEKDAYS
) -> tuple[DueItem, ...]:
    """Who is to be asked again: every follow-up whose day has come and that nobody has asked yet.

    "Not reached" is an answer and is listed no more.
    """
    items: list[DueItem] = []
    for each in follow_ups:
        if each.status is FollowUpStatus.DUE:
            day = calendar.next(each.due_on)
            sentence = say("due.follow_up", offset=say(f"follow_up.{each.offset}"), day=day)
            items += _listed(
                DueKind.FOLLOW_UP, (each.person,), sentence, due_on=day, listed=day, about=each.id, on=on, since=since
            )
    return in_order(items)


def due_tasks(
    tasks: Iterable[Task], *, on: date, since: date | None, calendar: WorkingDays = WEEKDAYS
) -> tuple[DueItem, ...]:
    """The coordinators' reminders whose day has come and that are not done; one without a day is never due."""
    items: list[DueItem] = []
    for each in tasks:
        if each.due_on is not None and each.done_on is None:
            day = calendar.next(each.due_on)
            who = () if each.person is None else (each.person,)
            sentence = say("due.task", title=each.title, day=day)
            items += _listed(
                DueKind.TASK,
                who,
                sentence,
                due_on=day,
                listed=day,
                about=each.id,
                on=on,
                since=since,
                partnership=each.partnership,
            )
    return in_order(items)


def due_papers(
    papers: Iterable[Evidence], *, on: date, since: date | None, calendar: WorkingDays = WEEKDAYS
) -> tuple[DueItem, ...]:
    """The documents that expire within 30 days or have expired, of each person and kind the newest one.

    The newest is the one with the latest date of issue (or day seen). `due_on` is the last valid day itself: a
    holiday makes no paper last longer.
    """
    newest: dict[tuple[str, str], Evidence] = {}
    for paper in sorted(papers, key=lambda each: (each.issued_on or each.seen_on, each.seen_on, each.id, each.rev)):
        if paper.seen_on <= on:
            newest[paper.person, paper.kind] = paper
    items: list[DueItem] = []
    for paper in newest.values():
        until = paper.valid_until
        if until is not None:
            listed = calendar.next(until - timedelta(days=PAPER_DAYS))
            code = "due.paper_expired" if until < on else "due.paper"
            sentence = say(code, kind=say(f"evidence.{paper.kind}"), day=until)
            items += _listed(
                DueKind.PAPER,
                (paper.person,),
                sentence,
                due_on=until,
                listed=listed,
                about=paper.kind,
                on=on,
                since=since,
            )
    return in_order(items)


def due_round(
    policy: SessionPolicy,
    histories: Iterable[History],
    *,
    on: date,
    since: date | None,
    follow_ups: Iterable[FollowUp] = (),
    tasks: Iterable[Task] = (),
    papers: Iterable[Evidence] = (),
    calendar: WorkingDays = WEEKDAYS,
    territories: Mapping[str, str | None] | None = None,
) -> tuple[DueItem, ...]:
    """Everything that a round needs on a day, each thing once, in order of the day it was due.

    `territories` gives people's territories by their id: a partnership's days go by the mentee's, a follow-up's and a
    paper's by the person's; the calendar's own territory holds where none is known. An event that has not been held
    is one item for all who wait for it.
    Raises RegionError if a holiday calendar is not known.
    """
    places = territories or {}
    calendars: dict[str | None, WorkingDays] = {None: calendar}

    def there(person: str | None) -> WorkingDays:
        place = places.get(person) if person is not None else None
        if place not in calendars:
            calendars[place] = attrs.evolve(calendar, territory=place)
        return calendars[place]

    items: list[DueItem] = []
    for history in histories:
        items += due(policy, history, on=on, since=since, calendar=there(history.partnership.mentee))
    for follow_up in follow_ups:
        items += due_follow_ups([follow_up], on=on, since=since, calendar=there(follow_up.person))
    for task in tasks:
        items += due_tasks([task], on=on, since=since, calendar=there(task.person))
    by_person: dict[str, list[Evidence]] = {}
    for paper in papers:
        by_person.setdefault(paper.person, []).append(paper)
    for person, own in by_person.items():
        items += due_papers(own, on=on, since=since, calendar=there(person))
    return in_order(_one_per_event(in_order(items)))


def _one_per_event(items: Iterable[DueItem]) -> list[DueItem]:
    merged: dict[tuple[str, date], DueItem] = {}
    others: list[DueItem] = []
    for item in items:
        if item.what is not DueKind.EVENT:
            others.append(item)
            continue
        same = merged.get((item.about, item.due_on))
        who = item.who if same is None else (*same.who, *item.who)
        merged[item.about, item.due_on] = attrs.evolve(item, who=who, partnership=None)
    return [*others, *merged.values()]


def _listed(
    what: DueKind,
    who: tuple[str, ...],
    sentence: Sentence,
    *,
    due_on: date,
    listed: date,
    about: str,
    on: date,
    since: date | None,
    partnership: str | None = None,
) -> list[DueItem]:
    """The item, if the day has come from which it is listed."""
    if listed > on:
        return []
    item = DueItem(
        what=what,
        who=who,
        partnership=partnership,
        about=about,
        due_on=due_on,
        since=listed,
        new=since is None or listed > since,
        sentence=sentence,
    )
    return [item]
