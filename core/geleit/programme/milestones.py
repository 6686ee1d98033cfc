"""Events with attendance, milestones, goals and feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from geleit.errors import UsageError
from geleit.fields import Sensitivity, evolve
from geleit.labels import Listed, say
from geleit.model.lifecycle import OPEN_PAIRS, PairState
from geleit.model.outcomes import Feedback, Goal
from geleit.model.partnerships import Partnership, Side
from geleit.model.rounds import Round
from geleit.model.sessions import Attendance, Event, MilestoneDone
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.partnerships import find_pair
from geleit.programme.roster import find_person
from geleit.programme.staff.permits import needs
from geleit.programme.staff.showing import note_shown
from geleit.store import Reads, Transaction
from geleit.vocabulary.answer import Answer

_FIRST = "first_meeting"
"""The occasion of feedback that every programme has."""


@needs(Action.HOLD_EVENTS)
def people_of_pairs(programme: Programme, round_: Round[Any], reads: Reads | None = None) -> tuple[str, ...]:
    """The ids of everybody in an agreed pair or case of a round, each once: those whom its events are for."""
    agreed = tuple(OPEN_PAIRS - {PairState.OFFERED})
    found = (reads or programme.store).all(Partnership, round=round_.id, state=agreed)
    pairs = [pair for pair in found if programme.permits.has_pair(pair)]
    return tuple(sorted({person for pair in pairs for person in (pair.mentee, pair.mentor)}))


@needs(Action.HOLD_EVENTS)
def hold_event(
    programme: Programme,
    round_: Round[Any],
    title: str,
    held_on: date,
    *,
    milestone: str | None = None,
    minutes: int | None = None,
    present: Iterable[str] = (),
    absent: Iterable[str] = (),
) -> Event:
    """Record an event with who was there (ids or names); it fulfils its milestone for all present.

    Raises UsageError for a milestone the policy does not have, or attendance on a day ahead.
    """
    present, absent = tuple(present), tuple(absent)
    if present or absent:
        programme.happened_on(held_on)
    with programme.store.write("event") as tx:
        event = add_event(programme, tx, round_, title, held_on, milestone=milestone, minutes=minutes)
        for people, there in ((present, True), (absent, False)):
            for name in people:
                person = find_person(programme, name, tx)
                add_attendance(programme, tx, event, person.id, there)
    return event


@needs(Action.HOLD_EVENTS)
def add_event(
    programme: Programme,
    tx: Transaction,
    round_: Round[Any],
    title: str,
    held_on: date,
    *,
    milestone: str | None = None,
    minutes: int | None = None,
) -> Event:
    """An event on its own, within a unit of work that does more."""
    codes = [one.code for one in programme.answers(round_).sessions.milestones if one.group]
    if milestone is not None and milestone not in codes:
        raise UsageError(
            say("log.unknown_milestone", milestone=milestone, milestones=Listed(codes or ["–"], "list.or"))
        )
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise UsageError(say("log.minutes", found=minutes))
    return tx.add(
        Event(
            id=programme.new_id(),
            round=round_.id,
            title=title,
            held_on=held_on,
            milestone=milestone,
            minutes=minutes,
            by=programme.actor.shown,
        )
    )


@needs(Action.HOLD_EVENTS)
def add_attendance(
    programme: Programme, tx: Transaction, event: Event, person: str, present: bool, digest: str | None = None
) -> Attendance:
    """Whether a person was at an event; a later word replaces an earlier one."""
    for before in tx.all(Attendance, event=event.id, person=person):
        return tx.update(evolve(before, present=present, by=programme.actor.shown, source_digest=digest))
    return tx.add(
        Attendance(
            id=programme.new_id(),
            event=event.id,
            person=person,
            present=present,
            by=programme.actor.shown,
            source_digest=digest,
        )
    )


@needs(Action.LOG)
def fulfil(
    programme: Programme,
    round_: Round[Any],
    text: str,
    milestone: str,
    *,
    on: date | None = None,
    side: Side | None = None,
    note: str | None = None,
) -> MilestoneDone:
    """Note that a milestone was reached other than at an event. Raises UsageError for an unknown one, or a day
    ahead."""
    codes = [one.code for one in programme.answers(round_).sessions.milestones]
    if milestone not in codes:
        raise UsageError(say("log.unknown_milestone", milestone=milestone, milestones=Listed(codes, "list.or")))
    with programme.store.write("milestone") as tx:
        pair = find_pair(programme, round_, text, tx)
        return tx.add(
            MilestoneDone(
                id=programme.new_id(),
                partnership=pair.id,
                milestone=milestone,
                side=side,
                done_on=programme.happened_on(on),
                by=programme.actor.shown,
                note=note,
            )
        )


@needs(Action.GOALS)
def agree_goal(
    programme: Programme,
    round_: Round[Any],
    text: str,
    goal: str,
    *,
    due_on: date | None = None,
    replaces: str | None = None,
) -> Goal:
    """Record a goal of a pair; a changed goal names the one it replaces. Raises UsageError if that is none of the
    pair's."""
    with programme.store.write("goal") as tx:
        pair = find_pair(programme, round_, text, tx)
        before = tx.get(Goal, replaces) if replaces else None
        if replaces and (before is None or before.partnership != pair.id):
            raise UsageError(say("log.unknown_goal", goal=replaces))
        return tx.add(
            Goal(
                id=programme.new_id(),
                partnership=pair.id,
                text=goal,
                agreed_on=programme.today(),
                due_on=due_on,
                replaces=replaces,
                by=programme.actor.shown,
            )
        )


