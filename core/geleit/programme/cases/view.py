"""Everything about one pair or case on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import attrs

from geleit.fields import Sensitivity
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.office import Contact, Task
from geleit.model.outcomes import Feedback, Goal
from geleit.model.partnerships import Acceptance, Agreement, Partnership, Pause, StageEntry
from geleit.model.people import Participation
from geleit.model.rounds import Round
from geleit.model.sessions import Attendance, BoundaryNote, Event, MilestoneDone, Session, Statement
from geleit.permissions import Action
from geleit.programme.capacity import Load, loads
from geleit.programme.cases.listing import names_of
from geleit.programme.cases.panels import Panel, panels
from geleit.programme.cases.steps import PairStep, steps_of
from geleit.programme.cases.veil import Veil, has_texts, note_opened
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.partnerships import find_pair
from geleit.programme.sessions import LOGGABLE
from geleit.programme.staff.permits import needs
from geleit.progress import Progress, progress
from geleit.questions.sessions import Per, SessionPolicy
from geleit.store import Reads
from geleit.store.reading import Record

R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True)
class Linked:
    """A pair beside this one: its id, both names, its state."""

    id: str
    name: str
    state: PairState


@attrs.frozen(kw_only=True)
class Attended:
    """An event at which one of the two was expected: None where nothing is known of somebody."""

    event: Event
    mentee: bool | None
    mentor: bool | None


@attrs.frozen(kw_only=True)
class PairView:
    """A pair with what belongs to it, the newest records first; `progress` is None before it was agreed.

    Protected texts are covered unless they were opened; `covered` says that there are some that the reader could
    open. `usual_minutes` is how long a meeting usually lasts. `load` is the mentor's, where
    the policy has a caseload and the reader may see it. `predecessor` and `successor` are the mentee's pairs before
    and after.
    """

    pair: Partnership
    mentee: str
    mentor: str
    day: date
    panels: tuple[Panel, ...]
    steps: tuple[PairStep, ...]
    covered: bool
    progress: Progress | None
    usual_minutes: int
    acceptances: tuple[Acceptance, ...]
    agreements: tuple[Agreement, ...]
    stages: tuple[StageEntry, ...]
    pauses: tuple[Pause, ...]
    sessions: tuple[Session, ...]
    statements: tuple[Statement, ...]
    boundary_notes: tuple[BoundaryNote, ...]
    milestones_done: tuple[MilestoneDone, ...]
    events: tuple[Attended, ...]
    goals: tuple[Goal, ...]
    feedback: tuple[Feedback, ...]
    contacts: tuple[Contact, ...]
    tasks: tuple[Task, ...]
    load: Load | None
    predecessor: Linked | None
    successor: Linked | None

    @property
    def name(self) -> str:
        """Both names, the mentee's first."""
        return f"{self.mentee} & {self.mentor}"


@needs(Action.SEE_CASES)
def pair_view(programme: Programme, round_: Round[Any], text: str, *, opened: bool = False) -> PairView:
    """A pair of any round by its id, or one of this round by a person's name. With `opened`, protected texts are shown to those who may see them, and
    that they were is kept. Raises UsageError as `find_pair`."""
    reads, day = programme.store, programme.today()
    pair = find_pair(programme, round_, text, reads)
    round_ = round_of(programme, pair, round_)
    own = _Own(reads, pair)
    answers, policy = programme.answers(round_), programme.answers(round_).sessions
    history = histories(programme, round_, reads, [pair.id])[pair.id]
    standing = reads.count(Partnership, mentee_part=pair.mentee_part, state=tuple(OPEN_PAIRS))
    part = reads.one(Participation, pair.mentee_part)
    after = next(iter(reads.all(Partnership, predecessor=pair.id)), None)
    view = PairView(
        pair=pair,
        **dict(zip(("mentee", "mentor"), names_of(programme, (pair.mentee, pair.mentor), reads).values(), strict=True)),
        day=day,
        panels=panels(policy, answers.matching.acceptance),
        steps=steps_of(programme, answers, pair, alone=not standing and after is None and part.left_on is None),
        covered=False,
        progress=progress(policy, history, on=day) if pair.state in LOGGABLE else None,
        usual_minutes=usual_minutes(policy, history.sessions),
        acceptances=own.of(Acceptance, lambda one: one.on),
        agreements=own.of(Agreement, lambda one: one.signed_on),
        stages=own.of(StageEntry, lambda one: one.entered_on),
        pauses=own.of(Pause, lambda one: one.began_on),
        sessions=own.of(Session, lambda one: one.held_on),
        statements=own.of(Statement, lambda one: one.month),
        boundary_notes=own.of(BoundaryNote, lambda one: one.on),
        milestones_done=own.of(MilestoneDone, lambda one: one.done_on),
        events=_events(reads, pair),
        goals=own.of(Goal, lambda one: one.agreed_on),
        feedback=own.of(Feedback, lambda one: one.on),
        contacts=own.talks(Contact, lambda one: one.on),
        tasks=own.talks(Task, lambda one: one.due_on or day),
        load=_load(programme, round_, pair, reads),
        predecessor=_linked(programme, reads, reads.get(Partnership, pair.predecessor or "")),
        successor=_linked(programme, reads, after),
    )
    return _veiled(programme, view, opened=opened)


