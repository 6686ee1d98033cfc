"""The forms for what happens along the way: monthly statement, milestone, goal, feedback, talk, task, boundary note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from geleit.model.partnerships import Side
from geleit.permissions import Action
from geleit.programme import milestones, office, sessions
from geleit.programme.cases.view import PairView
from geleit.programme.wary import warning
from geleit.vocabulary.answer import Answer
from geleit_tui.desk import Desk
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.pairs.whose import round_of
from geleit_tui.widgets.entry import Ask, Item

_MINUTES = 60
Asked = Form[Any]


def _form(desk: Desk, what: str, items: Sequence[Item], submit: Callable[[dict[str, Any]], Any]) -> Asked:
    return Form(desk.text(f"ui.pair.form.{what}"), items, submit)


def _note(name: str = "note", *, required: bool = False, label: str = "ui.pair.ask.note") -> Item:
    return Item(name, label, Ask.TEXT, required=required, warn=warning)


def _day(name: str, desk: Desk) -> Item:
    return Item(name, "ui.pair.ask.day", Ask.DAY, desk.text("ui.pair.today"), required=True)


def _codes(desk: Desk, prefix: str, codes: Sequence[Any]) -> list[tuple[Any, str]]:
    return [(code, desk.label(prefix, code)) for code in codes]


def statement(desk: Desk, view: PairView) -> Asked:
    """What the two report for a month; a second one replaces the first."""
    state = view.progress
    months = {one.month for one in state.months} if state else set()
    months |= {view.day.replace(day=1)}
    choices = [(one, f"{one.month}/{one.year}") for one in sorted(months, reverse=True)]
    stated = {one.month for one in view.statements}
    open_ = [one for one, _ in choices if one not in stated and one < view.day.replace(day=1)]

    def submit(answers: dict[str, Any]) -> Any:
        hours = answers.pop("hours")
        minutes = None if hours is None else round(hours * _MINUTES)
        month: date = answers.pop("month")
        return sessions.state_month(
            desk.programme, round_of(desk, view), view.pair.id, month, minutes=minutes, **answers
        )

    items = [
        Item("month", "ui.pair.ask.month", Ask.ONE, (open_ or [choices[0][0]])[0], choices=choices, required=True),
        Item("meetings", "ui.pair.ask.meetings", Ask.NUMBER, required=True),
        Item("hours", "ui.pair.ask.hours", Ask.NUMBER, read=_hours),
        Item("estimated", "ui.pair.ask.estimated", Ask.TICK),
    ]
    return _form(desk, "statement", items, submit)


def _hours(typed: str) -> float:
    from geleit.fields import Reading
    from geleit.fields.kinds import FloatKind

    found: float = FloatKind().read(typed, Reading())
    return found


def boundary(desk: Desk, view: PairView) -> Asked:
    """A task that was asked for and is not the mentor's; each choice says where to refer."""
    codes = [task.code for task in desk.programme.answers(round_of(desk, view)).sessions.blocked]
    choices = [(code, f"{desk.text(f'blocked.{code}')} → {desk.text(f'referral.{code}')}") for code in codes]

    def submit(answers: dict[str, Any]) -> Any:
        on, blocked = answers.pop("on"), answers.pop("blocked")
        return sessions.note_boundary(desk.programme, round_of(desk, view), view.pair.id, on, blocked, **answers)

    items = [Item("blocked", "ui.pair.ask.blocked", Ask.ONE, choices=choices, required=True), _day("on", desk), _note()]
    return _form(desk, "boundary", items, submit)


def milestone(desk: Desk, view: PairView) -> Asked:
    """A milestone that was reached other than at an event; those that are open stand first."""
    states = view.progress.milestones if view.progress else ()
    codes = [one.code for one in sorted(states, key=lambda one: one.done_on is not None)]

    def submit(answers: dict[str, Any]) -> Any:
        return milestones.fulfil(
            desk.programme, round_of(desk, view), view.pair.id, answers.pop("milestone"), **answers
        )

    items = [
        Item("milestone", "ui.pair.ask.milestone", Ask.ONE, choices=_codes(desk, "milestone", codes), required=True),
        _day("on", desk),
        Item("side", "ui.pair.ask.side_milestone", Ask.ONE, choices=_codes(desk, "Side", [*Side])),
        _note(),
    ]
    return _form(desk, "milestone", items, submit)


def goal(desk: Desk, view: PairView) -> Asked:
    """A goal that the two agreed; it may replace an earlier one."""
    earlier = _open_goals(desk, view)

    def submit(answers: dict[str, Any]) -> Any:
        return milestones.agree_goal(desk.programme, round_of(desk, view), view.pair.id, answers.pop("goal"), **answers)

    items = [
        _note("goal", required=True, label="ui.pair.ask.goal"),
        Item("due_on", "ui.pair.ask.due", Ask.DAY_AHEAD),
        *([Item("replaces", "ui.pair.ask.replaces", Ask.ONE, choices=earlier)] if earlier else []),
    ]
    return _form(desk, "goal", items, submit)


