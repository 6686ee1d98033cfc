"""How much the pairs meet, about what, and what is not the mentor's to do."""

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
    hookimpl,
)
from geleit_austria_wko.settings import KAERNTEN_PAGE, Settings

_PROCESS = "ÖIF, Ablauf"
_ASSUMED = "assumption"
_COMPULSORY = f"{_PROCESS}; that it is compulsory: {_ASSUMED}"

TOPICS = (
    *(Topic(f"T{number:02}", source=KAERNTEN_PAGE) for number in range(1, 15)),
    Topic("T15", source=f"European Commission, project page; as a topic: {_ASSUMED}"),
    Topic(
        "T99", note_required=True, source=f"{_ASSUMED}; everyday matters: Wirtschaftskammer Kärnten, news of round 13"
    ),
)
"""The fourteen topics of Kärnten's page, the career plan, and everyday matters, which need a note."""

BLOCKED = (
    *(Blocked(code, source=f"{KAERNTEN_PAGE}; BMASK") for code in ("N01", "N02", "N03")),
    *(Blocked(code, source=_ASSUMED) for code in ("N04", "N05", "N06")),
)
"""Mentors do not take over the role of the AMS, of lawyers, lenders or therapists."""


@hookimpl
def geleit_sessions(round_: Round[Settings]) -> SessionPolicy:
    """Half a year from the round's start, with information sessions, kick-off, a check in the third month, closing.

    Mentees and mentors are informed apart: two events, each of which fulfils the milestone of those present.
    """
    settings = round_.settings
    least, most = settings.hours_per_month
    return SessionPolicy(
        months=settings.months,
        dose=Dose(least, most),
        interval=Interval(14, 28),
        milestones=(
            Milestone("information_session", Due(), group=True, compulsory=False, source=_PROCESS),
            Milestone("kick_off", Due(days=14), group=True, source=_COMPULSORY),
            Milestone("first_talk", Due(days=28), compulsory=False, source=_PROCESS),
            Milestone("do_we_fit", Due(days=28), compulsory=False, feedback=True, source="ÖIF-Dossier 36"),
            Milestone("mid_term", Due(months=min(3, settings.months)), feedback=True, source=_ASSUMED),
            Milestone(
                "workshop", Due(counted_from=From.END), group=True, compulsory=False, source="ÖIF, 18. Durchgang"
            ),
            Milestone("closing", Due(counted_from=From.END), group=True, feedback=True, source=_COMPULSORY),
        ),
        topics=TOPICS,
        blocked=BLOCKED,
        certificates=(
            Certificate(
                "participation",
                months_met=settings.certificate_months,
                hours=settings.certificate_hours,
                source=_ASSUMED,
            ),
        ),
    )
