"""What waits for somebody, and how a round stands: each part by itself, so that a screen can fill part by part."""

from geleit.programme.overview.capacity import FullMentor, Places, places
from geleit.programme.overview.doing import own_tasks, things_to_do
from geleit.programme.overview.funnel import STEPS, Course, Funnel, course
from geleit.programme.overview.hours import Hours, hours
from geleit.programme.overview.incomplete import Incomplete, incomplete_applications
from geleit.programme.overview.matters import LISTED, Listing, Matter, Opens, Somebody, Target
from geleit.programme.overview.offers import Offer, waiting_offers
from geleit.programme.overview.papers import expiring_papers
from geleit.programme.overview.silent import SilentPair, silent_pairs
from geleit.programme.overview.whose import ALL, EVERYBODY, MINE, Staff, Whose, staff_at_work, whose

__all__ = [
    "ALL",
    "EVERYBODY",
    "LISTED",
    "MINE",
    "STEPS",
    "Course",
    "FullMentor",
    "Funnel",
    "Hours",
    "Incomplete",
    "Listing",
    "Matter",
    "Offer",
    "Opens",
    "Places",
    "SilentPair",
    "Somebody",
    "Staff",
    "Target",
    "Whose",
    "course",
    "expiring_papers",
    "hours",
    "incomplete_applications",
    "own_tasks",
    "places",
    "silent_pairs",
    "staff_at_work",
    "things_to_do",
    "waiting_offers",
    "whose",
]
