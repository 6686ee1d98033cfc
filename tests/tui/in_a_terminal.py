"""The UI in a real terminal: a tour of every room of an organisation, as a program that a test starts in one.

`python -m tests.tui.in_a_terminal CONFIG RESULT TOLD`: the tour's result is written to RESULT as JSON; TOLD is
`{"places": [...], "language": "de", "pages": 5, "steps": false}`: of whom and what the rooms about somebody or something tell, one
after the other, how far a list is scrolled, and whether every step of a room is taken too, on the first way round.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from random import Random
from typing import Any

from textual.pilot import Pilot

import geleit_tui
from geleit.programme import Programme
from geleit_tui.app import GeleitApp
from tests.faults.furnished import clock
from tests.tui.app_at_work import screen_text, settle
from tests.tui.looking import actions
from tests.tui.tour import Stop, left, opened, pages, stops

_HARMLESS = re.compile(
    r"app\.area\('[a-z]+'\)|screen\.(step|list)\('[a-z_]+'\)|(screen\.)?back|help|palette|grab|scroll_(up|down)",
    re.IGNORECASE,
)
"""What a click may run: an area, a step of the room, one of its lists, what the key bar shows of the app's own, and the
parts of a scroll bar."""


class Watched(GeleitApp):
    """The app with an action that a hostile text asks for, and which nobody else does."""

    CSS_PATH = str(Path(geleit_tui.__file__).with_name("app.tcss"))
    pwned = 0

    def action_pwn(self, *_: str) -> None:
        """Note that it ran."""
        self.pwned += 1


class Tour:
    """What was seen on the way."""

    def __init__(self, app: Watched, programme: Programme, told: dict[str, Any]) -> None:
        self.app, self.programme, self.told = app, programme, told
        self.rooms: dict[str, int] = {}
        self.strange: set[str] = set()
        self.texts: set[str] = set()
        self.failed: list[str] = []

    async def go(self, pilot: Pilot[Any]) -> None:
        """Through every room, and for each further place once more through those about somebody or something."""
        await settle(self.app, pilot)
        for number, place in enumerate(self.told["places"]):
            for stop in stops(self.programme, place):
                if number == 0 or stop.settings:
                    await self._visit(pilot, stop, steps=number == 0 and self.told["steps"])
        await left(self.app, pilot)
        self.app.exit(0)

    async def _visit(self, pilot: Pilot[Any], stop: Stop, *, steps: bool) -> None:
        await left(self.app, pilot)
        room = await opened(self.app, pilot, stop)
        self.rooms[stop.room] = self.rooms.get(stop.room, 0) + 1
        await self._look(pilot)
        await self._click(pilot)
        for step in room.STEPS if steps else ():
            await left(self.app, pilot)
            room = await opened(self.app, pilot, stop)
            if room.possible(step):
                room.action_step(step.name)
                await settle(self.app, pilot)
                await self._look(pilot)

    async def _look(self, pilot: Pilot[Any]) -> None:
        for one in await pages(self.app, pilot, self.told["pages"]):
            self.texts.update(one.text.splitlines())
        self.strange |= {action for action in actions(self.app) if not _HARMLESS.fullmatch(action)}
        self.failed += [repr(one) for one in self.app.problems if not hasattr(one, "sentence")]
        self.app.problems.clear()

    async def _click(self, pilot: Pilot[Any]) -> None:
        """Click wherever a text asks for it."""
        screen = self.app.screen
        for y, line in enumerate(screen_text(self.app).splitlines()):
            for found in re.finditer("Klick", line):
                if self.app.screen is screen:
                    await pilot.click(offset=(found.start(), y))
                    await settle(self.app, pilot)


def main() -> None:
    """Open the programme, and walk through its rooms on the terminal that this process has."""
    config, result, told = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    with Programme.open(
        config, clock=clock, account="anna", randomness=Random(1), language=told["language"]
    ) as programme:
        app = Watched(programme)
        app.animation_level = "none"
        tour = Tour(app, programme, told)
        app.run(auto_pilot=tour.go)
        known = {
            "rooms": tour.rooms,
            "strange": sorted(tour.strange),
            "texts": sorted(tour.texts),
            "failed": tour.failed,
            "pwned": app.pwned,
            "left": app.return_value == 0,
            "failure": repr(app.failure) if app.failure else None,
        }
    result.write_text(json.dumps(known), encoding="utf-8")


if __name__ == "__main__":
    main()