@needs(Action.GOALS)
def reach_goal(programme: Programme, goal: str, *, on: date | None = None) -> Goal:
    """Note that a goal was reached. Raises UsageError for a day ahead."""
    with programme.store.write("goal_reached") as tx:
        agreed = tx.one(Goal, goal)
        programme.permits.pair(tx.one(Partnership, agreed.partnership))
        return tx.update(evolve(agreed, reached_on=programme.happened_on(on)))


@needs(Action.SEE_CASES)
def goals_of(programme: Programme, round_: Round[Any], text: str) -> tuple[Goal, ...]:
    """The goals of a pair, the first agreed first, for somebody to read: a text that they may not see is hidden, and
    that they saw it is kept."""
    pair = find_pair(programme, round_, text)
    goals = programme.store.all(Goal, partnership=pair.id, order="agreed_on")
    if goals and programme.permits.sees(Sensitivity.SPECIAL, pair.mentee):
        note_shown(programme, {pair.mentee: ["goals"]})
    return tuple(shown_goal(programme, goal, pair) for goal in goals)


@needs(Action.SEE_CASES)
def shown_goal(programme: Programme, goal: Goal, pair: Partnership | None = None) -> Goal:
    """A goal as the actor may read it."""
    of = pair or programme.store.one(Partnership, goal.partnership)
    return evolve(goal, text=programme.permits.shown(goal.text, Sensitivity.SPECIAL, of.mentee))


@needs(Action.FEEDBACK)
def give_feedback(
    programme: Programme,
    round_: Round[Any],
    text: str,
    side: Side,
    occasion: str,
    *,
    fits: Answer | None = None,
    rating: int | None = None,
    words: str | None = None,
) -> Feedback:
    """Record what one side says at an occasion (`first_meeting` or the code of a milestone); ratings go from 1 to 5.

    Raises UsageError for another occasion or rating.
    """
    occasions = dict.fromkeys((_FIRST, *(one.code for one in programme.answers(round_).sessions.milestones)))
    if occasion not in occasions:
        raise UsageError(say("log.unknown_occasion", occasion=occasion, occasions=Listed(list(occasions), "list.or")))
    if rating is not None and not 1 <= rating <= 5:
        raise UsageError(say("decisions.rating", field=say("field.rating"), found=rating))
    with programme.store.write("feedback") as tx:
        pair = find_pair(programme, round_, text, tx)
        return tx.add(
            Feedback(
                id=programme.new_id(),
                partnership=pair.id,
                side=side,
                occasion=occasion,
                on=programme.today(),
                fits=fits,
                rating=rating,
                text=words,
                by=programme.actor.shown,
            )
        )
