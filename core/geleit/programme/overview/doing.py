"""What there is to do: in some rounds, with the follow-ups of all of them, and everybody's or somebody's reminders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.labels import say
from geleit.model.lifecycle import RoundState
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.due import due_of_round
from geleit.programme.histories import working_days
from geleit.programme.office import tasks
from geleit.programme.overview.matters import LISTED, Listing, Matter, Opens, Target, listed, unnamed, with_names
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.privacy.requests import due_requests
from geleit.programme.staff.permits import needs
from geleit.progress import DueItem, DueKind, due_tasks
from geleit.progress.items import in_order

_OPENS = {
    DueKind.TASK: Opens.TASK,
    DueKind.FOLLOW_UP: Opens.FOLLOW_UP,
    DueKind.REQUEST: Opens.REQUEST,
    DueKind.EVENT: Opens.MILESTONE,
}


@needs(Action.SEE_DUE)
def things_to_do(
    programme: Programme,
    rounds: Iterable[Round[Any]],
    *,
    whose: Whose = EVERYBODY,
    on: date | None = None,
    since: date | None = None,
    limit: int | None = LISTED,
    only: str | None = None,
) -> Listing[Matter]:
    """Everything that is due in some rounds, the oldest first; follow-ups are of all rounds, closed ones too.

    What was first listed after `since` is new (None: everything is). A reminder counts for whoever wrote it, a
    partnership for its mentor; requests about data are for whoever looks at everybody's matters. `only` lists one kind
    (its label's code) and counts all.
    """
    day = on or programme.today()
    chosen = {round_.id for round_ in rounds}
    found: list[tuple[str | None, DueItem]] = []
    for round_ in programme.rounds():
        if round_.id in chosen or round_.state is not RoundState.PLANNED:
            items = due_of_round(
                programme,
                round_,
                on=day,
                since=since,
                pair=whose.pair,
                person=whose.person,
                follow_ups_only=round_.id not in chosen,
            )
            found += [(round_.id, item) for item in items]
    own = [task for task in tasks(programme, every=False) if whose.task(task)]
    found += [(None, item) for item in due_tasks(own, on=day, since=since, calendar=working_days(programme))]
    if whose.cases is None and programme.permits.can(Action.REQUESTS):
        found += [(None, item) for item in due_requests(programme, on=day, since=since)]
    rounds_of = {item.key: round_id for round_id, item in found}
    matters = [matter(item, rounds_of[item.key]) for item in in_order(item for _, item in found)]
    return with_names(programme, listed(matters, limit, only))


def matter(item: DueItem, round_id: str | None) -> Matter:
    """What is due, with what to open for it: the partnership, the person whose paper expires, the record itself."""
    if item.what in _OPENS:
        target = Target(_OPENS[item.what], item.about, round_id)
    elif item.partnership is not None:
        target = Target(Opens.PAIR, item.partnership, round_id)
    else:
        target = Target(Opens.PERSON, item.who[0], round_id)
    return Matter(
        what=f"DueKind.{item.what.value}",
        who=unnamed(item.who),
        people=len(item.who),
        round=round_id,
        since=item.since,
        due_on=item.due_on,
        new=item.new,
        sentence=item.sentence,
        opens=target,
    )


@needs(Action.TASKS)
def own_tasks(
    programme: Programme,
    *,
    whose: Whose = EVERYBODY,
    on: date | None = None,
    since: date | None = None,
    limit: int | None = LISTED,
) -> Listing[Matter]:
    """The reminders that are open, of all rounds: those with a day first, the earliest of them first. One is new where
    its day came after `since`."""
    day = on or programme.today()
    found = [task for task in tasks(programme, every=False) if whose.task(task)]
    matters = [
        Matter(
            what="DueKind.task",
            who=unnamed((task.person,) if task.person else ()),
            people=int(task.person is not None),
            due_on=task.due_on,
            since=task.due_on if task.due_on is not None and task.due_on <= day else None,
            new=task.due_on is not None and task.due_on <= day and (since is None or task.due_on > since),
            sentence=say("overview.task" if task.due_on is None else "due.task", title=task.title, day=task.due_on),
            opens=Target(Opens.TASK, task.id),
        )
        for task in sorted(found, key=lambda one: (one.due_on is None, one.due_on or day, one.id))
    ]
    return with_names(programme, listed(matters, limit))
