"""Who is at work, and what they may do and see: asked by the command line, the screens, exports and reports alike.

Roles prevent mistakes. They are no lock: whoever holds the database's file and its key sees everything.
"""

from geleit.permissions.actions import RIGHTS, Action, Reach, allowed_roles, reach
from geleit.permissions.sight import HIDDEN, SIGHT, Sight, may_see, seeing_roles
from geleit.permissions.staff import Actor, Colleague, StandIn, identify, present_account
from geleit.permissions.staff_roles import StaffRole

__all__ = [
    "HIDDEN",
    "RIGHTS",
    "SIGHT",
    "Action",
    "Actor",
    "Colleague",
    "Reach",
    "Sight",
    "StaffRole",
    "StandIn",
    "allowed_roles",
    "identify",
    "may_see",
    "present_account",
    "reach",
    "seeing_roles",
]
