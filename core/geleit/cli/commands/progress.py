"""`geleit progress`: how every pair is getting on against the policy."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from geleit.cli.days import DAY
from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.labels import number

if TYPE_CHECKING:
    from geleit.programme.due import PairProgress

_MINUTES = 60
_FIGURES = (
    "start",
    "end",
    "expected_least",
    "expected_most",
    "planned_least",
    "planned_most",
    "met_minutes",
    "missing_minutes",
    "meetings",
    "unknown_length",
    "longest_gap",
    "gap_noticed",
    "last_meeting",
    "boundary_notes",
    "mentee_minutes",
    "silence",
)
_MILESTONE = ("code", "due_on", "done_times", "times", "done_on", "late", "compulsory", "missing")
_CERTIFICATE = ("code", "side", "earned", "months_met", "minutes", "meetings")


@programme_command("progress", option("--on", type=DAY, label="on_due"), json=True)
def command(desk: Desk, *, on: date | None) -> None:
    """Print hours expected and met, one pair a line."""
    from geleit.programme.due import progress_of_round

    found = progress_of_round(desk.programme, desk.round, on)
    if desk.as_json:
        desk.json([_object(desk, one) for one in found])
        return
    names = ("met", "expected_hours", "missing", "meetings", "last_meeting", "milestones", "silence")
    desk.table(
        ["field.mentee", "field.mentor", "field.state", *(f"cli.column.{name}" for name in names)],
        [_row(desk, one) for one in found],
    )


def _object(desk: Desk, one: PairProgress) -> dict[str, Any]:
    pair, state = one.pair, one.progress
    return {
        "id": pair.id,
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "mentee_name": desk.name(pair.mentee),
        "mentor_name": desk.name(pair.mentor),
        "state": pair.state,
        **{key: getattr(state, key) for key in _FIGURES},
        "milestones": [{key: getattr(each, key) for key in _MILESTONE} for each in state.milestones],
        "certificates": [{key: getattr(each, key) for key in _CERTIFICATE} for each in state.certificates],
    }


def _row(desk: Desk, one: PairProgress) -> tuple[str, ...]:
    state = one.progress
    done = sum(each.done_on is not None for each in state.milestones)
    return (
        desk.name(one.pair.mentee),
        desk.name(one.pair.mentor),
        desk.label("PairState", one.pair.state),
        _hours(desk, state.met_minutes),
        _hours(desk, state.expected_least),
        _hours(desk, state.missing_minutes),
        str(state.meetings),
        desk.day(state.last_meeting),
        f"{done}/{len(state.milestones)}",
        desk.label("Silence", state.silence),
    )


def _hours(desk: Desk, minutes: int | None) -> str:
    return "–" if minutes is None else number(minutes / _MINUTES, desk.door.language, 1)
