"""The steps with the round that is marked: open, close, plan the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from geleit.labels import Sentence, say
from geleit.model.lifecycle import RoundState
from geleit.model.rounds import RoundRecord
from geleit.programme import Programme, rounds
from geleit.programme.settings import copying, round_steps
from geleit.programme.settings.copying import NextRound
from geleit_tui.desk import Desk
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.screens.room import Room
from geleit_tui.screens.settings.changing import copy_form


class RoundSteps(Room[None]):
    """A room in which a round is marked. `scope` is its id, None for what holds for all; `states` those of all."""

    def __init__(self, desk: Desk, **settings: Any) -> None:
        super().__init__(desk, **settings)
        self.scope: str | None = None
        self.states: Mapping[str, RoundState] = {}

    @property
    def _state(self) -> RoundState | None:
        return self.states.get(self.scope or "")

    def can_open(self) -> bool:
        """Whether a round is marked that is not open."""
        return self._state in (RoundState.PLANNED, RoundState.CLOSED)

    def can_close(self) -> bool:
        """Whether a round is marked that is open."""
        return self._state is RoundState.OPEN

    def can_copy(self) -> bool:
        """Whether a round is marked."""
        return self.scope is not None

    def step_open(self) -> None:
        """Say what opening comes to, then do it."""
        self._ask("open", round_steps.opening, rounds.open_round)

    def step_close(self) -> None:
        """Say what closing comes to, then do it."""
        self._ask("close", round_steps.closing, rounds.close_round)

    def _ask(
        self,
        step: str,
        preview: Callable[[Programme, str], tuple[Sentence, ...]],
        act: Callable[[Programme, str], RoundRecord],
    ) -> None:
        programme, scope = self.desk.programme, self.scope
        if scope is None:
            return

        def done(record: RoundRecord) -> None:
            state = say(f"RoundState.{record.state.value}")
            self.geleit.tell(say("ui.settings.round_is", round=record.title, state=state))
            self.again()

        def decided(yes: bool | None) -> None:
            if yes:
                self.work(lambda: act(programme, scope), done, group="write", exclusive=False)

        def ask(told: tuple[Sentence, ...]) -> None:
            lines = [self.text(one) for one in told]
            self.app.push_screen(
                Confirm(self.text(f"ui.settings.sure.{step}"), lines, self.text(f"ui.settings.step.{step}")), decided
            )

        self.work(lambda: preview(programme, scope), ask, group="choices")

    def step_copy(self) -> None:
        """Plan the next round after the marked one."""
        programme, scope = self.desk.programme, self.scope

        def made(done: NextRound | None) -> None:
            if done is not None:
                days = {"start": self.desk.day(done.start), "end": self.desk.day(done.end)}
                before = programme.round(done.before).title
                told = {"title": done.title, "before": before, "file": done.file, **days}
                self.geleit.tell(say("settings.round_copied", n=len(done.settings), **told))

        def ask(following: NextRound) -> None:
            self.app.push_screen(copy_form(self.desk, following, programme.round(following.before).title), made)

        self.work(lambda: copying.next_round(programme, scope), ask, group="choices")

    def again(self) -> None:
        """Something was written."""
        self.geleit.changed()
        self.reload()
