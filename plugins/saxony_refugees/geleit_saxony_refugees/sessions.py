"""How a case runs: from the agreement, without an end date, in stages that may be entered again."""

from __future__ import annotations

from geleit import (
    Blocked,
    Caseload,
    Clock,
    Due,
    Milestone,
    Reminders,
    Round,
    SessionPolicy,
    Stage,
    Topic,
    Who,
    hookimpl,
)
from geleit_saxony_refugees.settings import CONTACT_DAYS, Settings

_AGENCY = "agency report of 24.2.2026, retold"

STAGES = ("orientation", "preparation", "accompaniment", "placement", "after_care")
"""The stages of a case in their order."""

TOPICS = {
    "C01": _AGENCY,
    "C02": _AGENCY,
    "C03": _AGENCY,
    "C04": _AGENCY,
    "C05": _AGENCY,
    "C06": "mdr.de 2018; jugendhilfeportal.de, 19.12.2016",
    "C07": "kulturelle-integration.de, 11.9.2019",
    "C08": "arbeitsmarktmentoren-sachsen.de, questions on the target group",
    "C09": "welcomesaxony.de",
    "C10": "Arbeit und Leben Sachsen, closing event of the Dresden project",
    "C11": "ZEFAS 2025; Euro-Schulen Zwickau, review of 2020-2022",
    "C12": "Sächsischer Flüchtlingsrat, page on the support project",
}
"""The activities by code, with where each is named; the codes are our own."""


@hookimpl
def geleit_sessions(round_: Round[Settings]) -> SessionPolicy:
    """The clock starts with the signed agreement; people meet as needed; the caseload goes by full-time post."""
    settings = round_.settings
    yellow, red = settings.silent_days
    contact_days = {**CONTACT_DAYS, **settings.contact_days}
    return SessionPolicy(
        months=None,
        clock=Clock.AGREEMENT,
        stages=tuple(
            Stage(code, contact_days[code], source="mdr.de 2018; Arbeit und Leben Sachsen; ZEFAS 2025")
            for code in STAGES
        ),
        milestones=(
            Milestone("education_plan", Due(), who=Who.MENTEE, source="lr-online.de; Euro-Schulen Görlitz 2017"),
            Milestone("agreement", Due(), source="mdr.de 2018; as the start of the case: assumption"),
            Milestone(
                "after_care_contact",
                Due(months=settings.after_care_months),
                who=Who.MENTEE,
                compulsory=False,
                source="ZEFAS 2025; the day: assumption",
            ),
        ),
        topics=tuple(Topic(code, source=source) for code, source in TOPICS.items()),
        blocked=(Blocked("NS1", source="assumption"), Blocked("NS2", source="assumption")),
        reminders=Reminders(
            first_meeting=contact_days["orientation"],
            next_meeting=contact_days["accompaniment"],
            yellow=yellow,
            red=red,
        ),
        caseload=Caseload(
            warning=settings.caseload_warning, cap=settings.caseload_cap, stop=settings.caseload_stop, per="fte"
        ),
        end_reasons=("completed", "transferred", "moved", "mentee_left", "mentor_left", "no_contact", "other"),
    )
