"""One pair or case as JSON, for `partnership`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geleit.programme.cases.view import PairView

_PAIR = (
    *("state", "started", "ended", "end_reason", "ended_by", "goal_reached", "pause_until", "stage", "place"),
    *("reason", "reason_told_on", "decided_on", "offer_until", "carried", "contacts_released_on"),
)
_PROGRESS = (
    *("start", "end", "expected_least", "expected_most", "met_minutes", "missing_minutes", "meetings"),
    *("last_meeting", "longest_gap", "mentee_minutes", "silence"),
)
_LISTS: Mapping[str, tuple[str, ...]] = {
    "acceptances": ("side", "accepted", "reason", "on"),
    "agreements": ("signed_on",),
    "stages": ("stage", "entered_on", "left_on"),
    "pauses": ("began_on", "expected_until", "ended_on", "reason"),
    "sessions": ("id", "held_on", "minutes", "topics", "note"),
    "statements": ("month", "meetings", "minutes", "estimated"),
    "boundary_notes": ("on", "blocked", "referred_to", "note"),
    "milestones_done": ("milestone", "side", "done_on", "note"),
    "goals": ("id", "text", "agreed_on", "due_on", "reached_on", "replaces"),
    "feedback": ("side", "occasion", "on", "fits", "rating", "text"),
    "contacts": ("person", "on", "kind", "note"),
    "tasks": ("id", "title", "due_on", "done_on", "owner", "person"),
}
_MONTH = ("first", "last", "expected_least", "expected_most", "met_minutes", "meetings", "source")
_MILESTONE = ("code", "due_on", "done_times", "times", "done_on", "late", "compulsory", "missing")
_CERTIFICATE = ("code", "side", "earned")


def partnership_object(view: PairView) -> dict[str, Any]:
    """The pair with everything that was recorded, the newest first."""
    pair, state, load = view.pair, view.progress, view.load
    account = state and {
        **_some(state, _PROGRESS),
        "months": _each(state.months, _MONTH),
        "milestones": _each(state.milestones, _MILESTONE),
        "certificates": _each(state.certificates, _CERTIFICATE),
    }
    return {
        "id": pair.id,
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "mentee_name": view.mentee,
        "mentor_name": view.mentor,
        **_some(pair, _PAIR),
        "day": view.day,
        "panels": view.panels,
        "steps": view.steps,
        "covered": view.covered,
        "usual_minutes": view.usual_minutes,
        "progress": account,
        **{name: _each(getattr(view, name), keys) for name, keys in _LISTS.items()},
        "events": [
            {**_some(one.event, ("title", "held_on", "milestone")), "mentee": one.mentee, "mentor": one.mentor}
            for one in view.events
        ],
        "load": load and _some(load, ("running", "places", "level")),
        "predecessor": view.predecessor and _some(view.predecessor, ("id", "name", "state")),
        "successor": view.successor and _some(view.successor, ("id", "name", "state")),
    }


def _some(value: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _each(values: Iterable[object], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_some(value, names) for value in values]
