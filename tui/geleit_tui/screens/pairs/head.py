"""Who the two are and where they stand: the first lines of a pair's screen."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from geleit.labels import say
from geleit.model.lifecycle import PairState
from geleit.programme.cases.view import PairView
from geleit.progress import Silence
from geleit_tui.desk import Desk
from geleit_tui.screens.pairs.signs import SILENCE, STATE, span
from geleit_tui.showing import plain

_BETWEEN = Content("  ·  ")


def head(desk: Desk, view: PairView) -> Content:
    """Names; state, days and contact; hours against what is expected; what came before and after."""
    rows = [plain(view.name, "bold"), _BETWEEN.join(_state(desk, view))]
    hours = list(_hours(desk, view))
    if hours:
        rows.append(_BETWEEN.join(hours))
    linked = list(_linked(desk, view))
    if linked:
        rows.append(_BETWEEN.join(linked))
    if view.pair.reason:
        told = view.pair.reason_told_on
        why = (
            say("ui.pair.why", reason=view.pair.reason)
            if told is None
            else say("ui.pair.why_told", reason=view.pair.reason, day=told)
        )
        rows.append(plain(desk.text(why), "$text-muted", 600))
    return Content("\n").join(rows)


def _state(desk: Desk, view: PairView) -> Iterator[Content]:
    pair, state = view.pair, view.progress
    sign = STATE.get(pair.state)
    words = desk.label("PairState", pair.state)
    yield plain(f"{sign} {words}" if sign else words, "bold")
    if pair.stage is not None:
        yield plain(desk.label("stage", pair.stage))
    if pair.offer_until is not None and pair.started is None and pair.ended is None:
        yield plain(desk.text(say("ui.pair.until", day=pair.offer_until)))
    if pair.started is not None:
        yield plain(desk.text(say("ui.pair.since", day=pair.started)))
    if pair.ended is not None:
        if pair.end_reason is None:
            yield plain(desk.text(say("ui.pair.over", day=pair.ended)))
        else:
            reason = desk.label("decline" if pair.state is PairState.DECLINED else "end", pair.end_reason)
            yield plain(desk.text(say("ui.pair.ended", day=pair.ended, reason=reason)))
        if pair.goal_reached is not None:
            yield plain(f"{desk.text('ui.pair.ask.goal_reached')} {desk.label('Answer', pair.goal_reached)}")
    elif state is not None and state.end is not None:
        yield plain(desk.text(say("ui.pair.planned", day=state.end)))
    if pair.pause_until is not None:
        yield plain(desk.text(say("ui.pair.pause_until", day=pair.pause_until)))
    if state is not None and state.silence is not Silence.NONE:
        styles = {Silence.YELLOW: "$text-warning", Silence.RED: "$text-error"}
        yield plain(
            f"{SILENCE[state.silence]} {desk.label('Silence', state.silence)}",
            styles.get(state.silence, "$text-success"),
        )


def _hours(desk: Desk, view: PairView) -> Iterator[Content]:
    state = view.progress
    if state is None:
        return
    met = desk.hours(state.met_minutes)
    if state.expected_least is None:
        yield plain(desk.text(say("ui.pair.met", hours=met, n=state.meetings)))
    else:
        expected = span(desk, state.expected_least, state.expected_most)
        yield plain(desk.text(say("ui.pair.met_of", hours=met, expected=expected, n=state.meetings)))
    if state.missing_minutes:
        yield plain("! " + desk.text(say("ui.pair.missing", hours=desk.hours(state.missing_minutes))), "$text-warning")
    if state.last_meeting is not None:
        yield plain(desk.text(say("ui.pair.last", day=state.last_meeting)))
    if state.mentee_minutes > state.met_minutes:
        yield plain(desk.text(say("ui.pair.in_all", hours=desk.hours(state.mentee_minutes))))


def _linked(desk: Desk, view: PairView) -> Iterator[Content]:
    for code, linked in (("before", view.predecessor), ("after", view.successor)):
        if linked is not None:
            state = desk.label("PairState", linked.state)
            yield plain(desk.text(say(f"ui.pair.{code}", pair=linked.name, state=state)))
