"""How the partnerships of a round are getting on, and what the coordinator has to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from geleit.model.evidence import Evidence
from geleit.model.lifecycle import GONE, OPEN_PAIRS
from geleit.model.office import Task
from geleit.model.partnerships import Partnership
from geleit.model.people import Role
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories, working_days
from geleit.programme.office import tasks
from geleit.programme.privacy.requests import due_requests
from geleit.programme.sessions import LOGGABLE
from geleit.programme.staff.permits import needs
from geleit.progress import DueItem, History, Progress, due_round, progress
from geleit.progress.due_round import PAPER_DAYS
from geleit.progress.items import in_order
from geleit.store.overview import Presence, presence, waiting_follow_ups, with_expiring_papers


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
    day = on or programme.today()
    asked = due_requests(programme, on=day, since=since) if programme.permits.can(Action.REQUESTS) else ()
    reminders = tasks(programme, every=False)
    return in_order((*due_of_round(programme, round_, on=day, since=since, tasks=reminders), *asked))


@needs(Action.SEE_DUE)
def due_of_round(
    programme: Programme,
    round_: Round[Any],
    *,
    on: date,
    since: date | None,
    tasks: Iterable[Task] = (),
    pair: Callable[[Partnership], bool] | None = None,
    person: Callable[[str], bool] | None = None,
    follow_ups_only: bool = False,
) -> tuple[DueItem, ...]:
    """What a round by itself needs: its partnerships, follow-ups and papers, and the tasks that are given.

    `pair` and `person` keep to some partnerships and people. Only what can be due is read.
    """
    reads = programme.store
    there = _There(programme, round_, person)
    found: Iterable[History] = ()
    if not follow_ups_only:
        known = histories(programme, round_, states=OPEN_PAIRS, bare=True).values()
        found = [each for each in known if pair is None or pair(each.partnership)]
    follow_ups = [
        one
        for one in waiting_follow_ups(reads, on, round_.id)
        if programme.permits.has_person(one.person) and (person is None or person(one.person))
    ]
    papers = () if follow_ups_only else _papers(programme, round_, on, there)
    return due_round(
        programme.answers(round_).sessions,
        found,
        on=on,
        since=since,
        follow_ups=follow_ups,
        tasks=tasks,
        papers=papers,
        calendar=working_days(programme),
        territories=there.territories if found or follow_ups or papers else {},
    )


@needs(Action.SEE_DUE)
def due_papers_of_round(
    programme: Programme,
    round_: Round[Any],
    *,
    on: date,
    since: date | None,
    person: Callable[[str], bool] | None = None,
) -> tuple[DueItem, ...]:
    """The documents of a round that expire soon or have expired; of some people only, if `person` says so."""
    there = _There(programme, round_, person)
    papers = _papers(programme, round_, on, there)
    return due_round(
        programme.answers(round_).sessions,
        (),
        on=on,
        since=since,
        papers=papers,
        calendar=working_days(programme),
        territories=there.territories if papers else {},
    )


@attrs.define
class _There:
    """Who is in a round, read when it is first asked for."""

    programme: Programme
    round: Round[Any]
    wanted: Callable[[str], bool] | None
    _people: Mapping[str, Presence] | None = None

    @property
    def people(self) -> Mapping[str, Presence]:
        """Everybody by id. Whoever is both mentee and mentor of a round stands where the mentor stands."""
        if self._people is None:
            own = self.programme
            self._people = {
                one.person: one
                for role in Role
                for one in presence(own.store, self.round.id, own.table(role), own.participant(role), role)
                if own.permits.has_person(one.person)
            }
        return self._people

    @property
    def territories(self) -> Mapping[str, str | None]:
        """Where everybody lives."""
        return {id_: one.territory for id_, one in self.people.items()}

    @property
    def staying(self) -> frozenset[str]:
        """Who still takes part, of those who are wanted."""
        return frozenset(
            id_
            for id_, one in self.people.items()
            if one.state not in GONE and (self.wanted is None or self.wanted(id_))
        )


def _papers(programme: Programme, round_: Round[Any], on: date, there: _There) -> tuple[Evidence, ...]:
    """All papers of those who have one that can be due: a newer one may have replaced it."""
    found = with_expiring_papers(programme.store, on + timedelta(days=PAPER_DAYS), [round_.id])
    return programme.store.all(Evidence, person=tuple(found & there.staying)) if found else ()
