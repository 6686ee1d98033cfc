"""What the steps of the rooms open: dialogs that can be read whole on a small terminal, in colours that stand out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from geleit.demo.until import Until
from geleit_tui.app import GeleitApp
from geleit_tui.areas import ROOMS
from geleit_tui.dialogs.problem import Problem
from geleit_tui.screens.room import Room, Step
from geleit_tui.themes import THEMES
from tests.tui.app_at_work import SMALL, at_work, settle
from tests.tui.looking import look, unread, written
from tests.tui.test_screens import office
from tests.tui.tour import Stop, left, opened, pages, stops

ENOUGH = 3
"""Pages of a table in a dialog that are looked at."""


class Dialogs:
    """What was found in the dialogs of some rooms: by room and step, what is wrong with each."""

    def __init__(self, app: GeleitApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot
        self.opened: list[str] = []
        self.hidden: dict[str, list[str]] = {}
        self.faint: dict[str, list[str]] = {}

    async def of(self, stop: Stop) -> None:
        """Take every step that is possible in a room, and look at what it opens."""
        await left(self.app, self.pilot)
        room = await opened(self.app, self.pilot, stop)
        for step in [step for step in room.STEPS if room.possible(step)]:
            await left(self.app, self.pilot)
            room = await opened(self.app, self.pilot, stop)
            if room.possible(step):
                await self._take(room, step)

    async def _take(self, room: Room[Any], step: Step) -> None:
        room.action_step(step.name)
        await settle(self.app, self.pilot)
        if isinstance(self.app.screen, Room | Problem):
            return
        name = f"{room.ROOM}.{step.name}"
        self.opened.append(name)
        # What an earlier step told in the corner goes by itself.
        self.app.clear_notifications()
        await settle(self.app, self.pilot)
        looks = await pages(self.app, self.pilot, ENOUGH)
        if hidden := unread(written(self.app), [one.text for one in looks]):
            self.hidden[name] = hidden
        faint = {one for each in looks for one in each.faint}
        self.app.theme = THEMES[1].name
        await settle(self.app, self.pilot)
        faint |= {*look(self.app).faint}
        self.app.theme = THEMES[0].name
        if faint:
            self.faint[name] = sorted(faint)


@pytest.mark.parametrize(
    ("rooms", "until"),
    [
        pytest.param(("employer", "outcomes"), Until.MIDDLE, id="firms and results"),
        pytest.param(tuple(ROOMS), Until.MIDDLE, id="a round that runs", marks=pytest.mark.soak),
        pytest.param(tuple(ROOMS), Until.PROPOSAL, id="a draft that waits", marks=pytest.mark.soak),
    ],
)
def test_every_dialog_can_be_read_whole_and_stands_out(rooms: tuple[str, ...], until: Until, tmp_path: Path) -> None:
    """Each step of the rooms is taken at 80×24: every label, question and button of what it opens is within reach, and
    every text has at least 4.5:1, in both themes."""

    async def look_around(app: GeleitApp, pilot: Pilot[Any]) -> None:
        found = Dialogs(app, pilot)
        for stop in stops(app.desk.programme):
            if stop.room in rooms:
                await found.of(stop)
        assert len(found.opened) >= 3
        assert found.hidden == {}
        assert found.faint == {}

    with office(tmp_path / "office", until)("de") as programme:
        at_work(programme, look_around, size=SMALL, problems=True)
