"""What will happen when a round is opened or closed, told before it does."""

from __future__ import annotations

from typing import Any

from geleit.errors import NotPossible
from geleit.labels import Sentence, say
from geleit.model.lifecycle import ROUND as ROUND_MOVES
from geleit.model.lifecycle import RUNNING_PAIRS, PartState, RoundState
from geleit.model.partnerships import Partnership
from geleit.model.people import Participation
from geleit.model.rounds import Round, RoundRecord
from geleit.permissions import Action
from geleit.programme.context import Programme
from geleit.programme.settings.listing import configured_parameters
from geleit.programme.staff.permits import needs

_UNDECIDED = (PartState.APPLIED, PartState.PAPERS_CHECKED, PartState.INTERVIEWED, PartState.WAITING)


@needs(Action.MANAGE_ROUNDS)
def opening(programme: Programme, round_id: str | None = None) -> tuple[Sentence, ...]:
    """What opening a round comes to: what is frozen, how much of it nobody has confirmed, which cases come along.

    Raises NotPossible where it cannot be opened.
    """
    if round_id is None and len(programme.config.rounds) == 1:
        round_id = programme.config.rounds[0].id
    round_ = programme.round(round_id)
    ROUND_MOVES.after(round_.state, "open")
    if round_.start is None:
        raise NotPossible(say("rounds.no_start", round=round_.title))
    if round_.state is RoundState.CLOSED:
        return (say("settings.reopening", round=round_.title),)
    programme.answers(round_)
    found = configured_parameters(programme, round_.id)
    assumed = sum(one.assumed for one in found)
    told = [say("settings.opening", round=round_.title, n=len(found))]
    if assumed:
        told.append(say("settings.opening_assumed", n=assumed))
    if round_.continues and (running := _running(programme, round_.continues)):
        before = programme.round(round_.continues).title
        told.append(say("settings.opening_carried", n=running, before=before))
    return tuple(told)


@needs(Action.MANAGE_ROUNDS)
def closing(programme: Programme, round_id: str | None = None) -> tuple[Sentence, ...]:
    """What closing a round comes to. Raises NotPossible where it cannot be closed."""
    round_ = programme.round(round_id)
    ROUND_MOVES.after(round_.state, "shut")
    running, following = _running(programme, round_.id), _following(programme, round_)
    if running and following is None:
        raise NotPossible(say("rounds.still_running", round=round_.title, n=running))
    told = [say("settings.closing", round=round_.title)]
    if running and following is not None:
        told.append(say("settings.closing_running", n=running, following=following))
    waiting = programme.store.count(Participation, round=round_.id, state=_UNDECIDED)
    if waiting:
        told.append(say("settings.closing_waiting", n=waiting))
    return tuple(told)


def _running(programme: Programme, round_id: str) -> int:
    if not programme.config.database_path.exists() or programme.store.get(RoundRecord, round_id) is None:
        return 0
    return programme.store.count(Partnership, round=round_id, state=tuple(RUNNING_PAIRS))


def _following(programme: Programme, round_: Round[Any]) -> str | None:
    return next((table.title for table in programme.config.rounds if table.continues == round_.id), None)
