"""Arbeitsmarktmentoren Sachsen: employed mentors accompany protection seekers, and where needed other migrants, into
training or insured work that fits their qualification.

Fourteen projects in the thirteen districts and independent cities of Saxony work in three funding phases, each with
its own target group. A case begins with the signed integration agreement, is accompanied as long as it is needed, and
goes on into after-care; employers are advised as clients of their own.
"""

from geleit_saxony_refugees.eligibility import geleit_eligibility
from geleit_saxony_refugees.goal_track import GoalTrack, goal_track
from geleit_saxony_refugees.matching import geleit_matching
from geleit_saxony_refugees.outcomes import geleit_outcomes
from geleit_saxony_refugees.participants import Mentee, Mentor
from geleit_saxony_refugees.projects import Project
from geleit_saxony_refugees.region import geleit_region
from geleit_saxony_refugees.reports import geleit_reports
from geleit_saxony_refugees.sessions import geleit_sessions
from geleit_saxony_refugees.settings import Phase, Settings

__all__ = [
    "GoalTrack",
    "Mentee",
    "Mentor",
    "Phase",
    "Project",
    "Settings",
    "geleit_eligibility",
    "geleit_matching",
    "geleit_outcomes",
    "geleit_region",
    "geleit_reports",
    "geleit_sessions",
    "goal_track",
]