def _open_goals(desk: Desk, view: PairView) -> list[tuple[str, str]]:
    """With the day on which each was agreed: the text may be covered."""
    open_ = [one for one in view.goals if one.reached_on is None]
    return [(one.id, f"{one.text} ({desk.day(one.agreed_on)})") for one in open_]


def reached(desk: Desk, view: PairView) -> Asked:
    """An open goal that was reached."""
    open_ = _open_goals(desk, view)

    def submit(answers: dict[str, Any]) -> Any:
        return milestones.reach_goal(desk.programme, answers["goal"], on=answers["on"])

    chosen = open_[0][0] if len(open_) == 1 else None
    items = [
        Item("goal", "ui.pair.ask.goal", Ask.ONE, chosen, choices=open_, required=True),
        _day("on", desk),
    ]
    return _form(desk, "reached", items, submit)


def feedback(desk: Desk, view: PairView) -> Asked:
    """What one side says at an occasion."""
    states = view.progress.milestones if view.progress else ()
    occasions = [("first_meeting", desk.text("ui.pair.first_meeting"))]
    occasions += [(one.code, desk.label("milestone", one.code)) for one in states]

    def submit(answers: dict[str, Any]) -> Any:
        side, occasion = answers.pop("side"), answers.pop("occasion")
        return milestones.give_feedback(desk.programme, round_of(desk, view), view.pair.id, side, occasion, **answers)

    items = [
        Item(
            "side", "ui.pair.ask.side", Ask.ONE, choices=_codes(desk, "Side", [Side.MENTEE, Side.MENTOR]), required=True
        ),
        Item("occasion", "ui.pair.ask.occasion", Ask.ONE, choices=occasions, required=True),
        Item("fits", "ui.pair.ask.fits", Ask.ONE, choices=_codes(desk, "Answer", [*Answer])),
        Item("rating", "ui.pair.ask.rating", Ask.NUMBER),
        _note("words"),
    ]
    return _form(desk, "feedback", items, submit)


def _people(desk: Desk, view: PairView) -> list[tuple[str, str]]:
    pair = view.pair
    return [
        (pair.mentee, f"{view.mentee} ({desk.label('Role', 'mentee')})"),
        (pair.mentor, f"{view.mentor} ({desk.label('Role', 'mentor')})"),
    ]


def contact(desk: Desk, view: PairView) -> Asked:
    """A note of a talk with one of the two, for staff only."""

    def submit(answers: dict[str, Any]) -> Any:
        return office.note_contact(desk.programme, answers.pop("person"), answers.pop("kind"), **answers)

    items = [
        Item("person", "ui.pair.ask.with", Ask.ONE, view.pair.mentee, choices=_people(desk, view), required=True),
        Item("kind", "ui.pair.ask.kind", Ask.LINE, desk.text("ui.pair.telephone"), required=True),
        _day("on", desk),
        _note(),
    ]
    return _form(desk, "contact", items, submit)


def task(desk: Desk, view: PairView) -> Asked:
    """A reminder of one's own, about one of the two."""

    def submit(answers: dict[str, Any]) -> Any:
        return office.add_task(desk.programme, answers.pop("title"), **answers)

    items = [
        Item("title", "ui.pair.ask.title", Ask.LINE, required=True, warn=warning),
        Item("due_on", "ui.pair.ask.due", Ask.DAY_AHEAD),
        Item("person", "ui.pair.ask.about", Ask.ONE, view.pair.mentee, choices=_people(desk, view)),
    ]
    return _form(desk, "task", items, submit)


def done(desk: Desk, view: PairView) -> Asked:
    """A reminder that is done."""
    open_ = [(one.id, one.title) for one in view.tasks if one.done_on is None]
    chosen = open_[0][0] if len(open_) == 1 else None

    def submit(answers: dict[str, Any]) -> Any:
        return office.finish_task(desk.programme, answers["task"])

    return _form(
        desk, "done", [Item("task", "ui.pair.ask.task", Ask.ONE, chosen, choices=open_, required=True)], submit
    )


DIARY: dict[str, tuple[Action, Callable[[Desk, PairView], Asked]]] = {
    "statement": (Action.LOG, statement),
    "boundary": (Action.LOG, boundary),
    "milestone": (Action.LOG, milestone),
    "goal": (Action.GOALS, goal),
    "reached": (Action.GOALS, reached),
    "feedback": (Action.FEEDBACK, feedback),
    "contact": (Action.CONTACTS, contact),
    "task": (Action.TASKS, task),
    "done": (Action.TASKS, done),
}
"""Step → the right it takes, and its form."""
