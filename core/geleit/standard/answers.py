"""The standard's answers to the questions that a region may leave open."""

from __future__ import annotations

from typing import Any

from geleit.model.rounds import Round
from geleit.questions.matching import Criterion, MatchingPolicy, Veto
from geleit.questions.outcomes import Category, CountedResult, Moment, Offset, Outcomes, StandardClass
from geleit.questions.reports import Report
from geleit.questions.sessions import Clock, Dose, Due, From, Interval, Milestone, Reminders, SessionPolicy, Topic, Who
from geleit.standard import reporting
from geleit.standard.scorers import overlap, same_occupation, same_territory, shared_languages

_SOURCE = "geleit.standard"

CRITERIA = {
    # Half the points for silence would rank above an honest answer that shares a first digit.
    "occupation": Criterion("occupation", same_occupation(), 4, neutral=0.25, source=_SOURCE),
    "languages": Criterion("languages", shared_languages(), 2, source=_SOURCE),
    "territory": Criterion("territory", same_territory(), 2, source=_SOURCE),
    "availability": Criterion("availability", overlap("availability", enough=2), 1, source=_SOURCE),
}
"""The standard's criteria by code."""

NO_SHARED_LANGUAGE = Veto("no_shared_language", shared_languages(enough=1), at_least=1.0, source=_SOURCE)
"""Two people without a common language are no pair."""

END_STATES = ("SEARCHING", "LEFT_EARLY", "MOVED", "NO_CONTACT")

CATEGORIES = {
    category.code: category
    for category in (
        Category("EMP_QUAL", standard_class=StandardClass.EMPLOYED, source=_SOURCE),
        Category("EMP_FIELD", standard_class=StandardClass.EMPLOYED, source=_SOURCE),
        Category("EMP_SV", standard_class=StandardClass.EMPLOYED, source=_SOURCE),
        Category("EMP_OTHER", standard_class=StandardClass.EMPLOYED, source=_SOURCE),
        Category("VET", standard_class=StandardClass.TRAINING, source=_SOURCE),
        Category("QUAL_DEGREE", standard_class=StandardClass.TRAINING, source=_SOURCE),
        Category("EQ", standard_class=StandardClass.TRAINING, source=_SOURCE),
        Category("STUDY", standard_class=StandardClass.TRAINING, source=_SOURCE),
        Category("FURTHER_ED", standard_class=StandardClass.TRAINING, source=_SOURCE),
        Category("INTERNSHIP", source=_SOURCE),
        Category("RECOG_APPLIED", source=_SOURCE),
        Category("RECOG_PARTIAL", source=_SOURCE),
        Category("RECOG_FULL", standard_class=StandardClass.QUALIFICATION, source=_SOURCE),
        Category("SELF_EMP", standard_class=StandardClass.EMPLOYED, source=_SOURCE),
        Category("SELF_EMP_PLANNED", source=_SOURCE),
        Category("INTERVIEW", soft=True, source=_SOURCE),
        Category("CAREER_PLAN", soft=True, source=_SOURCE),
        Category("BUSINESS_PLAN", soft=True, source=_SOURCE),
        Category("CONTACT", soft=True, source=_SOURCE),
        Category("CONFIDENCE", soft=True, source=_SOURCE),
        Category("SEARCHING", standard_class=StandardClass.SEARCHING, end_state=True, source=_SOURCE),
        Category("LEFT_EARLY", end_state=True, source=_SOURCE),
        Category("MOVED", end_state=True, source=_SOURCE),
        Category("NO_CONTACT", end_state=True, source=_SOURCE),
    )
}
"""The outcome vocabulary that programmes share, by code."""

FOLLOW_UPS = (
    Offset("exit", days=28, source=_SOURCE),
    Offset("six_months", months=6, source=_SOURCE),
    Offset("twelve_months", months=12, source=_SOURCE),
)
"""At the exit (within 28 days), after 6 and after 12 months."""

KICK_OFF = Milestone("kick_off", Due(days=14), group=True, source=_SOURCE)
MID_TERM = Milestone("mid_term", Due(months=3), feedback=True, source=_SOURCE)
CLOSING = Milestone("closing", Due(counted_from=From.END), group=True, feedback=True, source=_SOURCE)
FIRST_FEEDBACK = Milestone("do_we_fit", Due(days=28), who=Who.BOTH, compulsory=False, feedback=True, source=_SOURCE)


def categories(*codes: str) -> tuple[Category, ...]:
    """Some of the standard's categories, and always its end states. Raises KeyError for an unknown code."""
    return tuple(CATEGORIES[code] for code in dict.fromkeys((*codes, *END_STATES)))


def matching(round_: Round[Any]) -> MatchingPolicy:
    """Occupation, languages, territory and availability; no pair without a common language."""
    return MatchingPolicy(criteria=tuple(CRITERIA.values()), vetoes=(NO_SHARED_LANGUAGE,))


def sessions(round_: Round[Any]) -> SessionPolicy:
    """Six months from the round's start, five hours a month, kick-off, mid-term, closing; reminders after 10 and 14
    days."""
    return SessionPolicy(
        months=6,
        clock=Clock.ROUND,
        dose=Dose(5, 5),
        interval=Interval(14, 28),
        milestones=(KICK_OFF, FIRST_FEEDBACK, MID_TERM, CLOSING),
        topics=(Topic("GENERAL"), Topic("OTHER", note_required=True)),
        reminders=Reminders(first_meeting=10, next_meeting=14),
    )


def outcomes(round_: Round[Any]) -> Outcomes:
    """All categories; employment within a year of the exit counts; asked again at the exit, after 6 and 12 months."""
    employed = tuple(code for code, category in CATEGORIES.items() if category.standard_class is StandardClass.EMPLOYED)
    return Outcomes(
        categories=tuple(CATEGORIES.values()),
        counted=(
            CountedResult("employed", categories=employed, within_months=12, counted_from=Moment.EXIT, source=_SOURCE),
        ),
        follow_ups=FOLLOW_UPS,
    )


def reports(round_: Round[Any]) -> tuple[Report, ...]:
    """Funnel, hours, outcomes, caseload and equity."""
    return reporting.standard_reports()
