"""States and moves, one table for each thing that has a life; buttons, messages and checks are read from here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

import attrs

from geleit.errors import NotPossible
from geleit.labels import Listed, say

S = TypeVar("S", bound=StrEnum)


class PartState(StrEnum):
    """Where a person stands in a round. The last four exist for mentors only."""

    APPLIED = "applied"
    PAPERS_CHECKED = "papers_checked"
    INTERVIEWED = "interviewed"
    ADMITTED = "admitted"
    WAITING = "waiting"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    CARRIED_OVER = "carried_over"
    TALKED = "talked"
    SIGNED = "signed"
    AVAILABLE = "available"
    PAUSED = "paused"
    LEFT = "left"


class PairState(StrEnum):
    """Where a partnership stands."""

    DRAFTED = "drafted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"
    DECLINED = "declined"
    EXPIRED = "expired"


class RoundState(StrEnum):
    """Where a round stands; a planned one may still lack its dates."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@attrs.frozen
class Move(Generic[S]):
    """A step from one of `sources` to `target`; `reason` says that the step asks why."""

    name: str
    sources: frozenset[S]
    target: S
    reason: bool = False


@attrs.frozen
class Lifecycle(Generic[S]):
    """A table of moves. `what` is the label code of the thing that lives, e.g. `lifecycle.pair`."""

    what: str
    moves: Mapping[str, Move[S]]

    def possible(self, state: S) -> tuple[Move[S], ...]:
        """The moves that lead on from a state, in the table's order."""
        return tuple(move for move in self.moves.values() if state in move.sources)

    def after(self, state: S, name: str, reason: str | None = None) -> S:
        """The state a move leads to.

        Raises NotPossible if the state does not allow it, saying what is possible, or if its reason is missing.
        """
        move = self.moves[name]
        shown = say(f"{type(state).__name__}.{state.value}")
        if state not in move.sources:
            names = [say(f"move.{possible.name}") for possible in self.possible(state)]
            options = Listed(names or [say("lifecycle.nothing")], "list.or")
            raise NotPossible(
                say(
                    "lifecycle.impossible", what=say(self.what), move=say(f"move.{name}"), state=shown, possible=options
                )
            )
        if move.reason and not (reason or "").strip():
            raise NotPossible(say("lifecycle.reason_missing", move=say(f"move.{name}")))
        return move.target


def _table(what: str, *moves: Move[S]) -> Lifecycle[S]:
    return Lifecycle(what, {move.name: move for move in moves})


def _move(name: str, sources: tuple[S, ...], target: S, *, reason: bool = False) -> Move[S]:
    return Move(name, frozenset(sources), target, reason)


_P = PartState
_BEFORE = (_P.APPLIED, _P.PAPERS_CHECKED, _P.INTERVIEWED, _P.ADMITTED, _P.WAITING)

MENTEE: Lifecycle[PartState] = _table(
    "lifecycle.mentee",
    _move("check_papers", (_P.APPLIED, _P.PAPERS_CHECKED), _P.PAPERS_CHECKED),
    _move("interview", (_P.APPLIED, _P.PAPERS_CHECKED, _P.INTERVIEWED), _P.INTERVIEWED),
    _move("admit", (_P.INTERVIEWED, _P.WAITING), _P.ADMITTED),
    _move("wait", (_P.INTERVIEWED, _P.ADMITTED), _P.WAITING, reason=True),
    _move("refuse", (_P.APPLIED, _P.PAPERS_CHECKED, _P.INTERVIEWED, _P.WAITING), _P.REFUSED, reason=True),
    _move("withdraw", _BEFORE, _P.WITHDRAWN, reason=True),
    _move("give_up", _BEFORE, _P.UNREACHABLE, reason=True),
    _move("carry_over", _BEFORE, _P.CARRIED_OVER),
    _move("reconsider", (_P.REFUSED, _P.WITHDRAWN, _P.UNREACHABLE), _P.INTERVIEWED, reason=True),
)

MENTOR: Lifecycle[PartState] = _table(
    "lifecycle.mentor",
    _move("talk", (_P.APPLIED, _P.TALKED), _P.TALKED),
    _move("sign", (_P.TALKED, _P.SIGNED), _P.SIGNED),
    _move("admit", (_P.SIGNED, _P.PAUSED), _P.AVAILABLE),
    _move("refuse", (_P.APPLIED, _P.TALKED, _P.SIGNED), _P.REFUSED, reason=True),
    _move("pause", (_P.AVAILABLE,), _P.PAUSED, reason=True),
    _move("resume", (_P.PAUSED,), _P.AVAILABLE),
    _move("leave", (_P.APPLIED, _P.TALKED, _P.SIGNED, _P.AVAILABLE, _P.PAUSED), _P.LEFT, reason=True),
    _move("carry_over", (_P.AVAILABLE, _P.PAUSED), _P.CARRIED_OVER),
    _move("reconsider", (_P.REFUSED, _P.LEFT), _P.TALKED, reason=True),
)

_Q = PairState

PAIR: Lifecycle[PairState] = _table(
    "lifecycle.pair",
    _move("offer", (_Q.DRAFTED,), _Q.OFFERED),
    _move("accept", (_Q.DRAFTED, _Q.OFFERED), _Q.ACCEPTED),
    _move("decline", (_Q.OFFERED,), _Q.DECLINED, reason=True),
    _move("expire", (_Q.OFFERED,), _Q.EXPIRED),
    _move("start", (_Q.ACCEPTED,), _Q.ACTIVE),
    _move("pause", (_Q.ACTIVE,), _Q.PAUSED, reason=True),
    _move("resume", (_Q.PAUSED,), _Q.ACTIVE),
    _move("close", (_Q.ACCEPTED, _Q.ACTIVE, _Q.PAUSED), _Q.CLOSED, reason=True),
    _move("reopen", (_Q.CLOSED,), _Q.ACTIVE, reason=True),
)

ROUND: Lifecycle[RoundState] = _table(
    "lifecycle.round",
    _move("open", (RoundState.PLANNED, RoundState.CLOSED), RoundState.OPEN),
    _move("shut", (RoundState.OPEN,), RoundState.CLOSED),
)

OPEN_PAIRS = frozenset({_Q.OFFERED, _Q.ACCEPTED, _Q.ACTIVE, _Q.PAUSED})
"""The states in which a pair takes up a place on both sides."""

RUNNING_PAIRS = frozenset({_Q.ACTIVE, _Q.PAUSED})
"""The states of a partnership that has started and not ended."""

POOL = {"mentee": frozenset({_P.ADMITTED}), "mentor": frozenset({_P.AVAILABLE})}
"""Who can be proposed for a pair, by role."""

GONE = frozenset({_P.REFUSED, _P.WITHDRAWN, _P.UNREACHABLE, _P.LEFT, _P.CARRIED_OVER})
"""Who takes no part in the round any more."""
