"""What was recorded of a pair: sessions, statements, boundary notes, goals, feedback, talks, tasks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from geleit.labels import say
from geleit.programme.cases.panels import Panel
from geleit.programme.cases.view import PairView
from geleit_tui.desk import Desk
from geleit_tui.showing import plain

_LONG = 2000


FEW = 12
"""So many lines of a panel are shown until somebody asks for all."""


def recorded(panel: Panel, desk: Desk, view: PairView, *, every: bool = False) -> list[Content]:
    """The lines of a panel, the newest first, a few of them or `every` one; none where nothing was recorded."""
    shown = list(_LINES[panel](desk, view))
    if every or len(shown) <= FEW:
        return shown
    return [*shown[:FEW], plain(desk.text(say("ui.pair.more", n=len(shown) - FEW)), "$text-muted")]


def _line(first: str, *parts: str | None, sign: str = "") -> Content:
    """What an entry begins with in bold, so that the eye finds where the next one begins."""
    told = "  ".join(part for part in parts if part)
    begin = plain(f"{sign} {first}" if sign else first, "bold", _LONG)
    return Content.assemble(begin, "  ", plain(told, limit=_LONG)) if told else begin


def _sessions(desk: Desk, view: PairView) -> Iterator[Content]:
    stated = {statement.month for statement in view.statements}
    for month in view.statements:
        hours = None if month.minutes is None else f"{desk.hours(month.minutes)} h"
        count = None if month.meetings is None else desk.text(say("ui.pair.meetings", n=month.meetings))
        guess = desk.text("ui.pair.estimated") if month.estimated else None
        name = f"{month.month.month}/{month.month.year}"
        yield _line(f"{name:>8}", desk.label("MonthSource", "statement"), count, hours, guess, sign="Σ")
    for one in view.sessions:
        length = desk.text("ui.pair.no_length") if one.minutes is None else f"{one.minutes} min"
        topics = " · ".join(desk.label("topic", code) for code in one.topics)
        shown = desk.text("ui.pair.only_shown") if one.held_on.replace(day=1) in stated else None
        yield _line(f"{desk.day(one.held_on):>10}", f"{length:>7}", topics, one.note, shown)


def _boundary(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.boundary_notes:
        referral = f"→ {one.referred_to}" if one.referred_to else None
        yield _line(desk.day(one.on), desk.label("blocked", one.blocked), referral, one.note)


def _goals(desk: Desk, view: PairView) -> Iterator[Content]:
    replaced = {goal.replaces for goal in view.goals}
    for one in view.goals:
        if one.id in replaced:
            continue
        due = None if one.due_on is None else desk.text(say("ui.pair.due", day=one.due_on))
        if one.reached_on is not None:
            yield _line(one.text, desk.text(say("ui.pair.reached", day=one.reached_on)), sign="✓")
        else:
            late = one.due_on is not None and one.due_on < view.day
            yield _line(one.text, due, sign="!" if late else "·")


def _feedback(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.feedback:
        occasion = "ui.pair.first_meeting" if one.occasion == "first_meeting" else f"milestone.{one.occasion}"
        fits = None if one.fits is None else f"{desk.text('ui.pair.ask.fits')} {desk.label('Answer', one.fits)}"
        rating = None if one.rating is None else f"{one.rating}/5"
        yield _line(desk.day(one.on), desk.label("Side", one.side), desk.text(occasion), fits, rating, one.text)


def _contacts(desk: Desk, view: PairView) -> Iterator[Content]:
    names = {view.pair.mentee: view.mentee, view.pair.mentor: view.mentor}
    for one in view.contacts:
        yield _line(desk.day(one.on), names.get(one.person), one.kind, one.note)


def _tasks(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in sorted(view.tasks, key=lambda task: task.done_on is not None):
        due = None if one.due_on is None else desk.text(say("ui.pair.due", day=one.due_on))
        done = None if one.done_on is None else desk.day(one.done_on)
        late = done is None and one.due_on is not None and one.due_on <= view.day
        yield _line(one.title, done or due, one.owner, sign="✓" if done else "!" if late else "·")


_LINES = {
    Panel.SESSIONS: _sessions,
    Panel.BOUNDARY: _boundary,
    Panel.GOALS: _goals,
    Panel.FEEDBACK: _feedback,
    Panel.CONTACTS: _contacts,
    Panel.TASKS: _tasks,
}
