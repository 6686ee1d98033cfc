"""Who is at work, and in which role: one function for all doors."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from geleit.errors import NotAllowed
from geleit.labels import say


class StaffRole(StrEnum):
    """What somebody does in the organisation."""

    COORDINATOR = "coordinator"
    ASSISTANT = "assistant"
    MENTOR = "mentor"
    LEAD = "lead"
    EVALUATOR = "evaluator"


@attrs.frozen
class Actor:
    """Who is at work: the operating system's account, the role it has, the name to show."""

    account: str
    role: StaffRole = StaffRole.COORDINATOR
    name: str = ""

    @property
    def shown(self) -> str:
        """The name where there is one, else the account."""
        return self.name or self.account


def identify(account: str, staff: Mapping[str, tuple[str, str]] | None) -> Actor:
    """The actor behind an account. `staff` maps accounts to (role, name).

    Without a staff list whoever opens the programme acts as coordinator under the account's name; with one, an account
    that is not on it is refused. Raises NotAllowed.
    """
    if staff is None:
        return Actor(account)
    if account not in staff:
        raise NotAllowed(say("permissions.unlisted", account=account))
    role, name = staff[account]
    return Actor(account, StaffRole(role), name)
