"""The one place where it is asked whether somebody may do a thing, and with whose records.

Every use case says with `needs` what it is; its first caller is asked, and what it does on the way belongs to it. Who
may work with own cases only meets a gate wherever a person or a partnership is found.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import attrs

from geleit.errors import NotAllowed
from geleit.fields import Sensitivity
from geleit.labels import Listed, Sentence, say
from geleit.model.partnerships import Partnership
from geleit.permissions import HIDDEN, Action, Reach, allowed_roles, may_see, reach, seeing_roles

if TYPE_CHECKING:
    from geleit.permissions import StaffRole
    from geleit.programme.context import Programme
    from geleit.programme.staff.own_cases import OwnCases
    from geleit.store import Reads

P = ParamSpec("P")
R = TypeVar("R")

READING = frozenset({Action.SEE_PEOPLE, Action.SEE_CASES, Action.SCREEN, Action.SEE_HISTORY})
"""What can be done with somebody whose protected fields were opened in an emergency, beyond own cases."""


def needs(
    action: Action,
) -> Callable[[Callable[Concatenate[Programme, P], R]], Callable[Concatenate[Programme, P], R]]:
    """Make a function a use case: it begins by asking whether the actor may do this. Raises NotAllowed."""

    def decorate(use_case: Callable[Concatenate[Programme, P], R]) -> Callable[Concatenate[Programme, P], R]:
        @wraps(use_case)
        def asked(programme: Programme, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with programme.permits.doing(action):
                return use_case(programme, *args, **kwargs)

        asked.__geleit_action__ = action  # type: ignore[attr-defined]  # read back by action_of
        return asked

    return decorate


def action_of(function: object) -> Action | None:
    """What a function needs, or None for one that is no use case."""
    found = getattr(function, "__geleit_action__", None)
    return found if isinstance(found, Action) else None


@attrs.define
class _Work:
    """What is under way in a thread, and what has been looked up for it."""

    action: Action
    reach: Reach
    own: OwnCases | None = None
    unlocked: frozenset[str] | None = None


class Permits:
    """What the actor of a programme is doing, each thread its own, and whose records are theirs."""

    def __init__(self, programme: Programme, records: Callable[[], Reads]) -> None:
        self._programme = programme
        self._records = records
        self._thread = threading.local()

    @property
    def _work(self) -> _Work | None:
        found: _Work | None = getattr(self._thread, "work", None)
        return found

    @contextmanager
    def doing(self, action: Action) -> Iterator[None]:
        """A use case; one within another belongs to the outer one. Raises NotAllowed."""
        if self._work is not None:
            yield
            return
        self.may(action)
        self._thread.work = _Work(action, reach(self._programme.actor, action))
        try:
            yield
        finally:
            self._thread.work = None

    @contextmanager
    def as_system(self, action: Action) -> Iterator[None]:
        """What has to be done whoever is at work, and for everybody: finishing an erasure that was interrupted."""
        before = self._work
        self._thread.work = _Work(action, Reach.ALL)
        try:
            yield
        finally:
            self._thread.work = before

    def may(self, action: Action) -> None:
        """Raises NotAllowed if the actor may not do this for anybody."""
        if reach(self._programme.actor, action) is Reach.NONE:
            raise NotAllowed(self._say("permissions.refused", action))

    def can(self, action: Action) -> bool:
        """Whether the actor may do this at all, for buttons and menus."""
        return reach(self._programme.actor, action) is not Reach.NONE

    def at_work(self) -> None:
        """Raises NotAllowed if records are asked for outside of a use case by somebody who may not see all of them."""
        if self._work is None and not may_see(self._programme.actor, Sensitivity.SPECIAL):
            raise NotAllowed(self._say("permissions.not_at_work"))

    @property
    def narrow(self) -> bool:
        """Whether what is under way reaches no further than own cases."""
        return self._work is not None and self._work.reach is Reach.OWN

    def has_person(self, person: str | None) -> bool:
        """Whether what is under way may touch a person's records."""
        if not self.narrow:
            return True
        return person in self._own().people or (self._reads() and self.has_unlocked(person))

    def has_pair(self, pair: Partnership) -> bool:
        """Whether what is under way may touch a partnership."""
        if not self.narrow:
            return True
        return pair.id in self._own().pairs or (self._reads() and self.has_unlocked(pair.mentee))

    def person(self, person: str) -> None:
        """Raises NotAllowed if a person is in no case of the actor's."""
        if not self.has_person(person):
            raise self.not_own()

    def pair(self, pair: Partnership) -> None:
        """Raises NotAllowed if a partnership is none of the actor's."""
        if not self.has_pair(pair):
            raise self.not_own()

    def not_own(self) -> NotAllowed:
        """The refusal for what belongs to somebody else's cases."""
        return NotAllowed(self._say("permissions.not_own", self._work.action if self._work else None))

    def sees(self, sensitivity: Sensitivity, person: str | None = None) -> bool:
        """Whether the actor sees values of a class, of a person, or of everybody."""
        actor = self._programme.actor
        if may_see(actor, sensitivity):
            return True
        if person is None:
            return False
        own = may_see(actor, sensitivity, own=True) and person in self._own().people
        return own or may_see(actor, sensitivity, unlocked=self.has_unlocked(person))

    def shown(self, value: str, sensitivity: Sensitivity, person: str | None = None) -> str:
        """A value in words, or the sign for what is hidden."""
        return value if self.sees(sensitivity, person) else HIDDEN

    def may_write(self, fields: Iterable[str], sensitivity: Sensitivity, person: str | None = None) -> None:
        """Raises NotAllowed, naming the fields, if they are hidden from the actor: nobody writes over what they do not
        see."""
        labels = self._programme.labels
        named = [say(f"field.{name}") if labels.languages_of(f"field.{name}") else name for name in fields]
        if named and not self.sees(sensitivity, person):
            roles = Listed([say(f"StaffRole.{role.value}") for role in seeing_roles(sensitivity)], "list.or")
            raise NotAllowed(self._say("permissions.not_seen", fields=Listed(named), may=roles))

    def _reads(self) -> bool:
        return self._work is not None and self._work.action in READING

    def _own(self) -> OwnCases:
        from geleit.programme.staff.own_cases import OwnCases, own_cases

        work = self._work
        if work is not None and work.own is not None:
            return work.own
        named = self._programme.actor.mentors(self._programme.today())
        found = own_cases(self._records(), named) if named else OwnCases()
        if work is not None:
            work.own = found
        return found

    def has_unlocked(self, person: str | None) -> bool:
        """Whether the actor has opened a person's protected fields, and they are open still."""
        from geleit.programme.staff.unlocking import unlocked

        if not self.can(Action.UNLOCK):
            return False
        work = self._work
        found = None if work is None else work.unlocked
        if found is None:
            found = unlocked(self._records(), self._programme.signature, self._programme.clock())
        if work is not None:
            work.unlocked = found
        return person in found

    def forget(self) -> None:
        """Look up anew what is the actor's, after it has changed within a use case."""
        if self._work is not None:
            self._work.own = self._work.unlocked = None

    def _say(self, code: str, action: Action | None = None, **more: object) -> Sentence:
        actor = self._programme.actor
        values: dict[str, object] = {"who": actor.shown, "role": say(f"StaffRole.{actor.role.value}")}
        if action is not None:
            roles: tuple[StaffRole, ...] = allowed_roles(action)
            names = [say(f"StaffRole.{role.value}") for role in roles] or [say("permissions.nobody")]
            values |= {"what": say(f"Action.{action.value}"), "may": Listed(names, "list.or")}
        return say(code, **values, **more)
