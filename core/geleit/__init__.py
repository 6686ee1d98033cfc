"""geleit runs regional mentoring programmes. These are the names a region author uses; each is loaded on first use,
so importing geleit costs nothing.

A region is a module with some of the functions of `geleit.questions`, marked with `hookimpl`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geleit import standard
    from geleit.fields import ALLOWED, NEVER, Sensitivity, Vocabulary, ask, participant
    from geleit.labels import say
    from geleit.model.dossier import Dossier
    from geleit.model.partnerships import Side
    from geleit.model.people import Participant, Person, Role
    from geleit.model.rounds import Round
    from geleit.questions.conditions import (
        all_of,
        any_of,
        at_least,
        at_most,
        between,
        consented,
        is_false,
        is_true,
        none_of,
        not_before,
        one_of,
        present,
        seen,
        speaks,
        within_days,
    )
    from geleit.questions.eligibility import Eligibility, Force, Paper, Rule, Verdict
    from geleit.questions.extension import Extension
    from geleit.questions.hooks import hookimpl
    from geleit.questions.judging import rule
    from geleit.questions.matching import (
        AcceptancePolicy,
        Capacity,
        Combine,
        Criterion,
        MatchingPolicy,
        Objective,
        Veto,
    )
    from geleit.questions.outcomes import Category, CountedResult, Moment, Offset, Outcomes, StandardClass
    from geleit.questions.region import Form, HolidayCalendar, Region
    from geleit.questions.reports import NotReached, Recipient, Report, Share, Table, When, compute, count, mean, total
    from geleit.questions.sessions import (
        Blocked,
        Caseload,
        Certificate,
        Clock,
        Dose,
        Due,
        From,
        Interval,
        Milestone,
        Per,
        Reminders,
        SessionPolicy,
        Stage,
        Topic,
        Who,
    )
    from geleit.questions.settings import assumption, setting, settings
    from geleit.standard.fields import Mentee, Mentor
    from geleit.standard.scorers import (
        closeness,
        free_capacity,
        overlap,
        pairwise,
        prefers,
        same_occupation,
        same_territory,
        shared_languages,
        similarity,
    )
    from geleit.vocabulary.answer import Answer, Gender, Slot
    from geleit.vocabulary.cefr import Cefr
    from geleit.vocabulary.isced import Isced
    from geleit.vocabulary.spoken import Spoken
    from geleit.vocabulary.territory import Territories, Territory

_HOMES = {
    "geleit.fields": "ALLOWED NEVER Sensitivity Vocabulary ask participant",
    "geleit.labels": "say",
    "geleit.model.dossier": "Dossier",
    "geleit.model.partnerships": "Side",
    "geleit.model.people": "Participant Person Role",
    "geleit.model.rounds": "Round",
    "geleit.questions.conditions": (
        "all_of any_of at_least at_most between consented is_false is_true none_of not_before one_of present seen speaks"
        " within_days"
    ),
    "geleit.questions.eligibility": "Eligibility Force Paper Rule Verdict",
    "geleit.questions.extension": "Extension",
    "geleit.questions.hooks": "hookimpl",
    "geleit.questions.judging": "rule",
    "geleit.questions.matching": "AcceptancePolicy Capacity Combine Criterion MatchingPolicy Objective Veto",
    "geleit.questions.outcomes": "Category CountedResult Moment Offset Outcomes StandardClass",
    "geleit.questions.region": "Form HolidayCalendar Region",
    "geleit.questions.reports": "NotReached Recipient Report Share Table When compute count mean total",
    "geleit.questions.sessions": (
        "Blocked Caseload Certificate Clock Dose Due From Interval Milestone Per Reminders SessionPolicy Stage Topic Who"
    ),
    "geleit.questions.settings": "assumption setting settings",
    "geleit.standard.fields": "Mentee Mentor",
    "geleit.standard.scorers": (
        "closeness free_capacity overlap pairwise prefers same_occupation same_territory shared_languages similarity"
    ),
    "geleit.vocabulary.answer": "Answer Gender Slot",
    "geleit.vocabulary.cefr": "Cefr",
    "geleit.vocabulary.isced": "Isced",
    "geleit.vocabulary.spoken": "Spoken",
    "geleit.vocabulary.territory": "Territories Territory",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "ALLOWED",
    "NEVER",
    "AcceptancePolicy",
    "Answer",
    "Blocked",
    "Capacity",
    "Caseload",
    "Category",
    "Cefr",
    "Certificate",
    "Clock",
    "Combine",
    "CountedResult",
    "Criterion",
    "Dose",
    "Dossier",
    "Due",
    "Eligibility",
    "Extension",
    "Force",
    "Form",
    "From",
    "Gender",
    "HolidayCalendar",
    "Interval",
    "Isced",
    "MatchingPolicy",
    "Mentee",
    "Mentor",
    "Milestone",
    "Moment",
    "NotReached",
    "Objective",
    "Offset",
    "Outcomes",
    "Paper",
    "Participant",
    "Per",
    "Person",
    "Recipient",
    "Region",
    "Reminders",
    "Report",
    "Role",
    "Round",
    "Rule",
    "Sensitivity",
    "SessionPolicy",
    "Share",
    "Side",
    "Slot",
    "Spoken",
    "Stage",
    "StandardClass",
    "Table",
    "Territories",
    "Territory",
    "Topic",
    "Verdict",
    "Veto",
    "Vocabulary",
    "When",
    "Who",
    "all_of",
    "any_of",
    "ask",
    "assumption",
    "at_least",
    "at_most",
    "between",
    "closeness",
    "compute",
    "consented",
    "count",
    "free_capacity",
    "hookimpl",
    "is_false",
    "is_true",
    "mean",
    "none_of",
    "not_before",
    "one_of",
    "overlap",
    "pairwise",
    "participant",
    "prefers",
    "present",
    "rule",
    "same_occupation",
    "same_territory",
    "say",
    "seen",
    "setting",
    "settings",
    "shared_languages",
    "similarity",
    "speaks",
    "standard",
    "total",
    "within_days",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room on first use."""
    if name == "standard":
        return import_module("geleit.standard")
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"geleit has no name {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
