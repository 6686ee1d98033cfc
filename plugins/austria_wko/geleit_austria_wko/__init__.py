"""Mentoring für Migrant:innen brings skilled people with a migration background together with experienced people from
Austrian business who open their networks and explain how work is done here.

Mentees have completed an apprenticeship, a Matura or more, speak German at B1 and may work in Austria; in Kärnten they
are registered with the AMS as well.
For half a year from January on the pairs meet five to seven hours a month, and placement stays with the AMS.
"""

from geleit_austria_wko.eligibility import geleit_eligibility
from geleit_austria_wko.matching import geleit_matching
from geleit_austria_wko.outcomes import geleit_outcomes
from geleit_austria_wko.participants import Mentee, Mentor
from geleit_austria_wko.region import geleit_region
from geleit_austria_wko.reports import geleit_reports
from geleit_austria_wko.sessions import geleit_sessions
from geleit_austria_wko.settings import Settings

__all__ = [
    "Mentee",
    "Mentor",
    "Settings",
    "geleit_eligibility",
    "geleit_matching",
    "geleit_outcomes",
    "geleit_region",
    "geleit_reports",
    "geleit_sessions",
]
