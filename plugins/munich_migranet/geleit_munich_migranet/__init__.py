"""Die Mentoring-Partnerschaft in Munich and Augsburg.

People with a qualification from abroad and people established in the same or a related occupation meet for some months
as a tandem, from which both are to gain. The coordination brings them together by what they do and by what both wish
for, tells them at the kick-off why, and hands over the Urkunde at the end. Who finds work early keeps the mentor.
"""

from geleit_munich_migranet.eligibility import geleit_eligibility
from geleit_munich_migranet.matching import geleit_matching
from geleit_munich_migranet.outcomes import geleit_outcomes
from geleit_munich_migranet.region import geleit_region
from geleit_munich_migranet.reports import geleit_reports
from geleit_munich_migranet.sessions import geleit_sessions

__all__ = [
    "geleit_eligibility",
    "geleit_matching",
    "geleit_outcomes",
    "geleit_region",
    "geleit_reports",
    "geleit_sessions",
]
