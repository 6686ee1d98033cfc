"""States and moves: an illegal move is refused with the state and what is possible, and no walk leaves the tables."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.errors import NotPossible
from geleit.labels import core_labels
from geleit.model.lifecycle import (
    MENTEE,
    MENTOR,
    OPEN_PAIRS,
    PAIR,
    POOL,
    ROUND,
    RUNNING_PAIRS,
    Lifecycle,
    PairState,
    PartState,
    RoundState,
)

P, Q = PartState, PairState

MENTEE_STATES = {P.APPLIED, P.PAPERS_CHECKED, P.INTERVIEWED, P.ADMITTED, P.WAITING, P.REFUSED, P.WITHDRAWN,
                 P.UNREACHABLE, P.CARRIED_OVER}  # fmt: skip
MENTOR_STATES = {P.APPLIED, P.TALKED, P.SIGNED, P.AVAILABLE, P.PAUSED, P.REFUSED, P.LEFT, P.CARRIED_OVER}

TABLES: dict[str, tuple[Lifecycle[Any], Any, set[Any]]] = {
    "mentee": (MENTEE, P.APPLIED, MENTEE_STATES),
    "mentor": (MENTOR, P.APPLIED, MENTOR_STATES),
    "pair": (PAIR, Q.DRAFTED, set(PairState)),
    "round": (ROUND, RoundState.PLANNED, set(RoundState)),
}
"""Table, the state in which everything begins, and every state it can have."""


def illegal() -> Iterator[Any]:
    for name, (table, _, states) in TABLES.items():
        for state in sorted(states):
            for move in table.moves.values():
                if state not in move.sources:
                    yield pytest.param(table, state, move.name, id=f"{name}-{state.value}-{move.name}")


@pytest.mark.parametrize(("table", "state", "move"), list(illegal()))
def test_an_illegal_move_names_the_state_and_what_is_possible(table: Lifecycle[Any], state: StrEnum, move: str) -> None:
    """The refusal says, in both languages, which thing it is, where it stands, and every move that is open."""
    with pytest.raises(NotPossible) as caught:
        table.after(state, move, "a reason")
    labels = core_labels()
    for language in ("de", "en"):
        said = caught.value.in_language(language)
        words = [labels.text(f"{type(state).__name__}.{state.value}", language)]
        words += [labels.text(f"move.{one.name}", language) for one in table.possible(state)]
        if not table.possible(state):
            words.append(labels.text("lifecycle.nothing", language))
        for word in words:
            assert word in said and not word.startswith(("move.", "lifecycle."))


@pytest.mark.parametrize(
    ("table", "state", "move"),
    [
        pytest.param(table, state, move.name, id=f"{name}-{state.value}-{move.name}")
        for name, (table, _, _) in TABLES.items()
        for move in table.moves.values()
        for state in sorted(move.sources)
        if move.reason
    ],
)
def test_a_move_that_asks_why_is_refused_without_a_reason(table: Lifecycle[Any], state: StrEnum, move: str) -> None:
    """No reason, and a blank one, are refused in both languages; with a reason the state changes."""
    for reason in (None, "", "  "):
        with pytest.raises(NotPossible) as caught:
            table.after(state, move, reason)
        for language in ("de", "en"):
            assert core_labels().text(f"move.{move}", language) in caught.value.in_language(language)
    assert table.after(state, move, "because") is table.moves[move].target


@pytest.mark.parametrize("name", TABLES)
def test_every_state_can_be_reached_and_belongs_to_the_table(name: str) -> None:
    """From the beginning, moves lead to every state the thing can have and to no other."""
    table, beginning, states = TABLES[name]
    reached, edge = {beginning}, [beginning]
    while edge:
        for move in table.possible(edge.pop()):
            if move.target not in reached:
                reached.add(move.target)
                edge.append(move.target)
    assert reached == states
    assert {source for move in table.moves.values() for source in move.sources} <= states


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_walks_stay_within_the_tables(name: str, data: st.DataObject) -> None:
    """Whatever is tried in whatever order, a state changes only by a move that is possible there."""
    table, state, states = TABLES[name]
    for move in data.draw(st.lists(st.sampled_from(sorted(table.moves)), max_size=30)):
        possible = {one.name for one in table.possible(state)}
        reason = data.draw(st.none() | st.just("because"))
        before = state
        try:
            state = table.after(state, move, reason)
        except NotPossible:
            assert move not in possible or (table.moves[move].reason and reason is None)
            assert state is before
        else:
            assert move in possible and state is table.moves[move].target
        assert state in states


def test_what_takes_up_a_place_and_what_runs() -> None:
    """An offer holds a place; only what has started and not ended runs; nothing that has ended does either."""
    assert RUNNING_PAIRS < OPEN_PAIRS
    assert not OPEN_PAIRS & {Q.DRAFTED, Q.CLOSED, Q.DECLINED, Q.EXPIRED}
    assert {"mentee": {P.ADMITTED}, "mentor": {P.AVAILABLE}} == POOL
    assert all(PAIR.moves["close"].sources >= {state} for state in RUNNING_PAIRS)


@pytest.mark.parametrize("state", [Q.DECLINED, Q.EXPIRED])
def test_a_pair_that_was_declined_or_has_expired_stays_so(state: PairState) -> None:
    """Nothing leads on: a new pair is a new decision."""
    assert PAIR.possible(state) == ()


def test_a_closed_pair_can_be_reopened_and_a_closed_round_too() -> None:
    """An end entered by mistake is no end."""
    assert PAIR.after(Q.CLOSED, "reopen", "entered by mistake") is Q.ACTIVE
    assert ROUND.after(RoundState.CLOSED, "open") is RoundState.OPEN


def test_nobody_is_admitted_without_an_interview_or_a_talk() -> None:
    """The way to a place leads through a conversation on both sides."""
    assert PartState.APPLIED not in MENTEE.moves["admit"].sources
    assert MENTOR.moves["admit"].sources == {P.SIGNED, P.PAUSED}
    assert MENTOR.moves["sign"].sources == {P.TALKED, P.SIGNED}
