"""How much people meet, from when to when, about what, and what must have happened."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.questions.hooks import finished, hookspec


class Clock(StrEnum):
    """From when a partnership's time runs."""

    ROUND = "round"
    FIRST_MEETING = "first_meeting"
    AGREEMENT = "agreement"


class Per(StrEnum):
    """The stretch a dose is measured in."""

    WEEK = "week"
    MONTH = "month"


class Who(StrEnum):
    """Whom a milestone or a certificate concerns."""

    BOTH = "both"
    MENTEE = "mentee"
    MENTOR = "mentor"
    ORGANISATION = "organisation"


class From(StrEnum):
    """The end of a partnership from which a day is counted."""

    START = "start"
    END = "end"


@attrs.frozen
class Dose:
    """Hours of meeting, from `least` to `most`, per week or per month."""

    least: float
    most: float
    per: Per = Per.MONTH


@attrs.frozen
class Interval:
    """Days between two meetings; a gap longer than `most` is noticed."""

    least: int
    most: int


@attrs.frozen
class Due:
    """When something is due: months and days after the start, or (from the end) before the end; may be negative."""

    months: int = 0
    days: int = 0
    counted_from: From = From.START


@attrs.frozen(kw_only=True)
class Milestone:
    """Something that must have happened; its label is `milestone.<code>`.

    `times`: how often. `group`: it is an event and fulfilled for all present. `compulsory=False`: it is offered.
    A milestone with `feedback=True` asks both sides for feedback when it is done.
    """

    code: str = attrs.field(kw_only=False)
    due: Due = attrs.field(kw_only=False)
    who: Who = Who.BOTH
    times: int = 1
    group: bool = False
    compulsory: bool = True
    feedback: bool = False
    source: str = ""


@attrs.frozen
class Topic:
    """What a meeting can be about; its label is `topic.<code>`. `note_required`: the code alone says too little."""

    code: str
    note_required: bool = False
    source: str = ""


@attrs.frozen
class Blocked:
    """A task that is not the mentor's; its label is `blocked.<code>`, where to refer is `referral.<code>`."""

    code: str
    source: str = ""


@attrs.frozen
class Stage:
    """A stage of a case; its label is `stage.<code>`. `contact_days`: a contact is expected at least this often."""

    code: str
    contact_days: int | None = None
    source: str = ""


@attrs.frozen(kw_only=True)
class Reminders:
    """After how many days something is listed as due: no first meeting since the start, no meeting since the last,
    and the two thresholds at which a silent pair turns yellow and red."""

    first_meeting: int = 10
    next_meeting: int = 14
    yellow: int = 45
    red: int = 60


@attrs.frozen(kw_only=True)
class Certificate:
    """What earns the certificate; any one of the given conditions is enough.

    `months_met`: at least one meeting in this many months. `hours`: this many hours in all. `meetings`: this many.
    """

    code: str = attrs.field(kw_only=False)
    who: Who = Who.BOTH
    months_met: int | None = None
    hours: float | None = None
    meetings: int | None = None
    source: str = ""


@attrs.frozen(kw_only=True)
class Caseload:
    """Running cases per unit of `per` (a mentor's field such as full-time equivalents): warning, cap and stop.

    From `cap` on, no case is proposed; from `stop` on, none can be added by hand either.
    """

    warning: int
    cap: int
    stop: int
    per: str | None = None


@attrs.frozen(kw_only=True)
class SessionPolicy:
    """How a partnership runs. `months` None: no end date. `dose` None: as needed."""

    months: int | None = 6
    clock: Clock = Clock.ROUND
    dose: Dose | None = None
    interval: Interval | None = None
    stages: tuple[Stage, ...] = attrs.field(default=(), converter=finished)
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=finished)
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=finished)
    blocked: tuple[Blocked, ...] = attrs.field(default=(), converter=finished)
    reminders: Reminders = attrs.field(factory=Reminders)
    certificates: tuple[Certificate, ...] = attrs.field(default=(), converter=finished)
    caseload: Caseload | None = None
    end_reasons: tuple[str, ...] = (
        "completed",
        "no_time",
        "moved",
        "mentor_left",
        "mentee_left",
        "no_fit",
        "no_contact",
        "other",
    )


@hookspec(firstresult=True)
def geleit_sessions(round_: Round[Any]) -> SessionPolicy:  # type: ignore[empty-body]  # a question has no body
    """Say how much people meet. Asked once per round; silence means `geleit.standard`.

    :param round_: the round with the settings in force
    """
