"""How a tandem runs: from the round's kick-off for four months in Munich and six in Augsburg.

Work found early changes what the two talk about and ends nothing: no reason for an end and no milestone speaks of it.
"""

from __future__ import annotations

from geleit import (
    Blocked,
    Certificate,
    Dose,
    Due,
    From,
    Interval,
    Milestone,
    Round,
    SessionPolicy,
    Topic,
    Who,
    hookimpl,
)
from geleit_munich_migranet.eligibility import ASSUMED
from geleit_munich_migranet.settings import Compulsory, Settings

_CATALOGUE = "migranet.org, Augsburg round 7 and page of 2025; nachhaltigkeit.augsburg.de, Zukunftspreis"

TOPICS = ("T01", "T02", "T03", "T04", "T07", "T09", "T16", "T17")
"""What a meeting can be about, beside T99 with its note."""

BLOCKED = ("N04", "N05", "N06")
"""What is not a mentor's task."""


@hookimpl
def geleit_sessions(round_: Round[Settings]) -> SessionPolicy:
    """Six hours a month, about every two weeks; kick-off, half time, final talk; the Urkunde."""
    settings = round_.settings
    return SessionPolicy(
        months=settings.months,
        dose=Dose(*settings.hours_per_month),
        interval=Interval(*settings.interval_days),
        milestones=_milestones(settings),
        topics=(*(Topic(code, source=_CATALOGUE) for code in TOPICS), Topic("T99", note_required=True, source=ASSUMED)),
        blocked=tuple(Blocked(code, source=ASSUMED) for code in BLOCKED),
        certificates=(
            Certificate(
                "urkunde",
                meetings=settings.certificate_meetings,
                source=f"migranet.org, Munich closing talks 2017; the number of meetings: {ASSUMED}",
            ),
        ),
    )


def _milestones(settings: Settings) -> tuple[Milestone, ...]:
    half_months, odd = divmod(settings.months, 2)
    half_time = Due(months=half_months, days=15 if odd else 0)
    compulsory = settings.compulsory
    return (
        Milestone(
            "kick_off",
            Due(days=14),
            group=True,
            compulsory=Compulsory.KICK_OFF in compulsory,
            source=f"migranet.org, Augsburg rounds 5, 7 and 9; that it is compulsory: {ASSUMED}",
        ),
        Milestone("do_we_fit", Due(days=28), compulsory=False, feedback=True, source=ASSUMED),
        Milestone("mid_term", half_time, compulsory=Compulsory.MID_TERM in compulsory, feedback=True, source=ASSUMED),
        Milestone(
            "workshop",
            Due(counted_from=From.END),
            who=Who.MENTEE,
            group=True,
            compulsory=False,
            source="migranet.org, Augsburg page of 2025",
        ),
        Milestone(
            "final_talk",
            Due(days=14, counted_from=From.END),
            compulsory=Compulsory.FINAL_TALK in compulsory,
            feedback=True,
            source=f"migranet.org, Munich closing talks 2017; that it is compulsory: {ASSUMED}",
        ),
        Milestone(
            "closing",
            Due(counted_from=From.END),
            group=True,
            compulsory=False,
            source="migranet.org, Munich page of 2019: Urkunden at the event in the town hall",
        ),
    )
