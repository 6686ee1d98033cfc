"""Meetings, monthly statements, events and what they fulfil."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from geleit.fields import Sensitivity, ask, record
from geleit.model.partnerships import Side


@record("sessions", internal=("partnership", "held_on", "minutes", "topics", "by"))
class Session:
    """A logged meeting or activity, always of one partnership. `minutes` is None where nobody noted the length."""

    id: str
    rev: int = 1
    partnership: str
    held_on: date
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    by: str
    source_digest: str | None = None


@record("statements", internal=("partnership", "month", "meetings", "minutes", "estimated", "by"))
class Statement:
    """A month's summary by the pair; in a month with a statement it counts and the month's sessions are only shown.

    `month` is the first day of the month.
    """

    id: str
    rev: int = 1
    partnership: str
    month: date
    meetings: int | None = None
    minutes: int | None = None
    estimated: bool = False
    by: str
    source_digest: str | None = None


@record("boundary_notes", internal=("partnership", "on", "referred_to", "by"), personal=("blocked",))
class BoundaryNote:
    """A task that was asked for and is not the mentor's: noted with the referral, outside the hours."""

    id: str
    rev: int = 1
    partnership: str
    on: date
    blocked: str
    referred_to: str | None = None
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
    by: str


@record("events", internal=("round", "title", "held_on", "minutes", "milestone", "place", "by"))
class Event:
    """A kick-off, workshop, closing or mentors' exchange; fulfils `milestone` for everybody present."""

    id: str
    rev: int = 1
    round: str
    title: str
    held_on: date
    minutes: int | None = None
    milestone: str | None = None
    place: str | None = None
    by: str


@record("attendances", internal=("event", "person", "by"), personal=("present",))
class Attendance:
    """Whether a person was at an event; who was invited and not seen is `present=False`."""

    id: str
    rev: int = 1
    event: str
    person: str
    present: bool
    by: str
    source_digest: str | None = None


@record("milestones_done", internal=("partnership", "milestone", "side", "done_on", "by"))
class MilestoneDone:
    """A milestone that was fulfilled other than by an event: a check talk, a plan, a signed paper."""

    id: str
    rev: int = 1
    partnership: str
    milestone: str
    side: Side | None = None
    done_on: date
    by: str
    note: Annotated[str | None, ask(sensitivity=Sensitivity.SPECIAL, free_text=True)] = None
