"""Whose matters somebody looks at: everybody's, their own, or a colleague's."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from geleit.config import colleagues
from geleit.errors import UsageError
from geleit.labels import Listed, say
from geleit.model.office import Task
from geleit.model.partnerships import Partnership
from geleit.permissions import Action, Colleague
from geleit.programme.context import Programme
from geleit.programme.staff.own_cases import OwnCases, own_cases
from geleit.programme.staff.permits import needs

ALL = "all"
MINE = "mine"


@attrs.frozen
class Whose:
    """Whose matters are meant: tasks go by their owner, cases by their mentor. `cases` None: everybody's.

    `text` is what was asked for: `all`, `mine`, or an account.
    """

    text: str = ALL
    owners: frozenset[str] = frozenset()
    cases: OwnCases | None = None

    def pair(self, pair: Partnership) -> bool:
        """Whether a partnership is among these cases."""
        return self.cases is None or pair.id in self.cases.pairs

    def person(self, person: str | None) -> bool:
        """Whether somebody is in one of these cases."""
        return self.cases is None or person in self.cases.people

    def task(self, task: Task) -> bool:
        """Whether a reminder is theirs: they wrote it."""
        return self.cases is None or task.owner in self.owners

    @property
    def people(self) -> frozenset[str] | None:
        """The people of these cases; None for everybody."""
        return None if self.cases is None else self.cases.people


EVERYBODY = Whose()


@attrs.frozen
class Staff:
    """Somebody on the list of staff, whose matters can be looked at: what to ask for, and the name to show."""

    account: str
    name: str


@needs(Action.SEE_DUE)
def staff_at_work(programme: Programme) -> tuple[Staff, ...]:
    """Everybody on the list of staff, in its order; nobody where there is no list."""
    return tuple(Staff(account, one.name or account) for account, one in _listed(programme))


@needs(Action.SEE_DUE)
def whose(programme: Programme, text: str) -> Whose:
    """Whose matters a word means: `all`, `mine`, or somebody of the staff by account or name. Raises UsageError."""
    if text == ALL:
        return EVERYBODY
    actor = programme.actor
    if text == MINE:
        mentors = actor.mentors(programme.today())
        return Whose(MINE, frozenset({actor.account, actor.shown}), own_cases(programme.store, mentors))
    for account, one in _listed(programme):
        if text in (account, one.name):
            day = programme.today()
            own = (one.person or one.name, *(each.person for each in one.stands_in if each.holds(day)))
            cases = own_cases(programme.store, [name for name in own if name])
            return Whose(account, frozenset({account, one.name or account}), cases)
    accounts = Listed([MINE, ALL, *(account for account, _ in _listed(programme))], "list.or")
    raise UsageError(say("overview.nobody", text=text, accounts=accounts))


def _listed(programme: Programme) -> Iterator[tuple[str, Colleague]]:
    """Everybody on the list of staff by account; by name where several share one."""
    staff = programme.config.staff
    for account, one in ({} if staff is None else colleagues(staff)).items():
        if isinstance(one, Colleague):
            yield account, one
        else:
            yield from one.items()
