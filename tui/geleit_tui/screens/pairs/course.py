"""How a pair is getting on against the policy: months, milestones, certificates, stages, agreement, offer, caseload."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from geleit.labels import Listed, say
from geleit.model.partnerships import Side
from geleit.programme.capacity import Level
from geleit.programme.cases.panels import Panel
from geleit.programme.cases.view import PairView
from geleit.progress import MilestoneState
from geleit_tui.desk import Desk
from geleit_tui.screens.pairs.signs import THERE, bar, month_line
from geleit_tui.showing import plain

_BAR = 12


def course(panel: Panel, desk: Desk, view: PairView) -> list[Content]:
    """The lines of a panel; none where there is nothing to say yet."""
    return list(_LINES[panel](desk, view))


def _months(desk: Desk, view: PairView) -> Iterator[Content]:
    state = view.progress
    months = state.months if state else ()
    most = max((max(one.met_minutes, one.expected_most or 0) for one in months), default=0)
    for month in months:
        yield month_line(desk, month, most, _BAR, running=month.last >= view.day)
    if state is not None and state.before_start_meetings:
        hours = desk.hours(state.before_start_minutes)
        yield plain(desk.text(say("ui.pair.before_start", n=state.before_start_meetings, hours=hours)), "$text-muted")
    if state is not None and state.gap_noticed and state.longest_gap is not None:
        yield plain("! " + desk.text(say("ui.pair.gap", n=state.longest_gap)), "$text-warning")


def _milestones(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.progress.milestones if view.progress else ():
        yield _milestone(desk, one)
    for attended in view.events:
        told = [
            f"{THERE[there]} {desk.label('Side', side)}"
            for side, there in ((Side.MENTEE, attended.mentee), (Side.MENTOR, attended.mentor))
        ]
        yield plain(f"  {desk.day(attended.event.held_on)}  {attended.event.title}: {', '.join(told)}", "$text-muted")


def _milestone(desk: Desk, one: MilestoneState) -> Content:
    label = desk.label("milestone", one.code)
    if one.done_on is not None:
        return plain(f"✓ {label}: {desk.day(one.done_on)}", "$text-success")
    times = f" ({one.done_times}/{one.times})" if one.times > 1 else ""
    sides = desk.text(say("ui.pair.open_for", sides=Listed([say(f"Side.{side.value}") for side in one.missing])))
    told = f"{label}{times}: {sides}"
    if one.due_on is not None:
        told = f"{told}, {desk.text(say('ui.pair.due', day=one.due_on))}"
    if one.late:
        return plain(f"! {told}", "$text-warning" if one.compulsory else "")
    return plain(f"· {told}")


def _certificates(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.progress.certificates if view.progress else ():
        told = f"{desk.label('certificate', one.code)}, {desk.label('Side', one.side)}"
        if one.earned:
            yield plain(f"✓ {told}: {desk.text('ui.pair.earned')}", "$text-success")
        else:
            so_far = say("ui.pair.so_far", hours=desk.hours(one.minutes), n=one.meetings, months=one.months_met)
            yield plain(f"· {told}: {desk.text(so_far)}")


def _stages(desk: Desk, view: PairView) -> Iterator[Content]:
    for entry in reversed(view.stages):
        until = "…" if entry.left_on is None else desk.day(entry.left_on)
        sign = "▸" if entry.left_on is None else "✓"
        yield plain(f"{sign} {desk.label('stage', entry.stage)}: {desk.day(entry.entered_on)} – {until}")


def _agreement(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.agreements:
        yield plain(f"✓ {desk.text(say('ui.pair.signed', day=one.signed_on))}", "$text-success")
    if not view.agreements:
        yield plain(f"! {desk.text('ui.pair.unsigned')}", "$text-warning")


def _acceptance(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.acceptances:
        answer = desk.text("ui.pair.said_yes" if one.accepted else "ui.pair.said_no")
        reason = f" ({desk.label('decline', one.reason)})" if one.reason else ""
        yield plain(f"{THERE[one.accepted]} {desk.label('Side', one.side)}: {answer}{reason}, {desk.day(one.on)}")


def _pauses(desk: Desk, view: PairView) -> Iterator[Content]:
    for one in view.pauses:
        last = one.ended_on or one.expected_until
        until = "…" if last is None else desk.day(last)
        sign = "‖" if one.ended_on is None else "✓"
        yield plain(f"{sign} {desk.day(one.began_on)} – {until}: {one.reason}")


_SIGNS = {Level.ROOM: "✓", Level.WARNING: "!", Level.FULL: "!", Level.STOP: "✗", Level.UNKNOWN: "?"}


def _caseload(desk: Desk, view: PairView) -> Iterator[Content]:
    load = view.load
    if load is not None:
        told = f"{view.mentor}: {bar(load.running, load.places, _BAR)} {load.running}/{load.places}"
        yield plain(f"{told}  {_SIGNS[load.level]} {desk.label('Level', load.level)}")


_LINES = {
    Panel.MONTHS: _months,
    Panel.MILESTONES: _milestones,
    Panel.CERTIFICATES: _certificates,
    Panel.STAGES: _stages,
    Panel.AGREEMENT: _agreement,
    Panel.ACCEPTANCE: _acceptance,
    Panel.PAUSES: _pauses,
    Panel.CASELOAD: _caseload,
}
COURSE = tuple(_LINES)
"""The panels that stand on the left where there is room for two columns."""
