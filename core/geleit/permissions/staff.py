"""Who is at work: an account of the operating system, or somebody chosen on an account that several share."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from datetime import date

import attrs

from geleit.errors import NotAllowed
from geleit.labels import Listed, Sentence, say
from geleit.permissions.staff_roles import StaffRole


@attrs.frozen
class StandIn:
    """Whose cases somebody looks after, from a day to a day (both included, None: without an end).

    `person` is the id or the exact name of the colleague's own record as a mentor.
    """

    person: str
    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@attrs.frozen
class Colleague:
    """Somebody on the list of staff. `person` is the id or exact name of their own record as a mentor; `stands_in`
    says for whom they stand in."""

    role: StaffRole
    name: str = ""
    person: str = ""
    stands_in: tuple[StandIn, ...] = ()


@attrs.frozen
class Actor:
    """Who is at work: the operating system's account, the role it has, the name to show.

    `person` and `stands_in` are as in `Colleague`. `chosen`: the name was chosen at the start, on an account that
    several share. `alone`: there is no list of staff, so that nobody else could do what this one may not.
    """

    account: str
    role: StaffRole = StaffRole.COORDINATOR
    name: str = ""
    person: str = ""
    stands_in: tuple[StandIn, ...] = ()
    chosen: bool = False
    alone: bool = False

    @property
    def shown(self) -> str:
        """The name where there is one, else the account."""
        return self.name or self.account

    @property
    def signature(self) -> Sentence | str:
        """Under what the history keeps what they do; it tells a name that was merely chosen from one's own account."""
        return say("permissions.chosen", name=self.name, account=self.account) if self.chosen else self.shown

    def mentors(self, on: date) -> tuple[str, ...]:
        """The mentors, by id or name, whose cases are this actor's own on a day: themselves, and for whom they stand
        in."""
        own = (self.person,) if self.person else ()
        return (*own, *(one.person for one in self.stands_in if one.person and one.holds(on)))


def present_account() -> str:
    """The account of the operating system under which this process runs; where the system tells it by a number, no
    variable of the environment can say otherwise."""
    try:
        import pwd
    except ImportError:  # Windows
        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def identify(
    account: str,
    staff: Mapping[str, Colleague | Mapping[str, Colleague]] | None,
    choice: str | None = None,
) -> Actor:
    """The actor behind an account. `staff` maps an account to a colleague, or to the colleagues who share it, by name.

    Without a staff list whoever opens the programme acts as coordinator under the account's name, with all rights;
    with one, an account that is not on it is refused. `choice` is who says they are at work on a shared account.
    Raises NotAllowed, also if nobody or somebody else is chosen.
    """
    if staff is None:
        if choice not in (None, account):
            raise NotAllowed(say("permissions.not_shared", account=account, name=choice))
        return Actor(account, alone=True)
    listed = staff.get(account)
    if listed is None:
        raise NotAllowed(say("permissions.unlisted", account=account))
    if isinstance(listed, Mapping):
        return _chosen(account, listed, choice)
    if choice not in (None, account, listed.name):
        raise NotAllowed(say("permissions.not_shared", account=account, name=choice))
    return Actor(account, listed.role, listed.name, listed.person, listed.stands_in)


def _chosen(account: str, sharing: Mapping[str, Colleague], choice: str | None) -> Actor:
    names = Listed(list(sharing) or ["–"], "list.or")
    if choice is None:
        raise NotAllowed(say("permissions.choose", account=account, names=names))
    if choice not in sharing:
        raise NotAllowed(say("permissions.unknown_choice", account=account, name=choice, names=names))
    one = sharing[choice]
    return Actor(account, one.role, choice, one.person, one.stands_in, chosen=True)
