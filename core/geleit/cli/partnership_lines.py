"""One pair or case in lines, for `partnership`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geleit.cli.desk import Desk
from geleit.labels import number
from geleit.model.lifecycle import PairState

if TYPE_CHECKING:
    from geleit.programme.cases.view import PairView

_MINUTES = 60


def show_partnership(desk: Desk, view: PairView) -> None:
    """Names, state and what was recorded, the newest first."""
    desk.put(f"{view.name} ({view.pair.id})")
    for heading, text in _facts(desk, view):
        desk.put(f"{desk.text(heading)}: {text}")
    if view.progress is not None and view.progress.months:
        desk.table(
            (
                "cli.column.month",
                "cli.column.met",
                "cli.column.expected_hours",
                "cli.column.meetings",
                "cli.column.source",
            ),
            [
                (
                    f"{month.first:%m/%Y}",
                    _hours(desk, month.met_minutes),
                    _range(desk, month.expected_least, month.expected_most),
                    str(month.meetings),
                    desk.label("MonthSource", month.source),
                )
                for month in view.progress.months
            ],
        )
    for day, what, text in sorted(_records(desk, view), key=lambda one: one[0], reverse=True):
        desk.put("  ".join(part for part in (day, what, text) if part))


def _facts(desk: Desk, view: PairView) -> Iterator[tuple[str, str]]:
    pair, state = view.pair, view.progress
    yield "field.state", desk.label("PairState", pair.state)
    if pair.stage is not None:
        yield "cli.column.stage", desk.label("stage", pair.stage)
    yield "cli.column.started", desk.day(pair.started)
    if state is not None:
        yield "cli.column.end", desk.day(state.end)
        expected = _range(desk, state.expected_least, state.expected_most)
        yield "cli.column.met", f"{_hours(desk, state.met_minutes)} / {expected}"
        yield "cli.column.silence", desk.label("Silence", state.silence)
    if pair.ended is not None:
        reason = desk.label("decline" if pair.state is PairState.DECLINED else "end", pair.end_reason)
        yield "cli.column.ended", f"{desk.day(pair.ended)} ({reason})"
    yield "cli.column.reason", pair.reason or "–"
    for code, linked in (("cli.column.predecessor", view.predecessor), ("cli.column.successor", view.successor)):
        if linked is not None:
            yield code, f"{linked.name} ({linked.id})"


def _records(desk: Desk, view: PairView) -> Iterator[tuple[str, str, str]]:
    """Day (ISO, to sort by), what it is, and its text."""
    for session in view.sessions:
        topics = ", ".join(desk.label("topic", code) for code in session.topics)
        length = "" if session.minutes is None else f"{session.minutes} min"
        told = " · ".join(part for part in (length, topics, session.note or "") if part)
        yield session.held_on.isoformat(), desk.text("cli.column.session"), told
    for note in view.boundary_notes:
        told = " · ".join(part for part in (desk.label("blocked", note.blocked), note.referred_to, note.note) if part)
        yield note.on.isoformat(), desk.text("cli.column.boundary"), told
    for done in view.milestones_done:
        yield done.done_on.isoformat(), desk.label("milestone", done.milestone), done.note or ""
    for goal in view.goals:
        reached = "" if goal.reached_on is None else f" ({desk.text('cli.column.reached')} {desk.day(goal.reached_on)})"
        yield goal.agreed_on.isoformat(), desk.text("cli.column.goal"), goal.text + reached
    for said in view.feedback:
        fits = "" if said.fits is None else f"{desk.text('kept.field.fits')}: {desk.label('Answer', said.fits)}"
        told = " · ".join(part for part in (desk.label("Side", said.side), fits, said.text or "") if part)
        yield said.on.isoformat(), desk.text("cli.column.feedback"), told
    for talk in view.contacts:
        yield talk.on.isoformat(), talk.kind, talk.note or ""


def _range(desk: Desk, least: int | None, most: int | None) -> str:
    return "–" if least is None else f"{_hours(desk, least)}–{_hours(desk, most)}"


def _hours(desk: Desk, minutes: int | None) -> str:
    return "–" if minutes is None else number(minutes / _MINUTES, desk.door.language, 1)
