"""How partnerships are getting on, and what is due: from what was recorded and the region's policy, and nothing else.

`progress` looks at one partnership on a day, `due` and `due_round` say what the coordinator has to do.
"""

from geleit.progress.account import Progress, Sums, blocked_among, progress, sums
from geleit.progress.certificate import CertificateState
from geleit.progress.clock import ends_on, follow_up_dates, planned_end, started_on
from geleit.progress.due import due
from geleit.progress.due_round import due_follow_ups, due_papers, due_round, due_tasks
from geleit.progress.history import Gathering, History
from geleit.progress.holidays import WorkingDays, working_day
from geleit.progress.items import DueItem, DueKind
from geleit.progress.milestones import MilestoneState
from geleit.progress.months import Month, MonthSource
from geleit.progress.silence import Quiet, Silence, quiet

__all__ = [
    "CertificateState",
    "DueItem",
    "DueKind",
    "Gathering",
    "History",
    "MilestoneState",
    "Month",
    "MonthSource",
    "Progress",
    "Quiet",
    "Silence",
    "Sums",
    "WorkingDays",
    "blocked_among",
    "due",
    "due_follow_ups",
    "due_papers",
    "due_round",
    "due_tasks",
    "ends_on",
    "follow_up_dates",
    "planned_end",
    "progress",
    "quiet",
    "started_on",
    "sums",
    "working_day",
]
