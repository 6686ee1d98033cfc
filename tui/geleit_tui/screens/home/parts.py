"""The lists of home, each with what somebody needs to see it and the use case that reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme import overview
from geleit.programme.overview import Listing
from geleit_tui.desk import Desk

MOST = 1000
"""So many matters are listed; whoever has more looks at one kind at a time."""


@attrs.frozen
class Scope:
    """What home looks at: one round or all of them, whose matters, of which kind, new since when."""

    rounds: tuple[Round[Any], ...] = ()
    whose: str = overview.ALL
    since: date | None = None
    only: str | None = None


Progress = Callable[[int, int], None]


@attrs.frozen
class Part:
    """A list of home; its labels are `ui.home.part.<code>` and `ui.home.nothing.<code>`."""

    code: str
    needs: Action
    read: Callable[[Desk, Scope, Progress], Listing[Any]]


def _given(desk: Desk, scope: Scope) -> dict[str, Any]:
    return {"whose": overview.whose(desk.programme, scope.whose), "since": scope.since, "limit": MOST}


def _to_do(desk: Desk, scope: Scope, progress: Progress) -> Listing[Any]:
    return overview.things_to_do(desk.programme, scope.rounds, only=scope.only, **_given(desk, scope))


def _tasks(desk: Desk, scope: Scope, progress: Progress) -> Listing[Any]:
    return overview.own_tasks(desk.programme, **_given(desk, scope))


def _papers(desk: Desk, scope: Scope, progress: Progress) -> Listing[Any]:
    return overview.expiring_papers(desk.programme, scope.rounds, **_given(desk, scope))


def _incomplete(desk: Desk, scope: Scope, progress: Progress) -> Listing[Any]:
    given = _given(desk, scope)
    return overview.incomplete_applications(desk.programme, scope.rounds, progress=progress, **given)


def _offers(desk: Desk, scope: Scope, progress: Progress) -> Listing[Any]:
    return overview.waiting_offers(desk.programme, scope.rounds, **_given(desk, scope))


def _silent(desk: Desk, scope: Scope, progress: Progress) -> Listing[Any]:
    return overview.silent_pairs(desk.programme, scope.rounds, **_given(desk, scope))


PARTS = (
    Part("to_do", Action.SEE_DUE, _to_do),
    Part("tasks", Action.TASKS, _tasks),
    Part("offers", Action.SEE_CASES, _offers),
    Part("papers", Action.SEE_DUE, _papers),
    Part("silent", Action.SEE_DUE, _silent),
    Part("incomplete", Action.SCREEN, _incomplete),
)
"""The lists in the order in which they are shown; those that take longest to read come last."""
