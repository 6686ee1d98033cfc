"""Pairs that have not met for long, by the policy's thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from geleit.labels import say
from geleit.model.rounds import Round
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.histories import histories
from geleit.programme.overview.matters import LISTED, Listing, Matter, Opens, Target, listed, unnamed, with_names
from geleit.programme.overview.whose import EVERYBODY, Whose
from geleit.programme.staff.permits import needs
from geleit.progress import History, Silence
from geleit.progress.silence import AWAITED, Quiet, quiet
from geleit.questions.sessions import SessionPolicy

_COLOURS = (Silence.RED, Silence.YELLOW)


@attrs.frozen(kw_only=True)
class SilentPair(Matter):
    """A pair that is yellow or red, and for how many days, paused ones not counted, it has been silent."""

    silence: Silence
    days: int


@needs(Action.SEE_DUE)
def silent_pairs(
    programme: Programme,
    rounds: Iterable[Round[Any]],
    *,
    whose: Whose = EVERYBODY,
    on: date | None = None,
    since: date | None = None,
    limit: int | None = LISTED,
) -> Listing[SilentPair]:
    """The pairs of some rounds that are red or yellow, the red ones first, and of each those that are silent longest."""
    day = on or programme.today()
    found: list[SilentPair] = []
    for round_ in rounds:
        policy = programme.answers(round_).sessions
        for history in histories(programme, round_, states=AWAITED, bare=True).values():
            if whose.pair(history.partnership):
                found += _silent(policy, history, day, since)
    found.sort(key=lambda one: (_COLOURS.index(one.silence), -one.days, one.opens.id))
    return with_names(programme, listed(found, limit))


def _silent(policy: SessionPolicy, history: History, on: date, since: date | None) -> Iterable[SilentPair]:
    now: Quiet = quiet(policy, history, on=on)
    if now.silence in _COLOURS and now.since is not None:
        pair = history.partnership
        code = "overview.silent" if now.met else "overview.never_met"
        yield SilentPair(
            what=f"Silence.{now.silence.value}",
            who=unnamed((pair.mentee, pair.mentor)),
            people=2,
            round=pair.round,
            since=now.reached,
            new=now.reached is not None and (since is None or now.reached > since),
            sentence=say(code, n=now.days, day=now.since),
            opens=Target(Opens.PAIR, pair.id, pair.round),
            silence=now.silence,
            days=now.days,
        )
