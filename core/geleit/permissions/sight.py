"""Which values a role sees, by how their columns are classified."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from geleit.fields import Sensitivity
from geleit.permissions.staff import Actor
from geleit.permissions.staff_roles import StaffRole

HIDDEN = "•••"
"""Stands where a value is that the reader may not see; never the sign for what is unknown."""

_ORDER = tuple(Sensitivity)


@attrs.frozen
class Sight:
    """The most protected class that a role sees: of the people of its own cases, and of everybody else."""

    own: Sensitivity
    others: Sensitivity


SIGHT: Mapping[StaffRole, Sight] = {
    StaffRole.LEAD: Sight(own=Sensitivity.SPECIAL, others=Sensitivity.SPECIAL),
    StaffRole.COORDINATOR: Sight(own=Sensitivity.SPECIAL, others=Sensitivity.SPECIAL),
    StaffRole.ASSISTANT: Sight(own=Sensitivity.PERSONAL, others=Sensitivity.PERSONAL),
    StaffRole.MENTOR: Sight(own=Sensitivity.SPECIAL, others=Sensitivity.INTERNAL),
    StaffRole.EVALUATOR: Sight(own=Sensitivity.INTERNAL, others=Sensitivity.INTERNAL),
}
"""Role → what it sees. A role that does not stand here sees what is public."""


def may_see(actor: Actor, sensitivity: Sensitivity, *, own: bool = False, unlocked: bool = False) -> bool:
    """Whether an actor sees values of a class. `own`: of somebody in a case of theirs; `unlocked`: of somebody whose
    protected fields they have opened, with a reason."""
    if actor.alone or unlocked:
        return True
    sight = SIGHT.get(actor.role, Sight(Sensitivity.PUBLIC, Sensitivity.PUBLIC))
    return _ORDER.index(sensitivity) <= _ORDER.index(sight.own if own else sight.others)


def seeing_roles(sensitivity: Sensitivity) -> tuple[StaffRole, ...]:
    """The roles that see values of a class of everybody."""
    return tuple(role for role, sight in SIGHT.items() if _ORDER.index(sensitivity) <= _ORDER.index(sight.others))
