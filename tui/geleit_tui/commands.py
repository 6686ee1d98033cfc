"""The command palette: everything that can be done here, every room, and people by name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from geleit.errors import GeleitError
from geleit.permissions import Action
from geleit_tui.areas import AREAS
from geleit_tui.screens.room import Room
from geleit_tui.showing import plain

if TYPE_CHECKING:
    from geleit_tui.app import GeleitApp

_PEOPLE = 8
_LEAST = 2
"""Letters that have been typed before people are looked for."""


class Entry(NamedTuple):
    """A line of the palette."""

    words: str
    help: str
    run: Callable[[], object]


class Everything(Provider):
    """The steps of the room, the app's own, and the areas."""

    def _entries(self) -> Iterator[Entry]:
        app: GeleitApp = self.app  # type: ignore[assignment]  # there is one app
        desk, room = app.desk, self.screen
        if isinstance(room, Room):
            for step in room.STEPS:
                if room.possible(step):
                    code = f"ui.{room.ROOM}.step.{step.name}"
                    about = f"ui.{room.ROOM}.about.{step.name}"
                    help_ = desk.text(about) if desk.has(about) else ""
                    yield Entry(desk.text(code), help_, partial(room.action_step, step.name))
        for area in AREAS:
            if desk.can(area.needs):
                yield Entry(
                    desk.text(f"ui.{area.code}.title"), desk.text("ui.app.go"), partial(app.action_area, area.code)
                )
        for name in app.STEPS:
            run = partial(app.run_action, f"app.{name}")
            yield Entry(desk.text(f"ui.app.step.{name}"), desk.text(f"ui.app.about.{name}"), run)

    async def discover(self) -> Hits:
        for one in self._entries():
            yield DiscoveryHit(plain(one.words), one.run, text=one.words, help=one.help or None)

    async def search(self, query: str) -> Hits:
        words = query.casefold().split()
        for one in self._entries():
            text = f"{one.words} {one.help}".casefold()
            if all(word in text for word in words):
                score = 1.0 if one.words.casefold().startswith(words[0]) else 0.7
                yield Hit(score, plain(one.words), one.run, text=one.words, help=one.help or None)


class People(Provider):
    """People by name, in any spelling."""

    async def search(self, query: str) -> Hits:
        app: GeleitApp = self.app  # type: ignore[assignment]  # there is one app
        if len(query.strip()) < _LEAST or not app.desk.can(Action.SEE_PEOPLE):
            return
        from geleit.programme.people.browsing import find_names

        try:
            found = await asyncio.to_thread(find_names, app.desk.programme, query, _PEOPLE)
        except GeleitError:
            # A list of suggestions is no place for an error: whoever opens the people's room is told.
            return
        for one in found:
            words = app.desk.text("ui.app.person")
            yield Hit(0.5, plain(one.name), partial(app.open_person, one.id), text=one.name, help=words)


class Palette(CommandPalette):
    """The palette with the organisation's words around it."""

    def __init__(self, app: GeleitApp) -> None:
        super().__init__(providers=[Everything, People], placeholder=app.desk.text("ui.app.palette_hint"))
