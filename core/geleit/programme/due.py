"""How the partnerships of a round are getting on, and what the coordinator has to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from geleit.model.evidence import Evidence
from geleit.model.lifecycle import GONE
from geleit.model.outcomes import FollowUp
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation, Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories, working_days
from geleit.programme.office import tasks
from geleit.programme.privacy.requests import due_requests
from geleit.programme.roster import roster
from geleit.programme.sessions import LOGGABLE
from geleit.programme.staff.permits import needs
from geleit.progress import DueItem, Progress, due_round, progress
from geleit.progress.items import in_order


@attrs.frozen
class PairProgress:
    """A partnership with how it is getting on."""

    pair: Partnership
    progress: Progress


@needs(Action.SEE_DUE)
def progress_of_round(programme: Programme, round_: Round[Any], on: date | None = None) -> tuple[PairProgress, ...]:
    """How every partnership of a round that was ever agreed is getting on."""
    policy = programme.answers(round_).sessions
    day = on or programme.today()
    return tuple(
        PairProgress(history.partnership, progress(policy, history, on=day))
        for history in histories(programme, round_).values()
        if history.partnership.state in LOGGABLE
    )


@needs(Action.SEE_DUE)
def due_in_round(
    programme: Programme, round_: Round[Any], *, on: date | None = None, since: date | None = None
) -> tuple[DueItem, ...]:
    """What the coordinator has to do in a round; `since` marks what is new."""
    policy = programme.answers(round_).sessions
    parts = {part.id for part in programme.store.all(Participation, round=round_.id)}
    people = {one.person.id: one for role in Role for one in roster(programme, round_.id, role)}
    places: Mapping[str, str | None] = {id_: getattr(one.fields, "territory", None) for id_, one in people.items()}
    staying = {id_ for id_, one in people.items() if one.part.state not in GONE}
    day = on or programme.today()
    items = due_round(
        policy,
        histories(programme, round_).values(),
        on=day,
        since=since,
        follow_ups=[
            one
            for one in programme.store.all(FollowUp)
            if one.participation in parts and programme.permits.has_person(one.person)
        ],
        tasks=tasks(programme),
        papers=[paper for paper in programme.store.all(Evidence) if paper.person in staying],
        calendar=working_days(programme),
        territories=places,
    )
    asked = due_requests(programme, on=day, since=since) if programme.permits.can(Action.REQUESTS) else ()
    return in_order((*items, *asked))