@needs(Action.SEE_CASES)
def round_of(programme: Programme, pair: Partnership, otherwise: Round[Any]) -> Round[Any]:
    """The round in which a pair stands; another one where the configuration does not have it any more."""
    return otherwise if programme.config.round(pair.round) is None else programme.round(pair.round)


UNTOLD = 60
"""Minutes that a meeting is taken to last where neither the pair nor the policy says anything."""

_DAYS = {Per.WEEK: 7.0, Per.MONTH: 365.25 / 12}
_STEP = 15


def usual_minutes(policy: SessionPolicy, sessions: Iterable[Session]) -> int:
    """How long a pair's meetings usually last: as the last one of known length; before that, the least of the
    policy's dose at its shortest interval, in quarters of an hour."""
    known = [(one.held_on, one.id, one.minutes) for one in sessions if one.minutes is not None]
    if known:
        return max(known)[2]
    if policy.dose is None or policy.interval is None:
        return UNTOLD
    minutes = policy.dose.least * 60 * policy.interval.least / _DAYS[policy.dose.per]
    return max(_STEP, round(minutes / _STEP) * _STEP)


_COVERED = ("pauses", "sessions", "boundary_notes", "milestones_done", "goals", "feedback", "agreements", "contacts")
"""The records with protected texts, by their field of the view."""


def _veiled(programme: Programme, view: PairView, *, opened: bool) -> PairView:
    """The view with protected texts covered, or noted as opened."""
    whose = {
        name: [(one.person if isinstance(one, Contact) else view.pair.mentee, one) for one in getattr(view, name)]
        for name in _COVERED
    }
    if opened:
        note_opened(programme, (known for records in whose.values() for known in records))
    veil = Veil(programme, opened)
    shown: dict[str, Any] = {
        name: tuple(veil.over(one, person) for person, one in records) for name, records in whose.items()
    }
    openable = any(
        has_texts(one) and programme.permits.sees(Sensitivity.SPECIAL, person)
        for records in whose.values()
        for person, one in records
    )
    return attrs.evolve(view, **shown, covered=openable and not opened)


@attrs.frozen
class _Own:
    """Reads what belongs to a pair, the newest first."""

    reads: Reads
    pair: Partnership

    def of(self, cls: type[R], day: Callable[[R], date]) -> tuple[R, ...]:
        """The records of the pair."""
        found = self.reads.all(cls, partnership=self.pair.id)
        return tuple(sorted(found, key=lambda one: (day(one), one.id), reverse=True))

    def talks(self, cls: type[R], day: Callable[[R], date]) -> tuple[R, ...]:
        """Contacts or tasks about the mentee or the pair; about the mentor, if they have no other pair in the round."""
        pair = self.pair
        others = self.reads.count(Partnership, round=pair.round, mentor=pair.mentor) > 1
        people = (pair.mentee,) if others else (pair.mentee, pair.mentor)
        found = {one.id: one for one in self.reads.all(cls, person=people)}
        found |= {one.id: one for one in self.reads.all(cls, partnership=pair.id)}
        return tuple(sorted(found.values(), key=lambda one: (day(one), one.id), reverse=True))


def _events(reads: Reads, pair: Partnership) -> tuple[Attended, ...]:
    there: dict[str, dict[str, bool]] = {}
    for one in reads.all(Attendance, person=(pair.mentee, pair.mentor)):
        there.setdefault(one.event, {})[one.person] = one.present
    events = reads.all(Event, round=pair.round, order="-held_on")
    return tuple(
        Attended(event=event, mentee=known.get(pair.mentee), mentor=known.get(pair.mentor))
        for event in events
        if (known := there.get(event.id))
    )


def _load(programme: Programme, round_: Round[Any], pair: Partnership, reads: Reads) -> Load | None:
    if programme.answers(round_).sessions.caseload is None or not programme.permits.can(Action.SEE_LOADS):
        return None
    return next((one for one in loads(programme, round_, reads) if one.mentor.person.id == pair.mentor), None)


def _linked(programme: Programme, reads: Reads, pair: Partnership | None) -> Linked | None:
    if pair is None or not programme.permits.has_pair(pair):
        return None
    names = names_of(programme, (pair.mentee, pair.mentor), reads)
    return Linked(id=pair.id, name=" & ".join(names.values()), state=pair.state)
